"""Pupils' rows are kept for their year and three more, unless a hold is on them. Counts stay."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from accounts.roles import Role
from core.errors import DomainError
from core.jobs import work_off
from core.models import JournalEntry
from dashboards.models import Figure
from dashboards.services.figures import compute_all, refresh
from monitoring import services, verbs
from monitoring.models import Pupil, PupilRecord, Submission
from monitoring.rules.retention import first_year_kept
from monitoring.tasks import purge
from schools.models import LegalHold
from tests.monitoring.moderating import a_moderation, all_agreed, year_6
from tests.world import a_collection, a_person, a_return, a_school

pytestmark = pytest.mark.django_db
LAST_DAY, DAY_AFTER = date(2026, 8, 31), date(2026, 9, 1)


def tell(*arguments):
    out = StringIO()
    call_command("delete_old_pupils", *arguments, "--json", stdout=out)
    return json.loads(out.getvalue())


@pytest.fixture
def old():
    """Sent in 2022/23, which is kept until the end of 2025/26."""
    sent = a_return(a_school(), a_collection("Autumn 2022"), year_6())
    Pupil.objects.update(created_at="2022-11-01T12:00Z")
    work_off()
    return sent


def test_nothing_goes_while_its_time_runs(old):
    assert services.delete_old_pupils(on=LAST_DAY).records == 0
    assert old.records.count() == old.pupils


def test_the_day_after_rows_and_pupils_are_gone_and_counts_and_figures_stay(old):
    summary, figures = old.summary, list(Figure.objects.order_by("pk").values())
    gone = services.delete_old_pupils(on=DAY_AFTER)
    assert (gone.schools, gone.versions, gone.records, gone.pupils) == (1, 1, 24, 24)
    assert not PupilRecord.objects.exists()
    assert not Pupil.objects.exists()
    old.refresh_from_db()
    assert (old.summary, old.pupils, old.pupils_deleted_on) == (summary, 24, DAY_AFTER)
    refresh(actor=None, school=old.school, collection=old.collection)
    assert list(Figure.objects.order_by("pk").values()) == figures
    with pytest.raises(DomainError, match="cannot be made again"):
        compute_all(actor=None, collection=old.collection)
    entry = JournalEntry.objects.get(verb=verbs.PUPILS_DELETED)
    assert entry.after == {"versions": 1, "before": 2023}


def test_a_child_who_is_still_there_is_kept_without_the_old_years(old):
    now = a_return(old.school, a_collection("Autumn 2026"), year_6())
    gone = services.delete_old_pupils(on=DAY_AFTER)
    assert (gone.records, gone.pupils) == (24, 0)
    assert now.records.count() == 24


@pytest.mark.parametrize("whole_trust", [True, False])
def test_nothing_goes_under_a_hold_and_all_of_it_goes_after(old, whole_trust):
    LegalHold.objects.create(
        school=None if whole_trust else old.school,
        reason="An inquiry",
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 10, 1),
    )
    assert services.delete_old_pupils(on=date(2026, 10, 1)).records == 0
    assert services.delete_old_pupils(on=date(2026, 10, 2)).records == 24


def test_a_hold_on_another_school_changes_nothing_here(old):
    LegalHold.objects.create(school=a_school("Elsewhere"), reason="x", starts_on=LAST_DAY)
    assert services.delete_old_pupils(on=DAY_AFTER).records == 24


def test_a_moderation_keeps_its_rate_and_forgets_whom_it_was_about(old, sign_in):
    moderation = a_moderation(old.school, collection=old.collection)
    sample = moderation.samples.get()
    services.judge(actor=None, sample_id=sample.pk, judged=all_agreed(sample))
    services.delete_old_pupils(on=DAY_AFTER)
    assert {(one.outcome, one.pupil) for one in sample.judgements.all()} == {("agreed", None)}
    page = reverse("monitoring:moderation-result", args=[old.school.urn, sample.pk])
    answer = sign_in(a_person(Role.HEADTEACHER, at=old.school)).get(page)
    assert answer.status_code == 200
    assert "A pupil whose data was deleted" in answer.content.decode()


def test_the_pages_of_the_version_say_so(old, sign_in):
    services.delete_old_pupils(on=DAY_AFTER)
    head = sign_in(a_person(Role.HEADTEACHER, at=old.school))
    for name in ("return-detail", "submission-receipt"):
        answer = head.get(reverse(f"monitoring:{name}", args=[old.school.urn, old.receipt]))
        assert "Deleted on 1 September 2026" in answer.content.decode()


def test_the_command_says_what_would_go_and_then_deletes_it(old):
    kept = {"kept_from": "1 September 2023", "schools": 1, "versions": 1}
    assert tell("--preview") == kept
    assert tell() == kept | {"records": 24, "pupils": 24}
    assert tell() == {"kept_from": "1 September 2023"} | dict.fromkeys(
        ["schools", "versions", "records", "pupils"], 0
    )


def test_every_night_it_is_done_once(old):
    purge()
    purge()
    work_off()
    assert Submission.objects.get().pupils_deleted_on is not None
    assert JournalEntry.objects.filter(verb=verbs.PUPILS_DELETED).count() == 1


@given(st.dates(min_value=date(2020, 1, 1), max_value=date(2090, 12, 31)))
def test_never_less_than_three_whole_years_and_never_five(day):
    oldest_deleted_ended = date(first_year_kept(day), 8, 31)
    assert 3 * 365 <= (day - oldest_deleted_ended).days <= 4 * 366
