"""Files that are whole and right and not the one that was meant: of another year, term or school,
or with two columns the wrong way round. Each is said before anything is sent.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import combinations

from monitoring.rules import columns as names
from monitoring.rules import terms
from monitoring.rules.checks import PupilRow
from monitoring.rules.differences import ENOUGH_TO_COMPARE, Before, Difference

MOST = 0.8  # of the pupils that tell, so many must tell the same
HALF = 0.5
AGE_IN_YEAR_1 = 5  # on 31 August before the year begins


def of_columns(matched: Mapping[str, str], subjects: Sequence[str], term: int) -> list[Difference]:
    """Results from a column named for another term. `matched`: our field to their header."""
    others = [
        matched[subject]
        for subject in subjects
        if (of_terms := names.terms_in(matched.get(subject, ""))) and term not in of_terms
    ]
    if not others:
        return []
    told = ", ".join(f"“{header[:40]}”" for header in dict.fromkeys(others))
    ours = {number: word for word, number in terms.TERMS.items()}[term]
    text = f"The results come from {told}, and this is for the {ours} term."
    return [Difference("other-term", text)]


def of_ages(rows: Iterable[PupilRow], start_year: int) -> list[Difference]:
    """Year groups that were right a year ago, by the dates of birth."""
    late = [
        row.year_group == str(_year_by_age(row.date_of_birth, start_year) - 1)
        for row in rows
        if row.date_of_birth and row.year_group.isdigit()
    ]
    if len(late) < ENOUGH_TO_COMPARE or sum(late) < MOST * len(late):
        return []
    text = (
        f"By their dates of birth, {sum(late)} of {len(late)} pupils should be one year group "
        "higher. Is this last year's file?"
    )
    return [Difference("last-year", text)]


def _year_by_age(born: date, start_year: int) -> int:
    """The year group of a child who never changed cohort: 1 for who was 5 by 31 August."""
    cohort = born.year if born.month >= 9 else born.year - 1
    return start_year - cohort - AGE_IN_YEAR_1


def of_the_same_years(
    rows: Sequence[PupilRow], pseudonyms: Sequence[str], before: Before
) -> list[Difference]:
    """Pupils who did not move up though a summer has passed, or moved down though none has."""
    late = [
        int(row.year_group) == int(before.years[who]) + before.years_up - 1
        for row, who in zip(rows, pseudonyms, strict=True)
        if row.year_group.isdigit() and before.years.get(who, "").isdigit()
    ]
    if len(late) < ENOUGH_TO_COMPARE or sum(late) < MOST * len(late):
        return []
    text = (
        f"{sum(late)} of {len(late)} pupils are one year group lower than they should be, going "
        f"by {before.name}. Is this last year's file?"
    )
    return [Difference("last-year", text)]


def of_swapped(
    rows: Sequence[PupilRow], pseudonyms: Sequence[str], before: Before, subjects: Sequence[str]
) -> list[Difference]:
    """Two subjects, each of which is more like the other one was last time."""
    then = [before.results.get(who, {}) for who in pseudonyms]
    found = []
    for one, other in combinations(subjects, 2):
        votes = [
            vote
            for row, past in zip(rows, then, strict=True)
            if (vote := _crossed(row.results, past, one, other)) is not None
        ]
        if len(votes) >= ENOUGH_TO_COMPARE and sum(votes) >= MOST * len(votes):
            first, second = names.LABELS.get(one, one), names.LABELS.get(other, other).lower()
            text = (
                f"{first} and {second} look swapped: for {sum(votes)} of {len(votes)} pupils each "
                f"is more like the other was in {before.name}."
            )
            found.append(Difference(f"swapped-{one}-{other}", text))
    return found


def _crossed(now: Mapping[str, str], then: Mapping[str, str], one: str, other: str) -> bool | None:
    """Whether one pupil's results fit better crossed over; None when they fit as well both ways."""
    if not all(subject in told for subject in (one, other) for told in (now, then)):
        return None
    straight = _apart(now[one], then[one]) + _apart(now[other], then[other])
    crossed = _apart(now[one], then[other]) + _apart(now[other], then[one])
    return None if straight == crossed else crossed < straight


def _apart(one: str, other: str) -> int:
    """How far two codes are from each other: points for scores, else the same or not."""
    if one.isdigit() and other.isdigit():
        return abs(int(one) - int(other))
    return int(one != other)


def of_pupils_elsewhere(elsewhere: Mapping[str, int], asked: int) -> list[Difference]:
    """Pupils whom another school of the trust has sent. `elsewhere`: its name to how many of those
    `asked` about it has.
    """
    if asked < ENOUGH_TO_COMPARE or not elsewhere:
        return []
    school, number = max(elsewhere.items(), key=lambda told: told[1])
    if number <= HALF * asked:
        return []
    text = (
        f"{number} of {asked} UPNs were sent by {school} before. Is this the right school's file?"
    )
    return [Difference("other-school", text)]
