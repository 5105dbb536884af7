import pytest

from accounts.roles import Role
from banding import evidence
from banding.evidence import Offered
from core.errors import DomainError, NotAllowed, SayWhy, WrongState
from core.models import JournalEntry
from dashboards.presenters.waiting import waiting_for
from planning import services, verbs
from planning.models import UnsavedText
from planning.selectors import plans as selectors
from tests import world
from tests.planning.plans import (
    a_comment,
    a_head,
    a_plan,
    a_priority,
    a_waiting_version,
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


def waiting(person):
    person.begin_request()
    return [str(one) for one in waiting_for(person)]


def test_a_comment_reaches_the_role_it_mentions_until_it_is_settled(school, head):
    plan = a_plan(school, by=head)
    lead = world.a_person(Role.IMPROVEMENT_LEAD, at=school)
    far = world.a_person(Role.IMPROVEMENT_LEAD, at=world.a_school())
    said = services.comment(
        actor=head,
        plan_id=plan.pk,
        place="frame",
        text="Is this enough?",
        mentions=Role.IMPROVEMENT_LEAD,
    )
    assert selectors.comments_for(lead) == [said]
    assert not selectors.comments_for(far)
    assert "1 comment for you" in waiting(lead)
    with pytest.raises(NotAllowed):
        services.settle_comment(actor=lead, comment_id=said.pk)
    services.settle_comment(actor=head, comment_id=said.pk)
    services.settle_comment(actor=head, comment_id=said.pk)
    assert JournalEntry.objects.filter(verb=verbs.SETTLED).count() == 1
    assert not selectors.comments_for(lead)


def test_a_comment_says_something_about_a_part_there_is(school, head):
    plan = a_plan(school, by=head)
    with pytest.raises(SayWhy):
        services.comment(actor=head, plan_id=plan.pk, place="frame", text=" ")
    with pytest.raises(DomainError, match="not there"):
        services.comment(actor=head, plan_id=plan.pk, place="priority-999", text="What?")
    for role in (Role.SCHOOL_STAFF, Role.SPECIALIST):
        person = world.a_person(role, at=school)
        with pytest.raises(NotAllowed):
            services.comment(actor=person, plan_id=plan.pk, place="frame", text="Hm.")
    assert a_comment(plan).by == head


def test_evidence_is_kept_as_it_read_and_once(school, head, monkeypatch):
    offered = [Offered(kind="visit", key="7", text="Visit note, 3 Nov 2026", url="/support/7/")]
    monkeypatch.setattr(evidence, "PROVIDERS", [(1, lambda school, user: offered)])
    plan = a_plan(school, "sef", by=head)
    area = plan.areas.earliest("position")
    chosen = [one.value for one in offered] + ["visit:999"]
    made = services.link_evidence(actor=head, area_id=area.pk, values=chosen)
    assert [one.text for one in made] == ["Visit note, 3 Nov 2026"]
    assert services.link_evidence(actor=head, area_id=area.pk, values=chosen) == []
    services.unlink_evidence(actor=head, evidence_id=made[0].pk)
    services.unlink_evidence(actor=head, evidence_id=made[0].pk)
    assert JournalEntry.objects.filter(verb=verbs.EVIDENCE_UNLINKED).count() == 1


def test_evidence_of_their_own_is_written_in_words(school):
    plan = an_evaluation(school)
    area = plan.areas.earliest("position")
    with pytest.raises(SayWhy):
        services.write_evidence(actor=plan.writers.get(), area_id=area.pk, text="")
    assert [one.kind for one in area.evidence.all()] == ["other"]


def test_what_is_typed_and_not_saved_is_kept_for_its_writer_alone(school, head):
    plan = a_plan(school, by=head)
    other = a_head(school)
    services.keep_unsaved(actor=head, plan_id=plan.pk, place="frame", typed={"context": "Half"})
    services.keep_unsaved(actor=head, plan_id=plan.pk, place="frame", typed={"context": "Half a"})
    assert UnsavedText.objects.get().typed == {"context": "Half a"}
    save(plan, "frame", by=other, horizon="Theirs.")
    assert UnsavedText.objects.filter(user=head).exists()
    save(plan, "frame", by=head, context="Half a text.")
    assert not UnsavedText.objects.exists()


def test_unsaved_text_has_its_limits(school, head):
    plan = a_plan(school, by=head)
    keep = {"plan_id": plan.pk, "place": "frame"}
    with pytest.raises(DomainError, match="Save it"):
        services.keep_unsaved(actor=head, typed={"context": "x" * 20_001}, **keep)
    with pytest.raises(NotAllowed):
        services.keep_unsaved(actor=world.a_person(Role.EXECUTIVE), typed={}, **keep)
    services.keep_unsaved(actor=head, typed={"context": "x"}, **keep)
    services.drop_unsaved(actor=head, **keep)
    assert not UnsavedText.objects.exists()
    services.close_plan(actor=head, plan_id=plan.pk, achieved="All.")
    with pytest.raises(WrongState):
        services.keep_unsaved(actor=head, typed={"context": "x"}, **keep)


def test_what_waits_waits_for_whoever_the_route_names(school):
    version = a_waiting_version(school, "rap")
    chief, lead = an_approver(version), world.a_person(Role.IMPROVEMENT_LEAD, at=school)
    assert "1 plan to approve" in waiting(chief)
    assert "1 plan whose targets to check" in waiting(lead)
    assert not [one for one in waiting(world.a_person(Role.TRUSTEE)) if "plan" in one]
    services.check_targets(actor=lead, version_id=version.pk, targets_match=True, words="Yes.")
    assert "1 plan whose targets to check" not in waiting(lead)
    services.return_plan(
        actor=chief, version_id=version.pk, content_hash=version.content_hash, reason="Cost it."
    )
    assert "1 plan returned" in waiting(version.made_by)
    assert "1 plan to approve" not in waiting(chief)


def test_an_improvement_plan_waits_for_the_lead_to_agree_and_not_to_check(school):
    version = a_waiting_version(school)
    lead = an_approver(version)
    assert "1 plan to approve" in waiting(lead)
    assert not selectors.to_check(lead)
    version.plan.writers.add(lead)
    assert not selectors.waiting_versions(lead)


def test_actions_wait_for_whoever_does_them(school, head):
    priority = a_priority(a_plan(school, by=head), by=head)
    leader = world.a_person(Role.SCHOOL_STAFF, at=school)
    priority.actions.update(doer=leader)
    assert "1 action of a plan to finish" in waiting(leader)
    services.finish_action(actor=leader, action_id=priority.actions.get().pk)
    assert not selectors.own_actions(leader)


def test_those_who_work_at_the_school_today_can_be_given_an_action(school, head):
    world.a_person(Role.GOVERNOR, at=school)
    world.a_person(Role.SCHOOL_STAFF, at=world.a_school())
    staff = world.a_person(Role.SCHOOL_STAFF, at=school, name="Priya")
    assert selectors.doers_at(school, world.this_year().starts_on) == [head, staff]
