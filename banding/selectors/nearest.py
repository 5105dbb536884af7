"""Which schools are one criterion from the level next to theirs, and what days would follow."""

from collections import defaultdict
from dataclasses import dataclass, replace

from banding.models import BandDecision, Criterion, Edition, Finding
from banding.rules import one_more
from banding.rules.what_if import outcome
from banding.rules.what_if_parts import LevelSaid, Present, SchoolNow, placed


@dataclass(frozen=True)
class Near:
    """A school one criterion from the level next to its own, and the days that would follow."""

    school: str
    urn: int | None
    here: LevelSaid
    there: LevelSaid
    criterion: str
    answer: str
    quarter_days: int


def nearest(edition: Edition, present: Present) -> list[Near]:
    """From the findings of each school's level of the day; nothing is guessed without them."""
    texts: dict[int, str] = {}
    own: dict[int, list[int]] = defaultdict(list)
    for criterion in Criterion.objects.filter(level__edition=edition):
        texts[criterion.pk] = criterion.text
        if criterion.is_needed:
            own[criterion.level_id].append(criterion.pk)
    tests = [
        one_more.LevelTest(level.pk, level.rank, tuple(own[level.pk]), level.builds_on_id)
        for level in edition.levels.all()
    ]
    answers = _answers(edition, present)
    found = []
    for key, school in present.schools.items():
        here = school.level_on(present.from_date)
        if here is None or key not in answers:
            continue
        days = _days(present, school)
        for near in one_more.one_more(tests, here, answers[key]):
            moved = _days(present, placed(school, present, near.level_id))
            found.append(
                Near(
                    school.name,
                    school.urn,
                    present.levels[here],
                    present.levels[near.level_id],
                    texts[near.criterion_id],
                    near.answer,
                    moved - days,
                )
            )
    return sorted(found, key=lambda near: (-abs(near.quarter_days), near.school))


def _days(present: Present, school: SchoolNow) -> int:
    return outcome(replace(present, schools={school.key: school})).quarter_days


def _answers(edition: Edition, present: Present) -> dict[str, dict[int, str]]:
    """By school, what was found of each criterion for the level it stands on."""
    standing = BandDecision.objects.current().filter(
        edition=edition, from_date__lte=present.from_date
    )
    latest = dict(standing.order_by("from_date").values_list("school_id", "pk"))
    found: dict[str, dict[int, str]] = defaultdict(dict)
    rows = Finding.objects.filter(decision__in=latest.values()).values_list(
        "decision__school_id", "criterion_id", "answer"
    )
    for school, criterion, answer in rows:
        found[str(school)][criterion] = answer
    return found
