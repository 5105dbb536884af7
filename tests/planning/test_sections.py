import pytest

from accounts.roles import Role
from core.errors import DomainError, EditedMeanwhile, NotAllowed, WrongState
from core.models import JournalEntry
from planning import services, verbs
from planning.models import PlanState, PremiumStatement, Priority
from planning.rules.sections import marks_of, shape_of
from planning.selectors.sections import section_at, texts_of
from tests import world
from tests.planning.plans import (
    a_head,
    a_plan,
    a_priority,
    a_waiting_version,
    an_approved_version,
    save,
)

pytestmark = pytest.mark.django_db


def seen_now(plan, place):
    return marks_of(texts_of(section_at(plan, place), shape_of(place, plan.kind)))


@pytest.fixture
def school():
    return world.a_school()


@pytest.fixture
def head(school):
    return a_head(school)


@pytest.fixture
def plan(school, head):
    return a_plan(school, by=head)


def test_what_two_people_changed_apart_is_both_kept(plan, head):
    seen = seen_now(plan, "frame")
    save(plan, "frame", by=head, seen=seen, context="A small school.", horizon="")
    save(plan, "frame", by=head, seen=seen, context="", horizon="Good in every area.")
    plan.refresh_from_db()
    assert (plan.context, plan.horizon) == ("A small school.", "Good in every area.")
    assert plan.version == 3


def test_what_both_changed_is_refused_and_nothing_of_it_saved(plan, head):
    seen = seen_now(plan, "frame")
    save(plan, "frame", by=head, seen=seen, context="Mine.")
    with pytest.raises(EditedMeanwhile, match="put the two together"):
        save(plan, "frame", by=head, seen=seen, context="Theirs.", horizon="Also typed.")
    plan.refresh_from_db()
    assert (plan.context, plan.horizon) == ("Mine.", "")


def test_the_same_text_typed_twice_is_no_collision_and_no_second_saving(plan, head):
    seen = seen_now(plan, "frame")
    save(plan, "frame", by=head, seen=seen, context="The same.")
    assert save(plan, "frame", by=head, seen=seen, context="The same. ").changed == []
    assert JournalEntry.objects.filter(verb=verbs.SAVED).count() == 1


def test_rows_keep_their_ids_and_are_told_apart(plan, head):
    priority = a_priority(plan, by=head)
    place, first = f"priority-{priority.pk}", priority.criteria.get()
    seen = seen_now(plan, place)
    kept = {"id": first.pk, "text": first.text, "is_appraisal_target": True}
    save(plan, place, by=head, seen=seen, rows={"criteria": [kept, {"text": "Boys catch up"}]})
    save(plan, place, by=head, seen=seen, rows={"criteria": [kept | {"text": "85% at expected"}]})
    texts = list(priority.criteria.values_list("pk", "text"))
    assert texts[0] == (first.pk, "85% at expected")
    assert [text for _, text in texts] == ["85% at expected", "Boys catch up"]


def test_a_row_taken_out_while_somebody_changed_it_is_a_collision(plan, head):
    priority = a_priority(plan, by=head)
    place, first = f"priority-{priority.pk}", priority.criteria.get()
    seen = seen_now(plan, place)
    save(plan, place, by=head, seen=seen, rows={"criteria": [{"id": first.pk, "text": "90%"}]})
    with pytest.raises(EditedMeanwhile):
        save(plan, place, by=head, seen=seen, rows={"criteria": []})
    save(plan, place, by=head, rows={"criteria": []})
    assert not priority.criteria.exists()


def test_a_removed_priority_is_not_saved_and_says_who_removed_it(plan, head):
    priority = a_priority(plan, by=head)
    services.remove_priority(actor=head, priority_id=priority.pk, version=priority.version)
    with pytest.raises(EditedMeanwhile, match="Hari took this priority out"):
        save(plan, f"priority-{priority.pk}", by=head, outcome="Different.")


def test_a_priority_changed_since_it_was_read_is_not_removed(plan, head):
    priority = a_priority(plan, by=head)
    save(plan, f"priority-{priority.pk}", by=head, outcome="Different.")
    with pytest.raises(EditedMeanwhile, match="Read it again"):
        services.remove_priority(actor=head, priority_id=priority.pk, version=priority.version)
    assert Priority.objects.standing().get().outcome == "Different."


def test_a_plan_that_waits_is_not_changed_and_one_approved_becomes_a_draft(school):
    version = a_waiting_version(school)
    with pytest.raises(WrongState, match="Take it back first"):
        save(version.plan, "frame", by=version.made_by, context="New.")
    approved = an_approved_version()
    save(approved.plan, "frame", by=approved.made_by, context="New.")
    approved.plan.refresh_from_db()
    approved.refresh_from_db()
    assert approved.plan.state == PlanState.DRAFT
    assert approved.state == "standing"


def test_nobody_saves_another_schools_plan_or_one_they_may_only_read(plan, school):
    for role in (Role.SCHOOL_STAFF, Role.GOVERNOR, Role.IMPROVEMENT_LEAD):
        with pytest.raises(NotAllowed, match="headteacher writes"):
            save(plan, "frame", by=world.a_person(role, at=school), context="Mine now.")
    with pytest.raises(NotAllowed):
        save(plan, "frame", by=a_head(world.a_school()), context="Mine now.")


def test_what_the_database_would_refuse_is_said_in_words(plan, head):
    priority = a_priority(plan, by=head)
    with pytest.raises(DomainError, match="at most 200"):
        save(plan, f"priority-{priority.pk}", by=head, title="x" * 300)
    with pytest.raises(DomainError, match="at most 60 lines"):
        save(plan, f"priority-{priority.pk}", by=head, rows={"criteria": [{"text": "x"}] * 61})


def test_two_challenges_never_have_one_number(school, head):
    plan = a_plan(school, "pupil_premium", by=head)
    rows = {"challenges": [{"number": 1, "text": "Talk"}, {"number": 1, "text": "Attendance"}]}
    with pytest.raises(DomainError, match="Two challenges have the number 1"):
        save(plan, "premium", by=head, rows=rows)
    rows["challenges"][1]["number"] = 2
    save(plan, "premium", by=head, rows=rows)
    assert PremiumStatement.objects.get().challenges.count() == 2


def test_priorities_are_put_in_order_by_somebody_who_saw_all_of_them(plan, head):
    first, second = (a_priority(plan, title, by=head) for title in ("Reading", "Maths"))
    services.order_priorities(actor=head, plan_id=plan.pk, order=[second.pk, first.pk])
    assert list(plan.priorities.standing()) == [second, first]
    with pytest.raises(EditedMeanwhile):
        services.order_priorities(actor=head, plan_id=plan.pk, order=[second.pk])


def test_an_area_for_development_becomes_one_priority_however_often_it_is_pressed(school, head):
    evaluation = a_plan(school, "sef", by=head)
    area = evaluation.areas.first()
    save(evaluation, f"area-{area.pk}", by=head, rows={"points": [{"text": "Phonics in Year 1"}]})
    point = area.points.get()
    with pytest.raises(WrongState, match="Start the improvement plan"):
        services.make_priority(actor=head, point_id=point.pk)
    plan = a_plan(school, by=head)
    made = services.make_priority(actor=head, point_id=point.pk)
    assert services.make_priority(actor=head, point_id=point.pk) == made
    assert (made.plan, made.title, made.sef_area) == (plan, "Phonics in Year 1", area)


def test_a_subject_leader_writes_their_own_plan_and_no_other(plan, school, head):
    leader = world.a_person(Role.SCHOOL_STAFF, at=school)
    priority = a_priority(plan, by=head)
    own = services.add_subject_plan(
        actor=head, priority_id=priority.pk, subject="Maths", leader="Maths lead", writer=leader
    )
    save(plan, f"subject-{own.pk}", by=leader, aim="Fluency")
    own.refresh_from_db()
    assert own.aim == "Fluency"
    own.writer = None
    own.save()
    with pytest.raises(NotAllowed):
        save(plan, f"subject-{own.pk}", by=leader, aim="Reasoning")
