from html.parser import HTMLParser
from types import SimpleNamespace

import pytest
from django import forms
from django.contrib.messages import constants
from django.core.paginator import Paginator
from django.template import engines

from accounts import places
from accounts.places import Fact
from accounts.roles import Role
from core.forms import helper
from core.templatetags.design import days_bar, signed, wash
from tests.look.gallery import Cell, job
from tests.world import a_person, a_school


def drawn(template, **context):
    request = context.get("request")
    return engines["django"].from_string(template).render(context, request)


class Ids(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.ids, self.links = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.ids += [found["id"]] if "id" in found else []
        self.links += [found["href"][1:]] if found.get("href", "").startswith("#") else []


class ReasonForm(forms.Form):
    reason = forms.ChoiceField(
        choices=[("a", "A"), ("b", "B")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a reason."},
    )
    note = forms.CharField(error_messages={"required": "Write what was found."})

    helper = helper(button="Save")


def test_every_link_of_the_error_summary_leads_to_a_control_radio_groups_included():
    html = drawn(
        '{% include "components/error_summary.html" with form=form only %}'
        "{% load crispy_forms_tags %}{% crispy form %}",
        form=ReasonForm({}),
    )
    page = Ids(html)
    assert page.links == ["id_reason_0", "id_note"]
    assert set(page.links) <= set(page.ids)
    assert "There is a problem" in html
    assert "Choose a reason." in html


def test_a_form_nobody_has_sent_has_no_error_summary():
    summary = '{% include "components/error_summary.html" with form=form only %}'
    assert drawn(summary, form=ReasonForm()).strip() == ""


@pytest.mark.django_db
def test_the_pager_keeps_the_filters_of_the_address(rf):
    pager = '{% include "components/pager.html" with page=page request=request only %}'
    request = rf.get("/schools/", {"term": "autumn", "page": "2"})
    html = drawn(pager, page=Paginator(range(100), 25).page(2), request=request)
    assert 'href="?term=autumn&amp;page=3"' in html
    assert "26 to 50 of 100" in html


@pytest.mark.django_db
def test_one_page_has_no_pager(rf):
    pager = '{% include "components/pager.html" with page=page request=request only %}'
    assert drawn(pager, page=Paginator([1], 25).page(1), request=rf.get("/")).strip() == ""


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (Cell(71, -4), "down-2"),
        (Cell(85, 10), "up-4"),
        (Cell(75, 0), ""),
        (Cell(85, 10, count=11), "up-4"),
        (Cell(85, 10, count=10), ""),
        (Cell(85, None), ""),
    ],
)
def test_a_heat_cell_is_washed_by_its_difference_and_never_under_eleven_pupils(cell, expected):
    assert wash(cell) == expected


def test_a_withheld_cell_says_so_and_gives_no_number():
    heat = '{% include "components/heat.html" with cell=cell only %}'
    html = drawn(heat, cell=Cell(43, -3, count=4, withheld=True))
    assert "withheld" in html
    assert "43" not in html


def test_a_difference_carries_a_real_minus_sign():
    assert [signed(4), signed(0), signed(-3)] == ["+4", "0", "\N{MINUS SIGN}3"]


def test_days_over_the_entitlement_fill_the_bar_and_no_more():
    bar = days_bar(50, 6, 48)
    assert bar["is_over"]
    assert bar["spoken_for_width"] == 100
    assert days_bar(0, 0, 0)["used_width"] == 0


@pytest.mark.parametrize("state", ["done", "failed"])
def test_progress_stops_asking_when_the_job_is_over(state):
    piece = '{% include "components/progress.html" with job=job url="/jobs/1/" only %}'
    assert 'hx-get="/jobs/1/"' in drawn(piece, job=job("running"))
    assert "hx-get" not in drawn(piece, job=job(state, error="It failed."))


def test_a_message_has_the_tone_of_its_level():
    note = SimpleNamespace(level=constants.ERROR, level_tag="error")
    html = drawn('{% include "components/messages.html" %}', messages=[note])
    assert "tone-urgent" in html
    assert 'role="alert"' in html


@pytest.mark.django_db
def test_a_school_has_one_header_with_what_other_rooms_say_of_it(rf, monkeypatch):
    monkeypatch.setattr(places, "FACTS", [(1, lambda school, user: [Fact("Band D", "watch")])])
    school = a_school("Kingsway Primary", low_age=2, high_age=11, pupils=412)
    request = rf.get("/")
    request.user = a_person(Role.EXECUTIVE)
    html = drawn('{% extends "school_base.html" %}', school=school, request=request)
    assert "<h1>Kingsway Primary</h1>" in html
    assert f"URN {school.urn} · Primary, 2–11 · 412 pupils · joined 1 Sep 2019" in html  # noqa: RUF001
    assert "Band D" in html
