"""The pages of moderation: who plans, who judges, and who reads what of it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from monitoring import services
from monitoring.models import Moderation
from monitoring.services.moderation import stamp
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
from tests.world import a_collection, a_draft, a_person, a_return, a_school

pytestmark = pytest.mark.django_db


def text(answer):
    return " ".join(answer.content.decode().split())


def detail(moderation):
    return reverse("monitoring:moderation-detail", args=[moderation.pk])


def judge_page(sample):
    return reverse("monitoring:sample-judge", args=[sample.school.urn, sample.pk])


def result(sample):
    return reverse("monitoring:moderation-result", args=[sample.school.urn, sample.pk])


@pytest.fixture
def school():
    return a_school()


@pytest.fixture
def moderation(school):
    return a_moderation(school)


@pytest.fixture
def sample(moderation):
    return moderation.samples.get()


def chosen(sample, judged):
    """The form of the judging page, filled in."""
    filled = {"stamp": stamp(sample)}
    for pk, one in judged.items():
        filled |= {
            f"pupil-{pk}-outcome": one.outcome,
            f"pupil-{pk}-settled_code": one.settled_code,
            f"pupil-{pk}-reason": one.reason,
        }
    return filled


def test_a_lead_plans_an_event_of_the_schools_that_can_take_part(sign_in, school):
    collection = a_collection()
    a_return(school, collection, year_6())
    a_school("Oak Hill")
    client = sign_in(a_person(Role.IMPROVEMENT_LEAD))
    about = f"?collection={collection.pk}&subject=writing&year_group=6"
    address = reverse("monitoring:moderation-plan")
    assert "Who takes part?" not in text(client.get(address))
    page = text(client.get(address + about))
    assert "Elm Grove" in page
    assert "Oak Hill: nothing it sent counts now." in page
    asked = {"held_on": "2026-12-01", "spread": "expected", f"size-{school.urn}": "9"}
    none = client.post(address + about, asked | {f"size-{school.urn}": ""})
    assert none.status_code == 422
    assert "at least one school" in text(none)
    many = client.post(address + about, asked | {f"size-{school.urn}": "99"})
    assert "write a number from 1 to 60" in text(many)
    assert not Moderation.objects.exists()
    answer = client.post(address + about, asked)
    moderation = Moderation.objects.get()
    assert answer.url == detail(moderation)
    assert (moderation.spread, moderation.samples.get().judgements.count()) == ("expected", 9)
    assert moderation.seed in text(client.get(answer.url))


def test_moderators_are_named_with_what_entitles_them(sign_in, moderation):
    person = a_person(Role.SPECIALIST, at=a_school("Moors"), name="Mona")
    client = sign_in(a_person(Role.EXECUTIVE))
    name = reverse("monitoring:moderator-name", args=[moderation.pk])
    page = client.post(name, {"user": person.pk})
    assert page.status_code == 422
    assert "Say which accreditation they hold." in text(page)
    over = {"user": person.pk, "accreditation": NOTE, "accredited_until": "2020-01-01"}
    assert "before the event" in text(client.post(name, over))
    client.post(name, {"user": person.pk, "accreditation": NOTE})
    page = text(client.get(detail(moderation)))
    assert "Mona" in page
    assert NOTE in page
    [named] = moderation.moderators.all()
    client.post(reverse("monitoring:moderator-drop", args=[named.pk]))
    assert "Nobody is named yet." in text(client.get(detail(moderation)))


def test_a_planner_is_warned_when_nobody_named_may_judge_a_school(sign_in, moderation, school):
    a_moderator(moderation).assignments.create(role=Role.SCHOOL_STAFF, school=school)
    page = text(sign_in(a_person(Role.EXECUTIVE)).get(detail(moderation)))
    assert "Nobody named may judge Elm Grove" in page


def test_a_moderator_judges_by_pseudonym_and_sees_no_name(sign_in, moderation, sample):
    client = sign_in(a_moderator(moderation))
    page = text(client.get(reverse("monitoring:sample-list")))
    assert "0 of 8 judged" in page
    page = text(client.get(judge_page(sample)))
    for row in judgements(sample):
        assert row.pupil.surname not in page
        assert str(row.pupil) in page
    judged = with_changes(sample, 2, unresolved=1)
    answer = client.post(judge_page(sample), chosen(sample, judged), follow=True)
    assert "Saved: 8 of 8 judged." in text(answer)
    outcomes = [row.outcome for row in judgements(sample)]
    assert outcomes == ["changed"] * 2 + ["unresolved"] + ["agreed"] * 5


def test_half_a_judgement_is_named_and_what_was_chosen_is_kept(sign_in, moderation, sample):
    client = sign_in(a_moderator(moderation))
    first, second, *_ = judgements(sample)
    filled = {
        "stamp": stamp(sample),
        f"pupil-{first.pk}-outcome": "changed",
        f"pupil-{second.pk}-outcome": "unresolved",
    }
    page = client.post(judge_page(sample), filled)
    assert page.status_code == 422
    for said in ("Pupil 1: choose the grade", "Pupil 1: say why.", "Pupil 2: say why."):
        assert said in text(page)
    assert '<option value="changed" selected>' in text(page)
    assert not sample.judgements.exclude(outcome="").exists()


def test_what_another_moderator_saved_is_not_overwritten(sign_in, moderation, sample):
    client = sign_in(a_moderator(moderation))
    filled = chosen(sample, with_changes(sample, 1))
    services.judge(actor=None, sample_id=sample.pk, judged=all_agreed(sample))
    page = client.post(judge_page(sample), filled)
    assert page.status_code == 409
    assert "Another moderator saved" in text(page)
    assert "Saved meanwhile: agreed" in text(page)
    assert {row.outcome for row in judgements(sample)} == {"agreed"}


def test_mending_a_mistake_overwrites_nothing_that_was_saved_before_it_was_made(
    sign_in, moderation, sample
):
    client = sign_in(a_moderator(moderation))
    first, *_ = judgements(sample)
    half = {"stamp": stamp(sample), f"pupil-{first.pk}-outcome": "unresolved"}
    services.judge(actor=None, sample_id=sample.pk, judged=all_agreed(sample))
    page = client.post(judge_page(sample), half)
    assert page.status_code == 422
    kept = page.context["stamp"]
    whole = half | {"stamp": kept, f"pupil-{first.pk}-reason": "Cannot tell."}
    assert client.post(judge_page(sample), whole).status_code == 409
    assert {row.outcome for row in judgements(sample)} == {"agreed"}


def test_who_is_not_named_works_there_or_comes_too_late_finds_no_sample(
    sign_in, moderation, sample
):
    stranger = a_person(Role.SPECIALIST, at=sample.school)
    assert sign_in(stranger).get(judge_page(sample)).status_code == 404
    own = a_moderator(moderation)
    own.assignments.create(role=Role.GOVERNOR, school=sample.school)
    assert sign_in(own).get(judge_page(sample)).status_code == 404
    moderator = a_moderator(moderation)
    assert sign_in(moderator).get(judge_page(sample)).status_code == 200
    services.close_moderation(actor=None, moderation_id=moderation.pk)
    assert sign_in(moderator).get(judge_page(sample)).status_code == 404


def test_a_lead_who_is_named_finds_the_samples_on_the_page_of_events(sign_in, moderation):
    lead = a_person(Role.IMPROVEMENT_LEAD)
    services.name_moderator(actor=None, moderation_id=moderation.pk, user=lead, accreditation=NOTE)
    page = text(sign_in(lead).get(reverse("monitoring:moderation-list")))
    assert "For you to judge" in page
    assert page.count(">Moderation</a>") == 1, "one place in the bar"


def test_closing_tells_the_head_with_names_and_reasons(sign_in, moderation, sample):
    services.judge(actor=None, sample_id=sample.pk, judged=with_changes(sample, 2))
    executive = sign_in(a_person(Role.EXECUTIVE))
    close = reverse("monitoring:moderation-close", args=[moderation.pk])
    page = text(executive.post(close, follow=True))
    assert "6 of 8" in page
    assert "Version 2" in page
    assert "is closed" in text(executive.post(close, follow=True))
    head = sign_in(a_person(Role.HEADTEACHER, at=sample.school))
    page = text(head.get(reverse("monitoring:asked-list")))
    assert "Moderation changed 2 grades of Elm Grove." in page
    assert result(sample) in page
    page = text(head.get(result(sample)))
    first = judgements(sample)[0]
    for said in (first.pupil.surname, str(first.pupil), f"to {another_code(first)}"):
        assert said in page
    assert "The independent writing shows less." in page
    versions = reverse("monitoring:return-school", args=[sample.school.urn])
    assert "made by moderation" in text(head.get(versions))


def test_leads_read_pseudonyms_and_executives_counts(sign_in, school):
    sample = a_closed_moderation(school, changed=2).samples.get()
    first = judgements(sample)[0]
    page = text(sign_in(a_person(Role.IMPROVEMENT_LEAD)).get(result(sample)))
    assert str(first.pupil) in page
    assert first.pupil.surname not in page
    page = text(sign_in(a_person(Role.EXECUTIVE)).get(result(sample)))
    assert "6 of 8" in page
    assert str(first.pupil) not in page
    assert "The independent writing shows less." not in page


def test_a_rate_of_few_is_withheld_from_executives_and_left_out_of_the_total(sign_in):
    ash, oak = a_school("Ash"), a_school("Oak")
    collection = a_collection()
    for school in (ash, oak):
        a_return(school, collection, year_6())
    moderation = a_moderation(collection=collection, sizes={ash: 5, oak: 8})
    for sample in moderation.samples.all():
        services.judge(actor=None, sample_id=sample.pk, judged=with_changes(sample, 1))
    page = text(sign_in(a_person(Role.EXECUTIVE)).get(detail(moderation)))
    assert "withheld" in page
    assert "4 of 5" not in page
    assert page.count("7 of 8") == 2, "Oak, and the total without Ash"
    assert "11 of 13" not in page
    listed = text(sign_in(a_person(Role.EXECUTIVE)).get(reverse("monitoring:moderation-list")))
    assert "11 of 13" not in listed
    assert "13 of 13" in listed
    lead = text(sign_in(a_person(Role.IMPROVEMENT_LEAD)).get(detail(moderation)))
    assert "4 of 5" in lead
    assert "11 of 13" in lead


def test_a_lead_of_some_schools_sees_those_and_closes_nothing(sign_in, school):
    far, collection = a_school("Far Away"), a_collection()
    moderation = a_moderation(school, far, collection=collection)
    client = sign_in(a_person(Role.IMPROVEMENT_LEAD, at=school))
    page = text(client.get(detail(moderation)))
    assert "Elm Grove" in page
    assert "You do not help Far Away" in page
    assert client.get(result(moderation.samples.get(school=far))).status_code == 404
    close = reverse("monitoring:moderation-close", args=[moderation.pk])
    assert "You do not help" in text(client.post(close, follow=True))
    moderation.refresh_from_db()
    assert moderation.is_open


def test_a_grade_not_carried_over_says_why(sign_in, school, sample):
    first = judgements(sample)[0]
    services.judge(actor=None, sample_id=sample.pk, judged=with_changes(sample, 1))
    a_return(school, sample.moderation.collection, year_6(but={first.pupil.surname: "PKS"}))
    services.close_moderation(actor=None, moderation_id=sample.moderation_id)
    head = sign_in(a_person(Role.HEADTEACHER, at=school))
    assert "Not carried over" in text(head.get(result(sample)))


def test_a_school_that_typed_counts_has_nobody_to_draw(sign_in, school):
    collection = a_collection(year_groups=["6"])
    draft = a_draft(school, collection, way="grid")
    counts = {
        f"6-{subject}-ALL-{part}": number
        for subject in ("reading", "writing", "maths", "rwm")
        for part, number in (("pupils", "9"), ("expected", "5"), ("higher", "1"))
    }
    services.save_grid(actor=None, submission_id=draft.pk, typed=counts)
    services.submit(actor=None, submission_id=draft.pk)
    client = sign_in(a_person(Role.EXECUTIVE))
    address = reverse("monitoring:moderation-plan")
    about = {"collection": collection.pk, "subject": "writing", "year_group": "6"}
    page = text(client.get(address, about))
    assert "it gave counts, so there are no pupils to draw" in page
    assert "No school can take part yet." in page


def many_events(many):
    """As many that are closed as are open."""
    collection = a_collection()
    for _ in range(many):
        a_closed_moderation(a_school(), collection=collection, held_on=timezone.localdate())
        a_moderation(a_school(), collection=collection)


@pytest.mark.parametrize(
    ("role", "route", "most"),
    [
        (Role.IMPROVEMENT_LEAD, "moderation-list", 14),
        (Role.EXECUTIVE, "moderation-list", 13),
        (Role.SPECIALIST, "sample-list", 8),
    ],
)
def test_a_list_costs_the_same_for_few_and_many(
    sign_in, django_assert_max_num_queries, role, route, most
):
    person = a_person(role)
    client = sign_in(person)
    for many in (2, 9):
        many_events(many)
        to_judge = Moderation.objects.filter(state="open") if role != Role.EXECUTIVE else []
        for moderation in to_judge:
            services.name_moderator(
                actor=None, moderation_id=moderation.pk, user=person, accreditation=NOTE
            )
        with django_assert_max_num_queries(most):
            client.get(reverse(f"monitoring:{route}"))


def test_a_page_of_an_event_costs_the_same_for_few_and_many_schools(
    sign_in, django_assert_max_num_queries
):
    client, collection = sign_in(a_person(Role.EXECUTIVE)), a_collection()
    events = [
        a_moderation(*(a_school() for _ in range(many)), collection=collection) for many in (1, 9)
    ]
    for moderation in events:
        a_moderator(moderation)
        with django_assert_max_num_queries(17):
            client.get(detail(moderation))
