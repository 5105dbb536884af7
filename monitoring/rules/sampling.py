"""Which pupils' work moderators look at: drawn by pseudonym, again the same from the same seed.

Chance decides within a grade only. How many of each grade there are is decided by going round the
grades, those nearest the line first, so that judgements that are hard to make are looked at.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby, zip_longest

from monitoring.rules.scales import Scale

EVEN, EXPECTED, HIGHER = "even", "expected", "higher"


@dataclass(frozen=True)
class Candidate:
    """A pupil whose work could be looked at: the pseudonym and the code the school gave."""

    pseudonym: str
    code: str


def grades_of(scale: Scale, subject: str) -> list[str]:
    """The codes with a level that a teacher may give in a subject, lowest first."""
    marks = scale.marks
    return [code for code in scale.codes_for(subject) if marks[code].has_level]


def draw(
    candidates: Iterable[Candidate],
    size: int,
    seed: str,
    *,
    spread: str,
    scale: Scale,
    subject: str,
) -> list[Candidate]:
    """At most `size` of the candidates, in the order drawn. Codes without a level are passed over.

    `even` goes round all grades until the sample is full. `expected` and `higher` take the grades
    on either side of that line until nobody is left in them, then the grades next to those. The
    order of the candidates makes no difference, and a larger sample holds the smaller one.
    """  # fmt: skip
    grades = grades_of(scale, subject)
    shuffled = sorted(candidates, key=lambda one: _chance(seed, one.pseudonym))
    by_grade: dict[str, list[Candidate]] = defaultdict(list)
    for one in shuffled:
        if one.code in grades:
            by_grade[one.code].append(one)
    return list(_in_order(by_grade, _rings(grades, scale, spread)))[:size]


def _chance(seed: str, pseudonym: str) -> str:
    """A place in the queue that nobody can choose and everybody with the seed can check."""
    return sha256(f"{seed}|{pseudonym}".encode()).hexdigest()


def _rings(grades: list[str], scale: Scale, spread: str) -> list[list[str]]:
    """Grades by how far they are from the line; `even` makes one ring of them all."""
    is_above = [
        scale.marks[code].higher if spread == HIGHER else scale.marks[code].expected
        for code in grades
    ]
    line = is_above.index(True) if True in is_above else len(grades)
    far = {code: at - line if at >= line else line - 1 - at for at, code in enumerate(grades)}
    nearest_first = sorted(grades, key=lambda code: (far[code], -grades.index(code)))
    if spread == EVEN:
        return [nearest_first]
    return [list(ring) for _, ring in groupby(nearest_first, key=far.__getitem__)]


def _in_order(
    by_grade: dict[str, list[Candidate]], rings: Iterable[list[str]]
) -> Iterator[Candidate]:
    for ring in rings:
        for turn in zip_longest(*(by_grade[code] for code in ring)):
            yield from (one for one in turn if one)
