"""Suspensions, mobility and who the pupils are (domain-reference 4.2, 4.3 and 3.10)."""

from collections.abc import Sequence

from monitoring.rules.measuring import codes
from monitoring.rules.measuring.cells import Codes, Column, Score, Value, YesNo
from monitoring.rules.measuring.counting import (
    number,
    share_of_code,
    share_yes,
    sums,
)
from monitoring.rules.measuring.definition import (
    Compare,
    Count,
    Definition,
    Good,
    Limits,
    Pair,
    Row,
    Stage,
)

MOST_SUSPENDED = 90  # sessions: 45 school days in a year
ROLL = Column("on_january_roll", YesNo())
ON_ROLL = "Pupils on roll at the January census"


def _per_pupil(*columns: Column, at_least: int | None = None) -> Count:
    """Σ of the columns, or rows that reach `at_least`, over the pupils of the January census."""
    names = [column.name for column in columns]

    def worth(value: Value) -> int:
        found = int(number(value) or 0)
        return found if at_least is None else int(found >= at_least)

    def count(row: Row, limits: Limits) -> Pair | None:
        return sum(worth(row[name]) for name in names), int(row["on_january_roll"] is True)

    return count


def _rate(code: str, stage: Stage, counted: str, count: Count, *columns: Column,
          good: Good = Good.LOWER, beware: str = "") -> Definition:  # fmt: skip
    return Definition(
        code=code,
        stage=stage,
        counted=counted,
        of=ON_ROLL,
        columns=(*columns, ROLL),
        count=count,
        good=good,
        compare=Compare.NATIONAL if stage is Stage.EXCLUSIONS else Compare.OWN,
        source="January school census",
        beware=beware,
    )


SUSPENSIONS = Column("suspensions", Score(0, 200))
SUSPENSION_SESSIONS = Column("suspension_sessions", Score(0, MOST_SUSPENDED))
EXCLUSIONS = Column("exclusions", Score(0, 1))
BY_ROLL = "A pupil who left before January is in the number and not in the roll, so a rate "
BY_ROLL += "is not a share and may pass 100. Off-rolling and managed moves are neither."


def _suspended(code: str, words: str, times: int) -> Definition:
    return _rate(
        code,
        Stage.EXCLUSIONS,
        f"Pupils suspended {words} in the year",
        _per_pupil(SUSPENSIONS, at_least=times),
        SUSPENSIONS,
        beware=BY_ROLL,
    )


def _no_suspension_no_sessions(row: Row) -> tuple[str, str] | None:
    times, sessions = number(row["suspensions"]), number(row["suspension_sessions"])
    if bool(times) == bool(sessions):
        return None
    return "suspension_sessions", f"The pupil has {times} suspensions. Correct one of the two."


RATES = [
    _rate(
        "suspension_rate",
        Stage.EXCLUSIONS,
        "Suspensions in the year",
        _per_pupil(SUSPENSIONS),
        SUSPENSIONS,
        beware=BY_ROLL,
    ),
    _suspended("suspended_rate", "at least once", 1),
    _suspended("suspended_twice_rate", "at least twice", 2),
    _suspended("suspended_ten_rate", "ten times or more", 10),
    Definition(
        code="suspension_length",
        stage=Stage.EXCLUSIONS,
        counted="Sessions of suspension; at lunchtime it is half a school day, one session",
        of="Suspensions",
        columns=(SUSPENSIONS, SUSPENSION_SESSIONS),
        count=sums("suspension_sessions", "suspensions"),
        good=Good.LOWER,
        compare=Compare.NATIONAL,
        source="January school census",
        wrong=_no_suspension_no_sessions,
        beware="A pupil can be suspended for at most 45 school days, 90 sessions, in a year.",
    ),
    _rate(
        "exclusion_rate",
        Stage.EXCLUSIONS,
        "Permanent exclusions in the year",
        _per_pupil(EXCLUSIONS),
        EXCLUSIONS,
        beware=BY_ROLL,
    ),
    _rate(
        "turbulence",
        Stage.CONTEXT,
        "Pupils who joined, and pupils who left, outside the usual times; who did both counts "
        "twice",
        _per_pupil(Column("joined", YesNo()), Column("left", YesNo())),
        Column("joined", YesNo()),
        Column("left", YesNo()),
        good=Good.NEITHER,
        beware="The formula is the trust's own: (joiners + leavers) ÷ January roll, for each 100.",
    ),
]


def _context(code: str, column: str, counted: str, beware: str = "",
             *, compare: Compare = Compare.NATIONAL) -> Definition:  # fmt: skip
    return Definition(
        code=code,
        stage=Stage.CONTEXT,
        counted=counted,
        of="Pupils of whom it is known; a blank is not known",
        columns=(Column(column, YesNo(), may_be_blank=True),),
        count=share_yes(column),
        good=Good.NEITHER,
        compare=compare,
        source="School census",
        beware=beware,
    )


def _sen(code: str, provision: str, counted: str) -> Definition:
    return Definition(
        code=code,
        stage=Stage.CONTEXT,
        counted=counted,
        of="All pupils: each is exactly one of N, K and E",
        columns=(Column("sen_provision", Codes(codes.SEN)),),
        count=share_of_code("sen_provision", provision),
        good=Good.NEITHER,
        compare=Compare.NATIONAL,
        source="School census",
    )


BROKEN = "From September 2026 free school meals reach all households on Universal Credit: figures "
BROKEN += "before and after do not compare, and free meals no longer imply pupil premium."
THREE_SETS = "Disadvantaged, pupil premium and free school meals now are three different sets. "
THREE_SETS += "Service children are not disadvantaged."

CONTEXT: Sequence[Definition] = [
    _context(
        "stability",
        "admitted_at_standard_time",
        "Pupils who were admitted at the standard time of admission",
    ),
    _context(
        "mobile_share",
        "is_mobile",
        "Pupils who were not on roll since the start of year 5",
        compare=Compare.OWN,
    ),
    _context(
        "disadvantaged_share",
        "is_disadvantaged",
        "Pupils with free school meals at any time in six years, looked after, or once looked "
        "after",
        THREE_SETS,
    ),
    _context("fsm_share", "fsm_entitled", "Pupils eligible for free school meals now", BROKEN),
    _context(
        "fsm6_share", "fsm6", "Pupils with free school meals at any time in six years", BROKEN
    ),
    _context(
        "eal_share", "is_eal", "Pupils whose first language is known or believed to be another"
    ),
    _sen("sen_support_share", "K", "Pupils with SEN support"),
    _sen("ehc_plan_share", "E", "Pupils with an education, health and care plan"),
]
DEFINITIONS: list[Definition] = [*RATES, *CONTEXT]
