from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from banding.models import Obligation
from tests.banding.duties import an_obligation
from tests.world import a_person, a_school

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("how_many", [1, 20])
def test_the_list_costs_the_same_for_one_school_or_many(
    sign_in, django_assert_max_num_queries, how_many
):
    schools = [a_school(f"School {number}") for number in range(how_many)]
    an_obligation(schools[0])
    client = sign_in(a_person(Role.EXECUTIVE))
    with django_assert_max_num_queries(25):
        page = client.get(reverse("banding:obligation-list"))
    assert page.status_code == 200


def test_a_head_reads_what_is_due_and_why_and_marks_it_twice_without_harm(sign_in):
    school = a_school()
    one = an_obligation(school)
    client = sign_in(a_person(Role.HEADTEACHER, at=school))
    page = client.get(reverse("banding:obligation-list")).content.decode()
    assert "Plan review" in page
    assert "Due because every school does this" in page
    for _ in range(2):
        done = reverse("banding:obligation-done", args=[one.pk])
        page = client.post(done, {"note": "In the folder"}, follow=True).content.decode()
    assert "In the folder" in page
    filtered = client.get(reverse("banding:obligation-list"), {"state": "late"})
    assert "Nothing is due here" in filtered.content.decode()
    asked = client.get(reverse("banding:obligation-school", args=[school.urn]))
    assert "In the folder" in asked.content.decode()


def test_what_is_late_comes_first_and_says_with_whom_it_is(sign_in):
    school = a_school()
    one = an_obligation(school)
    yesterday = timezone.localdate() - timedelta(days=1)
    late = {"due_on": yesterday, "remind_on": yesterday, "escalate_on": yesterday}
    Obligation.objects.filter(pk=one.pk).update(**late)
    client = sign_in(a_person(Role.HEADTEACHER, at=school))
    rows = client.get(reverse("banding:obligation-list")).context["rows"]
    assert (rows[0]["one"], rows[0]["group"]) == (one, "Late")
    assert rows[0]["words"].startswith("Late ")
    assert rows[0]["come_to"].startswith("with CEO since")
    groups = [row["group"] for row in rows]
    assert groups == sorted(groups, key=["Late", "Due soon", "Later", "Done"].index)
