import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.roles import Role
from banding.services import load_pack
from core import jobs
from dashboards.presenters.health_check import health_check_context
from monitoring.models import Collection
from support.models import Reply, Visit
from support.services import reply_to_visit
from tests.dashboards.returns import a_collection, a_return, pupil
from tests.world import a_person, a_school, a_settled_band, a_visit, read, the_model, this_year

pytestmark = pytest.mark.django_db


def words(response):
    return " ".join(response.content.decode().split())


def words_of_report(school, collection):
    """What the health check says to somebody who works for the whole trust, before it is a PDF."""
    context = health_check_context(None, school, collection)
    return " ".join(render_to_string("dashboards/pdf/health_check.html", context).split())


@pytest.fixture
def school():
    """A school with a small disadvantaged group in Year 6, a band and a shared visit."""
    school = a_school("Ash")
    pupils = [pupil("EXS EXS EXS") for _ in range(20)]
    pupils += [pupil("WTS EXS EXS", fsm="Y") for _ in range(4)]
    a_return(school, a_collection(), pupils)
    a_settled_band(school, "D")
    a_visit(school, shared=True)
    jobs.work_off()
    return school


def overview(sign_in, person, school):
    page = sign_in(person).get(reverse("dashboards:school-overview", args=[school.urn]))
    assert page.status_code == 200
    return words(page)


def test_a_headteacher_sees_what_is_asked_the_band_the_days_and_the_actions(sign_in, school):
    page = overview(sign_in, a_person(Role.HEADTEACHER, at=school), school)
    for said in ("Autumn 2026 data", "Band D", "0.5 of 3.5", "Plan a reading workshop"):
        assert said in page


def test_a_governor_sees_figures_and_band_but_no_visits_and_no_days(sign_in, school):
    page = overview(sign_in, a_person(Role.GOVERNOR, at=school), school)
    assert "Band D" in page
    assert "Plan a reading workshop" not in page
    assert "0.5 of 3.5" not in page


def test_a_school_of_a_model_without_levels_is_shown_on_none(sign_in):
    load_pack(actor=None, pack=read("northern_hub"), start_year=this_year().start_year)
    school, collection = a_school("Ash"), a_collection()
    page = overview(sign_in, a_person(Role.EXECUTIVE), school)
    assert "Nothing is settled" not in page
    assert "The model says what is asked, and gives no days." in page
    assert f'href="/schools/{school.urn}/banding/obligations/"' in page
    on_paper = words_of_report(school, collection)
    assert "settled" not in on_paper
    assert "gives no days" in on_paper


def test_the_health_check_says_it_in_the_trusts_words(school):
    edition = the_model()
    edition.vocabulary = edition.vocabulary | {"headteacher": "Principal", "level": "Stage"}
    edition.save()
    visit = Visit.objects.get()
    principal = a_person(Role.HEADTEACHER, at=school)
    reply_to_visit(actor=principal, visit_id=visit.pk, reply=Reply.ACCURATE, text="")
    collection = Collection.objects.get()
    assert "the principal says: accurate" in words_of_report(school, collection)
    other = a_school("Birch")
    assert "No stage is settled" in words_of_report(other, collection)


def test_an_administrator_sees_the_profile_and_no_figure(sign_in, school):
    page = overview(sign_in, a_person(Role.ADMIN), school)
    assert "Inspection, never converted" in page
    assert "% at expected" not in page
    assert "Band D" not in page


def test_a_headteacher_is_asked_for_the_answer_to_a_visit_note(sign_in, school):
    page = overview(sign_in, a_person(Role.HEADTEACHER, at=school), school)
    assert "Is the note of this visit accurate?" in page


def test_small_groups_are_open_to_the_head_and_withheld_from_others(sign_in, school):
    url = reverse("dashboards:school-data", args=[school.urn])
    head = words(sign_in(a_person(Role.HEADTEACHER, at=school)).get(url))
    assert "0% of 4" in head
    for role in (Role.EXECUTIVE, Role.TRUSTEE, Role.GOVERNOR):
        at = school if role == Role.GOVERNOR else None
        other = words(sign_in(a_person(role, at=at)).get(url))
        assert "0% of 4" not in other
        assert "100% of 20" not in other
        assert "withheld" in other


def test_the_school_list_finds_by_part_of_the_name_and_says_how_many(sign_in, school):
    a_school("Birch")
    client = sign_in(a_person(Role.EXECUTIVE))
    page = words(client.get(reverse("dashboards:school-list"), {"name": "bir"}))
    assert "1 school" in page
    assert "Ash" not in page
    nothing = words(client.get(reverse("dashboards:school-list"), {"name": "zzz"}))
    assert "No school found" in nothing


@pytest.mark.parametrize("how_many", [1, 20])
def test_the_school_list_costs_the_same_for_one_school_or_many(
    sign_in, django_assert_max_num_queries, how_many
):
    for n in range(how_many):
        a_school(f"School {n}")
    client = sign_in(a_person(Role.EXECUTIVE))
    with django_assert_max_num_queries(8):
        client.get(reverse("dashboards:school-list"))


@pytest.mark.parametrize(
    ("role", "goes_to"),
    [
        (Role.EXECUTIVE, "dashboards:trust-page"),
        (Role.TRUSTEE, "dashboards:trust-page"),
        (Role.HEADTEACHER, "dashboards:school-overview"),
        (Role.ADMIN, "accounts:person-list"),
    ],
)
def test_everybody_starts_where_their_work_is(sign_in, school, role, goes_to):
    at = school if role == Role.HEADTEACHER else None
    answer = sign_in(a_person(role, at=at)).get("/")
    args = [school.urn] if at else []
    assert answer.url == reverse(goes_to, args=args)
