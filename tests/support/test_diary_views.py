"""The diary in the browser's words: plan, move, cancel, write up."""

from uuid import uuid4

import pytest
from django.urls import reverse

from accounts.roles import Role
from people.models import Employment, Person
from support.models import LedgerEntry, NoteState, Visit
from tests.support.diary import MONDAY, THURSDAY, a_planned_visit, at, somebody_with_time
from tests.world import a_person, a_school, an_activity, the_calendar

pytestmark = pytest.mark.django_db

DIARY, PLAN = reverse("support:diary-list"), reverse("support:booking-plan")


@pytest.fixture(autouse=True)
def _on_a_monday():
    with at(MONDAY):
        yield


@pytest.fixture
def school():
    return a_school()


@pytest.fixture
def lead(school):
    return a_person(Role.IMPROVEMENT_LEAD, at=school, name="Lena")


@pytest.fixture
def head(school):
    return a_person(Role.HEADTEACHER, at=school, name="Hana")


def door(visit, verb="detail") -> str:
    return reverse(f"support:booking-{verb}", args=[visit.pk])


def typed(school, **changes) -> dict[str, object]:
    return {
        "form_token": uuid4(), "school": school.pk, "on": THURSDAY.isoformat(), "quarter_days": 2,
        "activity": an_activity().pk, "purpose": "Reading in year 2",
    } | changes  # fmt: skip


def test_a_lead_plans_a_visit_which_the_head_sees(sign_in, lead, head, school):
    an_activity()
    client = sign_in(lead)
    assert (
        f"{PLAN}?school={school.urn}"
        in client.get(reverse("support:record-detail", args=[school.urn])).content.decode()
    )
    form = client.get(f"{PLAN}?school={school.urn}")
    assert f'<option value="{school.pk}" selected>' in form.content.decode()
    sent = typed(school)
    page = client.post(PLAN, sent, follow=True)
    assert b"Its days are spoken for" in page.content
    client.post(PLAN, sent)  # a double click
    assert LedgerEntry.objects.get().offer_line == an_activity().offer_line
    visit = Visit.objects.get()
    for url in (DIARY, door(visit), reverse("support:record-detail", args=[school.urn])):
        text = sign_in(head).get(url).content.decode()
        assert "Reading in year 2" in text
        assert "Move it to another day" not in text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"school": ""}, "Choose the school."),
        ({"on": ""}, "Give the day."),
        ({"on": "2026-11-28"}, "is a weekend: choose a school day"),
        ({"on": "2026-11-20"}, "Choose today or a later day"),
        ({"activity": ""}, "Choose what kind of visit it is."),
        ({"purpose": ""}, "Say what the visit is for."),
    ],
)
def test_a_visit_that_cannot_be_is_explained_and_what_was_typed_stays(
    sign_in, lead, school, changes, sentence
):
    page = sign_in(lead).post(PLAN, typed(school) | changes)
    assert sentence in page.content.decode()
    assert not Visit.objects.exists()


def test_somebody_without_time_left_is_booked_only_with_a_reason(sign_in, lead, school):
    the_calendar()
    carys = somebody_with_time(percent=1)
    client = sign_in(lead)
    asked = typed(school, person=carys.pk, quarter_days=4)
    page = client.post(PLAN, asked).content.decode()
    assert "Carys Vale has 0.5 days for schools in the autumn term" in page
    assert '<textarea name="capacity_reason"' in page
    client.post(PLAN, asked | {"capacity_reason": "The review cannot wait."})
    assert Visit.objects.get().capacity_reason == "The review cannot wait."


def test_what_should_be_known_is_told_after_planning(sign_in, lead, school):
    a_planned_visit(school, by=lead)
    page = sign_in(lead).post(PLAN, typed(school), follow=True)
    assert b"is visited that day already, by Lena" in page.content


def test_a_visit_is_moved_with_a_reason(sign_in, lead, school):
    visit = a_planned_visit(school, by=lead)
    client = sign_in(lead)
    assert b"Say why the visit is moved." in client.post(door(visit, "move")).content
    weekend = client.post(door(visit, "move"), {"on": "2026-11-28", "reason": "So."})
    assert b"is a weekend" in weekend.content
    moved = client.post(door(visit, "move"), {"on": "2026-12-01", "reason": "So."}, follow=True)
    assert b"Tuesday 1 December 2026" in moved.content
    assert LedgerEntry.objects.filter(kind="moved").count() == 2


def test_moving_past_somebody_s_time_asks_why(sign_in, lead, school):
    the_calendar()
    carys = somebody_with_time(percent=1)
    visit = a_planned_visit(school, by=lead, quarter_days=4)
    sent = {"on": "2026-12-01", "reason": "So.", "person": carys.pk}
    page = sign_in(lead).post(door(visit, "move"), sent)
    assert b'<textarea name="capacity_reason"' in page.content


def test_a_visit_is_cancelled_and_stays_to_be_read(sign_in, lead, head, school):
    visit = a_planned_visit(school, by=lead)
    client = sign_in(lead)
    assert b"Say why the visit is cancelled." in client.post(door(visit, "cancel")).content
    done = client.post(door(visit, "cancel"), {"reason": "A boiler broke."}, follow=True)
    assert b"A boiler broke." in done.content
    again = client.post(door(visit, "cancel"), {"reason": "Again."}, follow=True)
    assert b"cannot become cancelled" in again.content
    assert client.get(DIARY).context["page"].paginator.count == 0
    found = sign_in(head).get(DIARY, {"state": "cancelled"})
    assert list(found.context["page"]) == [visit]


def test_writing_it_up_opens_the_note_once_the_day_has_come(sign_in, lead, school):
    visit = a_planned_visit(school, by=lead)
    early = sign_in(lead).post(door(visit, "write"), follow=True)
    assert b"Write it up once it has been made" in early.content
    with at(THURSDAY):
        client = sign_in(lead)
        assert b"Has it been made?" in client.get(door(visit)).content
        form = client.post(door(visit, "write"), follow=True)
    assert b"Reading in year 2" in form.content
    visit.refresh_from_db()
    assert visit.state == NoteState.DRAFT
    assert sign_in(lead).get(door(visit)).status_code == 404


def test_the_diary_is_filtered_by_school_and_by_who_goes(sign_in, lead, school):
    ann = Person.objects.create(name="Ann Lee")
    ours = a_planned_visit(school, by=lead)
    anns = a_planned_visit(school, by=lead, person=ann)
    client = sign_in(lead)

    def found(**filters):
        return set(client.get(DIARY, filters).context["page"])

    assert found(school=school.pk) == {ours, anns}
    assert found(who="ann") == {anns}
    assert found(who="lena") == {ours}


def test_the_diary_of_other_schools_is_hidden(sign_in, lead, head):
    visit = a_planned_visit(a_school("Oak"), by=a_person(Role.IMPROVEMENT_LEAD, name="Otto"))
    for person in (lead, head):
        client = sign_in(person)
        assert client.get(door(visit)).status_code == 404
        assert client.get(DIARY).context["page"].paginator.count == 0
    assert sign_in(lead).post(door(visit, "move")).status_code == 404


@pytest.mark.parametrize("how_many", [1, 12])
def test_the_diary_costs_the_same_for_one_visit_or_many(
    sign_in, django_assert_max_num_queries, lead, school, how_many
):
    for _ in range(how_many):
        a_planned_visit(school, by=lead)
    client = sign_in(a_person(Role.EXECUTIVE))
    client.get(DIARY)
    with django_assert_max_num_queries(12):
        page = client.get(DIARY)
    assert page.content.count(b'id="booking-') == how_many


def test_a_model_without_days_plans_visits_that_are_not_on_the_ledger(sign_in, lead, school):
    activity = an_activity("coaching", model="hearts")
    sent = {
        "form_token": uuid4(), "school": school.pk, "on": THURSDAY.isoformat(), "quarter_days": 2,
        "activity": activity.pk, "purpose": "Coaching",
    }  # fmt: skip
    sign_in(lead).post(PLAN, sent)
    visit = Visit.objects.get()
    assert (visit.activity, visit.offer_line, LedgerEntry.objects.count()) == (activity, None, 0)


def test_only_people_who_could_be_sent_are_offered(sign_in, lead, school):
    the_calendar()
    somebody_with_time("Carys Vale")
    teacher = Person.objects.create(name="Tess Teacher")
    Employment.objects.create(person=teacher, school=school)
    text = sign_in(lead).get(PLAN).content.decode()
    assert "Carys Vale" in text
    assert "Tess Teacher" not in text
