"""How far teachers' judgements are confirmed is said beside the figures made of them."""

import pytest
from django.urls import reverse

from accounts.roles import Role
from core import jobs
from dashboards.models import Figure, FigureState
from monitoring import services
from tests.monitoring.marks import a_row, as_csv
from tests.monitoring.moderating import a_closed_moderation, a_moderation, judgements, with_changes
from tests.world import a_collection, a_person, a_return, a_school

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return a_school("Ash")


def figures_page(sign_in, person, school):
    page = sign_in(person).get(reverse("dashboards:school-data", args=[school.urn]))
    return " ".join(page.content.decode().split())


def test_the_latest_agreement_stands_beside_teachers_judgements(sign_in, school):
    moderation = a_closed_moderation(school, changed=1, size=10)
    jobs.work_off()
    page = figures_page(sign_in, a_person(Role.EXECUTIVE), school)
    month = f"{moderation.held_on:%B %Y}"
    assert f"Writing moderated in Year 6: 9 of 10 agreed, {month}" in page
    assert "Reading not moderated" in page


def test_an_open_event_says_nothing_yet(sign_in, school):
    sample = a_moderation(school).samples.get()
    services.judge(actor=None, sample_id=sample.pk, judged=with_changes(sample, 0))
    jobs.work_off()
    assert "Writing not moderated" in figures_page(sign_in, a_person(Role.EXECUTIVE), school)


def test_an_agreement_of_few_is_for_the_school_alone(sign_in, school):
    a_closed_moderation(school, changed=1, size=5)
    jobs.work_off()
    head = a_person(Role.HEADTEACHER, at=school)
    assert "Writing moderated in Year 6: 4 of 5 agreed" in figures_page(sign_in, head, school)
    for role in (Role.EXECUTIVE, Role.GOVERNOR):
        other = a_person(role, at=school if role == Role.GOVERNOR else None)
        page = figures_page(sign_in, other, school)
        assert "Writing moderated in Year 6: withheld, too few pupils" in page
        assert "4 of 5" not in page


def test_tested_subjects_ask_for_no_agreement(sign_in, school):
    scale = {"scale": "ks2_scaled_score", "year_groups": ["6"]}
    rows = [a_row(at, year=6, Reading=str(95 + at), Maths=str(98 + at)) for at in range(15)]
    a_return(school, a_collection("Summer 2027", **scale), as_csv(rows))
    jobs.work_off()
    page = figures_page(sign_in, a_person(Role.EXECUTIVE), school)
    assert "Teachers' judgements: Writing not moderated." in page


def test_the_figures_are_made_from_the_moderated_version(school):
    sample = a_moderation(school).samples.get()
    jobs.work_off()
    before = expected(school)
    [first, *_] = judgements(sample)
    services.judge(actor=None, sample_id=sample.pk, judged=with_changes(sample, 1))
    services.close_moderation(actor=None, moderation_id=sample.moderation_id)
    jobs.work_off()
    sample.refresh_from_db()
    state = FigureState.objects.get(school=school)
    assert state.submission_id == sample.changed_to_id
    assert expected(school) - before == (1 if first.code == "WTS" else -1)


def expected(school):
    all_of_year_6 = {"school": school, "cohort": "6", "subject": "writing", "group": "ALL"}
    return Figure.objects.get(**all_of_year_6).expected
