"""From a draft to a receipt and back again, through services alone."""

from datetime import UTC, datetime

import pytest

from accounts.roles import Role
from core.errors import EditedMeanwhile, NotAllowed, SayWhy, WrongState
from core.jobs import work_off
from core.models import JournalEntry
from dashboards.models import Figure
from monitoring import policies, services, verbs
from monitoring.models import ColumnMap, Pupil, PupilRecord, Submission, SubmissionState
from monitoring.rules.grids import cell
from monitoring.selectors.returns import coverage, request_to
from monitoring.services.collections import NotATerm
from monitoring.services.submissions import NothingNew
from schools.models import School
from tests.monitoring.marks import HEADER, a_marksheet, a_row, as_csv, as_xlsx, rows
from tests.world import a_collection, a_draft, a_person, a_return, a_school, an_upload

pytestmark = pytest.mark.django_db
S = SubmissionState


def explained(draft):
    said = {difference["code"]: "It is so." for difference in draft.differences}
    services.explain(actor=None, submission_id=draft.pk, explanations=said)
    draft.refresh_from_db()
    return draft


def test_a_collections_name_says_its_term_and_year():
    spring = a_collection("spring 2027")
    assert (spring.name, str(spring.academic_year)) == ("Spring 2027", "2026/27")


def test_opening_the_same_term_twice_gives_the_same_collection():
    assert a_collection() == a_collection("AUTUMN 2026", purpose="Another")


@pytest.mark.parametrize(
    "wrong", [{"name": "Winter 2026"}, {"subjects": ["latin"]}, {"year_groups": []}, {"scale": "x"}]
)
def test_a_collection_of_what_we_do_not_know_is_refused(wrong):
    with pytest.raises(NotATerm):
        a_collection(**{"name": "Autumn 2026", **wrong})


def test_an_upload_with_usual_names_is_guessed_and_waits_for_a_person():
    draft = a_draft()
    upload = services.receive_upload(
        actor=None, submission_id=draft.pk, file_name="m.csv", content=a_marksheet()
    )
    assert (upload.state, upload.columns["reading"]) == ("mapping", "Reading")
    assert not PupilRecord.objects.exists()


def test_confirmed_columns_are_remembered_for_the_schools_next_file():
    school = a_school()
    a_return(school)
    draft = a_draft(school, a_collection("Spring 2027"))
    upload = services.receive_upload(
        actor=None, submission_id=draft.pk, file_name="m.csv", content=a_marksheet()
    )
    assert upload.state == "checked"
    assert ColumnMap.objects.get().school == school


def test_a_workbook_gives_the_same_content_as_the_csv():
    one, other = a_draft(a_school("Elm")), a_draft(a_school("Elm"), a_collection())
    an_upload(one, as_csv(rows(9)))
    an_upload(other, as_xlsx(rows(9)), "m.xlsx")
    given = [
        list(draft.records.order_by("row").values("row", "year_group", "sen_provision", "results"))
        for draft in (one, other)
    ]
    assert given[0] == given[1]


def test_an_error_anywhere_leaves_no_record():
    draft = a_draft()
    an_upload(draft, as_csv([*rows(20), a_row(20, Maths="nonsense")]))
    assert draft.summary
    assert not draft.records.exists()
    assert not Pupil.objects.exists()


def test_a_draft_is_sent_when_its_problems_are_corrected_or_left_out():
    draft = a_draft()
    lines = [*rows(24), a_row(24, Maths="EXP+"), a_row(25, year=15), a_row(26, Maths="EXP+")]
    an_upload(draft, as_csv(lines))
    assert policies.why_not_send(draft, draft.upload) == (
        "You can send when the 3 rows above are fixed or left out."
    )
    services.correct(actor=None, submission_id=draft.pk, field="maths", value="EXP+", to="EXS")
    services.leave_out(actor=None, submission_id=draft.pk, rows=[27])
    draft.refresh_from_db()
    sent = services.submit(actor=None, submission_id=explained(draft).pk)
    assert (sent.state, sent.pupils, sent.records.count()) == (S.SUBMITTED, 26, 26)
    services_row = Pupil.objects.get(surname="Surname24").records.get()
    assert services_row.results["maths"] == "EXS"


def test_a_row_can_be_taken_back_in():
    draft = a_draft()
    an_upload(draft, as_csv(rows(12)))
    services.leave_out(actor=None, submission_id=draft.pk, rows=[3])
    services.take_back(actor=None, submission_id=draft.pk, rows=[3])
    assert draft.records.count() == 12


def test_differences_have_to_be_explained_before_sending():
    draft = a_draft()
    an_upload(draft, as_csv([row for row in rows(48) if row[4] != "6"]))
    with pytest.raises(WrongState, match="when the difference above is explained"):
        services.submit(actor=None, submission_id=draft.pk)
    services.explain(
        actor=None, submission_id=draft.pk, explanations={"empty-6": "We have no Year 6."}
    )
    assert services.submit(actor=None, submission_id=draft.pk).explanations == {
        "empty-6": "We have no Year 6."
    }


def test_what_was_explained_in_a_version_is_not_asked_again_in_the_next():
    school, collection = a_school(), a_collection()
    a_return(school, collection, as_csv([row for row in rows(48) if row[4] != "6"]))
    again = a_draft(school, collection)
    an_upload(again, as_csv([row for row in rows(48) if row[4] not in ("5", "6")]))
    assert again.explanations == {"empty-6": "It is so."}
    assert "empty-5" in [difference["code"] for difference in again.differences]


def test_sending_twice_gives_one_receipt():
    sent = a_return()
    again = services.submit(actor=None, submission_id=sent.pk, seen=sent.content_hash)
    assert again.receipt == sent.receipt
    assert JournalEntry.objects.filter(verb=verbs.SUBMITTED).count() == 1


def test_what_changed_since_the_page_was_opened_is_not_sent():
    draft = a_draft()
    an_upload(draft, as_csv(rows(30)))
    seen = draft.content_hash
    an_upload(draft, as_csv(rows(31)))
    with pytest.raises(EditedMeanwhile):
        services.submit(actor=None, submission_id=draft.pk, seen=seen)


def test_a_new_version_supersedes_and_the_old_one_stays_as_it_was():
    first = a_return()
    second = a_return(first.school, first.collection, a_marksheet(36))
    first.refresh_from_db()
    assert (first.state, second.state, second.version) == (S.SUPERSEDED, S.SUBMITTED, 2)
    assert (first.records.count(), second.records.count()) == (30, 36)
    assert list(Submission.objects.counting()) == [second]


def test_the_same_content_again_is_not_a_new_version():
    sent = a_return()
    draft = a_draft(sent.school, sent.collection)
    an_upload(draft, as_csv(list(reversed(rows(30)))))
    explained(draft)
    with pytest.raises(NothingNew, match="the same as version 1"):
        services.submit(actor=None, submission_id=draft.pk)
    sent.refresh_from_db()
    assert sent.state == S.SUBMITTED


def test_a_returned_school_starts_from_what_it_sent():
    sent = a_return()
    lead = a_person(Role.IMPROVEMENT_LEAD)
    services.return_to_school(actor=lead, submission_id=sent.pk, reason="Year 6 is missing.")
    assert not Submission.objects.counting().exists()
    draft = services.start_draft(
        actor=None, school=sent.school, collection=sent.collection, way="upload", copy=True
    )
    again = services.submit(actor=None, submission_id=draft.pk)
    assert (again.version, again.records.count()) == (2, 30)
    sent.refresh_from_db()
    assert (sent.state, sent.return_reason) == (S.SUPERSEDED, "Year 6 is missing.")


def test_a_return_needs_a_reason_and_a_reviewer_who_may():
    sent = a_return()
    lead, stranger = a_person(Role.IMPROVEMENT_LEAD), a_person(Role.EXECUTIVE)
    with pytest.raises(SayWhy):
        services.return_to_school(actor=lead, submission_id=sent.pk, reason=" ")
    with pytest.raises(NotAllowed, match="improvement leads"):
        services.accept(actor=stranger, submission_id=sent.pk)
    assert services.accept(actor=lead, submission_id=sent.pk).state == S.ACCEPTED


def test_who_sent_it_does_not_review_it():
    school = a_school()
    both = a_person(Role.HEADTEACHER, at=school)
    both.assignments.create(role=Role.IMPROVEMENT_LEAD, school=school)
    sent = a_return(school)
    Submission.objects.update(submitted_by=both)
    with pytest.raises(NotAllowed, match="somebody else"):
        services.accept(actor=both, submission_id=sent.pk)


def test_only_the_head_prepares_a_schools_data():
    school, collection = a_school(), a_collection()
    with pytest.raises(NotAllowed, match="headteacher"):
        services.start_draft(
            actor=a_person(Role.HEADTEACHER), school=school, collection=collection, way="grid"
        )


def test_starting_twice_finds_the_same_draft():
    draft = a_draft()
    assert a_draft(draft.school, draft.collection) == draft


def test_a_closed_collection_takes_nothing():
    draft = a_draft()
    an_upload(draft, a_marksheet())
    explained(draft)
    services.close_collection(actor=None, collection_id=draft.collection_id)
    with pytest.raises(WrongState, match="is closed"):
        services.submit(actor=None, submission_id=draft.pk)
    with pytest.raises(WrongState, match="is closed"):
        a_draft(a_school(), draft.collection.__class__.objects.get())
    services.reopen_collection(
        actor=None, collection_id=draft.collection_id, reason="A server was down."
    )
    assert services.submit(actor=None, submission_id=draft.pk).state == S.SUBMITTED


@pytest.mark.parametrize(
    ("sent_at", "is_late"),
    [
        (datetime(2026, 6, 30, 22, 59, 59, tzinfo=UTC), False),  # 23:59:59 in British summer time
        (datetime(2026, 6, 30, 23, 0, 0, tzinfo=UTC), True),
    ],
)
def test_late_is_after_the_end_of_the_day_here_and_is_not_refused(sent_at, is_late):
    sent = a_return(collection=a_collection(due_on=datetime(2026, 6, 30, tzinfo=UTC).date()))
    Submission.objects.update(submitted_at=sent_at)
    assert request_to(sent.school, sent.collection).is_late == is_late


def typed(**rows_typed):
    return {
        cell("6", subject, "ALL", part): str(number)
        for subject, numbers in rows_typed.items()
        for part, number in zip(("pupils", "expected", "higher"), numbers, strict=True)
    }


def test_a_grid_is_kept_finished_or_not_and_sent_when_it_agrees():
    collection = a_collection(year_groups=["6"])
    draft = a_draft(collection=collection, way="grid")
    half = typed(reading=(30, 20, 5), maths=(30, "", ""))
    saved = services.save_grid(actor=None, submission_id=draft.pk, typed=half)
    assert saved.typed["cells"]["6-maths-ALL-pupils"] == "30"
    assert saved.grid_counts.count() == 1
    assert "2 cells above are fixed" in policies.why_not_send(saved, None)
    whole = typed(reading=(30, 20, 5), writing=(30, 18, 2), maths=(30, 21, 6), rwm=(30, 15, 1))
    services.save_grid(actor=None, submission_id=draft.pk, typed=whole)
    sent = services.submit(actor=None, submission_id=draft.pk)
    assert (sent.state, sent.pupils, sent.grid_counts.count()) == (S.SUBMITTED, 30, 4)


def test_two_tabs_do_not_overwrite_each_others_grid():
    draft = a_draft(way="grid")
    services.save_grid(actor=None, submission_id=draft.pk, typed=typed(reading=(30, 20, 5)))
    with pytest.raises(EditedMeanwhile):
        services.save_grid(
            actor=None, submission_id=draft.pk, typed=typed(reading=(1, 1, 1)), seen="before"
        )


def test_a_year_that_is_not_filled_in_has_to_be_explained():
    draft = a_draft(collection=a_collection(year_groups=["5", "6"]), way="grid")
    counts = typed(reading=(30, 20, 5), writing=(30, 18, 2), maths=(30, 21, 6))
    saved = services.save_grid(actor=None, submission_id=draft.pk, typed=counts)
    assert "3 differences" in policies.why_not_send(saved, None)


def test_schools_are_asked_only_for_years_they_have():
    infant = a_school("Infants", low_age=4, high_age=7)
    a_school("High School", low_age=11, high_age=16)
    special = a_school("Special", phase="special")
    told = coverage(a_collection(), School.objects.all())
    assert told.missing == [infant.name]
    assert told.text == "Still missing: Infants."
    draft = a_draft(infant, a_collection())
    an_upload(draft, as_csv(rows(30)))
    assert set(draft.summary) == {"1", "2"}
    asked = a_collection("Spring 2027", asks_special_schools=True)
    assert special.name in coverage(asked, School.objects.all()).missing


def test_each_change_leaves_one_entry_without_a_pupils_name():
    a_return()
    told = JournalEntry.objects.order_by("pk").values_list("verb", flat=True)
    assert [verb.removeprefix("monitoring.") for verb in told] == [
        "collection.opened",
        "submission.started",
        "submission.uploaded",
        "submission.matched",
        "submission.explained",
        "submission.submitted",
    ]
    everything = str(list(JournalEntry.objects.values()))
    assert "Surname1" not in everything
    assert a_row(1)[HEADER.index("UPN")] not in everything


def test_grammar_and_science_are_asked_for_where_a_trust_wants_them():
    asked = a_collection(subjects=["reading", "writing", "maths", "gps", "science"])
    lines = [[*row, "EXS", "GDS"] for row in rows(12)]
    content = as_csv(lines, header=[*HEADER, "SPaG", "Science"])
    sent = a_return(a_school(), asked, content)
    work_off()
    figures = Figure.objects.filter(school=None, group="ALL").values_list("subject", flat=True)
    assert set(figures) == {"reading", "writing", "maths", "gps", "science", "rwm"}
    assert {record.results["science"] for record in sent.records.all()} == {"GDS"}
