"""The scales a trust starts with, and that families are kept apart."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.roles import Role
from monitoring.models import AssessmentScale, Collection
from monitoring.rules.families import Family
from monitoring.rules.measuring import codes
from monitoring.selectors.scales import scale_rules
from monitoring.services import open_collection
from monitoring.services.collections import NotATerm
from tests import world

pytestmark = pytest.mark.django_db
SHIPPED = {
    "teacher_assessment": codes.TEACHER,
    "year_steps": codes.YEAR_STEPS,
    "personal_steps": codes.PERSONAL,
}


def counted(marks):
    return {mark.code: (mark.counts, mark.expected, mark.higher) for mark in marks}


@pytest.mark.parametrize("code", SHIPPED)
def test_a_measure_counts_a_scale_that_ships_as_the_trusts_figures_do(code):
    scale = scale_rules(AssessmentScale.objects.get(code=code))
    assert counted(scale.marks.values()) == counted(one.mark for one in SHIPPED[code])


def test_each_scale_is_of_one_family_and_collections_keep_theirs():
    families = dict(AssessmentScale.objects.values_list("code", "family"))
    assert families == {
        "teacher_assessment": Family.POINT_IN_TIME,
        "five_bands": Family.POINT_IN_TIME,
        "ks2_scaled_score": Family.SCALED_SCORE,
        "year_steps": Family.LINEAR,
        "personal_steps": Family.PERSONAL_STEPS,
    }


def a_reading_age_scale():
    return AssessmentScale.objects.create(
        code="reading_ages", name="Reading ages", family=Family.READING_AGE
    )


def test_a_return_is_not_counted_by_what_has_no_standard(sign_in):
    a_reading_age_scale()
    with pytest.raises(NotATerm, match="no result that a standard is met"):
        open_collection(
            actor=None, name="Autumn 2026", due_on=date(2026, 12, 11), purpose="Targets.",
            scale="reading_ages", subjects=["reading"], year_groups=["6"],
        )  # fmt: skip
    lead = sign_in(world.a_person(Role.EXECUTIVE))
    page = lead.get(reverse("monitoring:collection-open")).content.decode()
    assert "year_steps" in page
    assert 'value="reading_ages"' not in page


def test_nothing_national_stands_beside_steps_of_a_pupils_own():
    assert [family for family in Family if family.stands_beside_national] == [
        Family.POINT_IN_TIME,
        Family.SCALED_SCORE,
    ]


def test_an_administrator_makes_a_scale_and_cannot_change_one_that_was_asked_for(sign_in):
    admin = sign_in(world.a_person(Role.ADMIN))
    scale = a_reading_age_scale()
    url = reverse("admin:monitoring_assessmentscale_change", args=[scale.pk])
    typed = {
        "code": "reading_ages", "name": "Reading ages in months", "family": "reading_age",
        "grades-TOTAL_FORMS": "0", "grades-INITIAL_FORMS": "0",
    }  # fmt: skip
    assert admin.post(url, typed).status_code == 302
    scale.refresh_from_db()
    assert scale.name == "Reading ages in months"
    asked = world.a_collection()
    assert Collection.objects.get().scale == asked.scale
    url = reverse("admin:monitoring_assessmentscale_change", args=[asked.scale_id])
    assert admin.get(url).status_code == 200
    assert admin.post(url, typed).status_code == 403
