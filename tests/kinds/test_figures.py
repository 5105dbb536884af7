"""Figures of a kind beyond the school: pooled, withheld, beside England, and year after year."""

import pytest
from django.urls import reverse

from accounts.roles import Role
from core import jobs
from dashboards.services.figures import compute_all
from monitoring import services as monitoring
from monitoring.models import Benchmark, MeasureLimit, Stage
from monitoring.rules.kinds import Kind
from monitoring.selectors.submissions import counting_of
from tests.kinds.files import asked, figures, given
from tests.world import a_person, a_school

pytestmark = pytest.mark.django_db

TRUST = reverse("dashboards:trust-page")
URBAN = {"low_age": 4, "high_age": 11}


def marks(*told):
    return [{"phonics": str(mark)} for mark in told]


def england(measure, value, *, phase="primary", group="ALL"):
    Benchmark.objects.create(
        measure=measure, group=group, start_year=2024, phase=phase, level="national",
        area="england", area_name="England", coverage="state_funded", status=Stage.FINAL,
        value=value, publication="lait", source="LAIT",
    )  # fmt: skip


def sessions(*missed):
    return [{"possible": "100", "missed": str(one)} for one in missed]


@pytest.fixture
def two():
    """Elm and Oak, with 20 and 30 pupils' sessions."""
    collection = asked(Kind.ATTENDANCE)
    elm, oak = a_school("Elm", **URBAN), a_school("Oak", **URBAN)
    given(elm, collection, sessions(*[5] * 15, *[20] * 4, 60), year="3")
    given(oak, collection, sessions(*[2] * 27, *[10] * 3), year="4")
    return collection, elm, oak


def test_the_trusts_rate_is_of_all_sessions_and_not_the_mean_of_two_rates(two):
    collection, elm, oak = two
    found = figures(collection)
    assert found[elm.urn, "attendance", "ALL"]["value"] == 89.25
    assert found[oak.urn, "attendance", "ALL"]["value"] == 97.2
    whole = found[None, "attendance", "ALL"]
    assert (whole["numerator"], whole["denominator"], whole["value"]) == (4701, 5000, 94.02)
    assert whole["pupils"] == 50
    shares = found[None, "persistent_absence", "ALL"], found[None, "severe_absence", "ALL"]
    assert [(one["numerator"], one["denominator"]) for one in shares] == [(8, 50), (1, 50)]


def test_figures_made_return_by_return_are_those_made_at_once(two):
    collection, elm, oak = two
    for school, missed in ((elm, [1] * 25), (oak, [*[40] * 3, *[9] * 12]), (elm, [7] * 14)):
        given(school, collection, sessions(*missed), year="5")
    assert not compute_all(actor=None, collection=collection).changed
    monitoring.return_to_school(
        actor=None, submission_id=counting_of(oak, collection).pk, reason="Of another term."
    )
    jobs.work_off()
    assert not compute_all(actor=None, collection=collection).changed
    assert figures(collection)[None, "attendance", "ALL"]["value"] == 93.0


def test_a_mean_of_few_pupils_is_withheld_where_their_number_is(two):
    collection, elm, _ = two
    few = [{"Disadvantaged": "Y" if at < 8 else "N"} for at in range(20)]
    given(elm, collection, sessions(*range(20)), year="3", people=few)
    found = figures(collection)
    for group in ("DIS", "NOT_DIS"):
        row = found[elm.urn, "attendance", group]
        assert (row["withheld"], row["value"], row["numerator"], row["pupils"]) == (
            True, None, None, None,
        )  # fmt: skip
    own = figures(collection, "--as=headteacher", f"--school={elm.urn}")
    assert own[elm.urn, "attendance", "DIS"]["pupils"] == 8


def test_an_announced_mark_makes_the_figures_that_waited_for_it(sign_in):
    school, collection = a_school("Elm"), asked(Kind.PHONICS, "Summer 2027", due_on="2027-07-16")
    given(school, collection, marks(*[33] * 12, *[20] * 8))
    lead = sign_in(a_person(Role.EXECUTIVE))
    page = lead.get(TRUST, {"term": collection.pk}).content.decode()
    assert '<span class="heat-value">pending</span>' in page
    assert "the number it needs is not known yet" in page
    admin = a_person(Role.ADMIN)
    client = sign_in(admin)
    told = {"limit": "phonics", "start_year": "2026", "value": "33", "source": "STA, June 2027"}
    client.post(reverse("admin:monitoring_measurelimit_add"), told)
    assert MeasureLimit.objects.exists()
    jobs.work_off()
    row = figures(collection)[None, "phonics_expected", "ALL"]
    assert (row["numerator"], row["denominator"]) == (12, 20)


def test_the_page_puts_the_most_absent_first_and_colours_them_as_worse(sign_in, two):
    collection, elm, oak = two
    page = sign_in(a_person(Role.EXECUTIVE)).get(TRUST, {"term": collection.pk}).content.decode()
    assert page.index(f">{elm.name}<") < page.index(f">{oak.name}<")
    rows = {name: page.split(f">{name}<")[1].split("</tr>")[0] for name in ("Elm", "Oak")}
    assert "heat-value down-" in rows["Elm"]
    assert "25% <small>+9</small>" in rows["Elm"]
    assert "heat-value up-" in rows["Oak"]


@pytest.mark.parametrize(
    ("term", "due", "is_known"),
    [("Summer 2026", "2026-07-17", True), ("Autumn 2026", "2026-12-11", False)],
)
def test_englands_absence_stands_beside_a_whole_year_only(sign_in, term, due, is_known):
    england("persistent_absence", 15)
    school, collection = a_school("Elm", **URBAN), asked(Kind.ATTENDANCE, term, due_on=due)
    given(school, collection, sessions(*[5] * 15, *[20] * 5), year="3")
    page = sign_in(a_person(Role.EXECUTIVE)).get(TRUST, {"term": collection.pk}).content.decode()
    assert ("national 15%" in page) is is_known
    assert ("difference from England" in page) is is_known


def test_special_schools_are_not_laid_beside_englands_primary_schools(sign_in):
    england("persistent_absence", 15)
    england("persistent_absence", 38, phase="special")
    school = a_school("Fern", phase="special")
    collection = asked(Kind.ATTENDANCE, special_only=True)
    given(school, collection, sessions(*[5] * 15, *[20] * 5), year="3")
    page = sign_in(a_person(Role.EXECUTIVE)).get(TRUST, {"term": collection.pk}).content.decode()
    assert "national 38%" in page
    assert "national 15%" not in page


def test_schools_of_two_phases_together_have_nothing_national_beside_them(sign_in):
    """Each school alone has: its own phase's."""
    england("persistent_absence", 15)
    england("persistent_absence", 24, phase="secondary")
    collection = asked(Kind.ATTENDANCE)
    elm = a_school("Elm", **URBAN)
    fell = a_school("Fell", phase="secondary", low_age=11, high_age=16)
    given(elm, collection, sessions(*[5] * 15, *[20] * 5), year="3")
    given(fell, collection, sessions(*[5] * 15, *[20] * 5), year="8")
    client = sign_in(a_person(Role.EXECUTIVE))
    page = client.get(TRUST, {"term": collection.pk}).content.decode()
    assert "difference from the trust" in page
    assert "national 15%" not in page
    for school, difference in ((elm, "+10"), (fell, "+1")):
        url = reverse("dashboards:school-data", args=[school.urn])
        page = client.get(url, {"term": collection.pk}).content.decode()
        assert f"25% <small>{difference}</small>" in page


def test_a_governor_reads_the_page_with_small_groups_withheld(sign_in, two):
    collection, elm, _ = two
    url = reverse("dashboards:school-data", args=[elm.urn])
    few = [{"Disadvantaged": "Y" if at < 4 else "N"} for at in range(20)]
    given(elm, collection, sessions(*range(20)), year="3", people=few)
    page = sign_in(a_person(Role.GOVERNOR, at=elm)).get(url, {"term": collection.pk})
    text = page.content.decode()
    assert "90.5%" in text
    assert text.count("withheld") > 4
    head = sign_in(a_person(Role.HEADTEACHER, at=elm)).get(url, {"term": collection.pk})
    assert "98.5%, of 4" in head.content.decode()


def test_three_years_are_pooled_and_never_averaged(sign_in):
    """6/12, 20/25 and 9/23 are 35/60 (domain-reference 3.11)."""
    school = a_school("Elm")
    for year, met, of in ((2024, 6, 12), (2025, 20, 25), (2026, 9, 23)):
        last = asked(Kind.PHONICS, f"Summer {year}", due_on=f"{year}-07-17")
        given(school, last, marks(*[40] * met, *[10] * (of - met)))
    url = reverse("dashboards:school-data", args=[school.urn])
    page = sign_in(a_person(Role.HEADTEACHER, at=school)).get(url, {"term": last.pk})
    text = " ".join(page.content.decode().split())
    assert "58.3% of 60, 2023/24 to 2025/26" in text
    # The means of the same years: 40 x 35 + 10 x 25 over 60.
    assert "27.5, of 60, 2023/24 to 2025/26" in text


def test_years_as_one_are_withheld_as_soon_as_one_of_them_is(sign_in):
    school = a_school("Elm")
    for year, met, of in ((2024, 2, 8), (2025, 20, 25), (2026, 9, 23)):
        last = asked(Kind.PHONICS, f"Summer {year}", due_on=f"{year}-07-17")
        given(school, last, marks(*[40] * met, *[10] * (of - met)))
    url = reverse("dashboards:school-data", args=[school.urn])
    page = sign_in(a_person(Role.GOVERNOR, at=school)).get(url, {"term": last.pk})
    assert "withheld, 2023/24 to 2025/26" in page.content.decode()
    assert "of 56" not in page.content.decode()


def test_the_gap_in_the_school_has_its_interval_and_the_national_one_its_others(sign_in):
    """9/20 against 32/45: -26.1, from -48.3 to -0.8, and -25.0 to 70% (domain-reference 3.10)."""
    england("phonics_expected", 70, group="NOT_DIS")
    school, collection = a_school("Elm"), asked(Kind.PHONICS)
    people = [{"Disadvantaged": "Y"}] * 20 + [{"Disadvantaged": "N"}] * 45
    given(school, collection, marks(*[40] * 9, *[9] * 11, *[40] * 32, *[9] * 13), people=people)
    url = reverse("dashboards:school-data", args=[school.urn])
    page = sign_in(a_person(Role.HEADTEACHER, at=school)).get(url, {"term": collection.pk})
    text = " ".join(page.content.decode().split())
    assert "\N{MINUS SIGN}26 (\N{MINUS SIGN}48.3 to \N{MINUS SIGN}0.8)" in text
    assert '<td class="num" data-label="Gap to them">\N{MINUS SIGN}25</td>' in text


@pytest.mark.parametrize("how_many", [1, 4])
def test_the_page_costs_the_same_for_any_number_of_schools(
    sign_in, django_assert_max_num_queries, how_many
):
    collection = asked(Kind.ATTENDANCE)
    for number in range(how_many):
        given(a_school(f"School {number}", **URBAN), collection, sessions(*[5] * 15), year="3")
    client = sign_in(a_person(Role.EXECUTIVE))
    with django_assert_max_num_queries(53):  # those of a term, and what was entered for the year
        client.get(TRUST, {"term": collection.pk})


def test_the_file_of_a_kind_has_its_sums(sign_in, two):
    collection, elm, _ = two
    client = sign_in(a_person(Role.EXECUTIVE))
    file = client.get(reverse("dashboards:figures-download"), {"term": collection.pk})
    lines = b"".join(file.streaming_content).decode().splitlines()
    line = next(one for one in lines if one.startswith(f"Elm,{elm.urn},attendance,W,ALL"))
    assert line == f"Elm,{elm.urn},attendance,W,ALL,,20,89.25,,1785,2000,89.25"
