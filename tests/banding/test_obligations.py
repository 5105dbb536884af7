"""What is due, worked out again and again while levels, calendars and schools change."""

import json
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.roles import Role
from banding import services
from banding.models import Obligation
from core.errors import NotAllowed
from core.jobs import work_off
from core.models import JournalEntry
from schools.models import School
from schools.services import leave_trust
from tests.banding.duties import a_duty, a_party, the_calendar, the_model_without_duties
from tests.world import a_person, a_school, a_settled_band, the_model, the_trust

pytestmark = pytest.mark.django_db
YEAR = 2026
changes = st.lists(
    st.tuples(st.sampled_from("ABCDE"), st.dates(date(2026, 9, 1), date(2027, 8, 31))), max_size=3
)
on_one_database = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def school():
    the_calendar()
    the_model_without_duties()
    a_duty(the_model(), "SIP update", cadence="termly")
    a_duty(the_model(), "Plan progress", levels="DE")
    a_duty(the_model(), "Governing body's year", cadence="yearly", scope="trust")
    return a_school()


def compiled(**fields) -> services.Compiled:
    return services.compile_obligations(actor=None, start_year=YEAR, **fields)


def standing(**fields) -> list[Obligation]:
    return list(Obligation.objects.standing().filter(**fields))


def a_head(school):
    return a_person(Role.HEADTEACHER, at=school)


def test_a_school_is_asked_what_its_level_asks_and_the_trust_its_own_once(school):
    a_settled_band(school, "D", from_date=date(2026, 9, 1))
    assert compiled().created == 3 + 6 + 1
    assert len(standing(school=None)) == 1
    assert not compiled().changed
    assert JournalEntry.objects.filter(verb="banding.obligations.compiled").count() == 1


@on_one_database
@given(changes)
def test_compiling_twice_changes_nothing(school, placed):
    for code, day in placed:
        a_settled_band(school, code, from_date=day)
    compiled()
    assert not compiled().changed


@on_one_database
@given(changes)
def test_a_change_of_level_never_takes_away_what_is_done(school, placed):
    a_settled_band(school, "D", from_date=date(2026, 9, 1))
    compiled()
    for one in standing(school=school, done_at=None):
        services.mark_done(actor=a_head(school), obligation_id=one.pk)
    done = {one.pk: one.because for one in standing(school=school)}
    for code, day in placed:
        a_settled_band(school, code, from_date=day)
    compiled()
    assert {o.pk: o.because for o in standing(school=school) if o.done_at} == done


def test_a_level_left_withdraws_what_it_asked_with_the_reason_and_its_return_brings_it_back(school):
    a_settled_band(school, "D", from_date=date(2026, 9, 1))
    compiled()
    a_settled_band(school, "B", from_date=date(2027, 1, 4))
    assert compiled().withdrawn == 4
    gone = Obligation.objects.exclude(withdrawn_at=None).first()
    assert "does not stand on a level that asks for it" in gone.withdrawn_because
    a_settled_band(school, "E", from_date=date(2027, 1, 4))
    assert compiled().reinstated == 4


def test_another_calendar_moves_what_is_due(school):
    compiled()
    the_calendar(closed=[(date(2026, 12, 18), "Snow")])
    assert compiled().moved >= 1
    autumn = Obligation.objects.get(school=school, period="2026 autumn")
    assert autumn.due_on == date(2026, 12, 17)


def test_a_school_that_leaves_is_asked_nothing_after_its_last_day(school):
    compiled()
    leave_trust(actor=None, school=school, ends_on=date(2027, 1, 31))
    assert compiled().withdrawn == 2
    gone = Obligation.objects.exclude(withdrawn_at=None).first()
    assert gone.withdrawn_because == "The school is not in the trust on that day."


def test_schools_that_a_list_brings_are_asked_as_soon_as_it_is_read(school):
    compiled()
    lists = Path(__file__).parent.parent / "fixtures" / "schools"
    call_command("import_schools", lists / "small_list.csv", "--trust-uid=16827", stdout=StringIO())
    work_off()
    others = School.objects.members().exclude(pk=school.pk)
    assert others.exists()
    assert set(others) == {one.school for one in standing() if one.school} - {school}


def test_a_school_put_in_the_trust_by_hand_is_asked_and_one_taken_out_is_not(school, sign_in):
    admin = sign_in(a_person(Role.ADMIN))
    page = reverse("admin:schools_school_change", args=[school.pk])
    form = admin.get(page).context["adminform"].form
    said = {name: form[name].value() or "" for name in form.fields}
    own = "memberships"
    said |= {f"{own}-TOTAL_FORMS": 1, f"{own}-INITIAL_FORMS": 1}
    said |= {f"{own}-0-id": school.memberships.get().pk, f"{own}-0-school": school.pk}
    said |= {f"{own}-0-trust": the_trust().pk, f"{own}-0-starts_on": "2026-09-01"}
    compiled()
    assert len(standing(school=school)) == 3
    answer = admin.post(page, said | {f"{own}-0-ends_on": "2026-12-31"})
    assert answer.status_code == 302, answer.content
    work_off()
    assert len(standing(school=school)) == 1
    admin.post(page, said | {f"{own}-0-ends_on": ""})
    work_off()
    assert len(standing(school=school)) == 3


def test_a_level_that_is_settled_is_followed_by_a_job(school):
    a_settled_band(school, "D", from_date=date(2026, 9, 1))
    work_off()
    assert len(standing(school=school)) == 9


def test_the_owner_marks_what_is_done_once_and_may_take_it_back(school):
    compiled()
    head, one = a_head(school), standing(school=school)[0]
    services.mark_done(actor=head, obligation_id=one.pk, note="In the SIP folder")
    services.mark_done(actor=head, obligation_id=one.pk, note="again")
    one.refresh_from_db()
    assert (one.note, one.done_by) == ("In the SIP folder", head)
    assert JournalEntry.objects.filter(verb="banding.obligation.done").count() == 1
    services.undo_done(actor=head, obligation_id=one.pk)
    one.refresh_from_db()
    assert one.done_at is None


def test_the_approver_may_mark_it_and_another_school_s_head_or_a_trustee_may_not(school):
    compiled()
    one = standing(school=school)[0]
    for other in (a_head(a_school("Far Away")), a_person(Role.TRUSTEE)):
        with pytest.raises(NotAllowed, match="Head does this"):
            services.mark_done(actor=other, obligation_id=one.pk)
    services.mark_done(actor=a_person(Role.EXECUTIVE), obligation_id=one.pk)


def test_what_a_body_owns_that_nobody_signs_in_for_is_marked_by_its_approver(school):
    a_duty(the_model(), "ACC meets", owner=a_party(the_model(), "ACC"), cadence="yearly")
    compiled()
    one = Obligation.objects.get(school=school, duty__name="ACC meets")
    services.mark_done(actor=a_person(Role.EXECUTIVE), obligation_id=one.pk)


def test_the_command_says_what_is_due_of_whom_and_why(school):
    answer = json.loads(
        call_command("obligations", "--year=2026/27", f"--school={school.urn}", "--json")
    )
    assert answer[0] == {
        "school": school.urn, "duty": "SIP update", "due": "2026-12-18", "owner": "Head",
        "approver": "CEO",
        "because": "Due because every school does this: SIP update, termly, by Head, "
        "approved by CEO.",
    }  # fmt: skip
    by_role = json.loads(
        call_command("obligations", "--year=2026/27", "--role=headteacher", "--json")
    )
    assert [line["school"] for line in by_role].count(None) == 1
