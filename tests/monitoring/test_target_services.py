"""Targets set in July, revised in October, agreed by somebody else; what they were is kept."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from accounts.roles import Role
from core.errors import EditedMeanwhile, NotAllowed, WrongState
from core.models import JournalEntry
from core.years import AcademicYear
from demo.clock import as_of
from demo.timeline import moment
from monitoring import services, verbs
from monitoring.models import Aim
from monitoring.selectors import targets as selectors
from monitoring.services.submissions import SayWhy
from monitoring.services.targets import Impossible
from schools.models import Phase, School
from tests.monitoring.targets import some_targets, typed
from tests.world import a_person, a_school, this_year

pytestmark = pytest.mark.django_db
YEAR = this_year().start_year


@pytest.fixture
def school():
    return a_school()


@pytest.fixture
def head(school):
    return a_person(Role.HEADTEACHER, at=school)


@pytest.fixture
def lead(school):
    return a_person(Role.IMPROVEMENT_LEAD, at=school, name="Lena")


def given(head, school, **fields):
    fields = {"start_year": YEAR, "typed": typed(rwm_target=78)} | fields
    return services.set_targets(actor=head, school=school, **fields)


def test_three_things_are_kept_apart_each_with_its_benchmark(head, school):
    given(head, school, typed=typed(rwm_estimate=70, rwm_target=78, rwm_prediction=74))
    standing = {aim.kind: (aim.percent, aim.level) for aim in Aim.objects.standing()}
    assert standing == {
        "estimate": (70, "fft20"), "target": (78, "fft20"), "prediction": (74, ""),
    }  # fmt: skip


def test_an_agreed_target_is_revised_with_a_reason_and_the_old_one_is_kept(head, lead, school):
    given(head, school, typed=typed(rwm_target=78, reading_target=80))
    services.agree_targets(actor=lead, school=school, start_year=YEAR)
    change = typed(rwm_target=74, reading_target=80)
    with pytest.raises(SayWhy):
        given(head, school, typed=change)
    [new] = given(head, school, typed=change, reason="Four pupils joined in September.")
    old = Aim.objects.get(percent=78)
    assert old.superseded_because == "Four pupils joined in September."
    assert (new.percent, new.agreed_at) == (74, None)
    untouched = Aim.objects.standing().get(subject="reading")
    assert untouched.agreed_by == lead
    [told] = selectors.revisions(selectors.aims_of(school, YEAR))
    assert (told.was, told.now) == (old, new)
    entry = JournalEntry.objects.get(verb=verbs.TARGETS_REVISED)
    assert entry.before == {"6-rwm-target": 78}
    assert entry.after["6-rwm-target"] == 74
    assert entry.after["reason"] == "Four pupils joined in September."


def test_a_changed_benchmark_is_a_change_and_a_new_prediction_needs_no_reason(head, lead, school):
    given(head, school, typed=typed(rwm_target=78, rwm_prediction=70))
    services.agree_targets(actor=lead, school=school, start_year=YEAR)
    given(head, school, typed=typed(rwm_target=78, rwm_prediction=72))
    assert Aim.objects.standing().get(kind="target").agreed_at
    with pytest.raises(SayWhy):
        given(head, school, typed=typed(level="fft5", rwm_target=78, rwm_prediction=72))


def test_an_emptied_cell_is_taken_away_and_kept(head, school):
    given(head, school)
    assert given(head, school, typed={}) == []
    assert not Aim.objects.standing().exists()
    [told] = selectors.revisions(selectors.aims_of(school, YEAR))
    assert (told.was.percent, told.now) == (78, None)


def test_the_same_again_changes_nothing(head, school):
    given(head, school)
    before = JournalEntry.objects.count()
    assert given(head, school) == []
    assert (Aim.objects.count(), JournalEntry.objects.count()) == (1, before)


def test_groups_and_standards_stand_beside_each_other(head, school):
    given(head, school)
    given(head, school, group="DIS", typed=typed(rwm_target=60))
    given(head, school, standard="higher", typed=typed(rwm_target=10))
    assert Aim.objects.standing().count() == 3
    with pytest.raises(Impossible, match="more than the 78% at expected"):
        given(head, school, standard="higher", typed=typed(rwm_target=79))
    with pytest.raises(Impossible, match="10% at the higher standard"):
        given(head, school, typed=typed(rwm_target=9))


def test_nothing_is_saved_of_a_page_with_one_impossible_cell(head, school):
    with pytest.raises(Impossible) as refusal:
        given(head, school, typed=typed(reading_target=80, maths_target="lots"))
    assert [problem.cell for problem in refusal.value.problems] == ["6-maths-target"]
    assert not Aim.objects.exists()
    assert not JournalEntry.objects.filter(verb=verbs.TARGETS_SET).exists()


def test_only_year_groups_the_school_has_are_read(head):
    infants = a_school("Infants", low_age=4, high_age=7)
    head = a_person(Role.HEADTEACHER, at=infants)
    given(head, infants, typed=typed(year="6", rwm_target=70) | typed(year="2", rwm_target=60))
    assert [aim.year_group for aim in Aim.objects.all()] == ["2"]


@pytest.mark.parametrize(
    ("ages", "years"),
    [
        ((3, 11), ["R", "1", "2", "3", "4", "5", "6"]),
        ((7, 11), ["3", "4", "5", "6"]),
        ((11, 16), ["7", "8", "9", "10", "11"]),
        ((11, 18), ["7", "8", "9", "10", "11", "12", "13"]),
        ((None, None), ["R", "1", "2", "3", "4", "5", "6"]),
    ],
)
def test_a_school_has_the_year_groups_of_its_ages(ages, years):
    school = a_school("Ages", phase=Phase.ALL_THROUGH, low_age=ages[0], high_age=ages[1])
    assert selectors.years_taught(school) == years
    [row] = selectors.with_targets(School.objects.filter(pk=school.pk), YEAR)
    assert row.years_taught == len(years)


def test_who_saw_an_older_page_is_told_and_nothing_is_lost_of_the_other(head, school):
    seen = selectors.stamp([])
    given(head, school, seen=seen)
    with pytest.raises(EditedMeanwhile):
        given(head, school, typed=typed(rwm_target=60), seen=seen)
    assert Aim.objects.standing().get().percent == 78


@pytest.mark.parametrize("role", [role for role in Role if role != Role.HEADTEACHER])
def test_only_the_head_sets_targets(role, school):
    where = None if role in (Role.EXECUTIVE, Role.TRUSTEE, Role.ADMIN) else school
    with pytest.raises(NotAllowed):
        given(a_person(role, at=where), school)
    with pytest.raises(NotAllowed):
        given(a_person(Role.HEADTEACHER, at=a_school("Far Away")), school)


def test_targets_are_set_for_this_year_and_the_next(head, school):
    for year in (YEAR - 1, YEAR + 2):
        with pytest.raises(WrongState, match="Targets are set for"):
            given(head, school, start_year=year)
    given(head, school, start_year=YEAR + 1)


def test_the_lead_agrees_what_they_saw_and_the_decision_is_written_down(head, lead, school):
    given(head, school, typed=typed(rwm_target=78, rwm_estimate=70))
    seen = selectors.stamp(selectors.aims_of(school, YEAR))
    given(head, school, typed=typed(rwm_target=77, rwm_estimate=70))
    with pytest.raises(EditedMeanwhile):
        services.agree_targets(actor=lead, school=school, start_year=YEAR, seen=seen)
    seen = selectors.stamp(selectors.aims_of(school, YEAR))
    [agreed] = services.agree_targets(actor=lead, school=school, start_year=YEAR, seen=seen)
    assert (agreed.percent, agreed.agreed_by) == (77, lead)
    entry = JournalEntry.objects.get(verb=verbs.TARGETS_AGREED)
    assert (entry.actor_id, entry.after["targets"]) == (lead.pk, 1)
    with pytest.raises(WrongState, match="no target that waits"):
        services.agree_targets(actor=lead, school=school, start_year=YEAR)


def test_nobody_agrees_what_they_set_and_no_head_agrees(school, head):
    both = a_person(Role.HEADTEACHER, at=school, name="Both")
    both.assignments.create(role=Role.EXECUTIVE)
    given(both, school)
    with pytest.raises(NotAllowed, match="somebody else must agree"):
        services.agree_targets(actor=both, school=school, start_year=YEAR)
    with pytest.raises(NotAllowed, match="improvement lead"):
        services.agree_targets(actor=head, school=school, start_year=YEAR)


def test_the_database_holds_one_standing_share_of_each_kind(school):
    some_targets(school)
    again = Aim.objects.get()
    again.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()


def test_a_failed_journal_saves_nothing(head, school, monkeypatch):
    monkeypatch.delitem(__import__("core.journal").journal.VERBS, verbs.TARGETS_SET)
    with pytest.raises(LookupError):
        given(head, school)
    assert not Aim.objects.exists()


@pytest.mark.parametrize(
    ("on", "year"),
    [
        (date(2026, 7, 3), 2026),
        (date(2026, 8, 31), 2026),
        (date(2026, 10, 1), 2026),
        (date(2027, 5, 31), 2026),
        (date(2027, 6, 1), 2027),
    ],
)
def test_july_means_the_year_to_come_and_october_the_year_itself(on, year):
    assert selectors.year_aimed_at(on) == year


def test_july_sets_next_year_and_october_revises_it(head, lead, school):
    with as_of(moment(date(2026, 7, 6))):
        assert selectors.year_aimed_at(date(2026, 7, 6)) == 2026
        given(head, school, start_year=2026)
        services.agree_targets(actor=lead, school=school, start_year=2026)
    with as_of(moment(date(2026, 10, 8))):
        [new] = given(
            head, school, start_year=2026, typed=typed(rwm_target=75), reason="Baseline is in."
        )
    assert new.academic_year == AcademicYear(2026)
    old = Aim.objects.get(percent=78)
    assert old.superseded_at.date() == date(2026, 10, 8)


def test_one_query_tells_how_far_every_school_is(django_assert_num_queries, school, lead):
    some_targets(school, agreed_by=lead)
    some_targets(school, reading_target=80, rwm_target=78)
    for number in range(30):
        a_school(f"School {number}")
    with django_assert_num_queries(1):
        rows = {row.name: row for row in selectors.with_targets(School.objects.all(), YEAR)}
    row = rows["Elm Grove"]
    assert (row.targets, row.to_agree, row.years_set, row.years_taught) == (2, 1, 1, 7)
    assert rows["School 1"].targets == 0
