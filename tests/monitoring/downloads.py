"""DfE's pupil downloads in miniature: the real column names, invented pupils."""

import csv
import io

from tests.monitoring.marks import a_upn

KS2 = [
    "ACADYR", "PupilMatchingRef", "UPN", "SURNAME", "FORENAMES", "DOB", "YEARGRP", "SEX", "LA",
    "ESTAB", "LAESTAB", "URN", "SCHRES", "READOUTCOME", "MATOUTCOME", "GPSOUTCOME", "READSCORE",
    "READSCORE_noSpeccon", "MATSCORE", "MATSCORE_noSpeccon", "GPSSCORE", "WRITTAOUTCOME",
    "SCITAOUTCOME", "MATTAOUTCOME", "READTAOUTCOME", "READEXP", "READMRK", "MATMRK", "EALGRP",
    "SENTYPE", "KS1GROUP", "FSM", "FSM6", "FSM6_P", "NEWMOBILE", "VERSION",
]  # fmt: skip
KS1 = [
    "ACADYR", "PUPILMATCHINGREF", "KS1_ID", "UPN", "SURNAME", "FORENAMES", "DOB", "GENDER", "SEX",
    "LA", "LA_9Code", "ESTAB", "LAESTAB", "URN", "DISC_READ", "READ_OUTCOME", "WRIT_OUTCOME",
    "MATH_OUTCOME", "SCI_OUTCOME", "NPDPUB", "VERSION",
]  # fmt: skip
EYFSP = [
    "FSP_ACADYR", "FSP_PupilMatchingRef", "FSP_UPN", "FSP_SURNAME", "FSP_FORENAME", "FSP_DOB",
    "FSP_SEX", "FSP_LAESTAB", "FSP_URN", "FSP_COM_G01", "FSP_MAT_G11", "FSP_COM_E01",
    "FSP_COM_E02", "FSP_PSE_E03", "FSP_PSE_E04", "FSP_PSE_E05", "FSP_PHY_E06", "FSP_PHY_E07",
    "FSP_LIT_E08", "FSP_LIT_E09", "FSP_LIT_E10", "FSP_MAT_E11", "FSP_MAT_E12", "FSP_UTW_E13",
    "FSP_UTW_E14", "FSP_UTW_E15", "FSP_EXP_E16", "FSP_EXP_E17", "FSP_AGE", "FSP_GLD",
]  # fmt: skip
PHONICS = [
    "Phonics_ACADYR", "Phonics_PUPILMATCHINGREF", "Phonics_ID", "Phonics_UPN", "Phonics_SURNAME",
    "Phonics_FORENAMES", "Phonics_SEX", "Phonics_DOB", "Phonics_LA", "Phonics_ESTAB",
    "Phonics_URN", "Phonics_NCYEARACTUAL", "Phonics_TOE_CODE", "Phonics_PHONICS_MARK",
    "Phonics_PHONICS_OUTCOME", "Phonics_VERSION",
]  # fmt: skip
MTC = [
    "ACADYR", "PupilMatchingRef", "UPN", "Surname", "Forename", "Sex", "DOB", "LA", "LA_9Code",
    "ESTAB", "LAESTAB", "URN", "ToE_Code", "FormMark", "PupilStatus", "ReasonNotTakingCheck",
]  # fmt: skip


def a_pupil(at: int, **changes: str) -> dict[str, str]:
    """One pupil under every name that any of the layouts gives these things."""
    told = {
        "UPN": a_upn(at), "SURNAME": f"Surname{at}", "FORENAMES": f"Forename{at}",
        "DOB": f"{at % 28 + 1:02d}/03/2016", "SEX": "FM"[at % 2], "ACADYR": "2026/2027",
        "YEARGRP": "6", "NCYEARACTUAL": "1", "LAESTAB": "0019999", "EALGRP": "123"[at % 3],
        "SENTYPE": "NKE"[at % 3], "FSM6_P": "01"[at % 2],
        "READSCORE": str(95 + at % 20), "READOUTCOME": "AS", "MATSCORE": str(90 + at % 20),
        "MATOUTCOME": "AS", "WRITTAOUTCOME": "EXS",
    }  # fmt: skip
    told |= {"Surname": told["SURNAME"], "Forename": told["FORENAMES"], "Sex": told["SEX"]}
    return told | {"FORENAME": told["FORENAMES"]} | changes


def as_csv(layout: list[str], pupils: list[dict[str, str]], *, case: str = "same") -> bytes:
    """A file of this layout; a column nobody filled is empty."""
    header = {"same": layout, "lower": [*map(str.lower, layout)]}[case]
    out = io.StringIO()
    lines = [[_cell(name, pupil) for name in layout] for pupil in pupils]
    csv.writer(out).writerows([header, *lines])
    return out.getvalue().encode()


def _cell(name: str, pupil: dict[str, str]) -> str:
    bare = name.removeprefix("FSP_").removeprefix("Phonics_")
    return pupil.get(name, pupil.get(bare, ""))
