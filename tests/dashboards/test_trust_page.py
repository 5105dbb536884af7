from datetime import timedelta

import pytest
from django.core.cache import caches
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from banding.services import load_pack
from core import jobs
from schools.models import Phase
from tests.dashboards.returns import a_collection, a_return, pupil
from tests.world import (
    a_person,
    a_proposal,
    a_school,
    a_settled_band,
    a_visit,
    read,
    the_model,
    this_year,
)

pytestmark = pytest.mark.django_db

TRUST = "dashboards:trust-page"


def a_class(expected=20, below=10, **who):
    results = ["EXS EXS EXS"] * expected + ["WTS WTS WTS"] * below
    return [pupil(result, **who) for result in results]


def a_term(schools=("Ash", "Birch"), name="Autumn 2026", **fields):
    collection = a_collection(name, **fields)
    for school in schools:
        a_return(a_school(school), collection, a_class())
    jobs.work_off()
    return collection


def words(response):
    return " ".join(response.content.decode().split())


def test_an_executive_reads_where_the_trust_stands(sign_in):
    a_term()
    page = words(sign_in(a_person(Role.EXECUTIVE)).get(reverse(TRUST)))
    assert "2 of 2 returns in." in page
    assert "67%" in page
    assert "40 of 60 pupils" in page


def test_a_missing_school_is_named_and_its_line_says_so(sign_in):
    a_school("Cedar")
    a_term()
    page = words(sign_in(a_person(Role.EXECUTIVE)).get(reverse(TRUST)))
    assert "2 of 3 returns in." in page
    assert "Cedar is missing" in page
    assert "Not in yet" in page


def test_a_late_return_needs_attention_first(sign_in):
    a_school("Cedar")
    a_term(due_on=timezone.localdate() - timedelta(days=2))
    page = words(sign_in(a_person(Role.EXECUTIVE)).get(reverse(TRUST)))
    assert "Cedar: return 2 days late" in page


def test_a_marked_fall_of_the_same_children_needs_attention(sign_in):
    school = a_school("Ash")
    for name, expected in (("Autumn 2026", 24), ("Spring 2027", 12)):
        a_return(school, a_collection(name), a_class(expected, 30 - expected))
    jobs.work_off()
    page = words(sign_in(a_person(Role.EXECUTIVE)).get(reverse(TRUST)))
    assert "Ash: Year 6 reading, writing and maths down 40 points" in page
    assert "80% in Autumn 2026" in page


def test_a_special_school_keeps_its_line_without_numbers(sign_in):
    a_school("Willow", phase=Phase.SPECIAL)
    a_term()
    page = words(sign_in(a_person(Role.EXECUTIVE)).get(reverse(TRUST)))
    assert "compared with special schools only" in page


def test_a_small_group_and_its_complement_are_withheld_on_page_and_in_the_file(sign_in):
    collection = a_collection()
    school = a_school("Ash")
    a_return(school, collection, [*a_class(), *a_class(2, 2, fsm="Y")])
    jobs.work_off()
    client = sign_in(a_person(Role.EXECUTIVE))
    for group in ("DIS", "NOT_DIS"):
        page = words(client.get(reverse(TRUST), {"group": group}))
        assert "withheld" in page.partition("<tbody>")[2]
    file = b"".join(client.get(reverse("dashboards:figures-download"))).decode()
    lines = [line for line in file.splitlines() if "rwm_expected,6,NOT_DIS" in line]
    assert lines
    assert all(line.endswith(",,,,withheld") for line in lines)


def test_a_headteacher_sees_the_own_school_only(sign_in):
    collection = a_collection()
    mine, other = a_school("Ash"), a_school("Birch")
    for school in (mine, other):
        a_return(school, collection, a_class())
    jobs.work_off()
    page = words(sign_in(a_person(Role.HEADTEACHER, at=mine)).get(reverse(TRUST)))
    assert "Ash" in page
    assert "Birch" not in page


def test_bands_days_and_proposals_stand_beside_the_results(sign_in):
    the_model()
    a_term()
    school = a_school("Oak")
    a_settled_band(school, "D")
    a_visit(school, shared=True)
    page = words(sign_in(a_person(Role.EXECUTIVE)).get(reverse(TRUST)))
    assert "of 39.5" in page  # 12 + 12 + 15.5 days
    a_proposal(school, "E")
    page = words(sign_in(a_person(Role.TRUSTEE)).get(reverse(TRUST)))
    assert "Oak: Band D to Band E proposed" in page
    assert "1 proposal to decide" in page


def test_a_model_without_levels_and_days_has_no_place_for_them(sign_in):
    load_pack(actor=None, pack=read("hearts"), start_year=this_year().start_year)
    a_term()
    page = words(sign_in(a_person(Role.EXECUTIVE)).get(reverse(TRUST)))
    assert "the model says what is asked, and gives no days" in page
    assert '<th scope="col">Level</th>' not in page
    assert '<th scope="col">Support days</th>' not in page
    assert "No improvement model" not in page


def test_filters_live_in_the_address_and_htmx_gets_only_the_results(sign_in):
    a_term()
    client = sign_in(a_person(Role.EXECUTIVE))
    page = client.get(reverse(TRUST), {"subject": "maths", "group": "F", "cohort": "6"})
    assert "Maths, Year 6, % at expected" in words(page)
    part = client.get(reverse(TRUST), {"subject": "maths"}, headers={"HX-Request": "true"})
    assert b"<html" not in part.content
    assert "HX-Request" in part.headers["Vary"]


@pytest.mark.parametrize("wrong", ["term=999999", "term=x", "cohort=99", "group=NO", "page=0"])
def test_an_address_with_something_wrong_shows_the_newest_term(sign_in, wrong):
    a_term()
    page = sign_in(a_person(Role.EXECUTIVE)).get(f"{reverse(TRUST)}?{wrong}")
    assert page.status_code == 200
    assert "Autumn 2026: the trust in one page" in words(page)


def test_before_any_collection_the_page_says_what_comes_next(sign_in):
    page = words(sign_in(a_person(Role.EXECUTIVE)).get(reverse(TRUST)))
    assert "No term's data has been asked for yet" in page


@pytest.mark.parametrize("how_many", [2, 8])
def test_the_page_costs_the_same_for_few_schools_or_many(
    sign_in, django_assert_max_num_queries, how_many
):
    the_model()
    a_term([f"School {n}" for n in range(how_many)])
    client = sign_in(a_person(Role.EXECUTIVE))
    client.get(reverse(TRUST))
    caches["pages"].clear()
    with django_assert_max_num_queries(56):
        client.get(reverse(TRUST))
