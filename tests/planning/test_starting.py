from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.roles import SCHOOL_ONLY, Role
from core.errors import DomainError, NotAllowed, WrongState
from planning.models import Plan, PlanState
from schools.models import InspectionFramework, Phase
from tests import world
from tests.planning.plans import a_head, a_plan, an_edition, on_level

pytestmark = pytest.mark.django_db


def test_a_headteacher_starts_a_plan_and_nobody_else_does():
    school = world.a_school()
    plan = a_plan(school)
    assert (plan.state, plan.title) == (
        PlanState.DRAFT,
        f"Improvement plan {world.this_year()}",
    )
    for role in (Role.SCHOOL_STAFF, Role.GOVERNOR, Role.EXECUTIVE, Role.TRUSTEE):
        somebody = world.a_person(role, at=school if role in SCHOOL_ONLY else None)
        with pytest.raises(NotAllowed, match="The headteacher writes this plan"):
            a_plan(school, "sef", by=somebody)


def test_an_improvement_lead_helps_to_write_a_rapid_plan_only():
    school = world.a_school()
    lead = world.a_person(Role.IMPROVEMENT_LEAD, at=school)
    assert a_plan(school, "rap", by=lead).writers.get() == lead
    with pytest.raises(NotAllowed):
        a_plan(school, "sip", by=lead)


def test_there_is_one_living_plan_of_a_kind_and_year():
    school = world.a_school()
    a_plan(school)
    with pytest.raises(WrongState, match=r"has its improvement plan for \S+ already"):
        a_plan(school)
    assert a_plan(school, start_year=world.this_year().start_year + 1)


@pytest.mark.parametrize(("weeks", "works"), [(5, False), (6, True), (11, True), (13, False)])
def test_a_rapid_plan_lasts_six_to_twelve_weeks(weeks, works):
    today = timezone.localdate()
    days = {"starts_on": today, "ends_on": today + timedelta(days=7 * weeks - 1)}
    if works:
        assert a_plan(None, "rap", **days).ends_on == days["ends_on"]
    else:
        with pytest.raises(DomainError, match="6 to 12 weeks"):
            a_plan(None, "rap", **days)


@pytest.mark.parametrize(
    ("code", "first", "has_overall"),
    [("REPORT_CARD", "Inclusion", False), ("EIF_SHG", "Overall effectiveness", True),
     ("EIF_NO_SHG", "Quality of education", False)],
)  # fmt: skip
def test_a_self_evaluation_follows_the_areas_of_its_framework(code, first, has_overall):
    framework = InspectionFramework.objects.get(code=code)
    plan = a_plan(world.a_school(phase=Phase.PRIMARY), "sef", framework=framework)
    labels = [area.label for area in plan.areas.all()]
    assert labels[0] == first
    assert labels[-2:] == ["Safeguarding", "Since the last inspection"]
    assert ("Overall effectiveness" in labels) == has_overall
    assert not [label for label in labels if "ixth" in label or "16" in label]
    assert plan.areas.first().words[0] in {"Exceptional", "Outstanding"}


def test_without_a_framework_a_self_evaluation_follows_the_models_aspects():
    an_edition("spring")
    plan = a_plan(None, "sef")
    assert plan.areas.first().label == "Quality of education"
    assert plan.areas.first().words[0] == "Sustain"
    assert plan.areas.filter(code="safeguarding").count() == 1


def test_a_school_on_a_watched_level_is_asked_for_the_models_non_negotiables():
    edition, school = an_edition("crin"), world.a_school()
    on_level(school, edition, "category")
    assert [field.code for field in a_plan(school).required_fields.all()] == [
        "category_engaging", "category_processes", "category_models",
    ]  # fmt: skip
    assert not a_plan(world.a_school()).required_fields.exists()


def test_what_last_year_left_to_do_is_carried_forward():
    school = world.a_school()
    head, year = a_head(school), world.this_year().start_year
    last = a_plan(school, by=head, start_year=year - 1)
    last.priorities.create(position=1, title="Reading")
    last.priorities.create(position=2, title="Finished", rag="blue", impact="evidenced")
    plan = a_plan(school, by=head)
    assert [one.title for one in plan.priorities.all()] == ["Reading"]
    assert plan.priorities.get().carried_from == last.priorities.get(title="Reading")
    assert plan.carried_from == last
    assert Plan.objects.count() == 2
