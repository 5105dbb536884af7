"""The early years foundation stage profile (domain-reference 3.1)."""

from collections.abc import Sequence

from monitoring.rules.measures import GOALS
from monitoring.rules.measuring import codes
from monitoring.rules.measuring.cells import Codes, Column
from monitoring.rules.measuring.counting import is_out, share_met
from monitoring.rules.measuring.dates import Gap, Span
from monitoring.rules.measuring.definition import (
    Compare,
    Count,
    Definition,
    Good,
    Limits,
    Pair,
    Row,
    Stage,
    Years,
)
from monitoring.rules.scales import Mark

EVERY_GOAL = tuple(GOALS)
GLD_GOALS = EVERY_GOAL[:12]
GOAL = Codes(codes.EYFS)
YEARS = Years(
    (
        Gap(
            Span(last=2018),
            "The 17 goals were others until 2018/19, so older results do not compare with these.",
        ),
        Gap(Span(2019, 2020), "No early years foundation stage profile was collected."),
    )
)


def all_or_none_assessed(row: Row) -> tuple[str, str] | None:
    """If one goal is A, all 17 are."""
    given = {name: value for name, value in row.items() if isinstance(value, Mark)}
    assessed = [name for name, mark in given.items() if mark.counts]
    if not assessed or len(assessed) == len(given):
        return None
    name = next(name for name, mark in given.items() if not mark.counts)
    return name, "If one goal is A, all 17 are. Write 1 or 2 here, or A in all of them."


def _goals_met(row: Row, limits: Limits) -> Pair | None:
    given = [row[name] for name in EVERY_GOAL]
    if any(map(is_out, given)):
        return None
    return sum(isinstance(value, Mark) and value.expected for value in given), 1


def _measure(code: str, counted: str, goals: Sequence[str], count: Count) -> Definition:
    return Definition(
        code=code,
        stage=Stage.EYFS,
        counted=counted,
        of="Children with a profile result, so without those who are A",
        columns=tuple(Column(name, GOAL, is_optional=name not in goals) for name in EVERY_GOAL),
        count=count,
        good=Good.HIGHER,
        compare=Compare.NATIONAL,
        source="Early years foundation stage profile",
        years=YEARS,
        wrong=all_or_none_assessed,
        beware="A child who misses only goals 13 to 17 still has a good level of development.",
    )


DEFINITIONS = [
    _measure(
        "gld",
        "Children at expected in all of the first 12 goals: communication and language, "
        "personal, social and emotional development, physical development, literacy and maths",
        GLD_GOALS,
        share_met(*GLD_GOALS),
    ),
    _measure(
        "eyfs_all_goals",
        "Children at expected in all 17 goals",
        EVERY_GOAL,
        share_met(*EVERY_GOAL),
    ),
    _measure(
        "eyfs_goals_average",
        "Goals at expected, of 17, added up over the children",
        EVERY_GOAL,
        _goals_met,
    ),
    *(
        _measure(
            f"eyfs_{goal.lower()}", f"Children at expected in {words}", [goal], share_met(goal)
        )
        for goal, words in GOALS.items()
    ),
]
