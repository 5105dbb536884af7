"""Moderation through its services: planned, judged, closed, and what that does to the data."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.roles import Role
from core.errors import EditedMeanwhile, NotAllowed, SayWhy, WrongState
from core.models import JournalEntry
from monitoring import services, verbs
from monitoring.models import Judgement, Moderation, Submission, SubmissionState
from monitoring.selectors.agreement import confidence
from monitoring.selectors.moderation import drawn_again, news_of, to_judge
from monitoring.services import Judged
from monitoring.services.moderation import NotJudged, NotPlanned, stamp
from monitoring.services.regrading import recount
from tests.monitoring.marks import a_marksheet
from tests.monitoring.moderating import (
    NOTE,
    a_closed_moderation,
    a_moderation,
    a_moderator,
    all_agreed,
    another_code,
    judgements,
    with_changes,
    year_6,
)
from tests.world import a_collection, a_draft, a_person, a_return, a_school, an_upload

pytestmark = pytest.mark.django_db
S = SubmissionState


@pytest.fixture
def school():
    return a_school()


@pytest.fixture
def moderation(school):
    return a_moderation(school)


@pytest.fixture
def sample(moderation):
    return moderation.samples.get()


def judge(sample, judged, *, actor=None, **fields):
    return services.judge(actor=actor, sample_id=sample.pk, judged=judged, **fields)


def close(moderation, *, actor=None):
    return services.close_moderation(actor=actor, moderation_id=moderation.pk)


def standing(sample):
    return Submission.objects.counting().get(
        school=sample.school, collection=sample.moderation.collection
    )


def grades(submission):
    return dict(submission.records.values_list("pupil_id", "results"))


def test_each_school_has_the_pupils_it_was_asked_for_and_the_seed_draws_them_again():
    ash, oak = a_school("Ash"), a_school("Oak")
    collection = a_collection()
    a_return(ash, collection, year_6())
    a_return(oak, collection, year_6(many=4))
    moderation = a_moderation(collection=collection, sizes={ash: 10, oak: 6})
    for sample in moderation.samples.all():
        drawn = [(one.pupil.pseudonym, one.code) for one in judgements(sample)]
        assert drawn == [(one.pseudonym, one.code) for one in drawn_again(sample)]
    assert {s.school.name: s.judgements.count() for s in moderation.samples.all()} == {
        "Ash": 10,
        "Oak": 4,
    }


def test_a_later_version_does_not_change_who_was_drawn(school, sample):
    before = drawn_again(sample)
    a_return(school, sample.moderation.collection, year_6("GDS GDS WTS"))
    assert drawn_again(sample) == before


@pytest.mark.parametrize(
    ("changes", "because"),
    [
        ({"subject": "latin"}, "does not ask"),
        ({"year_group": "9"}, "does not ask"),
        ({"sizes": {}}, "at least one school"),
    ],
)
def test_an_event_about_what_was_not_asked_is_refused(school, changes, because):
    with pytest.raises(NotPlanned, match=because):
        a_moderation(school, **changes)
    assert not Moderation.objects.exists()


@pytest.mark.parametrize("size", [0, 61])
def test_a_sample_has_a_sensible_size(school, size):
    with pytest.raises(NotPlanned, match="from 1 to 60"):
        a_moderation(school, size=size)


def test_a_tested_subject_has_no_judgement_to_moderate(school):
    collection = a_collection(scale="ks2_scaled_score", year_groups=["6"])
    with pytest.raises(NotPlanned, match="no teacher's judgement"):
        a_moderation(collection=collection, sizes={school: 5}, subject="reading")


def test_a_school_that_sent_nothing_gave_counts_or_has_nobody_there_cannot_take_part(school):
    collection = a_collection()
    ask = {"collection": collection, "sizes": {school: 5}}
    with pytest.raises(NotPlanned, match="nothing it sent counts"):
        a_moderation(**ask | {"sizes": {a_school("Empty"): 5}, "collection": collection})
    a_return(school, collection, year_6("A L"))
    with pytest.raises(NotPlanned, match="nobody has a grade"):
        a_moderation(**ask)


def test_a_school_is_in_one_open_event_about_the_same_thing(school, moderation):
    with pytest.raises(NotPlanned, match="open moderation of this already"):
        a_moderation(school, collection=moderation.collection)
    a_moderation(school, collection=moderation.collection, subject="reading")
    close(moderation)
    assert a_moderation(school, collection=moderation.collection)


def test_people_plan_moderation_of_schools_they_help_only(school):
    lead = a_person(Role.IMPROVEMENT_LEAD, at=a_school("Far"))
    with pytest.raises(NotAllowed, match="do not help Elm Grove"):
        a_moderation(school, actor=lead)
    helper = a_person(Role.IMPROVEMENT_LEAD, at=school)
    assert a_moderation(school, actor=helper).planned_by == helper


def test_a_moderator_is_somebody_who_may_and_is_accredited_on_the_day(moderation):
    said = {"actor": None, "moderation_id": moderation.pk, "accreditation": NOTE}
    with pytest.raises(NotAllowed, match="neither a specialist nor"):
        services.name_moderator(**said, user=a_person(Role.TRUSTEE))
    person = a_person(Role.SPECIALIST, at=a_school("Moors"))
    over = moderation.held_on - timedelta(days=1)
    with pytest.raises(NotAllowed, match="before the event"):
        services.name_moderator(**said, user=person, accredited_until=over)
    with pytest.raises(SayWhy, match="which accreditation"):
        services.name_moderator(**said | {"accreditation": " "}, user=person)
    services.name_moderator(**said, user=person)
    services.name_moderator(**said, user=person, accredited_until=moderation.held_on)
    assert moderation.moderators.get().accredited_until == moderation.held_on


def test_nobody_judges_who_is_not_named(sample):
    stranger = a_person(Role.SPECIALIST, at=sample.school)
    with pytest.raises(NotAllowed, match="not named"):
        judge(sample, all_agreed(sample), actor=stranger)


@pytest.mark.parametrize("role", [Role.HEADTEACHER, Role.SCHOOL_STAFF, Role.GOVERNOR])
def test_nobody_judges_their_own_school(moderation, sample, role):
    moderator = a_moderator(moderation)
    assert list(to_judge(moderator)) == [sample]
    moderator.assignments.create(role=role, school=sample.school)
    with pytest.raises(NotAllowed, match="You work at Elm Grove"):
        judge(sample, all_agreed(sample), actor=moderator)
    assert list(to_judge(moderator)) == []


def test_a_moderator_whose_role_has_ended_judges_nothing(moderation, sample):
    moderator = a_moderator(moderation)
    moderator.assignments.update(ends_on=timezone.localdate() - timedelta(days=1))
    with pytest.raises(NotAllowed, match="not named"):
        judge(sample, all_agreed(sample), actor=moderator)


@pytest.mark.parametrize(
    ("one", "refusal"),
    [
        (Judged("fine"), NotJudged),
        (Judged("changed", "", "Because."), NotJudged),
        (Judged("changed", "A", "Because."), NotJudged),
        (Judged("changed", "GDS", " "), SayWhy),
        (Judged("unresolved"), SayWhy),
        (Judged("unresolved", reason="x" * 501), SayWhy),
    ],
)
def test_half_a_judgement_is_refused_and_none_of_the_page_is_kept(sample, one, refusal):
    rows = [row for row in judgements(sample) if row.code != "GDS"]
    with pytest.raises(refusal):
        judge(sample, {rows[0].pk: Judged("agreed"), rows[1].pk: one})
    assert not Judgement.objects.exclude(outcome="").exists()


def test_the_same_grade_is_no_change(sample):
    row = judgements(sample)[0]
    with pytest.raises(NotJudged, match="other than"):
        judge(sample, {row.pk: Judged("changed", row.code, "Because.")})


def test_two_moderators_do_not_overwrite_each_other(moderation, sample):
    one, other = a_moderator(moderation), a_moderator(moderation)
    seen = stamp(sample)
    judge(sample, all_agreed(sample), actor=one, seen=seen)
    with pytest.raises(EditedMeanwhile):
        judge(sample, with_changes(sample, 1), actor=other, seen=seen)
    judge(sample, with_changes(sample, 1), actor=other, seen=stamp(sample))
    by = [row.judged_by for row in judgements(sample)]
    assert by == [other] + [one] * 7


def test_what_is_judged_is_in_the_journal_in_numbers(sample):
    judge(sample, with_changes(sample, 2, unresolved=1))
    entry = JournalEntry.objects.get(verb=verbs.JUDGED)
    assert entry.after == {"agreed": 5, "changed": 2, "unresolved": 1}
    judge(sample, with_changes(sample, 2, unresolved=1))
    assert JournalEntry.objects.filter(verb=verbs.JUDGED).count() == 1


def test_a_moderator_who_judged_stays_on_the_event(moderation, sample):
    moderator = a_moderator(moderation)
    unneeded = a_moderator(moderation)
    judge(sample, all_agreed(sample), actor=moderator)
    for named in moderation.moderators.all():
        if named.user == unneeded:
            services.drop_moderator(actor=None, moderator_id=named.pk)
        else:
            with pytest.raises(WrongState, match="has judged"):
                services.drop_moderator(actor=None, moderator_id=named.pk)
    assert [named.user for named in moderation.moderators.all()] == [moderator]


def test_a_changed_grade_is_a_new_version_and_the_old_one_stays_as_it_was(school, sample):
    services.accept(actor=None, submission_id=sample.submission_id)
    old = Submission.objects.get(pk=sample.submission_id)
    before = grades(old)
    judge(sample, with_changes(sample, 2))
    close(sample.moderation)
    new = standing(sample)
    old.refresh_from_db()
    assert (old.state, new.state, new.version) == (S.SUPERSEDED, S.ACCEPTED, 2)
    assert grades(old) == before
    changed = {row.pupil_id: row.settled_code for row in judgements(sample)[:2]}
    for pupil, results in grades(new).items():
        assert results == before[pupil] | ({"writing": changed[pupil]} if pupil in changed else {})
    assert new.submitted_at == old.submitted_at
    entry = JournalEntry.objects.get(verb=verbs.MODERATED)
    assert entry.school_id == school.pk
    assert (entry.before, entry.after["grades"]) == ({"replaces": 1}, 2)


def test_the_new_version_counts_its_pupils_as_a_file_would(sample):
    judge(sample, with_changes(sample, 1))
    close(sample.moderation)
    new, old = standing(sample), sample.submission
    assert new.content_hash != old.content_hash
    assert new.pupils == old.pupils
    assert new.summary["6"]["reading"] == old.summary["6"]["reading"]
    assert new.summary["6"]["writing"] != old.summary["6"]["writing"]


def test_recounting_a_version_finds_what_its_file_said():
    sent = a_return(content=a_marksheet(40))
    before = sent.summary, sent.content_hash
    recount(sent)
    assert (sent.summary, sent.content_hash) == before


def test_an_event_that_agrees_with_everything_changes_nothing(sample):
    judge(sample, all_agreed(sample))
    close(sample.moderation)
    assert standing(sample).pk == sample.submission_id
    assert not JournalEntry.objects.filter(verb=verbs.MODERATED).exists()


def test_a_closed_event_is_over(moderation, sample):
    moderator = a_moderator(moderation)
    close(moderation)
    with pytest.raises(WrongState, match="is closed"):
        judge(sample, all_agreed(sample), actor=moderator)
    with pytest.raises(WrongState):
        close(moderation)
    with pytest.raises(WrongState):
        a_moderator(moderation)
    assert list(to_judge(moderator)) == []


def test_only_somebody_who_helps_every_school_closes_an_event(moderation):
    with pytest.raises(NotAllowed, match="do not help"):
        close(moderation, actor=a_person(Role.IMPROVEMENT_LEAD, at=a_school("Far")))
    assert close(moderation, actor=a_person(Role.EXECUTIVE)).closed_by


def test_a_grade_the_school_has_sent_anew_is_left_as_the_school_says(school, sample):
    first, second = judgements(sample)[:2]
    judge(sample, with_changes(sample, 2))
    a_return(school, sample.moderation.collection, year_6(but={first.pupil.surname: "PKS"}))
    close(sample.moderation)
    took = {row.place: row.took_effect for row in judgements(sample)[:2]}
    assert took == {1: False, 2: True}
    assert grades(standing(sample))[first.pupil_id]["writing"] == "PKS"
    assert grades(standing(sample))[second.pupil_id]["writing"] == another_code(second)


def test_nothing_takes_effect_on_data_that_was_handed_back(sample):
    judge(sample, with_changes(sample, 1))
    services.return_to_school(
        actor=None, submission_id=sample.submission_id, reason="Year 6 again."
    )
    close(sample.moderation)
    assert Submission.objects.count() == 1
    assert not Judgement.objects.filter(took_effect=True).exists()


def test_a_draft_the_school_is_working_on_comes_after_the_moderated_version(school, sample):
    draft = services.start_draft(
        actor=None, school=school, collection=sample.moderation.collection, way="upload", copy=True
    )
    judge(sample, with_changes(sample, 1))
    close(sample.moderation)
    draft.refresh_from_db()
    assert (standing(sample).version, draft.version) == (2, 3)
    assert "1 pupil of Year 6 not at the grade that moderators settled" in str(draft.differences)
    with pytest.raises(WrongState, match="difference above is explained"):
        services.submit(actor=None, submission_id=draft.pk)


def test_the_old_file_sent_again_is_asked_about_and_not_silently_taken(school, sample):
    judge(sample, with_changes(sample, 2))
    close(sample.moderation)
    draft = a_draft(school, sample.moderation.collection)
    an_upload(draft, year_6())
    asked = [d["text"] for d in draft.differences if d["code"].startswith("moderated-")]
    assert len(asked) == 1
    assert asked[0].startswith("Writing: 2 pupils of Year 6 not at the grade")


def test_a_schools_people_are_told_of_a_new_version_for_a_while(school, sample):
    judge(sample, with_changes(sample, 2))
    close(sample.moderation)
    [told] = news_of([school])
    assert (told.changes, told.changed_to.version) == (2, 2)
    Moderation.objects.update(closed_at=timezone.now() - timedelta(days=91))
    assert news_of([school]) == []


def test_confidence_is_the_latest_closed_event_of_a_subject(school):
    autumn, spring = a_collection(), a_collection("Spring 2027")
    a_closed_moderation(school, changed=1, collection=autumn)
    open_one = a_moderation(school, collection=spring, subject="reading")
    found = confidence(school, until=spring)
    assert list(found) == ["writing"]
    assert found["writing"].words.startswith("7 of 8 agreed")
    close(open_one)
    assert list(confidence(school, until=spring)) == ["writing"], "nothing was judged"
    a_closed_moderation(school, changed=0, collection=spring)
    assert confidence(school, until=spring)["writing"].agreement.agreed == 8
    assert confidence(school, until=autumn)["writing"].agreement.agreed == 7
