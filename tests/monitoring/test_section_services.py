"""A part of a school's data is asked of somebody, looked after, and taken back."""

import pytest
from django.db import IntegrityError
from django.utils import timezone

from core.errors import EditedMeanwhile, NotAllowed, SayWhy, WrongState
from core.models import JournalEntry
from monitoring import services, verbs
from monitoring.models import SectionAsked
from monitoring.selectors.looking_after import part_of, parts_of
from monitoring.selectors.sections import sections_of
from monitoring.selectors.submissions import upload_of
from monitoring.services.grids import stamp
from tests.monitoring.marks import a_marksheet, a_row, as_csv, rows
from tests.monitoring.sharing import a_head, a_section, a_teacher, typed
from tests.world import a_collection, a_draft, a_school, an_upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return a_school()


@pytest.fixture
def collection(db):
    return a_collection(year_groups=["5", "6"])


@pytest.fixture
def draft(school, collection):
    """A file of which every row can be read."""
    draft = a_draft(school, collection)
    an_upload(draft, a_marksheet())
    return draft


@pytest.fixture
def grid(school, collection):
    return a_draft(school, collection, way="grid")


def content_of(asked):
    section = part_of(asked).section
    return section.content if section else ""


def answer(asked, said="right", because="", seen=None):
    return services.answer_for_section(
        actor=asked.person,
        asked_id=asked.pk,
        answer=said,
        because=because,
        seen=content_of(asked) if seen is None else seen,
    )


def section_in(draft, subject="maths"):
    draft.refresh_from_db()
    found = sections_of(draft, upload_of(draft))
    return next(section for section in found if section.subject == subject)


def test_asking_somebody_else_ends_the_first_asking_and_keeps_it(draft, school):
    first = a_section(draft, note="By Friday, please.")
    head, other = a_head(school), a_teacher(school, "Una")
    ask = {"actor": head, "submission_id": draft.pk, "subject": "maths", "person": other}
    second = services.ask_for_section(**ask)
    assert services.ask_for_section(**ask) == second, "asking the same again changes nothing"
    first.refresh_from_db()
    assert (first.ended_by, second.ended_at) == (head, None)
    assert first.ended_at <= timezone.now()
    told = JournalEntry.objects.filter(target_id=str(first.pk), verb__startswith="monitoring.sec")
    assert [entry.verb for entry in told] == [verbs.SECTION_ASKED, verbs.SECTION_ENDED]
    assert parts_of(first.person) == []
    assert [part.asked for part in parts_of(other)] == [second]


def test_one_asking_of_a_part_stands_at_a_time(draft):
    asked = a_section(draft)
    asked.pk = None
    with pytest.raises(IntegrityError):
        asked.save(force_insert=True)


def test_only_the_schools_own_staff_of_today_can_be_asked(draft, school):
    gone = a_teacher(school, "Gil")
    gone.assignments.update(ends_on=timezone.localdate() - timezone.timedelta(days=1))
    for person in (a_teacher(a_school("Oak Hill")), gone):
        with pytest.raises(NotAllowed, match="not on this school's list of staff"):
            a_section(draft, of=person)


def test_only_the_head_shares_out_and_takes_back(draft):
    asked = a_section(draft)
    with pytest.raises(NotAllowed, match="Only the headteacher"):
        services.take_section_back(actor=asked.person, asked_id=asked.pk)
    with pytest.raises(NotAllowed, match="Only the headteacher"):
        services.ask_for_section(
            actor=asked.person, submission_id=draft.pk, subject="reading", person=asked.person
        )


@pytest.mark.parametrize("subject", ["rwm", "science", ""])
def test_a_part_that_is_not_asked_for_cannot_be_shared_out(draft, subject):
    with pytest.raises(WrongState, match="no such part"):
        a_section(draft, subject)


def test_what_is_taken_back_is_nobodys_to_look_after(draft, school):
    asked, head = a_section(draft), a_head(school)
    for _ in range(2):
        services.take_section_back(actor=head, asked_id=asked.pk)
    assert JournalEntry.objects.filter(verb=verbs.SECTION_ENDED).count() == 1
    with pytest.raises(NotAllowed, match="not asked of you any more"):
        answer(asked)


def test_a_role_that_ended_ends_it_too(draft):
    asked = a_section(draft)
    asked.person.assignments.update(ended_at=timezone.now())
    with pytest.raises(NotAllowed, match="not asked of you any more"):
        answer(asked)
    assert parts_of(asked.person) == []
    assert not section_in(draft).asked.is_here


def test_a_subject_is_said_to_be_right_until_it_changes(draft):
    asked = a_section(draft)
    assert part_of(asked).waits
    assert section_in(draft).warning == "Maths was asked of Tariq and is not finished."
    answer(asked)
    asked.refresh_from_db()
    assert not part_of(asked).waits
    assert section_in(draft).status == "Completed"
    changed = [a_row(at, Writing="GDS") for at in range(30)]
    an_upload(draft, as_csv(changed))
    assert section_in(draft).facts.stands == "right", "writing changed, and maths did not"
    an_upload(draft, as_csv([*changed[:4], a_row(4, Maths="WTS", Writing="GDS"), *changed[5:]]))
    section = section_in(draft)
    assert (section.status, section.has_fallen_off) == ("In progress", True)
    assert part_of(asked).waits
    assert "has changed since" in part_of(asked).why


def test_what_is_not_right_says_why_and_waits_for_the_head(draft):
    asked = a_section(draft)
    with pytest.raises(SayWhy):
        answer(asked, "wrong", " ")
    answer(asked, "wrong", "These are the summer's grades.")
    section = section_in(draft)
    assert section.warning.endswith("says that it is not right: These are the summer's grades.")
    asked.refresh_from_db()
    assert not part_of(asked).waits
    answer(asked)
    assert section_in(draft).asked.because == ""


def test_nobody_vouches_for_what_they_have_not_seen(draft):
    asked = a_section(draft)
    with pytest.raises(EditedMeanwhile):
        answer(asked, seen="another")


def test_nobody_vouches_for_rows_that_cannot_be_read(school, collection):
    draft = a_draft(school, collection)
    asked = a_section(draft)
    assert part_of(asked).why == "The file is still to be uploaded."
    an_upload(draft, as_csv([*rows(12), a_row(16, Maths="EXP+")]))
    section = section_in(draft)
    assert (section.facts.errors, section_in(draft, "reading").facts.errors) == (1, 0)
    with pytest.raises(WrongState, match="every row of the file can be read"):
        answer(asked)
    answer(asked, "wrong", "EXP+ is a grade of our old system.")


def test_on_the_grid_one_subject_is_typed_and_no_other(grid, school):
    services.save_grid(
        actor=None, submission_id=grid.pk, typed=typed(reading=(30, 20, 5), maths=(30, 9, 1))
    )
    asked = a_section(grid)
    grid.refresh_from_db()
    seen = stamp(grid, "maths")
    forged = typed(maths=(30, 21, 6), reading=(1, 1, 1), writing=(2, 2, 2), rwm=(3, 3, 3))
    saved = services.save_section(actor=asked.person, asked_id=asked.pk, typed=forged, seen=seen)
    assert saved.typed["cells"] == typed(reading=(30, 20, 5), maths=(30, 21, 6))
    counts = saved.grid_counts.values_list("subject", "pupils", "expected", "higher")
    assert set(counts) == {("reading", 30, 20, 5), ("maths", 30, 21, 6)}
    with pytest.raises(EditedMeanwhile):
        services.save_section(
            actor=asked.person, asked_id=asked.pk, typed=typed(maths=(30, 22, 6)), seen=seen
        )
    with pytest.raises(EditedMeanwhile):
        services.save_grid(actor=None, submission_id=grid.pk, typed={}, seen=stamp(grid))


def test_numbers_that_cannot_be_true_are_not_said_to_be_right(grid):
    asked = a_section(grid)
    for cells, why in (
        ({}, "something is typed"),
        (typed(maths=(30, 31, 5)), "cell above is fixed"),
    ):
        services.save_section(actor=asked.person, asked_id=asked.pk, typed=cells)
        with pytest.raises(WrongState, match=why):
            answer(asked)
    services.save_section(actor=asked.person, asked_id=asked.pk, typed=typed(maths=(30, 30, 5)))
    assert answer(asked).answer == "right"


def test_two_people_type_their_own_subjects_at_once(grid):
    maths, reading = a_section(grid), a_section(grid, "reading", of=a_teacher(grid.school, "Una"))
    seen = {one: stamp(grid, one.subject) for one in (maths, reading)}
    for one in (maths, reading):
        services.save_section(
            actor=one.person,
            asked_id=one.pk,
            typed=typed(**{one.subject: (30, 20, 5)}),
            seen=seen[one],
        )
    grid.refresh_from_db()
    assert grid.typed["cells"] == typed(maths=(30, 20, 5), reading=(30, 20, 5))
    assert section_in(grid, "rwm").status == "Not required"
    assert section_in(grid, "writing").status == "Not started"


def test_a_file_is_not_typed_into(draft):
    asked = a_section(draft)
    with pytest.raises(WrongState, match="comes from a file"):
        services.save_section(actor=asked.person, asked_id=asked.pk, typed=typed(maths=(1, 1, 1)))


def test_only_ones_own_differences_are_explained(school):
    draft = a_draft(school, a_collection(year_groups=["5", "6"]))
    an_upload(draft, as_csv([a_row(at, year=6, Maths="") for at in range(20)]))
    codes = {difference["code"] for difference in draft.differences}
    assert {"without-maths", "empty-5"} <= codes
    asked = a_section(draft)
    services.explain_section(
        actor=asked.person, asked_id=asked.pk, explanations=dict.fromkeys(codes, "It is so.")
    )
    draft.refresh_from_db()
    assert draft.explanations == {"without-maths": "It is so."}


def test_nothing_is_done_to_what_was_sent_or_is_closed(draft, collection):
    asked = a_section(draft)
    said = {one["code"]: "It is so." for one in draft.differences}
    services.explain(actor=None, submission_id=draft.pk, explanations=said)
    services.submit(actor=None, submission_id=draft.pk)
    part = part_of(asked)
    assert (part.why, part.waits, part.status) == ("It was sent.", False, "Completed")
    with pytest.raises(WrongState, match="Nothing is being prepared now"):
        answer(asked)
    services.close_collection(actor=None, collection_id=collection.pk)
    with pytest.raises(WrongState, match="is closed"):
        answer(asked)
    assert parts_of(asked.person) == []


def test_an_asking_outlives_a_draft_that_is_discarded(draft, school, collection):
    asked = a_section(draft)
    services.discard_draft(actor=None, submission_id=draft.pk)
    assert part_of(asked).status == "Cannot start yet"
    again = a_draft(school, collection)
    assert section_in(again).asked == SectionAsked.objects.get()
