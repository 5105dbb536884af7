"""What a statement of support says today, and which were issued."""

from dataclasses import asdict
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from accounts.access import schools_for
from accounts.models import User
from accounts.roles import Can
from banding.models import Edition
from banding.rules.days import show_day
from banding.selectors import current_levels, edition_in_force
from banding.selectors.levy import has_levy, levy_of
from core.years import AcademicYear
from schools.models import School
from support.models import SHARED_NOTES, NoteState, SupportStatement, Visit
from support.rules import totals
from support.rules.printing import DAYS
from support.selectors.days import statement


def visible_statements(viewer: User) -> QuerySet[SupportStatement]:
    """Those of the viewer's schools: a head sees the own school's only."""
    ours = schools_for(viewer, Can.READ_VISITS)
    found = SupportStatement.objects.filter(school__in=ours)
    return found.select_related("school", "issued_by", "replied_by")


def statements_to_answer(viewer: User) -> QuerySet[SupportStatement]:
    """The last of each year that the viewer's school has not answered; an older one is past."""
    later = SupportStatement.objects.filter(
        school=OuterRef("school"), start_year=OuterRef("start_year"), number__gt=OuterRef("number")
    )
    ours = SupportStatement.objects.filter(school__in=schools_for(viewer, Can.REPLY_TO_VISIT))
    return ours.filter(~Exists(later), reply="").order_by("pk")


def what_it_says(school: School, start_year: int) -> dict[str, Any]:
    lines = statement(school=school, start_year=start_year)
    edition = edition_in_force(start_year)
    level = current_levels(schools=[school], start_year=start_year).get(school.pk)
    return {
        "level": str(level.level) if level else "",
        "levy": levy_said(school, start_year, edition),
        "lines": [
            {"activity": line.activity} | {name: getattr(line, name) for name in DAYS}
            for line in lines
        ],
        "total": asdict(totals(lines)),
        "visits": [_visit(visit) for visit in _visits(school, start_year)],
    }


def levy_said(school: School, start_year: int, edition: Edition | None) -> str:
    """Beside the days only where the edition speaks of a levy; never a figure nobody entered."""
    if edition is None or not has_levy(edition):
        return ""
    year = AcademicYear(start_year)
    levy = levy_of(school, min(max(timezone.localdate(), year.starts_on), year.ends_on))
    return (
        levy.because if levy.percent is None else f"{levy.percent.normalize():f}%. {levy.because}"
    )


def _visits(school: School, start_year: int) -> list[Visit]:
    year = AcademicYear(start_year)
    states = (NoteState.PLANNED, *SHARED_NOTES)
    found = Visit.objects.filter(school=school, state__in=states)
    found = found.filter(on__range=(year.starts_on, year.ends_on))
    return list(found.for_listing().order_by("on", "pk"))


def _visit(visit: Visit) -> dict[str, Any]:
    return {
        "on": show_day(visit.on),
        "who": visit.who,
        "purpose": visit.purpose,
        "quarter_days": visit.quarter_days,
        "state": "Planned" if visit.state == NoteState.PLANNED else "Made",
    }
