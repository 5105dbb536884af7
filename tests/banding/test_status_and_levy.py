"""Whether a school is a Supported School, what it pays, and where that comes from."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from accounts.roles import Role
from banding import selectors, services
from banding.models import LevyEffect, LevyRate, SupportedStatus
from core.errors import DomainError, NotAllowed
from tests.world import a_level, a_person, a_released_band, a_school, the_model

pytestmark = pytest.mark.django_db


def record(school, *, by=None, reason="Trustees, 9 July.", is_supported=True, **fields):
    return services.record_status(
        actor=by or a_person(Role.TRUSTEE),
        school=school,
        edition=the_model(),
        is_supported=is_supported,
        reason=reason,
        **{"from_date": timezone.localdate(), "levy_effect": LevyEffect.RISES} | fields,
    )


def a_rate(percent, *, level=None, days_ago=0):
    return LevyRate.objects.create(
        edition=the_model(),
        level=level,
        percent=Decimal(percent),
        from_date=timezone.localdate() - timedelta(days=days_ago),
    )


def levy_of(school):
    return selectors.levy_of(school, timezone.localdate())


def test_a_status_is_recorded_by_those_who_approve_with_a_reason():
    school = a_school()
    assert selectors.status_of(school, timezone.localdate()) is None
    record(school)
    assert selectors.status_of(school, timezone.localdate()).is_supported
    with pytest.raises(NotAllowed, match="This is for trustees to record"):
        record(school, by=a_person(Role.EXECUTIVE))
    with pytest.raises(DomainError, match="Say why, so that the school can read it"):
        record(school, reason=" ")


def test_a_status_of_the_same_day_is_replaced_and_kept():
    school = a_school()
    record(school)
    record(school, is_supported=False)
    assert not selectors.status_of(school, timezone.localdate()).is_supported
    assert SupportedStatus.objects.filter(school=school).count() == 2


def test_a_later_status_leaves_today_s_standing():
    school, tomorrow = a_school(), timezone.localdate() + timedelta(days=1)
    record(school)
    record(school, is_supported=False, from_date=tomorrow)
    assert selectors.status_of(school, timezone.localdate()).is_supported
    assert not selectors.status_of(school, tomorrow).is_supported


def test_a_level_that_may_change_the_status_asks_until_one_is_recorded():
    decision = a_released_band(code="D")
    assert selectors.asks_for_status(decision)
    record(decision.school)
    assert not selectors.asks_for_status(decision)
    assert not selectors.asks_for_status(a_released_band(a_school("Oak Bank"), "C"))


def test_the_levy_is_that_of_the_level_else_of_every_school_else_of_the_document():
    school = a_released_band(code="D").school
    assert levy_of(school) == selectors.Levy(None, "The trust has not entered its levy.")

    edition = the_model()
    edition.contribution_percent = Decimal(5)
    edition.save()
    assert levy_of(school).percent == 5
    assert levy_of(school).because == f"What {edition} says every school pays."

    a_rate("4.5", days_ago=1)
    assert levy_of(school).percent == Decimal("4.5")
    assert levy_of(school).because.startswith("The rate of every school from")

    a_rate("6", level=a_level("D"), days_ago=30)
    assert levy_of(school).percent == 6
    assert levy_of(school).because.startswith("The rate of Band D from")
    assert levy_of(a_school("Oak Bank")).percent == Decimal("4.5")


def test_a_rate_counts_from_its_day():
    school = a_school()
    a_rate("4", days_ago=30)
    a_rate("9", days_ago=-1)
    assert levy_of(school).percent == 4
