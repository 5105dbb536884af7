"""The phonics screening check and the tables check (domain-reference 3.2 and 3.3)."""

from functools import partial

from monitoring.rules.measuring import codes
from monitoring.rules.measuring.cells import Codes, Column, Score
from monitoring.rules.measuring.counting import is_out, mean_of, share_met
from monitoring.rules.measuring.dates import Gap, Limit, Span
from monitoring.rules.measuring.definition import (
    Compare,
    Definition,
    Good,
    Limits,
    Pair,
    Row,
    Stage,
    Years,
)
from monitoring.rules.scales import Mark

NOT_CHECKED = Gap(Span(2019, 2020), "Year 1 was not checked in the summers of 2020 and 2021.")
PHONICS_YEARS = Years(
    (Gap(Span(last=2010), "The phonics screening check began in 2011/12."), NOT_CHECKED)
)
YEAR2_YEARS = Years(
    (Gap(Span(last=2011), "Year 2 was first checked again in 2012/13."), NOT_CHECKED)
)
MTC_YEARS = Years((Gap(Span(last=2020), "The check became statutory in 2021/22."),))


_phonics = partial(
    Definition,
    stage=Stage.PHONICS,
    good=Good.HIGHER,
    compare=Compare.NATIONAL,
    source="Phonics screening check",
)
_tables = partial(
    Definition,
    stage=Stage.MTC,
    good=Good.HIGHER,
    compare=Compare.NATIONAL,
    source="Multiplication tables check",
    years=MTC_YEARS,
)


def _met_in_either_year(row: Row, limits: Limits) -> Pair | None:
    """Met in year 1 or in year 2; the later outcome says whether the pupil is still counted."""
    first, second = row["outcome_year1"], row["outcome_year2"]
    met = any(isinstance(outcome, Mark) and outcome.expected for outcome in (first, second))
    last = first if second is None else second
    return None if is_out(last) else (int(met), 1)


PHONICS_MARK = Column("mark", Score(0, 40, (*codes.PHONICS_OUTCOMES, *codes.PHONICS_REASONS)))
OUTCOME = Codes((*codes.PHONICS_OUTCOMES, *codes.PHONICS_REASONS))
MTC_MARK = Column("mark", Score(0, 25, codes.MTC))

DEFINITIONS = [
    _phonics(
        "phonics_expected",
        "Pupils of year 1 with at least the marks that were enough that year",
        "Pupils of year 1 who were eligible: absent and disapplied pupils have not met it",
        share_met("mark", limit=Limit.PHONICS),
        (PHONICS_MARK,),
        years=PHONICS_YEARS,
        limits=(Limit.PHONICS,),
        beware="The marks that are enough are announced after the check: until then the outcome "
        "is pending. That absent pupils count is our reading of DfE's method.",
    ),
    _phonics(
        "phonics_year2",
        "Pupils of year 2 who met the standard in year 1 or in year 2",
        "Pupils of year 2 who are still at the school",
        _met_in_either_year,
        (
            Column("outcome_year1", OUTCOME, may_be_blank=True),
            Column("outcome_year2", OUTCOME, may_be_blank=True),
        ),
        years=YEAR2_YEARS,
        beware="A blank is a year in which the pupil was not checked here. Each year has marks of "
        "its own that were enough, so outcomes are counted and not marks.",
    ),
    _phonics(
        "phonics_average",
        "Marks of 40, added up",
        "Pupils with a mark",
        mean_of("mark"),
        (PHONICS_MARK,),
        years=PHONICS_YEARS,
    ),
    _tables(
        "mtc_average",
        "Marks of 25, added up",
        "Pupils who took the check, zeros among them",
        mean_of("mark"),
        (MTC_MARK,),
        beware="Full marks has another denominator: all eligible pupils.",
    ),
    _tables(
        "mtc_full_marks",
        "Pupils with 25 of 25",
        "All eligible pupils, whether or not they took the check",
        share_met("mark", limit=Limit.MTC_FULL),
        (MTC_MARK,),
        limits=(Limit.MTC_FULL,),
        beware="There is no pass mark. The average has another denominator: those who took it.",
    ),
]
