"""What is so unlike last time, or so alike, that the school is asked to say why before it sends."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from core.years import AcademicYear
from monitoring.rules import columns as names
from monitoring.rules import upn as upns
from monitoring.rules.checks import PupilRow
from monitoring.rules.origins import Origin

FEWEST_PUPILS = 5  # a smaller change in a year group is ordinary coming and going
SHARE_OF_YEAR = 0.2
SHARE_MISSING = 0.3
SHARE_ALIKE = 0.95
ENOUGH_TO_COMPARE = 10


@dataclass(frozen=True)
class Difference:
    """`code` is stable, so that an explanation stays with what it explains."""

    code: str
    text: str


@dataclass(frozen=True)
class Before:
    """What the school last sent. `years_up` is 1 when a summer has passed since; `results` and
    `years` are by pseudonym, of pupils who should still be in the years asked for.
    """

    name: str
    years_up: int
    summary: Mapping[str, Mapping[str, Any]]
    results: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    years: Mapping[str, str] = field(default_factory=dict)

    def of_cohort(self, year_group: str) -> tuple[str, int] | None:
        """The year group these pupils were in, and how many they were."""
        if not year_group.isdigit():
            return None
        then = str(int(year_group) - self.years_up)
        year = self.summary.get(then)
        return (then, year["pupils"]) if year else None


def of_years(
    now: Mapping[str, Mapping[str, Any]], years: Sequence[str], before: Before | None
) -> list[Difference]:
    """Year groups that grew or shrank, or are not there."""
    if before is None:
        return [
            Difference(f"empty-{year}", f"There are no pupils in Year {year}.")
            for year in years
            if year not in now and year.isdigit()
        ]
    found = []
    for year in years:
        cohort = before.of_cohort(year)
        count = now[year]["pupils"] if year in now else 0
        if cohort and _is_unlike(count, cohort[1]):
            found.append(_year_changed(year, count, cohort, before))
    return found


def in_all(
    now: Mapping[str, Mapping[str, Any]], years: Sequence[str], before: Before | None
) -> list[str]:
    """How many pupils more or fewer than last time, in a sentence; nothing when they are as many.

    Only year groups whose pupils were asked about last time count.
    """
    pairs = [
        (now[year]["pupils"] if year in now else 0, then[1])
        for year in years
        if before and (then := before.of_cohort(year))
    ]
    change = sum(one - then for one, then in pairs)
    if not before or not change:
        return []
    many = f"{abs(change)} pupil{'' if abs(change) == 1 else 's'}"
    sums = f"{sum(then for _, then in pairs)} → {sum(one for one, _ in pairs)}"
    return [f"{many} {'fewer' if change < 0 else 'more'} than in {before.name} ({sums})."]


def _is_unlike(now: int, then: int) -> bool:
    return abs(now - then) >= max(FEWEST_PUPILS, SHARE_OF_YEAR * then)


def _year_changed(year: str, now: int, cohort: tuple[str, int], before: Before) -> Difference:
    then_year, then = cohort
    way = "fewer" if now < then else "more"
    when = f"in {before.name}" if then_year == year else f"as Year {then_year} in {before.name}"
    many = abs(now - then)
    return Difference(
        f"year-{year}", f"Year {year} has {many} pupils {way} than {when} ({then} → {now})."
    )


def of_subjects(now: Mapping[str, Mapping[str, Any]], subjects: Sequence[str]) -> list[Difference]:
    """A subject nobody has a result in, or that many have none in."""
    everybody = sum(year["pupils"] for year in now.values())
    found = []
    for subject in subjects:
        name = names.LABELS.get(subject, subject)
        without = everybody - sum(year[subject]["of"] for year in now.values())
        if without > SHARE_MISSING * everybody:
            text = f"{name} has no result that counts for {without} of {everybody} pupils."
            found.append(Difference(f"without-{subject}", text))
    return found


def of_pairs(rows: Iterable[PupilRow], subjects: Sequence[str]) -> list[Difference]:
    """Two subjects that say the same of nearly everybody in a year group."""
    same: Counter[tuple[str, str, str]] = Counter()
    both: Counter[tuple[str, str, str]] = Counter()
    for row in rows:
        for one, other in combinations(subjects, 2):
            if one in row.results and other in row.results:
                both[row.year_group, one, other] += 1
                same[row.year_group, one, other] += row.results[one] == row.results[other]
    return [
        _alike(*key, same[key], number)
        for key, number in sorted(both.items())
        if number >= ENOUGH_TO_COMPARE and same[key] >= SHARE_ALIKE * number
    ]


def _alike(year: str, one: str, other: str, same: int, number: int) -> Difference:
    first, second = names.LABELS.get(one, one), names.LABELS.get(other, other).lower()
    return Difference(
        f"alike-{year}-{one}-{other}",
        f"{first} and {second} are identical for {same} of {number} pupils in "
        f"{'Year ' + year if year.isdigit() else year}. Were columns swapped or copied?",
    )


def of_the_same_pupils(
    rows: Sequence[PupilRow], pseudonyms: Sequence[str], before: Before
) -> list[Difference]:
    """A file that is last term's again, or that lacks many who were here."""
    if len(before.results) < ENOUGH_TO_COMPARE:
        return []
    known = [
        row.results == before.results[who]
        for row, who in zip(rows, pseudonyms, strict=True)
        if who in before.results
    ]
    found = []
    if len(known) >= ENOUGH_TO_COMPARE and all(known):
        text = f"All results are the same as in {before.name}. Is this the new file?"
        found.append(Difference("same-as-before", text))
    if len(known) < (1 - SHARE_MISSING) * len(before.results):
        text = (
            f"Only {len(known)} of the {len(before.results)} pupils sent in {before.name} and "
            "still of these years are in the file. Is it this school's, and all of it?"
        )
        found.append(Difference("pupils-missing", text))
    return found


def of_school(rows: Iterable[PupilRow], others: Mapping[str, str]) -> list[Difference]:
    """Most numbers were issued by one other school of the trust. `others`: LAESTAB to name."""
    issued = Counter(upns.issuer(row.upn) for row in rows if row.upn)
    if not issued or issued.total() < ENOUGH_TO_COMPARE:
        return []
    laestab, number = issued.most_common(1)[0]
    if laestab not in others or 2 * number <= issued.total():
        return []
    text = (
        f"{number} of {issued.total()} UPNs were issued by {others[laestab]}. "
        "Is this the right school's file?"
    )
    return [Difference("other-school", text)]


def of_year(said: Origin, start_year: int, collection: str) -> list[Difference]:
    """The file says itself that it is of another academic year."""
    if said.start_year in (None, start_year):
        return []
    text = (
        f"The file is of {AcademicYear(said.start_year or 0)}, and {collection} is of "
        f"{AcademicYear(start_year)}. Is it an earlier year's file?"
    )
    return [Difference("other-year", text)]


def of_named_school(said: Origin, urns: Iterable[int], laestab: str) -> list[Difference]:
    """The file says itself that it is another school's. `urns`: the school's own, old and new."""
    if said.laestab and laestab:
        is_ours, named = said.laestab == laestab, f"{said.laestab[:3]}/{said.laestab[3:]}"
    else:
        is_ours, named = not said.urn or int(said.urn) in set(urns), f"URN {said.urn}"
    if is_ours:
        return []
    text = f"The file says that it is of the school {named}. Is this the right school's file?"
    return [Difference("names-other-school", text)]
