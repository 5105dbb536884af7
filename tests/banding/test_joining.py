from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from accounts.roles import Role
from banding import services
from banding.models import Edition, ImprovementModel
from core.errors import DomainError
from schools.models import School
from tests.world import a_person, the_model, the_trust

RULE = "A school formally joins on 1 September only."


@pytest.fixture
def outside(db):
    the_trust()
    edition = the_model()
    edition.joining_rule, edition.joins_month, edition.joins_day = RULE, 9, 1
    edition.save()
    return School.objects.create(urn=140_000, name="Far Field", phase="primary")


@given(on=st.dates(date(2020, 1, 1), date(2060, 1, 1)))
def test_any_other_day_is_refused_with_the_rule_quoted(on):
    model = ImprovementModel(name="HEARTS")
    edition = Edition(model=model, joining_rule=RULE, joins_month=9, joins_day=1)
    if (on.month, on.day) == (9, 1):
        services.check_joining_date(edition, on)
    else:
        with pytest.raises(DomainError, match=RULE):
            services.check_joining_date(edition, on)


@given(on=st.dates())
def test_a_model_that_names_no_day_lets_a_school_join_on_any(on):
    services.check_joining_date(Edition(), on)
    services.check_joining_date(None, on)


def test_the_command_keeps_to_the_rule(outside):
    with pytest.raises(CommandError, match=RULE):
        call_command("join_school", "140000", "--on", "2027-01-05")
    assert not outside.memberships.exists()
    call_command("join_school", "140000", "--on", "2027-09-01", "--json")
    assert outside.memberships.get().starts_on == date(2027, 9, 1)


def test_the_page_says_why_a_day_is_refused(outside, sign_in):
    client = sign_in(a_person(Role.ADMIN))
    url = reverse("admin:banding_edition_join")
    page = client.post(url, {"school": outside.pk, "on": "2027-01-05"})
    assert RULE in page.content.decode()
    assert client.post(url, {"school": outside.pk, "on": "2027-09-01"}).status_code == 302
    assert outside.memberships.get().starts_on == date(2027, 9, 1)
