"""What the chief executive can add to a school's days: of the bespoke menu, or of last year."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from banding.models import EditionState, OfferLine, OfferPart
from core.years import AcademicYear
from schools.models import School
from support.selectors.days import statement


@dataclass(frozen=True)
class ToCarry:
    """Quarter-days left of a line of last year, and this year's line with the same code."""

    from_line: OfferLine
    to_line: OfferLine
    left: int


def bespoke_menu(on: date) -> QuerySet[OfferLine]:
    return _lines_in_force(AcademicYear.of(on).start_year).filter(part=OfferPart.BESPOKE)


def left_to_carry(school: School, on: date) -> list[ToCarry]:
    start_year = AcademicYear.of(on).start_year
    this_year = {line.code: line for line in _lines_in_force(start_year)}
    stated = statement(school=school, start_year=start_year - 1)
    lines = OfferLine.objects.select_related("edition").in_bulk(
        [line.offer_line_id for line in stated if line.left > 0]
    )
    found = []
    for line in stated:
        old = lines.get(line.offer_line_id)
        if old and old.code in this_year:
            found.append(ToCarry(old, this_year[old.code], line.left))
    return found


def _lines_in_force(start_year: int) -> QuerySet[OfferLine]:
    lines = OfferLine.objects.filter(
        edition__start_year=start_year, edition__state=EditionState.IN_FORCE
    )
    return lines.select_related("edition").order_by("part", "position")
