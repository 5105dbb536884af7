"""Visits before they are made: planned, moved, cancelled, written up, and refused with words."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from accounts.roles import Role
from core.errors import DomainError, NotAllowed, SayWhy, WrongState
from core.models import JournalEntry
from core.years import AcademicYear
from people.imports.grid import read_text
from people.models import Person
from people.services import imports
from schools.models import ClosedDay
from support import selectors, services
from support.models import LedgerEntry, NoteState, Visit
from support.selectors.bookings import visible_plans, worth_knowing
from tests.support.diary import (
    MONDAY,
    THURSDAY,
    a_planned_visit,
    at,
    shared,
    somebody_with_time,
)
from tests.world import (
    a_person,
    a_school,
    a_settled_band,
    an_offer_line,
    the_calendar,
    the_model,
)

pytestmark = pytest.mark.django_db

FRIDAY = THURSDAY + timedelta(days=1)


@pytest.fixture(autouse=True)
def _on_a_monday():
    with at(MONDAY):
        yield


@pytest.fixture
def school():
    school = a_school(easting=500_000, northing=400_000)
    a_settled_band(school, "D")
    return school


@pytest.fixture
def lead(school):
    return a_person(Role.IMPROVEMENT_LEAD, name="Lena")


def line(school):
    return selectors.statement_line(school=school, offer_line=an_offer_line())


def counted(school):
    found = line(school)
    return found.entitled, found.planned, found.given, found.left


def kinds() -> list[tuple[str, int]]:
    return list(LedgerEntry.objects.order_by("pk").values_list("kind", "quarter_days"))


def move(visit, on=FRIDAY, *, by=None, reason="The hall is used.", **fields):
    return services.move_visit(
        actor=by or visit.author, visit_id=visit.pk, on=on, reason=reason, **fields
    )


def cancel(visit, *, by=None, reason="The school closed."):
    return services.cancel_planned(actor=by or visit.author, visit_id=visit.pk, reason=reason)


def test_a_planned_visit_is_in_the_diary_and_its_days_are_spoken_for(school, lead):
    visit = a_planned_visit(school, by=lead)
    assert (visit.state, visit.on) == (NoteState.PLANNED, THURSDAY)
    assert counted(school) == (14, 2, 0, 12)
    assert visit not in selectors.visible_visits(lead)
    assert list(visible_plans(lead)) == [visit]
    assert JournalEntry.objects.filter(verb="support.visit.planned").count() == 1


def test_the_same_form_sent_twice_is_one_planned_visit(school, lead):
    token = uuid4()
    asked = {
        "actor": lead, "school": school, "form_token": token, "on": THURSDAY, "quarter_days": 2,
        "purpose": "Reading", "offer_line": an_offer_line(),
    }  # fmt: skip
    assert services.plan_visit(**asked) == services.plan_visit(**asked)
    assert kinds() == [("planned", 2)]


def test_planned_becomes_given_when_the_note_is_shared(school, lead):
    visit = shared(a_planned_visit(school, by=lead))
    assert visit.state == NoteState.SHARED
    assert kinds() == [("planned", 2), ("made", -2), ("given", 2)]
    assert counted(school) == (14, 0, 2, 12)


def test_a_draft_that_came_to_more_days_frees_what_was_planned(school, lead):
    visit = a_planned_visit(school, by=lead)
    with at(THURSDAY):
        draft = services.write_up(actor=lead, visit_id=visit.pk)
        services.edit_visit(
            actor=lead, visit_id=visit.pk, version=draft.version, on=THURSDAY, quarter_days=4,
            purpose="Reading", offer_line=an_offer_line("safeguarding_reviews"), findings="Well.",
        )  # fmt: skip
        assert counted(school) == (14, 2, 0, 12)
        services.share_note(actor=lead, visit_id=visit.pk, version=draft.version + 1)
    assert counted(school) == (14, 0, 0, 14)
    reviews = an_offer_line("safeguarding_reviews")
    assert selectors.statement_line(school=school, offer_line=reviews).given == 4


def test_a_visit_is_moved_by_a_pair_of_lines_with_the_reason(school, lead):
    the_calendar()
    visit = move(a_planned_visit(school, by=lead), date(2027, 1, 14))
    assert kinds() == [("planned", 2), ("moved", -2), ("moved", 2)]
    leaves, comes = LedgerEntry.objects.filter(kind="moved")
    assert [(one.term, one.on, one.reason) for one in (leaves, comes)] == [
        ("autumn", THURSDAY, "The hall is used."),
        ("spring", date(2027, 1, 14), "The hall is used."),
    ]
    assert counted(school) == (14, 2, 0, 12)
    move(visit, FRIDAY)
    assert LedgerEntry.objects.count() == 5


def test_a_visit_moved_to_the_next_year_counts_for_its_offer(school, lead):
    following = AcademicYear(2027)
    the_model(following)
    move(a_planned_visit(school, by=lead), date(2027, 9, 9))
    assert counted(school) == (14, 0, 0, 14)
    then = an_offer_line(year=following)
    assert selectors.statement_line(school=school, offer_line=then).planned == 2


def test_a_visit_is_not_moved_into_a_year_without_an_offer(school, lead):
    with pytest.raises(DomainError, match="Choose what kind of visit"):
        move(a_planned_visit(school, by=lead), date(2027, 9, 9))


def test_a_move_says_why_and_changes_something(school, lead):
    visit = a_planned_visit(school, by=lead)
    with pytest.raises(SayWhy, match="Say why the visit is moved"):
        move(visit, reason=" ")
    with pytest.raises(DomainError, match="nothing is changed"):
        move(visit, THURSDAY)


def test_a_cancelled_visit_stays_with_its_reason_and_frees_its_days(school, lead):
    visit = cancel(a_planned_visit(school, by=lead))
    assert (visit.state, visit.cancelled_because) == (NoteState.CANCELLED, "The school closed.")
    assert kinds() == [("planned", 2), ("cancelled", -2)]
    assert counted(school) == (14, 0, 0, 14)
    for change in (cancel, move):
        with pytest.raises(WrongState):
            change(visit)
    with pytest.raises(SayWhy):
        cancel(a_planned_visit(school, by=lead, on=FRIDAY), reason="")


def test_a_visit_is_written_up_once_it_has_been_made(school, lead):
    visit = a_planned_visit(school, by=lead)
    with pytest.raises(WrongState, match="Write it up once it has been made"):
        services.write_up(actor=lead, visit_id=visit.pk)
    with at(THURSDAY):
        services.write_up(actor=lead, visit_id=visit.pk)
        with pytest.raises(WrongState):
            services.write_up(actor=lead, visit_id=visit.pk)


def test_another_lead_of_the_school_may_write_it_up(school, lead):
    visit = a_planned_visit(school, by=lead, person=Person.objects.create(name="Ann Lee"))
    other = a_person(Role.IMPROVEMENT_LEAD, at=school, name="Otto")
    with at(THURSDAY):
        draft = services.write_up(actor=other, visit_id=visit.pk)
    assert (draft.author, draft.who) == (other, "Ann Lee")


def test_only_leads_of_the_school_plan_move_and_cancel(school, lead):
    visit = a_planned_visit(school, by=lead)
    elsewhere = a_person(Role.IMPROVEMENT_LEAD, at=a_school("Ash"), name="Otto")
    with pytest.raises(NotAllowed):
        a_planned_visit(school, by=elsewhere)
    for change in (move, cancel):
        with pytest.raises(NotAllowed):
            change(visit, by=elsewhere)
    with pytest.raises(NotAllowed):
        services.write_up(actor=elsewhere, visit_id=visit.pk)


@pytest.mark.parametrize(
    ("on", "sentence"),
    [
        (MONDAY - timedelta(days=3), "Choose today or a later day"),
        (MONDAY + timedelta(days=5), "is a weekend"),
        (date(2026, 12, 23), "is in the holidays of Elm Grove"),
        (date(2026, 12, 1), r"is closed on Tuesday 1 December 2026 \(Training day\)"),
        (date(2027, 9, 9), "choose an activity of 2027/28"),
    ],
)
def test_a_day_that_cannot_be_is_refused_in_words(school, lead, on, sentence):
    the_calendar()
    ClosedDay.objects.create(on=date(2026, 12, 1), reason="Training day", school=school)
    with pytest.raises(DomainError, match=sentence):
        a_planned_visit(school, by=lead, on=on)
    assert not Visit.objects.exists()


def test_nobody_is_in_two_places_beyond_a_day(school, lead):
    ann = Person.objects.create(name="Ann Lee")
    a_planned_visit(school, by=lead, person=ann, quarter_days=3)
    a_planned_visit(a_school("Oak"), by=lead, person=ann, quarter_days=1)
    with pytest.raises(DomainError, match=r"Ann Lee is booked for 1\.0 of Thursday 26 November"):
        a_planned_visit(a_school("Ash"), by=lead, person=ann, quarter_days=1)
    a_planned_visit(a_school("Yew"), by=lead, person=ann, quarter_days=1, on=FRIDAY)


def test_what_should_be_known_is_told_and_stands_in_nobody_s_way(school, lead):
    ann = Person.objects.create(name="Ann Lee")
    a_planned_visit(school, by=lead)
    far = a_school("Faraway", easting=560_000, northing=400_000)
    a_planned_visit(far, by=lead, person=ann)
    there, travel = worth_knowing(a_planned_visit(school, by=lead, person=ann))
    assert there == "Elm Grove is visited that day already, by Lena: Reading in year 2."
    assert travel.startswith("Ann Lee is at Faraway too on Thursday 26 November 2026: about 104")


def test_nothing_is_said_of_travel_where_a_school_has_no_place(school, lead):
    ann = Person.objects.create(name="Ann Lee")
    a_planned_visit(a_school("Nowhere"), by=lead, person=ann)
    assert worth_knowing(a_planned_visit(school, by=lead, person=ann)) == []


def test_nobody_is_booked_past_their_time_without_a_reason_in_the_journal(school, lead):
    the_calendar()
    carys = somebody_with_time(percent=1)  # 0.5 of a day in the autumn term
    a_planned_visit(school, by=lead, person=carys)
    asked = {"school": school, "by": lead, "person": carys, "on": FRIDAY}
    with pytest.raises(services.TooMuchAsked, match=r"Carys Vale has 0\.5 days for schools"):
        a_planned_visit(**asked)
    over = a_planned_visit(**asked, capacity_reason="The review cannot wait.")
    entry = JournalEntry.objects.filter(verb="support.visit.planned").latest("pk")
    assert entry.after["beyond_capacity"] == over.capacity_reason == "The review cannot wait."


def test_a_reason_is_not_kept_where_none_was_needed(school, lead):
    the_calendar()
    carys = somebody_with_time(percent=50)
    assert (
        a_planned_visit(school, by=lead, person=carys, capacity_reason="No.").capacity_reason == ""
    )


def test_moving_into_a_full_term_asks_for_a_reason_too(school, lead):
    the_calendar()
    carys = somebody_with_time(percent=1)
    a_planned_visit(school, by=lead, person=carys)
    later = a_planned_visit(school, by=lead, person=carys, on=date(2027, 1, 14))
    with pytest.raises(services.TooMuchAsked):
        move(later)
    assert move(later, capacity_reason="It cannot wait.").capacity_reason == "It cannot wait."


def test_time_nobody_has_entered_is_unknown_and_refuses_nobody(school, lead):
    the_calendar()
    ann = Person.objects.create(name="Ann Lee")
    assert a_planned_visit(school, by=lead, person=ann).capacity_reason == ""


def test_undoing_a_register_keeps_who_goes_on_a_visit():
    """The visit is of a later room than the register, and is not lost with it."""
    run = imports.start_import(
        actor=None,
        source="Pasted",
        grid=read_text("Name\tSchool\tSLE\nAnn Lee\tElm\tMaths\nBo Ng\tElm\tPE"),
    )
    imports.apply_import(actor=None, import_id=run.pk)
    goes = Person.objects.get(name="Ann Lee")
    visit = a_planned_visit(person=goes, capacity_reason="She knows the school.")
    imports.undo_import(actor=None, import_id=run.pk)
    assert list(Person.objects.all()) == [goes]
    visit.refresh_from_db()
    assert visit.person == goes
