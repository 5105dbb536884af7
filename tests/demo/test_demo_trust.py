"""The demonstration trust, told with three of its schools."""

import csv
import json
import stat
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from accounts.models import RoleAssignment, User
from accounts.roles import Role
from banding.models import BandDecision, Evidence
from banding.selectors import sheet_of
from core.models import Job, JobState, JournalEntry
from dashboards.models import Figure, Report
from demo.cast import Cast
from demo.loading import load
from demo.passphrase import FILE_NAME
from demo.people import HUMBER_PEOPLE
from demo.texts import DATA
from monitoring.models import Pupil, Submission
from monitoring.rules.upn import faults
from people.models import Expertise, Person, Qualification, Release
from schools.models import School, Trust
from support.models import (
    Leave,
    LedgerEntry,
    NoteState,
    StatementReply,
    SupportRequest,
    SupportStatement,
    Visit,
    VisitAction,
)  # fmt: skip
from support.selectors.requests import ranking_for

BUDE_PARK, MAYBURY, CAMBRIDGE_PARK = 139511, 140246, 137363
THREE = frozenset({BUDE_PARK, MAYBURY, CAMBRIDGE_PARK})
FIXTURES = Path(__file__).parents[1] / "fixtures"
KEPT = (User, School, Trust, Submission, Pupil, Visit, BandDecision, JournalEntry, Job, Figure)


@pytest.fixture(scope="module")
def _three_schools(django_db_setup, django_db_blocker, tmp_path_factory):
    """Loaded once; the tests look at it and each takes back what it changes."""
    media = tmp_path_factory.mktemp("media")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=media), transaction.atomic():
        load(Cast(only=THREE))
        yield media
        transaction.set_rollback(True)


@pytest.fixture
def demonstration(_three_schools, db, settings):
    settings.MEDIA_ROOT = _three_schools
    return _three_schools


def answered(name: str, *args: str):
    out = StringIO()
    call_command(name, *args, "--json", stdout=out)
    return json.loads(out.getvalue())


def test_loading_it_again_changes_nothing(demonstration):
    before = [model.objects.count() for model in KEPT]
    assert answered("demo_trust")["loaded"] is False
    assert [model.objects.count() for model in KEPT] == before


def test_it_is_told_in_the_order_in_which_it_happened(demonstration):
    times = list(JournalEntry.objects.order_by("pk").values_list("at", flat=True))
    assert times == sorted(times)
    assert times[0].year == 2025
    assert times[-1] <= timezone.now()


def test_all_work_is_done(demonstration):
    assert set(Job.objects.values_list("state", flat=True)) == {JobState.DONE}
    assert Report.objects.exclude(stored_as="").exists()
    assert Figure.objects.filter(school=None).exists()


def test_every_role_can_sign_in(demonstration, client, settings):
    people = answered("demo_people")
    assert [person["role"] for person in people] == [role.label for role in Role]
    for person in people:
        assert client.login(email=person["email"], password=person["password"]), person["role"]
    password = people[0]["password"]
    assert not [path for path in Path("demo").rglob("*.py") if password in path.read_text()]
    assert stat.S_IMODE((demonstration / FILE_NAME).stat().st_mode) == 0o600


def test_a_lost_password_can_be_renewed(demonstration, settings, tmp_path, client):
    settings.MEDIA_ROOT = tmp_path
    with pytest.raises(CommandError, match="demo_people --renew"):
        call_command("demo_people")
    head = next(p for p in answered("demo_people", "--renew") if p["role"] == "Headteacher")
    assert client.login(email=head["email"], password=head["password"])


def test_no_pupil_has_a_number_a_real_child_can_have(demonstration):
    upns = list(Pupil.objects.values_list("upn", flat=True))
    assert len(upns) > 400
    assert {upn[1:4] for upn in upns} <= {"001", "002", "003", "004", "005"}
    assert faults(upns) == ([], [])


def test_nobody_is_named_like_somebody_in_a_published_file(demonstration):
    names = {person.name for person in HUMBER_PEOPLE}
    assert len(names) == len(HUMBER_PEOPLE)
    for path in [*FIXTURES.rglob("*.csv"), *DATA.rglob("*.csv")]:
        with path.open(encoding="utf-8", errors="replace", newline="") as file:
            for row in csv.reader(file):
                assert not names & set(row), path
    for path in DATA.rglob("*.csv"):
        assert "head" not in path.read_text("utf-8-sig").partition("\n")[0].casefold(), path


def test_every_state_can_be_seen(demonstration):
    assert Submission.objects.filter(state="superseded").exists()
    notes = set(Visit.objects.values_list("state", flat=True))
    assert notes == {
        NoteState.PLANNED, NoteState.CANCELLED, NoteState.SHARED, NoteState.ANSWERED
    }  # fmt: skip
    assert VisitAction.objects.exclude(done_at=None).exists()
    assert LedgerEntry.objects.giving().count() == Visit.objects.shared().count()


def test_the_diary_has_visits_moved_and_cancelled_and_days_that_were_decided(demonstration):
    assert set(LedgerEntry.objects.values_list("kind", flat=True)) == {
        "given", "planned", "moved", "cancelled", "carried", "bespoke"
    }  # fmt: skip
    assert SupportStatement.objects.get().reply == StatementReply.AGREED
    assert Leave.objects.standing().exists()


def test_bands_were_proposed_by_one_person_and_approved_by_another(demonstration):
    settled = BandDecision.objects.current().filter(start_year=2026)
    assert {d.school.urn: d.level.code for d in settled} == {
        BUDE_PARK: "C", MAYBURY: "B", CAMBRIDGE_PARK: "B",
    }  # fmt: skip
    assert all(d.proposed_by != d.approved_by and d.approved_by for d in settled)
    assert all(sheet_of(d).suggested == d.level for d in settled)


def test_what_was_found_rests_on_what_there_was_at_the_time(demonstration):
    rests_on = {
        urn: set(
            Evidence.objects.filter(
                finding__decision__school__urn=urn, finding__decision__start_year=2026
            ).values_list("kind", flat=True)
        )
        for urn in (BUDE_PARK, MAYBURY)
    }
    assert rests_on == {
        BUDE_PARK: {"inspection", "visit", "figures"},
        MAYBURY: {"inspection", "figures"},
    }
    assert not Evidence.objects.filter(on__gt=date(2026, 7, 6)).exclude(url="").exists()


def test_a_moderation_is_closed_and_its_changes_count(demonstration):
    [event] = answered("moderation", "--collection", "Summer 2026")
    assert event["state"] == "closed"
    found = {one["urn"]: one for one in event["schools"]}
    agreed = {urn: (one["numerator"], one["denominator"]) for urn, one in found.items()}
    assert agreed == {BUDE_PARK: (9, 10), MAYBURY: (7, 10)}
    assert all(one["is_drawn_again"] and one["changed_to"] == 2 for one in found.values())


def test_leads_reach_their_hub_and_no_further(demonstration):
    east = RoleAssignment.objects.get(user__email="improvement.lead@demo.example")
    assert {school.urn for school in east.hub.schools.all()} == {BUDE_PARK, MAYBURY}


def test_the_register_was_brought_in_confirmed_and_made_use_of(demonstration):
    assert Person.objects.count() == 30
    mapped = Qualification.objects.get(person__name="Delyth Harkerside")
    assert (mapped.code, mapped.was_mapped) == ("NPQSL", True)
    assert set(Release.objects.values_list("state", flat=True)) == {"agreed", "offered"}
    for standing in ("current", "claimed", "legacy"):
        assert Expertise.objects.in_standing(standing).exists()
    linked = Person.objects.exclude(user=None).values_list("name", flat=True)
    assert {"Carys Nunnington", "Leila Ravensworthy"} <= set(linked)


def test_schools_ask_for_help_and_a_lead_reads_who_could_give_it(demonstration):
    asked = {str(one): one for one in SupportRequest.objects.open()}
    assert set(asked) == {
        "Reading for Bude Park Primary School", "SEND for Maybury Primary School",
    }  # fmt: skip
    ranked = ranking_for(asked["Reading for Bude Park Primary School"])
    assert [one.name for one in ranked.conflicted] == ["Carys Nunnington"]
