"""The pages on which targets are typed, agreed, listed and taken away as a file."""

import csv
import io

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from monitoring.models import Aim
from monitoring.selectors import targets as selectors
from schools.models import Phase
from tests.monitoring.targets import some_targets, typed
from tests.world import a_person, a_school, this_year

pytestmark = pytest.mark.django_db
YEAR = this_year().start_year


def text(answer):
    return " ".join(answer.content.decode().split())


def cells_of(answer):
    content = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content)))


@pytest.fixture
def school():
    return a_school()


@pytest.fixture
def head(school, sign_in):
    return sign_in(a_person(Role.HEADTEACHER, at=school))


@pytest.fixture
def lead(school):
    return a_person(Role.IMPROVEMENT_LEAD, at=school, name="Lena")


def tab(school):
    return reverse("monitoring:target-school", args=[school.urn])


def grid(school):
    return reverse("monitoring:target-edit", args=[school.urn, YEAR])


def sent(page, **cells):
    """What the browser would send of a page, with these cells filled."""
    shown = page.context
    hidden = {"stamp": shown["stamp"], "group": shown["chosen"].group}
    return hidden | {"standard": shown["chosen"].standard} | typed(**cells)


def test_a_head_types_them_and_the_lead_agrees(head, lead, school, sign_in):
    assert grid(school) in text(head.get(tab(school)))
    page = head.get(grid(school), {"group": "DIS"})
    assert "Disadvantaged, at expected" in text(page)
    answer = head.post(grid(school), sent(page, rwm_target=70, rwm_estimate=64, rwm_prediction=66))
    page = text(head.get(answer.url))
    for said in ("70% (FFT20)", "FFT20 estimate 64%", "predicted 66%", "to be agreed"):
        assert said in page
    as_lead = sign_in(lead)
    page = as_lead.get(tab(school), {"group": "DIS", "year": YEAR})
    assert "1 target of" in text(page)
    assert "predicted 66%" not in text(page)
    agree = reverse("monitoring:target-agree", args=[school.urn, YEAR])
    as_lead.post(agree, {"stamp": page.context["stamp"]})
    assert Aim.objects.targets().get().agreed_by == lead
    assert "A change needs a reason" in text(as_lead.get(tab(school)))


def test_an_agreement_to_what_was_not_seen_is_refused(lead, school, sign_in):
    some_targets(school)
    agree = reverse("monitoring:target-agree", args=[school.urn, YEAR])
    page = sign_in(lead).post(agree, {"stamp": "older"}, follow=True)
    assert "Look again" in text(page)
    assert Aim.objects.get().agreed_at is None


def test_nothing_typed_is_lost_when_a_cell_is_wrong(head, school):
    page = head.get(grid(school))
    answer = head.post(grid(school), sent(page, rwm_target="7O", reading_target=80))
    assert answer.status_code == 422
    shown = text(answer)
    assert "Nothing was saved: 1 cell cannot be right" in shown
    assert 'value="7O"' in shown
    assert 'value="80"' in shown
    assert 'href="#6-rwm-target"' in shown
    assert not Aim.objects.exists()


def test_a_concurrent_edit_shows_both_and_saves_neither_by_itself(head, school):
    page = head.get(grid(school))
    some_targets(school, rwm_target=75)
    answer = head.post(grid(school), sent(page, rwm_target=80))
    assert answer.status_code == 409
    assert "Somebody else saved these targets" in text(answer)
    assert 'value="80"' in text(answer)
    assert "saved: 75" in text(answer)
    assert Aim.objects.get().percent == 75
    again = head.post(grid(school), sent(answer, rwm_target=80))
    assert again.status_code == 302
    assert Aim.objects.standing().get().percent == 80


def test_october_asks_for_a_reason_keeps_what_was_typed_and_shows_the_revision(head, lead, school):
    some_targets(school, agreed_by=lead)
    page = head.get(grid(school))
    change = sent(page, rwm_target=74)
    answer = head.post(grid(school), change)
    assert answer.status_code == 422
    assert "Say why" in text(answer)
    assert 'value="74"' in text(answer)
    answer = head.post(grid(school), change | {"reason": "Four pupils joined."})
    page = text(head.get(answer.url))
    for said in ("74% (FFT20)", "78% (FFT20)", "Four pupils joined."):
        assert said in page


def test_saving_the_same_says_that_nothing_changed(head, school):
    some_targets(school)
    page = head.get(grid(school))
    answer = head.post(grid(school), sent(page, rwm_target=78), follow=True)
    assert "nothing changed" in text(answer)


def test_a_year_long_past_cannot_be_typed(head, school):
    old = reverse("monitoring:target-edit", args=[school.urn, YEAR - 3])
    answer = head.post(old, sent(head.get(old), rwm_target=78))
    assert answer.status_code == 422
    assert "Targets are set for" in text(answer)


@pytest.fixture
def three(lead):
    """One school with agreed targets, one whose wait, one without."""
    ash, oak = a_school("Ash"), a_school("=Oak")
    a_school("Yew")
    a_school("Special", phase=Phase.SPECIAL)
    lead.assignments.create(role=Role.EXECUTIVE)
    some_targets(ash, agreed_by=lead)
    some_targets(oak, reading_target=80, rwm_target=70)
    return lead


def listed(client, **asked):
    page = client.get(reverse("monitoring:target-list"), {"year": YEAR} | asked)
    return [school.name for school in page.context["page"]]


def test_the_list_finds_whose_are_missing_wait_or_are_agreed(three, sign_in):
    client = sign_in(three)
    assert listed(client, status="missing") == ["Elm Grove", "Yew"]
    assert listed(client, status="to_agree") == ["=Oak"]
    assert listed(client, status="agreed") == ["Ash"]
    assert listed(client, status="incomplete") == ["=Oak", "Ash"]
    assert listed(client, school="as") == ["Ash"]
    page = client.get(reverse("monitoring:target-list"), {"year": "x", "status": "x"})
    assert page.status_code == 200
    assert "Special: not asked" in text(client.get(reverse("monitoring:target-list")))
    assert "1 of 7" in text(client.get(reverse("monitoring:target-list"), {"year": YEAR}))


def test_the_download_is_inert_and_has_targets_only(three, sign_in):
    some_targets(a_school("Elm"), rwm_target=60, rwm_prediction=50, rwm_estimate=55)
    answer = sign_in(three).get(reverse("monitoring:target-download"), {"year": YEAR})
    rows = cells_of(answer)
    assert {row["School"] for row in rows} == {"Ash", "'=Oak", "Elm"}
    [ash] = [row for row in rows if row["School"] == "Ash"]
    assert ash["Target %"] == "78"
    assert ash["Benchmark"] == "FFT20"
    assert ash["Agreed on"] == timezone.localdate().isoformat()
    assert {row["Target %"] for row in rows} == {"78", "80", "70", "60"}


def test_the_download_holds_what_the_list_shows_and_its_reader_may_see(three, sign_in):
    download = reverse("monitoring:target-download")
    found = cells_of(sign_in(three).get(download, {"year": YEAR, "status": "agreed"}))
    assert {row["School"] for row in found} == {"Ash"}
    governor = a_person(Role.GOVERNOR, at=a_school("Mine"))
    assert cells_of(sign_in(governor).get(download, {"year": YEAR})) == []


@pytest.mark.parametrize("schools", [1, 40])
def test_the_list_costs_the_same_for_any_number(
    three, sign_in, schools, django_assert_max_num_queries
):
    for number in range(schools):
        some_targets(a_school(f"School {number}"))
    client = sign_in(three)
    with django_assert_max_num_queries(14):
        client.get(reverse("monitoring:target-list"), {"year": YEAR})


def test_the_bar_leads_there_who_looks_across_schools(three, head, sign_in):
    link = reverse("monitoring:target-list")
    assert link not in text(head.get(reverse("dashboards:school-list")))
    assert link in text(sign_in(three).get(reverse("dashboards:school-list")))


def test_the_stamp_of_a_page_is_that_of_what_stands(school):
    aims = some_targets(school)
    assert selectors.stamp(aims) == selectors.stamp(Aim.objects.all())
    assert selectors.stamp(aims) != selectors.stamp([])
