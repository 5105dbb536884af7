"""Which school a label in a sheet may mean: proposed with a reason, for a person to agree."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from people.rules.likeness import distance, plain

GENERIC = frozenset(
    {"school", "primary", "academy", "junior", "infant", "infants", "nursery", "community",
     "college", "high", "secondary", "special", "voluntary", "aided", "controlled", "the", "of",
     "and", "church", "england", "ce", "c", "e", "rc", "catholic", "a", "learning", "centre"}
)  # fmt: skip
MOST_ASKED = 500  # labels looked up; a sheet with more has something else in this column
COULD_BE_SEVERAL = "Could be {} or {}."
NOT_KNOWN = "No school of the trust has a name like this."


@dataclass(frozen=True)
class KnownSchool:
    pk: int
    urn: int
    name: str


@dataclass(frozen=True)
class Proposal:
    """A label and the school it may mean; none when nothing is like it or several are."""

    label: str
    school: KnownSchool | None
    distance: int | None
    why: str


def exact(label: str, schools: Iterable[KnownSchool]) -> KnownSchool | None:
    """The one school that is called just this."""
    wanted = plain(label)
    found = [school for school in schools if plain(school.name) == wanted]
    return found[0] if len(found) == 1 else None


def propose(label: str, schools: Sequence[KnownSchool]) -> Proposal:
    scored = [
        (rank, apart, why, school)
        for school in schools
        if (told := _likeness(plain(label), plain(school.name)))
        for rank, apart, why in [told]
    ]
    if not scored:
        return Proposal(label, None, None, NOT_KNOWN)
    scored.sort(key=lambda found: (found[0], found[1], found[3].name))
    rank, apart, why, school = scored[0]
    if len(scored) > 1 and scored[1][:2] == (rank, apart):
        several = COULD_BE_SEVERAL.format(school.name, scored[1][3].name)
        return Proposal(label, None, None, several)
    return Proposal(label, school, apart, why)


def _likeness(label: str, name: str) -> tuple[int, int, str] | None:
    """Rank (less is more certain), letters apart and the reason; None when they are not alike."""
    ours, theirs = _core(label), _core(name)
    if not ours or not theirs:
        return None
    if ours == theirs:
        return 0, 0, "A shorter form of its name."
    joined = " ".join(ours), " ".join(theirs)
    most = _letters_allowed(joined[0])
    apart = distance(*joined, most)
    if apart <= most:
        letters = "One letter" if apart == 1 else f"{apart} letters"
        return 1, apart, f"{letters} apart."
    if _is_initials_of(ours, theirs):
        return 2, 0, f"{ours[0].upper()} could be {theirs[0].title()}."
    if set(ours) < set(theirs) or set(theirs) < set(ours):
        return 3, abs(len(ours) - len(theirs)), "One name is part of the other."
    if len(ours) == 1 and ours[0] == "".join(word[0] for word in name.split()):
        return 4, 0, "The first letters of its name."
    return None


def _core(words: str) -> list[str]:
    """What sets a school apart. An initial such as C may be generic, unless it comes first."""
    told = words.split()
    return [w for at, w in enumerate(told) if w not in GENERIC or (at == 0 and len(w) == 1)]


def _letters_allowed(core: str) -> int:
    return 0 if len(core) < 4 else 1 if len(core) < 8 else 2


def _is_initials_of(short: list[str], full: list[str]) -> bool:
    return len(short) == len(full) and all(
        a == b or (len(a) == 1 and b.startswith(a)) for a, b in zip(short, full, strict=True)
    )
