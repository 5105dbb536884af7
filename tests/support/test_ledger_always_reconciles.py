"""Whatever is booked, moved, cancelled, given, taken back, carried or judged: it adds up."""

import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from accounts.roles import Role
from banding.selectors import entitlements
from core.errors import DomainError
from core.years import AcademicYear
from people.models import Person
from support import services
from support.models import LedgerEntry, NoteState, Visit
from support.selectors.reconciling import reconciled
from tests.properties import through_services
from tests.support.diary import MONDAY, THURSDAY, a_planned_visit, at, shared
from tests.world import a_person, a_school, a_settled_band, an_offer_line, the_model

THIS, NEXT = AcademicYear(2026), AcademicYear(2027)
CODES = ("improvement_visits", "website_checks", "additional_d", "bespoke_send")

which = st.integers(0, 5)
quarters = st.integers(1, 9)
steps = st.one_of(
    st.tuples(st.just("plan"), quarters, st.sampled_from(CODES)),
    st.tuples(st.just("move"), which, st.sampled_from([1, 4, 200, 290])),
    st.tuples(st.just("cancel"), which, st.just(0)),
    st.tuples(st.just("give"), which, quarters),
    st.tuples(st.just("take back"), which, st.just(0)),
    st.tuples(st.just("carry"), quarters, st.sampled_from(["on", "back"])),
    st.tuples(st.just("bespoke"), st.integers(-4, 9), st.just(0)),
    st.tuples(st.just("level"), st.integers(0, 250), st.sampled_from("ABCDE")),
)


class Trial:
    """One school, one lead, and what is done to them; refused steps change nothing."""

    def __init__(self) -> None:
        self.school = a_school()
        self.lead = a_person(Role.IMPROVEMENT_LEAD, name="Lena")
        the_model(THIS)
        the_model(NEXT)

    def do(self, step, one, other) -> None:
        with at(MONDAY):
            try:
                getattr(self, step.replace(" ", "_"))(one, other)
            except DomainError:
                return

    def plan(self, quarter_days, code) -> None:
        line = the_model(THIS).offer_lines.filter(code=code).first() or an_offer_line(year=THIS)
        a_planned_visit(self.school, by=self.lead, quarter_days=quarter_days, offer_line=line)

    def _visit(self, which) -> Visit:
        visits = list(Visit.objects.order_by("pk"))
        if not visits:
            raise DomainError("There is none yet.")
        return visits[which % len(visits)]

    def move(self, which, days) -> None:
        services.move_visit(
            actor=self.lead, visit_id=self._visit(which).pk, reason="So.",
            on=THURSDAY + timedelta(days=days // 7 * 7 + days % 2),
        )  # fmt: skip

    def cancel(self, which, _) -> None:
        services.cancel_planned(actor=self.lead, visit_id=self._visit(which).pk, reason="So.")

    def give(self, which, quarter_days) -> None:
        visit = self._visit(which)
        if visit.state == NoteState.PLANNED:
            shared(visit)

    def take_back(self, which, _) -> None:
        visit = self._visit(which)
        services.take_days_back(actor=self.lead, visit_id=visit.pk, reason="So.")

    def carry(self, quarter_days, way) -> None:
        lines = [an_offer_line(year=THIS), an_offer_line(year=NEXT)]
        from_line, to_line = lines if way == "on" else reversed(lines)
        services.carry_days(
            actor=None, school=self.school, from_line=from_line, to_line=to_line,
            quarter_days=quarter_days, on=MONDAY, reason="So.",
        )  # fmt: skip

    def bespoke(self, quarter_days, _) -> None:
        services.agree_bespoke(
            actor=None, school=self.school, offer_line=an_offer_line("bespoke_send", THIS),
            quarter_days=quarter_days, on=MONDAY, reason="So.",
        )  # fmt: skip

    def level(self, days, code) -> None:
        a_settled_band(self.school, code, from_date=THIS.starts_on + timedelta(days=days))

    def check(self) -> None:
        for year in (THIS, NEXT):
            [found] = reconciled(schools=[self.school], start_year=year.start_year)
            assert found.problems == []
            [entitlement] = entitlements(start_year=year.start_year, schools=[self.school])
            assert sum(line.offered for line in found.lines) == entitlement.quarter_days
            for line in found.lines:
                assert line.entitled + line.beyond == line.planned + line.given + line.left
                assert 0 in (line.left, line.beyond)
        carried = LedgerEntry.objects.filter(kind="carried").values_list("quarter_days", flat=True)
        assert sum(carried) == 0


@pytest.fixture
def trial(db):
    with at(MONDAY):
        return Trial()


@through_services
@given(done=st.lists(steps, min_size=1, max_size=7))
def test_the_ledger_reconciles_whatever_is_done(trial, done):
    with transaction.atomic():
        for step, one, other in done:
            trial.do(step, one, other)
            trial.check()
        transaction.set_rollback(True)


def told(**options) -> dict:
    return json.loads(call_command("ledger", year="2026/27", json=True, **options))


@pytest.fixture
def visited(db):
    with at(MONDAY):
        school = a_school("Elm Grove")
        a_settled_band(school, "D")
        lead = a_person(Role.IMPROVEMENT_LEAD, name="Lena")
        ann = Person.objects.create(name="Ann Lee")
        shared(a_planned_visit(school, by=lead, person=ann))
        a_planned_visit(a_school("Oak"), by=lead)
        return school, ann


def test_the_command_tells_every_entry_and_that_each_line_adds_up(visited):
    school, _ = visited
    found = told(school=school.urn)
    assert [(one["kind"], one["days"], one["person"]) for one in found["entries"]] == [
        ("planned", 0.5, "Ann Lee"), ("made", -0.5, "Ann Lee"), ("given", 0.5, "Ann Lee"),
    ]  # fmt: skip
    [one] = found["schools"]
    visits = next(line for line in one["lines"] if line["activity"] == "School improvement visits")
    assert (visits["entitled"], visits["given"], visits["left"]) == (3.5, 0.5, 3.0)
    assert found["reconciles"] is True
    assert len(told()["schools"]) == 2


def test_the_command_tells_of_one_person(visited):
    _, ann = visited
    found = told(person=ann.pk)
    assert {one["school"] for one in found["entries"]} == {"Elm Grove"}
    assert [one["school"] for one in found["schools"]] == ["Elm Grove"]
    assert "Every line adds up." in call_command("ledger", year="2026/27", person=ann.pk)


def test_the_command_fails_where_ledger_and_visits_differ(visited, capsys):
    LedgerEntry.objects.filter(kind="given").update(quarter_days=3)
    with pytest.raises(CommandError, match=r"the ledger has 0\.75 given"):
        call_command("ledger", year="2026/27", json=True)
    assert json.loads(capsys.readouterr().out)["reconciles"] is False


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"year": "2026"}, "Write it like 2026/27"),
        ({"year": "2026/27", "school": 1}, "no school with the URN 1"),
        ({"year": "2026/27", "person": 99999}, "Nobody in the register"),
    ],
)
def test_the_command_refuses_what_it_does_not_know(db, options, sentence):
    with pytest.raises(CommandError, match=sentence):
        call_command("ledger", **options)
