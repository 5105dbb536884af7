"""What a headteacher meets who gives a file of a kind: messages in words, the sheet, the pages."""

from io import BytesIO

import pytest
from django.core.management import CommandError
from django.urls import reverse
from openpyxl import load_workbook

from accounts.roles import Role
from core.errors import SayWhy, WrongState
from monitoring import services
from monitoring.models import Collection, ColumnMap, Spelling, Submission
from monitoring.rules.kinds import ASKINGS, Kind
from monitoring.selectors.collections import is_asked, schools_asked
from monitoring.selectors.cost import costs
from monitoring.selectors.templates import lines_for
from monitoring.services.collections import NotATerm
from monitoring.services.uploads import NotMatched
from tests.kinds.files import a_file, asked, given, run
from tests.monitoring.marks import as_csv
from tests.world import a_collection, a_draft, a_person, a_return, a_school, an_upload

pytestmark = pytest.mark.django_db

SESSIONS = [{"possible": "300", "missed": "12"}] * 20


def problems_of(kind, results, **more):
    collection = asked(kind)
    draft = a_draft(a_school("Elm", phase=more.pop("phase", "primary")), collection)
    upload = an_upload(draft, a_file(kind, results, **more))
    return [
        (one["row"], one["column"], one["value"], one["problem"], one["fix"], one["code"])
        for one in upload.problems
    ]


@pytest.mark.parametrize(
    ("kind", "results", "wanted"),
    [
        (
            Kind.PHONICS,
            [{"phonics": "32"}, {"phonics": "41"}],
            (
                3, "Phonics", "41", "Not a result of this kind.",
                "Write a whole number from 0 to 40, Wa, Wt, A, D, Q or L, or leave the row out.",
                "E-ROW-RESULT",
            ),
        ),
        (
            Kind.TABLES,
            [{"mtc": "25"}, {"mtc": ""}],
            (
                3, "Multiplication tables check", "", "There is no result.",
                "Write a whole number from 0 to 25, A, B, J, U or L, or leave the row out.",
                "E-ROW-RESULT",
            ),
        ),
        (
            Kind.ATTENDANCE,
            [{"possible": "300", "missed": "3"}, {"possible": "38", "missed": "380"}],
            (
                3, "Sessions missed", "380", "This contradicts the rest of the row.",
                "It cannot be more than possible sessions, 38. Correct one of the two.",
                "E-ROW-CLASH",
            ),
        ),
        (
            Kind.EARLY_YEARS,
            [{goal: "A" if goal == "E03" else "2" for goal in ASKINGS[Kind.EARLY_YEARS].fields}],
            (
                2, "E03: self-regulation", "A", "This contradicts the rest of the row.",
                "If one goal is A, all 17 are. Write 1 or 2 here, or A in all of them.",
                "E-ROW-CLASH",
            ),
        ),
    ],
)  # fmt: skip
def test_each_wrong_cell_is_said_with_its_row_column_value_and_what_to_do(kind, results, wanted):
    assert problems_of(kind, results) == [wanted]


def test_a_word_that_is_nearly_right_is_suggested():
    found = problems_of(
        Kind.SMALL_STEPS, [{"judgement": "Exceeds!", "need": "SLD"}], phase="special"
    )
    assert [(one[2], one[4]) for one in found] == [("Exceeds!", "Did you mean EXCEEDS?")]


def test_nothing_is_stored_while_a_cell_is_wrong(tmp_path):
    school = a_school("Elm")
    asked(Kind.PHONICS)
    path = tmp_path / "phonics.csv"
    path.write_bytes(a_file(Kind.PHONICS, [{"phonics": "41"}]))
    with pytest.raises(CommandError, match="1 problem to mend"):
        run("submit", str(path), f"--school={school.urn}", "--collection=Phonics, Summer 2026")
    assert not Submission.objects.exists()


def test_a_file_is_given_by_command_and_its_receipt_says_what_became_of_it(tmp_path):
    school = a_school("Elm")
    asked(Kind.ATTENDANCE)
    path = tmp_path / "absence.csv"
    path.write_bytes(a_file(Kind.ATTENDANCE, SESSIONS, year="3"))
    told = run(
        "submit", str(path), f"--school={school.urn}", "--collection=attendance, summer 2026"
    )
    assert (told["accepted"], told["problems"], told["unchanged"]) == (20, [], False)
    again = run(
        "submit", str(path), f"--school={school.urn}", "--collection=Attendance, Summer 2026"
    )
    assert (again["receipt"], again["unchanged"]) == (told["receipt"], True)


def test_a_file_that_lacks_a_column_the_kind_needs_is_not_counted_by_half():
    draft = a_draft(a_school("Elm"), asked(Kind.ATTENDANCE))
    content = as_csv([["A", "B", "3", "300"]], ["Surname", "Forename", "Year", "Possible"])
    with pytest.raises(NotMatched, match="Match Sessions missed"):
        an_upload(draft, content)


def test_the_columns_of_one_kind_are_not_those_of_another():
    school = a_school("Elm")
    header = ["UPN", "Surname", "Forename", "Year", "Possible", "Absences"]
    draft = a_draft(school, asked(Kind.ATTENDANCE))
    an_upload(draft, as_csv([["", "Ash", "Ann", "3", "300", "3"]], header))
    header = ["UPN", "Surname", "Forename", "Year", "Mark"]
    draft = a_draft(school, asked(Kind.PHONICS))
    an_upload(draft, as_csv([["", "Ash", "Ann", "1", "33"]], header))
    maps = {one.kind: one.columns for one in ColumnMap.objects.filter(school=school)}
    assert maps[Kind.ATTENDANCE]["missed"] == "Absences"
    assert maps[Kind.PHONICS]["phonics"] == "Mark"


def test_the_sheet_of_a_kind_comes_back_without_matching(tmp_path):
    school, collection = a_school("Elm"), asked(Kind.EARLY_YEARS)
    out = tmp_path / "sheet.xlsx"
    run("make_template", f"--school={school.urn}", f"--collection={collection}", f"--out={out}")
    book = load_workbook(out)
    head = [cell.value for cell in book.active[1]]
    assert head[-17:][0] == "E01: listening, attention and understanding"
    book.active.append(["", "Ash", "Ann", "05/05/2021", "R", "F", "N", "N", "N", *["2"] * 17])
    filled = BytesIO()
    book.save(filled)
    draft = a_draft(school, collection)
    upload = an_upload(draft, filled.getvalue(), "sheet.xlsx")
    assert (upload.state, upload.problems) == ("checked", [])
    assert draft.summary["R"]["lines"]["gld"]["expected"] == 1


@pytest.mark.parametrize("special_only", [False, True])
def test_a_kind_asks_special_schools_or_the_others_and_never_both(special_only):
    school = a_school("Elm", phase="special" if special_only else "primary")
    other = a_school("Oak", phase="primary" if special_only else "special")
    collection = asked(Kind.ATTENDANCE, special_only=special_only)
    assert ("in special schools" in collection.name) is special_only
    assert list(schools_asked(collection)) == [school]
    assert (is_asked(collection, school), is_asked(collection, other)) == (True, False)


def test_a_kind_of_few_year_groups_is_no_roll_and_no_list_of_the_school():
    """What a year costs and who is on the next sheet go by the termly return."""
    school = a_school("Elm")
    autumn = a_collection()
    a_return(school, autumn)
    before = costs(start_year=2026, schools=[school])[school.pk]
    on_sheet = len(lines_for(school, autumn))
    phonics = asked(Kind.PHONICS, "Autumn 2026", due_on="2026-12-11")
    given(school, phonics, [{"phonics": "20"}] * 12)
    after = costs(start_year=2026, schools=[school])[school.pk]
    assert after.cells - before.cells == before.pupils // 6
    assert len(lines_for(school, autumn)) == on_sheet == 30


def test_counts_cannot_be_typed_for_a_kind():
    with pytest.raises(WrongState, match="a row for each pupil"):
        a_draft(a_school("Elm"), asked(Kind.PHONICS), way="grid")


def test_a_collection_of_a_kind_says_why_it_is_asked():
    due = {"due_on": "2026-07-17"}
    with pytest.raises(SayWhy, match="what is decided"):
        services.open_collection(actor=None, name="Summer 2026", kind="phonics", purpose=" ", **due)
    with pytest.raises(NotATerm, match="There is no kind called fonics"):
        services.open_collection(actor=None, name="Summer 2026", kind="fonics", **due)


def test_somebody_opens_a_collection_of_a_kind_on_its_page(sign_in):
    client = sign_in(a_person(Role.EXECUTIVE))
    url = f"{reverse('monitoring:collection-open')}?kind=phonics"
    page = client.get(url).content.decode()
    assert "Phonics, expected standard in year 1" in page
    assert 'name="scale"' not in page
    form = {"name": "Summer 2026", "due_on": "2026-07-17", "purpose": ""}
    assert client.post(url, form).status_code == 422
    assert not Collection.objects.exists()
    client.post(url, form | {"purpose": "The board sees it in September."})
    collection = Collection.objects.get()
    assert (collection.name, collection.subjects) == ("Phonics, Summer 2026", ["phonics"])


def test_a_head_sees_the_counts_before_and_after_sending(sign_in):
    school = a_school("Elm")
    collection = asked(Kind.PHONICS)
    client = sign_in(a_person(Role.HEADTEACHER, at=school))
    start = client.get(reverse("monitoring:submission-start", args=[school.urn, collection.pk]))
    assert "Type counts" not in start.content.decode()
    draft = a_draft(school, collection)
    an_upload(draft, a_file(Kind.PHONICS, [{"phonics": "33"}] * 9 + [{"phonics": "12"}, {}]))
    prepare = reverse("monitoring:submission-prepare", args=[school.urn, draft.receipt])
    page = client.get(prepare).content.decode()
    assert "There is no result. Write a whole number" in page
    client.post(
        reverse("monitoring:upload-correct", args=[school.urn, draft.receipt]),
        {"field": "phonics", "value": "", "to": "A", "row": "12"},
    )
    page = client.get(prepare).content.decode()
    assert "82% (9)" in page
    assert "Send to the trust</button>" in page


def test_a_word_is_corrected_in_all_rows_alike_and_is_no_spelling_of_a_grade(sign_in):
    school = a_school("Fern", phase="special")
    draft = a_draft(school, asked(Kind.SMALL_STEPS))
    rows = [{"judgement": "MEETING", "need": "Autism"}] * 8
    an_upload(draft, a_file(Kind.SMALL_STEPS, rows))
    client = sign_in(a_person(Role.HEADTEACHER, at=school))
    prepare = reverse("monitoring:submission-prepare", args=[school.urn, draft.receipt])
    assert '<option value="ASD">ASD</option>' in client.get(prepare).content.decode()
    client.post(
        reverse("monitoring:upload-correct", args=[school.urn, draft.receipt]),
        {"field": "need", "value": "Autism", "to": "ASD"},
    )
    page = client.get(prepare).content.decode()
    assert "100% (8)" in page
    assert not Spelling.objects.exists()


def test_what_waits_for_a_number_or_has_nobody_says_so_before_it_is_sent(sign_in):
    school = a_school("Elm")
    client = sign_in(a_person(Role.HEADTEACHER, at=school))
    quiet = {"suspensions": "0", "suspension_sessions": "0", "exclusions": "0"}
    for kind, row, said in (
        (Kind.PHONICS, {"phonics": "32"}, ">pending</td>"),
        (Kind.SUSPENSIONS, quiet | {"on_january_roll": "Y"}, ">none</td>"),
    ):
        draft = a_draft(school, asked(kind, "Summer 2027", due_on="2027-07-16"))
        an_upload(draft, a_file(kind, [row] * 9))
        url = reverse("monitoring:submission-prepare", args=[school.urn, draft.receipt])
        assert said in client.get(url).content.decode()


def test_a_collection_of_a_kind_is_judged_on_no_scale():
    collection = asked(Kind.PHONICS)
    assert collection.asked_by == "Phonics"
    with pytest.raises(ValueError, match="judged on no scale"):
        collection.on_scale  # noqa: B018 - asking for it is what is refused


def test_a_kind_of_the_whole_school_is_told_for_all_its_years_together(sign_in):
    school = a_school("Elm")
    draft = a_draft(school, asked(Kind.ATTENDANCE))
    people = [{"Year group": "34"[at % 2]} for at in range(20)]
    an_upload(draft, a_file(Kind.ATTENDANCE, SESSIONS, people=people))
    client = sign_in(a_person(Role.HEADTEACHER, at=school))
    page = client.get(reverse("monitoring:submission-prepare", args=[school.urn, draft.receipt]))
    text = " ".join(page.content.decode().split())
    assert "Whole school</th>" in text
    assert "96.0% (20 pupils)" in text


@pytest.mark.parametrize("route", ["monitoring:return-detail", "monitoring:return-compare"])
def test_the_trust_reads_what_came_of_a_kind(sign_in, route):
    school, collection = a_school("Elm"), asked(Kind.TABLES)
    given(school, collection, [{"mtc": "24"}] * 12)
    sent = given(school, collection, [{"mtc": "25"}] * 12)
    client = sign_in(a_person(Role.EXECUTIVE))
    page = client.get(reverse(route, args=[school.urn, sent.receipt]))
    assert page.status_code == 200
    assert "Multiplication tables check" in page.content.decode()
