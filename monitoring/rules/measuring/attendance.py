"""Attendance and absence (domain-reference 4.1). Whole numbers only, never a rounded rate."""

from monitoring.rules.measuring.cells import Column, Score
from monitoring.rules.measuring.counting import (
    OUT,
    missed_at_least,
    no_more_than,
    number,
    sums,
)
from monitoring.rules.measuring.dates import Gap, Limit, Span
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

MOST_SESSIONS = 500  # a year has about 380
SESSIONS = Score(0, MOST_SESSIONS)
POSSIBLE, MISSED = Column("possible", SESSIONS), Column("missed", SESSIONS)
CLOSED_SCHOOLS = Gap(
    Span(2019, 2019),
    "Schools closed in March 2020, so no figures cover the whole of 2019/20.",
)
NOT_A_MEAN = "Sessions are added up; it is not the mean of pupils' percentages. The sessions of "
NOT_A_MEAN += "one pupil go together, so the true interval is wider than the one shown. 2020/21 is "
NOT_A_MEAN += "distorted by the codes of the pandemic. Figures of the year to date and of the "
NOT_A_MEAN += "census are two series."
EARLY = "Each pupil is measured by the pupil's own possible sessions, so a late joiner counts, and "
EARLY += "the figure swings early in the year: say up to which day it is."


def _sessions(code: str, counted: str, part: str, count: Count,
              *, good: Good = Good.LOWER) -> Definition:  # fmt: skip
    return Definition(
        code=code,
        stage=Stage.ATTENDANCE,
        counted=counted,
        of="Possible sessions of all pupils of compulsory school age",
        columns=(POSSIBLE, Column(part, SESSIONS)),
        count=count,
        good=good,
        compare=Compare.NATIONAL,
        source="School attendance regulations 2024",
        years=Years((CLOSED_SCHOOLS,)),
        wrong=no_more_than(part, "possible"),
        beware=NOT_A_MEAN,
    )


def _attended(row: Row, limits: Limits) -> Pair | None:
    possible, missed = number(row["possible"]), number(row["missed"])
    return OUT if possible is None or missed is None else (possible - missed, possible)


def _absentees(code: str, counted: str, limit: Limit) -> Definition:
    return Definition(
        code=code,
        stage=Stage.ATTENDANCE,
        counted=counted,
        of="Pupils of compulsory school age with a possible session",
        columns=(POSSIBLE, MISSED),
        count=missed_at_least(limit),
        good=Good.LOWER,
        compare=Compare.NATIONAL,
        source="DfE pupil absence statistics",
        years=Years(
            (
                Gap(Span(last=2014), "Persistent absence was 15% of sessions until 2014/15."),
                CLOSED_SCHOOLS,
            )
        ),
        limits=(limit,),
        wrong=no_more_than("missed", "possible"),
        beware=f"{EARLY} Special schools are compared with special schools only.",
    )


DEFINITIONS = [
    _sessions(
        "attendance",
        "Sessions attended: present, late, or educated elsewhere with approval",
        "missed",
        _attended,
        good=Good.HIGHER,
    ),
    _sessions("absence", "Sessions missed", "missed", sums("missed", "possible")),
    *(
        _sessions(f"absence_{kind}", f"Sessions missed {words}", kind, sums(kind, "possible"))
        for kind, words in (
            ("authorised", "with leave, for illness or another accepted reason"),
            ("unauthorised", "without leave, codes G, N, O and U"),
            ("illness", "for illness, code I"),
            ("unauthorised_holiday", "for a holiday that was not granted, code G"),
        )
    ),
    _absentees(
        "persistent_absence",
        "Pupils who missed 10% or more of their own possible sessions",
        Limit.PERSISTENT,
    ),
    _absentees(
        "severe_absence",
        "Pupils who missed 50% or more of their own possible sessions; they are persistently "
        "absent too",
        Limit.SEVERE,
    ),
]
