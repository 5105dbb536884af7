"""Grades, safeguarding and categories as Ofsted writes them, each in its own vocabulary."""

from core.published import PublishedRow
from schools.rules.inspections import EIF_NO_SHG
from schools.rules.rows import GradeSaid

CARD_AREAS = {
    "INC": ("Inclusion",),
    "CT": ("Curriculum and teaching",),
    "ACH": ("Achievement",),
    "AB": ("Attendance and behaviour",),
    "PDW": ("Personal development and wellbeing", "Personal development and well-being"),
    "EYP": ("Early years (where applicable)", "Early years"),
    "P16": ("Post-16 provision (where applicable)", "Post-16 provision"),
    "LG": ("Leadership and governance",),
}
DATES_OF_GRADE = {
    "EYP": "Early years - date of grade",
    "P16": "Post-16 provision - date of grade",
}
_PROVISION = {
    "EY": (
        "Latest OEIF early years provision (where applicable)",
        "Early years provision (where applicable)",
    ),
    "6F": (
        "Latest OEIF sixth form provision (where applicable)",
        "Sixth form provision (where applicable)",
    ),
}
_SHARED = {
    "OE": ("Latest OEIF overall effectiveness", "Overall effectiveness"),
    "LM": (
        "Latest OEIF effectiveness of leadership and management",
        "Effectiveness of leadership and management",
    ),
}
OEIF_AREAS = {
    "OE": _SHARED["OE"],
    "QE": ("Latest OEIF quality of education", "Quality of education"),
    "BA": ("Latest OEIF behaviour and attitudes", "Behaviour and attitudes"),
    "PD": ("Latest OEIF personal development", "Personal development"),
    "LM": _SHARED["LM"],
    **_PROVISION,
}
CIF_AREAS = {
    **_SHARED,
    "QTLA": ("Quality of teaching, learning and assessment",),
    "PDBW": ("Personal development, behaviour and welfare",),
    "OUT": ("Outcomes for pupils",),
    **_PROVISION,
}

_CARD_GRADES = {
    "exceptional": "EXCEPTIONAL",
    "strong standard": "STRONG",
    "expected standard": "EXPECTED",
    "needs attention": "NEEDS_ATTENTION",
    "urgent improvement": "URGENT",
}
_OEIF_GRADES = {
    "outstanding": "1",
    "good": "2",
    "requires improvement": "3",
    "inadequate": "4",
}
_SAFEGUARDING = {
    "yes": "effective",
    "no": "ineffective",
    "met": "met",
    "not met": "not_met",
    "9": "not_recorded",
    "": "not_recorded",
}
_CATEGORIES = {
    "": "none",
    "sm": "special_measures",
    "special measures": "special_measures",
    "requires special measures": "special_measures",
    "swk": "serious_weaknesses",
    "serious weaknesses": "serious_weaknesses",
    "rsi": "significant_improvement",
    "significant improvement": "significant_improvement",
    "requires significant improvement": "significant_improvement",
    "nti": "notice_to_improve",
    "notice to improve": "notice_to_improve",
}


class Unreadable(ValueError):
    """A cell that makes its whole row unusable."""

    def __init__(self, column: str, why: str) -> None:
        super().__init__(why)
        self.column = column


def _first(row: PublishedRow, names: tuple[str, ...]) -> str:
    """The column that answers, so that a refusal can name it."""
    return next((name for name in names if row.text(name)), names[0])


def card_grade(row: PublishedRow, area: str, names: tuple[str, ...]) -> GradeSaid:
    column = _first(row, names)
    said = row.text(column).casefold()
    graded_on = row.day(DATES_OF_GRADE.get(area, f"{names[0]} - date of grade")).value
    if not said:
        return GradeSaid(area, missing_reason="not_published")
    if said == "not applicable":
        return GradeSaid(area, missing_reason="not_applicable")
    if said not in _CARD_GRADES:
        raise Unreadable(column, f"'{row.text(column)}' is not a grade of the report card.")
    return GradeSaid(area, grade=_CARD_GRADES[said], graded_on=graded_on)


def oeif_grade(row: PublishedRow, area: str, names: tuple[str, ...], framework: str) -> GradeSaid:
    """1 to 4; 9 and 8 and 0 are not grades, and no overall grade is given from September 2024."""
    column = _first(row, names)
    said = row.text(column).casefold().removesuffix(".0")
    if area == "OE" and framework == EIF_NO_SHG:
        return GradeSaid(area, missing_reason="shg_discontinued")
    if said in {"8", "9", "not applicable", "does not apply"}:
        reason = "not_applicable" if area in _PROVISION else "not_published"
        return GradeSaid(area, missing_reason=reason)
    if said == "0":
        return GradeSaid(area, missing_reason="insufficient_evidence")
    if said in {"", "not judged"}:
        return GradeSaid(area, missing_reason="not_published")
    grade = _OEIF_GRADES.get(said, said)
    if grade not in _OEIF_GRADES.values():
        raise Unreadable(column, f"'{row.text(column)}' is not a grade from 1 to 4.")
    return GradeSaid(area, grade=grade)


def safeguarding(row: PublishedRow, names: tuple[str, ...]) -> str:
    column = _first(row, names) if names else ""
    said = row.text(column).casefold() if names else ""
    if said not in _SAFEGUARDING:
        raise Unreadable(column, f"'{row.text(column)}' is not known for safeguarding.")
    return _SAFEGUARDING[said]


def category(row: PublishedRow, column: str) -> str:
    """Blank beside an inspection means that none was found."""
    said = row.text(column).casefold()
    if said not in _CATEGORIES:
        raise Unreadable(column, f"'{row.text(column)}' is not a category of concern we know.")
    return _CATEGORIES[said]
