"""The numbers of a year, entered when they are announced."""

import pytest
from django.urls import reverse

from accounts.roles import Role
from core.models import JournalEntry
from monitoring.models import MeasureLimit, MeasureYear
from monitoring.selectors.measures import entered
from tests import world

pytestmark = pytest.mark.django_db
PHONICS = {"limit": "phonics", "start_year": 2026, "value": "32", "source": "June 2027"}
BACK = {"measure": "progress_8", "start_year": 2025, "is_available": "on", "reason": ""}


@pytest.fixture
def admin(sign_in):
    return sign_in(world.a_person(Role.ADMIN))


def add(admin, page, typed):
    return admin.post(reverse(f"admin:monitoring_{page}_add"), typed)


def test_the_marks_that_are_enough_are_entered_once_and_are_in_the_journal(admin):
    assert add(admin, "measurelimit", PHONICS).status_code == 302
    one = MeasureLimit.objects.get()
    assert str(one) == "Phonics screening check: marks needed of 40, 2026/27: 32.00"
    assert entered().limits == {("phonics", 2026): 32}
    assert JournalEntry.objects.filter(target_type="monitoring.measurelimit").count() == 1
    assert add(admin, "measurelimit", PHONICS).status_code == 200
    assert MeasureLimit.objects.count() == 1
    page = admin.get(reverse("admin:monitoring_measurelimit_changelist")).content.decode()
    assert "2026/27" in page


@pytest.mark.parametrize("wrong", [{"value": "41"}, {"value": "0"}, {"start_year": 1999}])
def test_a_number_that_cannot_be_is_refused(admin, wrong):
    assert add(admin, "measurelimit", PHONICS | wrong).status_code == 200
    assert not MeasureLimit.objects.exists()


def test_a_year_comes_back_or_is_taken_away_with_a_reason(admin):
    assert add(admin, "measureyear", BACK).status_code == 302
    assert str(MeasureYear.objects.get()) == "Progress 8, 2025/26"
    gone = {"measure": "gld", "start_year": 2026, "reason": ""}
    page = add(admin, "measureyear", gone)
    assert "Give the reason when there is none" in page.content.decode()
    assert add(admin, "measureyear", gone | {"reason": "No profile."}).status_code == 302
    assert entered().years == {("progress_8", 2025): "", ("gld", 2026): "No profile."}


@pytest.mark.parametrize("model", [MeasureLimit(limit="x"), MeasureYear(measure="x")])
def test_only_what_there_is_can_be_entered(model):
    with pytest.raises(Exception, match="Choose one of the list"):
        model.clean()
