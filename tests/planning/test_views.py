import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from planning import services
from planning.models import Plan, PlanState, Priority
from schools.models import SchoolContext
from tests import world
from tests.planning.plans import (
    a_head,
    a_plan,
    a_priority,
    a_ready_plan,
    a_waiting_version,
    an_approved_version,
    an_approver,
    an_evaluation,
    save,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return world.a_school()


@pytest.fixture
def head(school):
    return a_head(school)


@pytest.fixture
def plan(school, head):
    return a_plan(school, by=head)


def page(name, *args):
    return reverse(f"planning:{name}", args=args)


def test_a_head_starts_a_plan_from_the_schools_page(client, sign_in, school, head):
    sign_in(head)
    shown = client.get(page("plan-list", school.urn)).content.decode()
    assert page("plan-start", school.urn, "sip") in shown
    year = world.this_year().start_year
    answer = client.post(page("plan-start", school.urn, "sip"), {"start_year": year})
    assert answer.url == page("plan-detail", Plan.objects.get().pk)
    again = client.post(page("plan-start", school.urn, "sip"), {"start_year": year})
    assert "already" in again.content.decode()
    assert client.get(page("plan-start", school.urn, "nothing")).status_code == 404


def test_last_years_priorities_are_offered_to_go_on_with(client, sign_in, school, head):
    year = world.this_year().start_year
    last = a_plan(school, by=head, start_year=year - 1)
    a_priority(last, "Reading", by=head)
    maths = a_priority(last, "Maths", by=head)
    sign_in(head)
    shown = client.get(page("plan-start", school.urn, "sip")).content.decode()
    assert "Reading" in shown
    assert "Maths" in shown
    typed = {"start_year": year, "carry": [maths.pk]}
    client.post(page("plan-start", school.urn, "sip"), typed)
    assert [one.title for one in Priority.objects.filter(plan__start_year=year)] == ["Maths"]


def test_a_plan_goes_from_checking_to_issued(client, sign_in, school):
    plan, head = a_ready_plan(school)
    sign_in(head)
    shown = client.get(page("plan-propose", plan.pk))
    client.post(page("plan-propose", plan.pk), {"content_hash": shown.context["content_hash"]})
    version = plan.versions.get()
    lead = an_approver(version)
    sign_in(lead)
    shown = client.get(page("version-detail", version.pk)).content.decode()
    assert "Approve this version" in shown
    client.post(page("version-approve", version.pk), {"content_hash": version.content_hash})
    plan.refresh_from_db()
    assert plan.state == PlanState.APPROVED
    governor = world.a_person(Role.GOVERNOR, at=school)
    sign_in(governor)
    assert client.get(page("plan-detail", plan.pk)).status_code == 404
    sign_in(head)
    client.post(page("plan-issue", plan.pk))
    sign_in(governor)
    assert "More read well." in client.get(page("plan-detail", plan.pk)).content.decode()


def test_a_governor_reads_what_was_issued_and_not_what_is_being_written(client, sign_in, school):
    version = an_approved_version(school)
    head = version.made_by
    services.issue_plan(actor=head, plan_id=version.plan_id)
    save(version.plan, "frame", by=head, context="A draft nobody has approved.")
    sign_in(world.a_person(Role.GOVERNOR, at=school))
    shown = client.get(page("plan-detail", version.plan_id)).content.decode()
    assert "More read well." in shown
    assert "A draft nobody has approved." not in shown
    assert page("section-edit", version.plan_id, "frame") not in shown


def test_a_trustee_reads_how_a_plan_goes_and_none_of_its_words(client, sign_in, school):
    plan, head = a_ready_plan(school)
    priority = plan.priorities.get()
    services.set_rag(actor=head, priority_id=priority.pk, rag="red", words="Staff left.",
                     impact="not_yet")  # fmt: skip
    evaluation = an_evaluation(world.a_school())
    trustee = world.a_person(Role.TRUSTEE)
    sign_in(trustee)
    shown = client.get(page("plan-detail", plan.pk)).content.decode()
    assert "Off track" in shown
    assert "Raise reading" in shown
    assert "Staff left." not in shown
    assert "More read well." not in shown
    assert client.get(page("plan-detail", evaluation.pk)).status_code == 404


def test_a_trustee_reads_a_rapid_plan_once_it_is_put_forward(client, sign_in, school):
    plan, head = a_ready_plan(school, "rap")
    sign_in(world.a_person(Role.TRUSTEE))
    assert client.get(page("plan-detail", plan.pk)).status_code == 404
    version = services.propose_plan(actor=head, plan_id=plan.pk)
    assert "More read well." in client.get(page("plan-detail", plan.pk)).content.decode()
    refused = client.post(
        page("version-approve", version.pk), {"content_hash": version.content_hash}, follow=True
    )
    assert "This plan is approved by the chief executive only." in refused.content.decode()


def test_a_return_needs_a_reason_and_the_school_reads_it(client, sign_in, school):
    version = a_waiting_version(school)
    sign_in(an_approver(version))
    url = page("version-return", version.pk)
    assert client.post(url, {"content_hash": version.content_hash}).status_code == 422
    client.post(url, {"content_hash": version.content_hash, "reason": "Cost the actions."})
    sign_in(version.made_by)
    assert "Cost the actions." in client.get(page("plan-detail", version.plan_id)).content.decode()


def test_progress_is_said_on_a_page_of_its_own(client, sign_in, head, plan):
    priority = a_priority(plan, by=head)
    sign_in(head)
    url = page("priority-progress", priority.pk)
    typed = {"rag": "blue", "words": "Done.", "impact": "some", "impact_words": "A little."}
    assert "once its impact is evidenced" in client.post(url, typed).content.decode()
    assert client.post(url, typed | {"impact": "evidenced"}).status_code == 302
    shown = client.get(page("plan-detail", plan.pk)).content.decode()
    assert "Complete, with impact evidenced" in shown
    client.post(page("action-finish", priority.actions.get().pk))
    client.post(page("milestone-reach", priority.milestones.get().pk))
    shown = client.get(page("plan-detail", plan.pk)).content.decode()
    assert "1 of 1 action done" in shown
    assert "1 of 1 milestone reached" in shown


def test_a_review_is_recorded_and_the_plan_closed(client, sign_in, school):
    plan, head = a_ready_plan(school, "rap")
    sign_in(head)
    assert "The next is due by" in client.get(page("plan-detail", plan.pk)).content.decode()
    typed = {"on": timezone.localdate().isoformat(), "progress": "Half read.",
             "direction": "improving", "decision": "exit"}  # fmt: skip
    url = page("plan-review", plan.pk)
    assert "Say why this was decided." in client.post(url, typed).content.decode()
    assert client.post(url, typed | {"words": "Criteria met."}).status_code == 302
    assert client.post(page("plan-close", plan.pk), {"achieved": "All read."}).status_code == 302
    shown = client.get(page("plan-detail", plan.pk)).content.decode()
    assert "All read." in shown
    assert page("section-edit", plan.pk, "frame") not in shown


def test_comments_are_sent_and_settled(client, sign_in, head, plan):
    sign_in(head)
    typed = {"place": "frame", "text": "Is this enough?", "kind": "comment", "mentions": "governor"}
    client.post(page("comment-add", plan.pk), typed)
    said = plan.comments.get()
    assert "Is this enough?" in client.get(page("plan-detail", plan.pk)).content.decode()
    client.post(page("comment-settle", said.pk))
    assert "Settled by Hari" in client.get(page("plan-detail", plan.pk)).content.decode()


def test_a_statement_shows_its_parts_and_what_does_not_add_up(client, sign_in, school, head):
    plan = a_plan(school, "pupil_premium", by=head)
    save(
        plan, "premium", by=head, allocation_pence=100_000,
        rows={
            "challenges": [{"number": 1, "text": "Language on entry"}],
            "activities": [{"tier": "teaching", "text": "Training", "cost_pence": 40_000,
                            "answers": "1"}],
        },
    )  # fmt: skip
    sign_in(head)
    shown = client.get(page("plan-detail", plan.pk)).content.decode()
    assert "Teaching: £400" in shown
    assert "£600 less than the budget of £1,000" in shown


@pytest.mark.parametrize("many", [1, 12])
def test_the_list_costs_the_same_for_any_number_of_plans(
    client, sign_in, many, django_assert_max_num_queries
):
    for at in range(many):
        a_ready_plan(world.a_school(f"School {at}"))
    sign_in(world.a_person(Role.EXECUTIVE))
    client.get(page("plan-browse"))
    with django_assert_max_num_queries(16):
        answer = client.get(page("plan-browse"), {"kind": "sip"})
    assert f"{many} plan{'s' if many > 1 else ''} found" in answer.content.decode()


@pytest.mark.parametrize("many", [1, 5])
def test_a_plan_costs_the_same_for_any_number_of_priorities(
    client, sign_in, head, plan, many, django_assert_max_num_queries
):
    for at in range(many):
        a_priority(plan, f"Priority {at}", by=head)
    sign_in(head)
    client.get(page("plan-detail", plan.pk))
    with django_assert_max_num_queries(45):
        client.get(page("plan-detail", plan.pk))


def test_what_is_published_of_the_school_stands_beside_its_plan(client, sign_in, head, plan):
    SchoolContext.objects.create(
        urn=plan.school.urn, start_year=2024, pupils=212, fsm6_percent="31.60"
    )
    sign_in(head)
    shown = client.get(page("plan-detail", plan.pk)).content.decode()
    assert "212, census of 2024/25" in shown
    assert "31.6%" in shown
