import json

import pytest
from django.urls import reverse

from accounts.roles import Role
from planning import services
from planning.models import Plan, UnsavedText
from planning.rules.sections import marks_of, shape_of
from planning.selectors.sections import section_at, texts_of
from tests import world
from tests.planning.plans import (
    a_head,
    a_plan,
    a_priority,
    a_waiting_version,
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


def seen(plan, place):
    return json.dumps(marks_of(texts_of(section_at(plan, place), shape_of(place, plan.kind))))


def frame(plan, **changes):
    return {
        "title": plan.title,
        "context": "",
        "horizon": "",
        "seen": seen(plan, "frame"),
    } | changes


def priority_form(priority, **changes):
    """As a browser sends it: what is there, and empty lines to add to."""
    typed = {"title": priority.title, "outcome": priority.outcome, "group": "ALL"}
    for name in ("criteria", "milestones", "actions", "monitoring"):
        rows = list(getattr(priority, name).all())
        typed |= {f"{name}-TOTAL_FORMS": len(rows) + 3, f"{name}-INITIAL_FORMS": len(rows)}
        typed |= {f"{name}-{at}-id": row.pk for at, row in enumerate(rows)}
    criterion, action = priority.criteria.get(), priority.actions.get()
    milestone = priority.milestones.get()
    return typed | {
        "criteria-0-text": criterion.text, "criteria-0-is_appraisal_target": "on",
        "milestones-0-text": milestone.text, "milestones-0-half_term": milestone.half_term,
        "actions-0-what": action.what, "actions-0-owner": action.owner,
        "actions-0-cost_pence": "500", "actions-0-funding": "budget",
        "actions-1-funding": "budget",
        "seen": seen(priority.plan, f"priority-{priority.pk}"),
    } | changes  # fmt: skip


def test_a_section_is_saved_with_its_lines(client, sign_in, head, plan):
    priority = a_priority(plan, by=head)
    sign_in(head)
    place = f"priority-{priority.pk}"
    url = page("section-edit", plan.pk, place)
    assert client.get(url).status_code == 200
    typed = priority_form(
        priority, measure="rwm_expected", cohort="6", target_percent="65",
        baseline_point=f"{plan.start_year - 1}-3",
        **{"criteria-1-text": "Boys catch up", "actions-0-cost_pence": "1250.50"},
    )  # fmt: skip
    answer = client.post(url, typed)
    assert answer.status_code == 302
    assert answer.url.endswith(f"#{place}")
    priority.refresh_from_db()
    assert (priority.measure, priority.baseline_term, priority.target_percent) == (
        "rwm_expected", 3, 65,
    )  # fmt: skip
    assert priority.criteria.count() == 2
    assert priority.actions.get().cost_pence == 125_050


def test_a_line_is_taken_out_and_one_half_written_is_asked_about(client, sign_in, head, plan):
    priority = a_priority(plan, by=head)
    sign_in(head)
    url = page("section-edit", plan.pk, f"priority-{priority.pk}")
    half = client.post(url, priority_form(priority, **{"actions-1-what": "Train"}))
    assert half.status_code == 422
    assert "Say which post does it." in half.content.decode()
    client.post(url, priority_form(priority, **{"criteria-0-remove": "on"}))
    assert not priority.criteria.exists()


def test_the_loser_of_two_keeps_the_text_and_sees_the_difference(client, sign_in, head, plan):
    sign_in(head)
    typed = frame(plan, context="Reading is taught every day.", horizon="Mine alone.")
    save(plan, "frame", by=a_head(plan.school), context="Reading is taught weekly.", title="New")
    answer = client.post(page("section-edit", plan.pk, "frame"), typed)
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "Reading is taught weekly." in shown
    assert "every day." in shown
    assert "<ins>" in shown
    assert "<del>" in shown
    assert "Mine alone." in shown
    assert 'value="New"' in shown, "what only the other changed is in the form already"
    again = frame(Plan.objects.get(), context="Both.", horizon="Mine alone.", title="New")
    assert client.post(page("section-edit", plan.pk, "frame"), again).status_code == 302
    plan.refresh_from_db()
    assert (plan.context, plan.horizon, plan.title) == ("Both.", "Mine alone.", "New")


def test_an_edit_of_what_was_removed_is_shown_to_be_copied(client, sign_in, head, plan):
    priority = a_priority(plan, by=head)
    sign_in(head)
    typed = priority_form(priority, outcome="A sentence that took an hour.")
    services.remove_priority(actor=head, priority_id=priority.pk, version=priority.version)
    answer = client.post(page("section-edit", plan.pk, f"priority-{priority.pk}"), typed)
    assert answer.status_code == 409
    assert "A sentence that took an hour." in answer.content.decode()
    assert "Save what is in the form" not in answer.content.decode()


def test_an_edit_of_a_plan_that_waits_is_shown_to_be_copied(client, sign_in, school):
    version = a_waiting_version(school)
    sign_in(version.made_by)
    typed = frame(version.plan, context="Too late.")
    answer = client.post(page("section-edit", version.plan_id, "frame"), typed)
    assert answer.status_code == 409
    assert "Too late." in answer.content.decode()


def test_text_that_was_not_saved_is_brought_back_or_thrown_away(client, sign_in, head, plan):
    sign_in(head)
    url = page("section-edit", plan.pk, "frame")
    kept = client.post(page("section-keep", plan.pk, "frame"), frame(plan, context="Half a"))
    assert "not saved yet" in kept.content.decode()
    assert "did not save it" in client.get(url).content.decode()
    assert "Half a" in client.get(f"{url}?unsaved=1").content.decode()
    client.post(page("section-forget", plan.pk, "frame"))
    assert not UnsavedText.objects.exists()
    assert "did not save it" not in client.get(url).content.decode()


def test_a_childs_name_is_warned_of_and_saved_all_the_same(client, sign_in, head, plan):
    sign_in(head)
    typed = frame(plan, context="Tutoring for the pupil called Jayden Okoro.")
    kept = client.post(page("section-keep", plan.pk, "frame"), typed)
    saved = client.post(page("section-edit", plan.pk, "frame"), typed, follow=True)
    plan.refresh_from_db()
    assert plan.context.startswith("Tutoring")
    # The head may see pupils, and none of them is called so.
    assert "Does this name a child?" not in kept.content.decode() + saved.content.decode()


def test_whoever_may_not_see_pupils_is_warned_by_how_it_looks(client, sign_in, school):
    lead = world.a_person(Role.IMPROVEMENT_LEAD, at=school)
    plan = a_plan(school, "rap", by=lead)
    sign_in(lead)
    typed = {"context": "Tutoring for the pupil called Jayden Okoro."}
    kept = client.post(page("section-keep", plan.pk, "frame"), typed)
    assert "pupil called Jayden Okoro" in kept.content.decode()


def test_an_area_takes_evidence_and_gives_a_priority(client, sign_in, school):
    plan = an_evaluation(school)
    head, area = plan.writers.get(), plan.areas.earliest("position")
    sign_in(head)
    url = page("evidence-edit", area.pk)
    assert "Choose some evidence" in client.post(url, {}).content.decode()
    wrong = client.post(url, {"text": "A survey", "url": "javascript:alert(1)"})
    assert "Start the address with https" in wrong.content.decode()
    client.post(url, {"text": "A survey", "url": "https://example.org/survey"})
    assert area.evidence.count() == 2
    point = page("point-promote", area.points.get().pk)
    assert "Start the improvement plan" in client.post(point, follow=True).content.decode()
    into = a_plan(school, by=head)
    client.post(point)
    assert into.priorities.get().sef_area == area
    shown = client.get(page("plan-detail", plan.pk)).content.decode()
    assert "In the improvement plan" in shown


def test_priorities_are_added_moved_and_taken_out(client, sign_in, head, plan):
    sign_in(head)
    for title in ("Reading", "Maths"):
        client.post(page("priority-add", plan.pk), {"title": title})
    first, second = plan.priorities.standing()
    client.post(page("priority-move", second.pk), {"to": "up"})
    assert list(plan.priorities.standing()) == [second, first]
    client.post(page("priority-remove", first.pk), {"version": first.version})
    assert list(plan.priorities.standing()) == [second]
    assert client.post(page("priority-move", first.pk), {"to": "up"}).status_code == 404


def test_a_subject_leaders_plan_is_added_and_written_by_the_leader(client, sign_in, head, plan):
    priority = a_priority(plan, by=head)
    leader = world.a_person(Role.SCHOOL_STAFF, at=plan.school, name="Priya")
    sign_in(head)
    typed = {"subject": "Maths", "leader": "Maths lead", "writer": leader.pk}
    client.post(page("subject-add", priority.pk), typed)
    own = priority.subject_plans.get()
    sign_in(leader)
    place = f"subject-{own.pk}"
    assert (
        page("section-edit", plan.pk, place)
        in client.get(page("plan-detail", plan.pk)).content.decode()
    )
    typed = {"subject": "Maths", "leader": "Maths lead", "aim": "Fluency", "steps": "",
             "impact": "", "seen": seen(plan, place)}  # fmt: skip
    assert client.post(page("section-edit", plan.pk, place), typed).status_code == 302
    own.refresh_from_db()
    assert (own.aim, own.writer) == ("Fluency", leader)
