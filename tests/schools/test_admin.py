"""The operators' pages: they open, they say who changed what, and they cannot unmake history."""

import pytest
from django.urls import reverse

from accounts.roles import Role
from core.models import JournalEntry
from schools.models import Inspection, Term
from tests import world

pytestmark = pytest.mark.django_db
PAGES = ["trust", "school", "term", "closedday", "inspection", "importrun"]


@pytest.fixture
def admin(sign_in):
    return sign_in(world.a_person(Role.ADMIN))


@pytest.mark.parametrize("page", PAGES)
def test_each_list_opens_for_an_administrator_and_for_nobody_else(admin, sign_in, page):
    world.a_school()
    url = reverse(f"admin:schools_{page}_changelist")
    assert admin.get(url).status_code == 200
    assert sign_in(world.a_person(Role.EXECUTIVE)).get(url).status_code in {302, 403, 404}


def test_a_term_added_by_hand_is_in_the_journal(admin):
    dates = {"starts_on": "2026-09-02", "ends_on": "2026-12-18"}
    typed = {"start_year": 2026, "name": "autumn", "school": ""} | dates
    answer = admin.post(reverse("admin:schools_term_add"), typed)
    assert answer.status_code == 302, answer.content
    assert Term.objects.get().school is None
    assert JournalEntry.objects.filter(target_type="schools.term").count() == 1


def test_a_school_s_urn_cannot_be_changed_and_its_time_in_the_trust_can_be_read(admin):
    school = world.a_school()
    page = admin.get(reverse("admin:schools_school_change", args=[school.pk]))
    assert b'name="urn"' not in page.content
    assert b"time in the trust" in page.content.lower()


def test_nothing_published_is_deleted_or_typed_by_hand(admin, run):
    run("import_inspections", "ofsted_2026.csv")
    inspection = Inspection.objects.filter(kind="graded").first()
    page = admin.get(reverse("admin:schools_inspection_change", args=[inspection.pk]))
    assert page.status_code == 200
    assert b"Strong standard" in page.content
    assert admin.get(reverse("admin:schools_inspection_add")).status_code == 403
    school = world.a_school()
    assert admin.get(reverse("admin:schools_school_delete", args=[school.pk])).status_code == 403
