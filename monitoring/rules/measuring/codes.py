"""The codes that may stand where a result stands, what each counts as, and in which years.

`counts` is the denominator of a share. A code is never in a mean. Sources: domain-reference 3.1 to
3.9 and formats 4; “known” there where a treatment is a vendor's documented match to DfE's method.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from monitoring.rules.measuring.dates import Span
from monitoring.rules.scales import Mark, plain


@dataclass(frozen=True)
class Code:
    mark: Mark
    span: Span


def level(
    code: str,
    label: str,
    *spellings: str,
    met: bool = False,
    higher: bool = False,
    first: int | None = None,
    last: int | None = None,
) -> Code:
    """A judgement. Higher is met too."""
    mark = Mark(
        code, label, counts=True, expected=met or higher, higher=higher, spellings=spellings
    )
    return Code(mark, Span(first, last))


def counted(code: str, label: str, *, first: int | None = None, last: int | None = None) -> Code:
    """No result, but the pupil stays in the denominator and has not met the standard."""
    mark = Mark(code, label, counts=True, expected=False, higher=False, has_level=False)
    return Code(mark, Span(first, last))


def left_out(code: str, label: str, *, first: int | None = None, last: int | None = None) -> Code:
    """No result, and the pupil is in no denominator."""
    mark = Mark(code, label, counts=False, expected=False, higher=False, has_level=False)
    return Code(mark, Span(first, last))


ABSENT = counted("A", "Absent")
LEFT = left_out("L", "Left the school")
ELSEWHEN = (
    left_out("F", "Will take it in another year"),
    left_out("P", "Took it in another year"),
)
PRE_KEY_STAGE_2 = tuple(
    level(f"PK{step}", f"Pre-key stage standard {step}", first=2018) for step in range(1, 7)
)
ENGAGEMENT = level("EM", "Engagement model", first=2020)

EYFS = (
    level("1", "Emerging"),
    level("2", "Expected", met=True),
    left_out("A", "Exempt or not assessed: then all 17 goals are A"),
)

PHONICS_REASONS = (
    ABSENT,
    counted("D", "Disapplied"),
    counted("Q", "Maladministration"),
    LEFT,
)
PHONICS_OUTCOMES = (
    level("Wa", "Met the standard", met=True),
    level("Wt", "Did not meet the standard"),
)

MTC = (
    ABSENT,
    counted("B", "Working below the check"),
    counted("J", "Just arrived"),
    counted("U", "Not able to access the check"),
    LEFT,
)

KEY_STAGE_1 = (
    level("BLW", "Below the pre-key stage standards", last=2017),
    level("PKF", "Pre-key stage, foundations", last=2017),
    *(level(f"PK{step}", f"Pre-key stage standard {step}", first=2018) for step in range(1, 5)),
    ENGAGEMENT,
    level("WTS", "Working towards the expected standard"),
    level("EXS", "Expected standard", met=True),
    level("GDS", "Greater depth", higher=True),
    ABSENT,
    counted("D", "Disapplied"),
    LEFT,
)

TESTS = (
    counted("N", "Took the test, too few marks for a scaled score"),
    ABSENT,
    counted("B", "Working below the standard of the test"),
    counted("H", "Pupil cheating"),
    counted("J", "Just arrived"),
    counted("Q", "Maladministration"),
    counted("U", "Not able to access the test"),
    counted("T", "Not able to access the test"),
    LEFT,
    left_out("M", "Missing script"),
    *ELSEWHEN,
)
OPTIONAL_TESTS = (
    counted("N", "Took the test, too few marks for a scaled score"),
    ABSENT,
    counted("B", "Working below the standard of the test"),
    LEFT,
)

WRITING = (
    level("BLW", "Below the pre-key stage standards", last=2017),
    level("PKF", "Pre-key stage, foundations", last=2017),
    level("PKE", "Pre-key stage, early development", last=2017),
    level("PKG", "Pre-key stage, growing development", last=2017),
    *PRE_KEY_STAGE_2,
    level("PKS", "Pre-key stage, which standard is not said"),
    ENGAGEMENT,
    level("WTS", "Working towards the expected standard"),
    level("EXS", "Expected standard", met=True),
    level("GDS", "Greater depth", higher=True),
    ABSENT,
    counted("D", "Disapplied"),
    LEFT,
    *ELSEWHEN,
)
SCIENCE = (
    level("HNM", "Has not met the standard"),
    level("EXS", "Expected standard", met=True),
    ABSENT,
    counted("D", "Disapplied"),
    LEFT,
    *ELSEWHEN,
)
BELOW_THE_TESTS = (
    *PRE_KEY_STAGE_2,
    ENGAGEMENT,
    level("T", "In the tests or assessed against the full standard"),
    LEFT,
)

# The scale that ships for termly judgements; a trust's own takes its place by `--scale`.
TEACHER = (
    level("PKS", "Pre-key stage", "PK", "PK1", "PK2", "PK3", "PK4", "PK5", "PK6", "EM"),
    level("WTS", "Working towards"),
    level("EXS", "At what is expected of what has been taught", met=True),
    level("GDS", "Greater depth in what has been taught", higher=True),
    ABSENT,
    LEFT,
)
YEAR_STEPS = (
    level("EM", "Emerging: little of the year's curriculum yet", "Emerging"),
    level("DE", "Developing: some of it", "Developing"),
    level("SE", "Secure: most of it", "Secure", met=True),
    ABSENT,
    LEFT,
)
PERSONAL = (
    level("BELOW", "Below the pupil's own expectation"),
    level("MEETING", "Meeting it", met=True),
    level("EXCEEDS", "Exceeding it", "Exceeding", "Exceeded", higher=True),
    left_out("NJ", "Not judged this term"),
    LEFT,
)
SEN = (
    level("N", "No special educational needs"),
    level("K", "SEN support"),
    level("E", "Education, health and care plan", "S"),
)
GCSE = (
    counted("U", "Ungraded"),
    counted("X", "No result, such as absent"),
    counted("NE", "Not entered"),
)
TOOK_NO_TEST = (
    left_out("A", "Absent: standardised tests are the school's own choice"),
    LEFT,
)


def in_year(codes: Sequence[Code], year: int) -> dict[str, Mark]:
    """Each spelling to its mark, among the codes in use that year. Ranks follow the order given."""
    used = [code.mark for code in codes if code.span.holds(year)]
    ranked = [replace(mark, rank=rank) for rank, mark in enumerate(used)]
    return {plain(written): mark for mark in ranked for written in (*mark.spellings, mark.code)}


def only_in(codes: Sequence[Code], written: str) -> Span | None:
    """The years in which a code that is not in use was: for saying so."""
    return next((code.span for code in codes if plain(code.mark.code) == plain(written)), None)
