from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.roles import Role
from schools.models import School
from support import selectors, services
from support.rules import Agreed
from tests.world import (
    a_person,
    a_school,
    a_settled_band,
    a_visit,
    an_offer_line,
    the_model,
    this_year,
)

pytestmark = pytest.mark.django_db

YEAR = this_year().start_year
TODAY = timezone.localdate()


def test_the_statement_says_entitled_given_and_left_for_each_activity():
    school = a_school()
    a_settled_band(school, "D")
    a_visit(school, quarter_days=6, shared=True)
    a_visit(school, quarter_days=4)  # a draft counts nothing
    a_visit(school, quarter_days=3, offer_line=an_offer_line("bespoke_send"), shared=True)
    lines = {line.activity: line for line in selectors.statement(school=school, start_year=YEAR)}
    visits = lines["School improvement visits"]
    assert (visits.entitled, visits.given, visits.left) == (14, 6, 8)
    assert lines["SEND Reviews"].beyond == 3
    assert sum(line.entitled for line in lines.values()) == 62  # 15.5 days
    assert sum(line.given for line in lines.values()) == 9


def test_days_given_names_every_school_and_forgets_what_was_taken_back():
    lead = a_person(Role.IMPROVEMENT_LEAD)
    ash, oak, elm = a_school("Ash"), a_school("Oak"), a_school("Elm")
    a_visit(ash, by=lead, quarter_days=6, shared=True)
    gone = a_visit(oak, by=lead, shared=True)
    services.take_days_back(actor=lead, visit_id=gone.pk, reason="A mistake.")
    given = selectors.days_given(schools=[ash, oak, elm], start_year=YEAR)
    assert given == {ash.pk: 6, oak.pk: 0, elm.pk: 0}
    assert selectors.days_given(schools=[ash], start_year=YEAR - 1) == {ash.pk: 0}


@pytest.mark.parametrize("how_many", [1, 30])
def test_days_used_cost_the_same_for_one_school_or_many(django_assert_max_num_queries, how_many):
    the_model()
    lead = a_person(Role.IMPROVEMENT_LEAD)
    for _ in range(how_many):
        a_visit(by=lead, shared=True)
    viewer = a_person(Role.EXECUTIVE)
    with django_assert_max_num_queries(8):
        used = selectors.days_used(viewer=viewer)
    assert (used.given, used.entitled) == (2 * how_many, 48 * how_many)
    with django_assert_max_num_queries(2):
        selectors.days_given(schools=School.objects.members(), start_year=YEAR)


def test_days_used_are_of_the_viewer_s_schools_only():
    ash, _ = a_school("Ash"), a_visit(a_school("Oak"), shared=True)
    lead = a_person(Role.IMPROVEMENT_LEAD, at=ash)
    assert selectors.days_used(viewer=lead).given == 0


def test_actions_are_overdue_open_or_done():
    school = a_school()
    visit = a_visit(
        school, shared=True, on=max(this_year().starts_on, TODAY - timedelta(days=2)),
        actions=[
            Agreed("Late", "Head", max(this_year().starts_on, TODAY - timedelta(days=1))),
            Agreed("Soon", "Head", TODAY),
            Agreed("Finished", "Head", TODAY),
        ],
    )  # fmt: skip
    a_visit(school)  # the action of a draft is nowhere
    services.finish_action(actor=visit.author, action_id=visit.actions.get(what="Finished").pk)
    agreed = selectors.actions_of(viewer=visit.author, school=school)
    assert [a.what for a in agreed.done] == ["Finished"]
    assert [a.what for a in agreed.overdue + agreed.open] == ["Late", "Soon"]


@pytest.mark.parametrize(
    ("role", "reads"),
    [
        (Role.EXECUTIVE, {"shared"}),
        (Role.IMPROVEMENT_LEAD, {"shared"}),
        (Role.HEADTEACHER, {"shared"}),
        (Role.TRUSTEE, set()),
        (Role.SCHOOL_STAFF, set()),
        (Role.GOVERNOR, set()),
        (Role.SPECIALIST, set()),
        (Role.ADMIN, set()),
    ],
)
def test_who_reads_which_notes(role, reads):
    school, lead = a_school(), a_person(Role.IMPROVEMENT_LEAD)
    visits = {
        "shared": a_visit(school, by=lead, shared=True),
        "draft": a_visit(school, by=lead),
    }
    trust_wide = role in {Role.EXECUTIVE, Role.TRUSTEE, Role.ADMIN}
    viewer = a_person(role, at=None if trust_wide else school)
    found = set(selectors.visible_visits(viewer))
    assert found == {visits[name] for name in reads}
    assert set(selectors.visible_visits(lead)) == set(visits.values())
