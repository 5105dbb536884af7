"""What would be kept of a sheet, beside what is known here: who is whom, and what must be asked.

Nothing is joined here that a person has not said is the same. Schools and people are numbers.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from people.rules import centre
from people.rules.likeness import alike, plain, plain_name
from people.rules.sheet import Line, Sheet
from people.rules.spellings import MOST_ASKED, KnownSchool, Proposal, exact, propose

CENTRE = "centre"
ALSO_IN_SHEET = "{why} The sheet also has “{other}”."
KNOWN_HERE = "{why} {name} is in the register already."


@dataclass(frozen=True)
class KnownPerson:
    pk: int
    name: str
    place: str


@dataclass(frozen=True)
class Known:
    """What the trust knows already. `aliases`: a plain label to its school, or None for no school.

    `same`: plain names of two people and where (a label or a place), to whether they are one.
    """

    schools: Sequence[KnownSchool] = ()
    shorts: frozenset[str] = frozenset()
    aliases: Mapping[str, int | None] = field(default_factory=dict)
    same: Mapping[tuple[str, str, str], bool] = field(default_factory=dict)
    people: Sequence[KnownPerson] = ()


@dataclass(frozen=True)
class Question:
    """Are these two one person? `school` is as the sheet has it."""

    a: str
    b: str
    school: str
    why: str


@dataclass
class Somebody:
    """One person of the sheet: the lines about them, and who they are here already."""

    name: str
    place: str
    label: str
    lines: list[Line]
    known: int | None = None
    also: list[str] = field(default_factory=list)
    also_known: list[int] = field(default_factory=list)

    @property
    def fte(self) -> int | None:
        return next((line.fte for line in self.lines if line.fte), None)

    @property
    def post(self) -> str:
        return next((line.post for line in self.lines if line.post), "")


@dataclass(frozen=True)
class Preview:
    people: list[Somebody]
    unnamed: list[tuple[Line, str]]
    not_schools: list[str]
    proposals: list[Proposal]
    questions: list[Question]


def preview(sheet: Sheet, known: Known) -> Preview:
    not_schools = [label for label in sheet.labels if centre.is_centre(label, known.shorts)]
    places = dict.fromkeys(not_schools, CENTRE)
    proposals: list[Proposal] = []
    for label in sheet.labels:
        if label not in places:
            places[label], proposal = _place(label, known, ask=len(proposals) < MOST_ASKED)
            proposals += [proposal] if proposal else []
    nearby = {p.label: f"school {p.school.pk}" for p in proposals if p.school}
    everybody = _people(sheet, known, places)
    return Preview(
        people=_joined(everybody, known),
        unnamed=[(line, places.get(line.school, "")) for line in sheet.lines if line.is_unnamed],
        not_schools=not_schools,
        proposals=_with_twins(proposals),
        questions=list(_questions(everybody, known, nearby)),
    )


def place_of(school: int) -> str:
    return f"school {school}"


def _place(label: str, known: Known, *, ask: bool) -> tuple[str, Proposal | None]:
    """Where a label is: a school we know, or what it is called until somebody says which it is."""
    unknown = f"label {plain(label)}"
    if plain(label) in known.aliases:
        school = known.aliases[plain(label)]
        return (place_of(school) if school else CENTRE), None
    found = exact(label, known.schools)
    if found:
        return place_of(found.pk), None
    return unknown, propose(label, known.schools if ask else ())


def _with_twins(proposals: list[Proposal]) -> list[Proposal]:
    """A label no school is like may still be like another label of the sheet: said, not joined."""
    lost = [at for at, proposal in enumerate(proposals) if proposal.school is None]
    told = list(proposals)
    for pair in alike([proposals[at].label for at in lost]):
        at, other = lost[pair.second], proposals[lost[pair.first]].label
        why = ALSO_IN_SHEET.format(why=proposals[at].why, other=other)
        told[at] = Proposal(proposals[at].label, None, None, why)
    return told


def _people(sheet: Sheet, known: Known, places: Mapping[str, str]) -> list[Somebody]:
    """Each named line is one person; the second of a name at a place is the second one here."""
    here: dict[tuple[str, str], list[int]] = defaultdict(list)
    at: dict[str, list[KnownPerson]] = defaultdict(list)
    for person in known.people:
        here[plain_name(person.name), person.place].append(person.pk)
        at[person.place].append(person)
    found = []
    for line in sheet.people:
        place = places.get(line.school) or (CENTRE if line.fte else "")
        one = Somebody(line.name, place, line.school, [line])
        theirs = here[plain_name(line.name), one.place]
        one.known = theirs.pop(0) if theirs else _said_to_be(one, at[one.place], known)
        found.append(one)
    return found


def _said_to_be(one: Somebody, people: list[KnownPerson], known: Known) -> int | None:
    if not known.same:
        return None
    return next((p.pk for p in people if _answer(known, one.name, p.name, one)), None)


def _joined(everybody: list[Somebody], known: Known) -> list[Somebody]:
    """Those of whom somebody said that they are one, as one, under the name that comes first."""
    of_place: dict[str, list[Somebody]] = defaultdict(list)
    for somebody in everybody:
        twin = next(
            (other for other in of_place[somebody.place] if _said(known, other, somebody)), None
        )
        if twin:
            twin.lines += somebody.lines
            twin.also.append(somebody.name)
            if twin.known and somebody.known and twin.known != somebody.known:
                twin.also_known.append(somebody.known)
            twin.known = twin.known or somebody.known
        else:
            of_place[somebody.place].append(somebody)
    order = {id(somebody): at for at, somebody in enumerate(everybody)}
    kept = [somebody for place in of_place.values() for somebody in place]
    return sorted(kept, key=lambda somebody: order[id(somebody)])


def _said(known: Known, one: Somebody, other: Somebody) -> bool:
    return bool(known.same) and _answer(known, one.name, other.name, one, other) is True


def _answer(known: Known, a: str, b: str, *about: Somebody) -> bool | None:
    """What somebody said of two names, by any way in which their place is written."""
    places = [where for one in about for where in (plain(one.label), one.place)]
    answers = (known.same.get(key_of(a, b, where)) for where in places)
    return next((answer for answer in answers if answer is not None), None)


def key_of(a: str, b: str, where: str) -> tuple[str, str, str]:
    first, second = sorted((plain_name(a), plain_name(b)))
    return first, second, where


def _questions(
    everybody: list[Somebody], known: Known, nearby: Mapping[str, str]
) -> Iterable[Question]:
    """Names alike at one place: in the sheet, and between the sheet and who is here already."""
    by_place: dict[str, list[Somebody]] = defaultdict(list)
    for one in everybody:
        by_place[nearby.get(one.label, one.place)].append(one)
    met = {one.known for one in everybody}
    for person in known.people:
        if person.pk not in met and person.place in by_place:
            stranger = Somebody(person.name, person.place, "", [], person.pk)
            by_place[person.place].append(stranger)
    for place, people in by_place.items():
        for pair in alike([one.name for one in people]) if place else ():
            a, b = people[pair.first], people[pair.second]
            if a.lines and _answer(known, a.name, b.name, a, b) is None:
                why = pair.why if b.lines else KNOWN_HERE.format(why=pair.why, name=b.name)
                yield Question(a.name, b.name, a.label, why)
