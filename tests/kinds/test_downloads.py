"""DfE's own downloads and transfer files are taken for the kind they are of, unmatched."""

import pytest

from monitoring.models import UploadState
from monitoring.rules.kinds import Kind
from monitoring.rules.measures import GOALS
from tests.kinds.files import asked
from tests.monitoring import downloads, transfer
from tests.world import a_draft, a_school, an_upload

pytestmark = pytest.mark.django_db
BORN = {"DOB": "05/05/2020"}


def counted(kind, content, year, name="results.csv"):
    draft = a_draft(a_school("Elm"), asked(kind, "Summer 2027", due_on="2027-07-16"))
    upload = an_upload(draft, content, name)
    assert (upload.state, upload.problems_found) == (UploadState.CHECKED, 0), upload.problems
    return draft.summary[year]["lines"]


def test_a_phonics_download_gives_marks_or_reasons():
    pupils = [
        *[downloads.a_pupil(at, PHONICS_MARK=str(at + 20), **BORN) for at in range(12)],
        downloads.a_pupil(12, PHONICS_OUTCOME="A", **BORN),
    ]
    found = counted(Kind.PHONICS, downloads.as_csv(downloads.PHONICS, pupils), "1")
    assert found["phonics_mark"]["pupils"] == 12
    assert "phonics" not in found, "the mark of 2026/27 is not announced"


def test_a_tables_check_download_has_two_denominators():
    pupils = [
        *[downloads.a_pupil(at, FormMark="25") for at in range(7)],
        downloads.a_pupil(7, ReasonNotTakingCheck="B"),
    ]
    found = counted(Kind.TABLES, downloads.as_csv(downloads.MTC, pupils), "4")
    assert (found["mtc"]["expected"], found["mtc"]["pupils"]) == (7, 8)
    assert found["mtc_mark"]["pupils"] == 7


def test_an_early_years_download_has_all_goals():
    cells = {
        name: "1" if name.endswith("E15") else "2"
        for name in downloads.EYFSP
        if name.rpartition("_")[2] in GOALS
    }
    pupils = [downloads.a_pupil(at, DOB="05/05/2022", **cells) for at in range(6)]
    found = counted(Kind.EARLY_YEARS, downloads.as_csv(downloads.EYFSP, pupils), "R")
    assert (found["gld"]["expected"], found["gld"]["higher"], found["gld"]["pupils"]) == (6, 0, 6)


def test_a_key_stage_2_download_gives_scores_and_judgements_together():
    same = {"GPSSCORE": "101", "SCITAOUTCOME": "EXS", "DOB": "05/05/2016"}
    pupils = [
        downloads.a_pupil(0, READSCORE="112", MATSCORE="111", WRITTAOUTCOME="GDS", **same),
        downloads.a_pupil(1, READSCORE="99", MATSCORE="104", **same),
        downloads.a_pupil(2, READSCORE="", READOUTCOME="B", MATSCORE="100", **same),
    ]
    found = counted(Kind.KEY_STAGE_2, downloads.as_csv(downloads.KS2, pupils), "6")
    rwm = found["rwm"]
    assert (rwm["pupils"], rwm["expected"], rwm["higher"]) == (3, 1, 1)
    assert found["reading_score"]["pupils"] == 2


def test_a_transfer_file_gives_the_marks_of_the_tables_check():
    pupils = [transfer.a_pupil(at, transfer.a_result(str(at + 14))) for at in range(12)]
    found = counted(Kind.TABLES, transfer.a_file(*pupils), "4", "0019999_CTF.xml")
    assert (found["mtc"]["expected"], found["mtc"]["pupils"]) == (1, 12)
