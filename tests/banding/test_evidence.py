"""What a finding may rest on: offered by each room to whoever may see it, kept as it read."""

from datetime import date

import pytest

from accounts.roles import Role
from banding.evidence import offered_to
from banding.models import EvidenceKind
from core import jobs
from schools.models import Inspection, InspectionFramework, InspectionKind
from tests.monitoring.marks import a_marksheet
from tests.world import a_collection, a_person, a_prospect, a_return, a_school, a_visit

pytestmark = pytest.mark.django_db


def kinds(person, school):
    return [one.kind for one in offered_to(person, school)]


def an_inspection(school, on=date(2026, 3, 10)):
    return Inspection.objects.create(
        urn=school.urn,
        number=f"{on:%y%m%d}",
        kind=InspectionKind.UNGRADED,
        framework=InspectionFramework.objects.first(),
        starts_on=on,
        outcome="School remains Good",
        report_url="https://reports.ofsted.gov.uk/1",
    )


def test_the_latest_inspections_are_offered_in_their_own_words():
    school = a_school()
    for month in (1, 2, 3, 4):
        an_inspection(school, date(2026, month, 10))
    offered = offered_to(a_person(Role.EXECUTIVE), school)
    assert [one.on.month for one in offered] == [4, 3, 2]
    assert "School remains Good" in offered[0].text
    assert offered[0].url == "https://reports.ofsted.gov.uk/1"


def test_inspections_of_a_school_outside_the_trust_are_offered_to_the_whole_trust_s_people():
    prospect = a_prospect()
    an_inspection(prospect)
    assert kinds(a_person(Role.EXECUTIVE), prospect) == [EvidenceKind.INSPECTION]
    assert kinds(a_person(Role.HEADTEACHER), prospect) == []


def test_a_shared_visit_is_offered_by_its_day_and_purpose_and_a_draft_is_not():
    school = a_school()
    lead = a_person(Role.IMPROVEMENT_LEAD, at=school)
    a_visit(school, by=lead)
    assert kinds(lead, school) == []
    shared = a_visit(school, by=lead, shared=True)
    [offered] = offered_to(lead, school)
    assert offered.kind == EvidenceKind.VISIT
    assert offered.on == shared.on
    assert offered.text.startswith("Visit note, ")
    assert offered.url == f"/support/visits/{shared.pk}/"


def test_the_latest_figures_are_offered_with_their_pupils():
    school = a_school()
    a_return(school, a_collection(), a_marksheet(200))
    jobs.work_off()
    offered = offered_to(a_person(Role.EXECUTIVE), school)
    assert {one.kind for one in offered} == {EvidenceKind.FIGURES}
    assert all("at expected" in one.text and "pupils" in one.text for one in offered)
    assert offered_to(a_person(Role.IMPROVEMENT_LEAD, at=a_school("Oak Bank")), school) == []
