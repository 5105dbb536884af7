"""DfE's pupil downloads are known by their columns, and other results files are matched by hand."""

import pytest

from core.errors import UnreadableFile
from core.spreadsheets import read
from monitoring import services
from monitoring.models import PupilRecord, Upload, UploadState
from monitoring.rules import columns, downloads
from monitoring.rules.origins import Origin, origin
from monitoring.services.reading import read_table
from tests.monitoring.downloads import EYFSP, KS1, KS2, MTC, PHONICS, a_pupil, as_csv
from tests.monitoring.marks import a_marksheet, a_upn
from tests.monitoring.marks import as_csv as as_plain_csv
from tests.world import a_collection, a_draft, a_school, an_upload

SUBJECTS = ("reading", "writing", "maths")
LAYOUTS = {
    "key stage 2 results": KS2,
    "key stage 1 results": KS1,
    "early years foundation stage profiles": EYFSP,
    "phonics results": PHONICS,
    "multiplication tables check results": MTC,
}


def column(table, name):
    return table.columns[table.header.index(name)]


def matched_cells(content, subjects):
    """What a file's columns hold by our fields, as they were matched without a person."""
    table = read_table(content, "download.csv", is_cp1252=False)
    return {
        field: column(table, name)
        for field, name in downloads.matched(table.header, subjects).items()
    }


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("changed", [str, str.lower, str.upper, lambda n: n.replace("_", " ")])
def test_a_layout_is_known_whatever_its_case(name, changed):
    assert downloads.known([changed(column) for column in LAYOUTS[name]]).name == name


def test_other_files_are_no_download():
    assert downloads.known(["UPN", "Surname", "Reading", "Maths"]) is None
    assert downloads.matched(["UPN", "Reading"], SUBJECTS) is None
    assert downloads.completed(["UPN"], [["a"]]) == (["UPN"], [["a"]])


@pytest.mark.parametrize("case", ["same", "lower"])
def test_key_stage_2_is_matched_whole_with_a_code_where_there_is_no_score(case):
    pupils = [
        a_pupil(1),
        a_pupil(2, READSCORE="", READOUTCOME="B", WRITTAOUTCOME="PK3"),
        a_pupil(3, MATSCORE="", MATOUTCOME="A"),
    ]
    found = matched_cells(as_csv(KS2, pupils, case=case), SUBJECTS)
    assert set(found) == {*columns.OURS, *SUBJECTS}
    assert found["reading"] == ["96", "B", "98"]
    assert found["maths"] == ["91", "92", "A"]
    assert found["writing"] == ["EXS", "PK3", "EXS"]
    assert found["eal"] == ["Y", "", "N"]
    assert not columns.missing(dict.fromkeys(found, "") | {f: f for f in found}, SUBJECTS), (
        "nothing is left to match"
    )


def test_subjects_that_are_not_asked_for_are_left_alone():
    found = matched_cells(as_csv(KS2, [a_pupil(1)]), ("writing",))
    assert set(found) == {*columns.OURS, "writing"}


@pytest.mark.parametrize(
    ("layout", "pupil", "subjects", "told"),
    [
        (KS1, a_pupil(1, READ_OUTCOME="GDS"), ("reading",), {"reading": "GDS", "year_group": "2"}),
        (EYFSP, a_pupil(1, E01="", COM_E01="2"), ("E01",), {"E01": "2", "year_group": "R"}),
        (EYFSP, a_pupil(1, MAT_E12="1"), ("E12",), {"E12": "1", "forename": "Forename1"}),
        (PHONICS, a_pupil(1, PHONICS_MARK="33", PHONICS_OUTCOME="Wa"), ("phonics",),
         {"phonics": "33", "year_group": "1"}),
        (PHONICS, a_pupil(1, PHONICS_OUTCOME="D"), ("phonics",), {"phonics": "D"}),
        (MTC, a_pupil(1, FormMark="25"), ("mtc",), {"mtc": "25", "year_group": "4", "sex": "M"}),
        (MTC, a_pupil(1, ReasonNotTakingCheck="U"), ("mtc",), {"mtc": "U"}),
        (MTC, a_pupil(1, FormMark="0", ReasonNotTakingCheck=""), ("mtc",), {"mtc": "0"}),
    ],
)  # fmt: skip
def test_the_other_layouts_say_the_same_of_their_own(layout, pupil, subjects, told):
    found = matched_cells(as_csv(layout, [pupil]), subjects)
    assert {field: found[field][0] for field in told} == told
    assert found["upn"] == [a_upn(1)]


def test_a_known_layout_may_be_wider_than_other_files():
    wide = [*KS2, *[f"MORE{n}" for n in range(115)]]
    assert len(read_table(as_csv(wide, [a_pupil(1)]), "k.csv", is_cp1252=False).header) > 150
    with pytest.raises(UnreadableFile, match="columns"):
        read_table(as_csv([*KS2, *[f"M{n}" for n in range(165)]], [a_pupil(1)]), "k.csv",
                   is_cp1252=False)  # fmt: skip
    with pytest.raises(UnreadableFile, match="columns"):
        read(as_csv(wide, [a_pupil(1)]), "k.csv", find_header=columns.find_header)


# Into a collection


@pytest.fixture
def draft(db):
    school = a_school("Elm Grove", laestab="0019999")
    return a_draft(school, a_collection(scale="ks2_scaled_score", year_groups=["6"]))


def give(draft, content, name="download.csv"):
    upload = services.receive_upload(
        actor=None, submission_id=draft.pk, file_name=name, content=content
    )
    draft.refresh_from_db()
    return upload


def test_a_key_stage_2_download_needs_no_matching(draft):
    upload = give(draft, as_csv(KS2, [a_pupil(at) for at in range(12)]))
    assert (upload.state, upload.problems, draft.pupils) == (UploadState.CHECKED, [], 12)
    record = PupilRecord.objects.get(pupil__surname="Surname1")
    assert record.results == {"reading": "96", "writing": "EXS", "maths": "91"}
    assert (record.is_eal, record.is_disadvantaged, record.sen_provision) == (True, True, "K")


def test_what_a_school_has_matched_before_stays_remembered(draft):
    an_upload(draft, a_marksheet(6).replace(b",EXS", b",WTS"))
    give(draft, as_csv(KS2, [a_pupil(at) for at in range(12)]))
    assert Upload.objects.get().state == UploadState.CHECKED
    upload = give(draft, a_marksheet())
    assert upload.columns["reading"] == "Reading"


def test_a_download_of_something_else_says_what_it_is(draft):
    upload = give(draft, as_csv(PHONICS, [a_pupil(1, PHONICS_MARK="33")]))
    assert upload.state == UploadState.REFUSED
    assert "DfE's download of phonics results" in upload.notes[0]
    assert "asks for reading, writing, maths" in upload.notes[0]


def test_another_years_and_another_schools_download_are_asked_about(draft):
    others = [a_pupil(at, ACADYR="2025/2026", LAESTAB="0018888") for at in range(12)]
    give(draft, as_csv(KS2, others))
    said = {difference["code"]: difference["text"] for difference in draft.differences}
    assert "is of 2025/26, and Autumn 2026 is of 2026/27" in said["other-year"]
    assert "001/8888" in said["names-other-school"]
    give(draft, as_csv(KS2, [a_pupil(at) for at in range(12)]))
    assert not {"other-year", "names-other-school"} & {d["code"] for d in draft.differences}


@pytest.mark.parametrize(
    ("header", "cells", "told"),
    [
        (["ACADYR", "URN"], [["2024/2025"] * 3, ["999901"] * 3], Origin(2024, "999901", "")),
        (["Academic Year"], [["2024-25", "", ""]], Origin(2024, "", "")),
        (["LAEstab"], [["999/9901", "9999901", "1111111"]], Origin(None, "", "")),
        (["LAESTAB"], [["XXX/XXXX"] * 3], Origin(None, "", "")),
        (["URN", "ACADYR"], [["", "", ""], ["last", "last", "last"]], Origin()),
        (["UPN"], [["x"]], Origin()),
    ],
)
def test_what_most_rows_say_of_school_and_year(header, cells, told):
    assert origin(header, cells) == told


RESULTS = ["UPN", "Last name", "First name", "Year group", "Reading scaled score",
           "Maths scaled score", "Writing teacher assessment", "Reading raw score"]  # fmt: skip


def test_a_results_file_in_no_known_layout_is_guessed_and_matched(draft):
    lines = [
        [a_upn(at), f"Surname{at}", f"F{at}", "Year 6", str(95 + at), str(100 + at), "GDS", "30"]
        for at in range(12)
    ]
    upload = give(draft, as_plain_csv(lines, RESULTS), "results.csv")
    assert upload.state == UploadState.MAPPING
    assert upload.columns["reading"] == "Reading scaled score"
    services.confirm_columns(actor=None, submission_id=draft.pk, matched=upload.columns)
    results = PupilRecord.objects.get(pupil__surname="Surname5").results
    assert results == {"reading": "100", "maths": "105", "writing": "GDS"}
