"""What bringing a sheet in would make: rows not saved yet, and none that are here already."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from people.models import (
    Area,
    Employment,
    Expertise,
    Person,
    Qualification,
    RegisterImport,
    UnnamedCapacity,
)
from people.rules.likeness import plain
from people.rules.preview import CENTRE, Somebody
from people.rules.sheet import Given, Line
from people.selectors.kinds import areas_by_spelling
from people.services.reading import Reading

SCHOOL = "school "
LONGEST_WRITTEN = 40
LONGEST_OTHERS = 300


@dataclass
class Plan:
    """`settled` are employments whose label somebody has said is a school; `ended` those that
    another part of full time follows; `joined` who else a person is here already.
    """

    areas: dict[str, Area] = field(default_factory=dict)
    people: list[Person] = field(default_factory=list)
    employments: list[Employment] = field(default_factory=list)
    expertise: list[Expertise] = field(default_factory=list)
    qualifications: list[Qualification] = field(default_factory=list)
    unnamed: list[UnnamedCapacity] = field(default_factory=list)
    settled: list[Employment] = field(default_factory=list)
    ended: list[Employment] = field(default_factory=list)
    joined: list[tuple[Person, int]] = field(default_factory=list)

    @property
    def made(self) -> dict[str, int]:
        return {
            "people": len(self.people),
            "employments": len(self.employments),
            "expertise": len(self.expertise),
            "qualifications": len(self.qualifications),
            "unnamed": len(self.unnamed),
            "areas": sum(area.pk is None for area in self.areas.values()),
        }

    @property
    def changes_nothing(self) -> bool:
        return not (any(self.made.values()) or self.settled or self.ended or self.joined)


class Planner:
    """Holds what is here of everybody the sheet is about, asked once."""

    def __init__(self, reading: Reading, run: RegisterImport, today: date) -> None:
        self.reading, self.run, self.today = reading, run, today
        self.areas = areas_by_spelling()
        self.plan = Plan()
        known = {one.known for one in reading.preview.people if one.known}
        self.people = {person.pk: person for person in Person.objects.all() if person.pk in known}
        self.work: dict[int, list[Employment]] = {}
        for employment in Employment.objects.current(today).order_by("pk"):
            self.work.setdefault(employment.person_id, []).append(employment)
        held = Expertise.objects.values_list("person", "kind", "area__name", "key_stage")
        self.held = {(p, kind, plain(area or ""), stage) for p, kind, area, stage in held}
        self.npqs = set(Qualification.objects.values_list("person", "code"))

    def planned(self) -> Plan:
        for somebody in self.reading.preview.people:
            self._person(somebody)
        self._unnamed()
        return self.plan

    def _person(self, somebody: Somebody) -> None:
        person = self.people.get(somebody.known or 0)
        if person is None:
            also = ", ".join(dict.fromkeys(somebody.also))[:LONGEST_OTHERS]
            person = Person(name=somebody.name, also_written=also, made_in=self.run)
            self.plan.people.append(person)
        self.plan.joined += [(person, other) for other in somebody.also_known]
        self._work(person, somebody)
        told = dict.fromkeys(given for line in somebody.lines for given in line.given)
        self.plan.expertise += self._expertise(person, told)
        self._npqs(person, somebody.lines)

    def _work(self, person: Person, somebody: Somebody) -> None:
        here = self.work.get(person.pk, []) if person.pk else []
        if somebody.place not in {"", CENTRE}:
            self._at_a_school(person, somebody, here)
        if somebody.place == CENTRE or somebody.fte:
            self._in_the_team(person, somebody.fte, here)
        if somebody.post:
            self._post(person, somebody.post, here)

    def _at_a_school(self, person: Person, somebody: Somebody, here: list[Employment]) -> None:
        school, label = self._place(somebody.place, somebody.label)
        if any(one.school_id == school and (school or one.label == label) for one in here):
            return
        written = plain(somebody.label)
        same = next((one for one in here if one.label and plain(one.label) == written), None)
        if same and school:
            same.school_id, same.label = school, ""
            self.plan.settled.append(same)
        elif not same:
            self.plan.employments.append(
                Employment(person=person, school_id=school, label=label, made_in=self.run)
            )

    def _in_the_team(self, person: Person, fte: int | None, here: list[Employment]) -> None:
        known = next((one for one in here if one.is_central), None)
        if known and (fte is None or known.fte_hundredths == fte):
            return
        starts_on = None
        if known:
            known.ends_on, known.ended_in = self.today - timedelta(days=1), self.run
            self.plan.ended.append(known)
            starts_on = self.today
        self.plan.employments.append(
            Employment(
                person=person,
                fte_hundredths=fte,
                starts_on=starts_on,
                made_in=self.run,
                post_code=known.post_code if known else "",
            )
        )

    def _post(self, person: Person, post: str, here: list[Employment]) -> None:
        """On the last of what they do: the central team's, where they work for it."""
        new = [one for one in self.plan.employments if one.person is person]
        work = (new or here)[-1:]
        if any(one.post_code == post for one in here) or not work:
            return
        work[0].post_code = post
        if work[0] in here:
            self.plan.settled.append(work[0])

    @staticmethod
    def _place(place: str, label: str) -> tuple[int | None, str]:
        if place.startswith(SCHOOL):
            return int(place.removeprefix(SCHOOL)), ""
        return None, "" if place == CENTRE else label

    def _expertise(self, person: Person, told: dict[Given, None]) -> Iterator[Expertise]:
        for given in told:
            key = (plain(given.part.area), given.part.key_stage)
            owner = person.pk or id(person)
            if (owner, given.kind, *key) in self.held:
                continue
            area = self._area(given.part.area)
            known_as = plain(area.name) if area else ""
            if (owner, given.kind, known_as, key[1]) in self.held:
                continue
            self.held |= {(owner, given.kind, *key), (owner, given.kind, known_as, key[1])}
            yield Expertise(
                person=person, kind=given.kind, area=area, key_stage=key[1], made_in=self.run
            )

    def _area(self, written: str) -> Area | None:
        spelling = plain(written)
        if not spelling:
            return None
        if spelling not in self.areas:
            self.areas[spelling] = Area(name=written, made_in=self.run)
        area = self.plan.areas[spelling] = self.areas[spelling]
        return area

    def _npqs(self, person: Person, lines: list[Line]) -> None:
        for npq in (npq for line in lines for npq in line.npqs):
            owner = person.pk or id(person)
            if (owner, npq.code) not in self.npqs:
                self.npqs.add((owner, npq.code))
                written = npq.written[:LONGEST_WRITTEN]
                self.plan.qualifications.append(
                    Qualification(person=person, code=npq.code, written=written, made_in=self.run)
                )

    def _unnamed(self) -> None:
        here = Counter(
            (one.name, one.school_id, one.label, one.kind) for one in UnnamedCapacity.objects.all()
        )
        for line, place in self.reading.preview.unnamed:
            first = line.given[0] if line.given else None
            school, label = self._place(place, line.school)
            key = (line.name, school, label, first.kind if first else "")
            if here[key]:
                here[key] -= 1
                continue
            self.plan.unnamed.append(
                UnnamedCapacity(
                    name=line.name,
                    places=line.places,
                    school_id=school,
                    label=label,
                    kind=first.kind if first else "",
                    area=self._area(first.part.area) if first else None,
                    key_stage=first.part.key_stage if first else "",
                    made_in=self.run,
                )
            )
