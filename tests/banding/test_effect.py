"""What putting a draft in force would change, as an administrator reads it before doing so."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from accounts.roles import Role
from banding import selectors, services
from banding.models import Edition, EditionState, ImprovementModel, Level, LevyRate
from tests.banding.duties import a_duty, a_party
from tests.world import (
    a_person,
    a_proposal,
    a_school,
    a_settled_band,
    the_calendar,
    the_model,
    this_year,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    """Next year's draft, saying all that this year's edition says."""
    old = the_model()
    return services.copy_edition(actor=None, edition=old, start_year=old.start_year + 1)


def effect(draft):
    return selectors.preview(draft).effect


def preview_url(edition):
    return reverse("admin:banding_edition_preview", args=[edition.pk])


def read(client, edition):
    page = client.get(preview_url(edition)).content.decode()
    return re.sub(r"\s+", " ", strip_tags(page))


def another_model(year):
    """A draft of one level, Band A, by a model that is not the one in force."""
    model = ImprovementModel.objects.create(code="other", name="Another model")
    edition = Edition.objects.create(model=model, start_year=year)
    Level.objects.create(edition=edition, rank=1, code="A", label="Band A")
    return edition


def test_a_copy_changes_nothing(draft):
    a_settled_band(a_school("Elm Grove"), "D")
    seen = effect(draft)
    assert (seen.before, seen.after, seen.difference) == (62, 62, 0)
    assert (seen.gained, seen.lost, seen.levies, seen.words, seen.blocks) == ((), (), [], [], [])
    assert not any(one.gained or one.lost for one in seen.duties)


def test_days_are_said_school_by_school_and_in_all(sign_in, draft):
    a_settled_band(a_school("Elm Grove"), "D")
    a_settled_band(a_school("Oak Bank"), "B")
    draft.offer_lines.filter(code="additional_visits_d").update(quarter_days=18)
    text = read(sign_in(a_person(Role.ADMIN)), draft)
    assert "Elm Grove Band D Band D 15.5 16.5 +1.0" in text
    assert "Oak Bank Band B Band B 12.0 12.0 no change" in text
    assert "2 schools in all 27.5 28.5 +1.0" in text


def test_fewer_days_are_said_with_a_minus(sign_in, draft):
    a_settled_band(a_school("Elm Grove"), "C")
    draft.offer_lines.filter(code="website_checks").delete()
    assert "12.0 11.5 \N{MINUS SIGN}0.5" in read(sign_in(a_person(Role.ADMIN)), draft)


def test_a_line_each_school_week_counts_the_weeks_of_the_calendar(draft):
    a_settled_band(a_school("Elm Grove"), "E")
    the_calendar(this_year())
    draft.offer_lines.filter(code="additional_visits_e").update(unit="week", quarter_days=4)
    [of_elm] = effect(draft).schools
    assert of_elm.after == 48 + 39 * 4


def test_duties_gained_and_lost_are_named_with_how_often(sign_in, draft):
    draft.duties.filter(levels=None).first().delete()
    owner = a_party(draft, "Head")
    a_duty(draft, "Reading audit", cadence="termly", owner=owner, approver=None)
    report = a_duty(
        draft, "Weekly report", levels="E", cadence="weekly", owner=owner, approver=None
    )
    seen = effect(draft)
    assert seen.gained == ("Reading audit",)
    assert len(seen.lost) == 1
    beside = {one.level: one.gained for one in seen.duties if one.gained}
    assert beside == {"Band E": (report.name,)}
    text = read(sign_in(a_person(Role.ADMIN)), draft)
    assert "Every school gains: Reading audit" in text
    assert "Every school loses:" in text


def test_a_duty_of_the_trust_is_not_counted_for_every_school(draft):
    a_duty(draft, "Board review", scope="trust", owner=a_party(draft, "Board"), approver=None)
    seen = effect(draft)
    assert seen.trust.gained == ("Board review",)
    assert seen.gained == ()


def test_levy_is_said_with_its_effect_the_status_and_the_trust_s_own_rate(draft):
    level = draft.levels.get(code="D")
    Level.objects.filter(pk=level.pk).update(levy_effect="will_rise")
    from_date = draft.academic_year.starts_on
    LevyRate.objects.create(edition=draft, level=level, percent=Decimal(6), from_date=from_date)
    later = {"percent": Decimal(9), "from_date": from_date + timedelta(days=90)}
    LevyRate.objects.create(edition=draft, level=level, **later)
    [change] = effect(draft).levies
    assert change.name == "Band D"
    assert change.before == "May rise; Trustees may make it a Supported School"
    assert change.after.startswith("Will rise; Trustees may make it a Supported School; 6")
    assert "9" not in change.after


def test_what_is_in_force_for_the_draft_s_year_is_what_it_is_compared_with(draft):
    services.put_in_force(actor=None, edition=draft)
    new = another_model(draft.start_year)
    assert selectors.preview(new).before == draft


def test_before_the_first_edition_everything_is_new(sign_in):
    a_school("Elm Grove")
    new = another_model(this_year().start_year)
    text = read(sign_in(a_person(Role.ADMIN)), new)
    assert "No model is in force yet, so everything is new." in text
    assert "Elm Grove \N{EN DASH} No level yet" in text


def test_every_reason_against_it_is_given_at_once_and_nothing_changes(sign_in):
    a_settled_band(a_school("Elm Grove"), "E")
    a_settled_band(a_school("Ash Hill"), "D")
    a_proposal(a_school("Oak Bank"), "C")
    new = another_model(the_model().start_year)
    a_duty(new, kind="judgement", owner=a_party(new, "Board"), approver=None)
    new.levels.all().delete()
    client = sign_in(a_person(Role.ADMIN))
    text = read(client, new)
    for reason in (
        "judges schools and has no levels: add them first.",
        "A proposal waits for Oak Bank: decide it first.",
        "has no level for Ash Hill, now in Band D.",
        "has no level for Elm Grove, now in Band E.",
    ):
        assert reason in text
    assert 'type="submit" class="default"' not in client.get(preview_url(new)).content.decode()
    client.post(preview_url(new))
    new.refresh_from_db()
    assert new.state == EditionState.DRAFT
    assert the_model().state == EditionState.IN_FORCE


def test_what_is_not_a_draft_is_not_put_in_force_again(sign_in):
    text = read(sign_in(a_person(Role.ADMIN)), the_model())
    assert "is in force: only a draft is put in force." in text


def test_the_preview_costs_the_same_for_one_school_and_for_thirty(
    sign_in, draft, django_assert_max_num_queries
):
    a_settled_band(a_school("Elm Grove"), "D")
    client = sign_in(a_person(Role.ADMIN))
    for number in range(29):
        a_settled_band(a_school(f"School {number}"), "C")
    with django_assert_max_num_queries(38):
        assert client.get(preview_url(draft)).status_code == 200
