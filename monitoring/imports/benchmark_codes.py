"""What the benchmark files call a measure, and what we call it: (measure, group, phase).

LAIT is DfE's Local Authority Interactive Tool; its series names are its own. A series that is not
listed is kept under its own name, for nothing published is thrown away.
"""

from itertools import product

from django.utils.text import slugify

Code = tuple[str, str, str]

GROUPS = {
    "all": "ALL",
    "disadvantaged": "DIS",
    "not_disadvantaged": "NOT_DIS",
    "fsm": "FSM",
    "not_fsm": "NOT_FSM",
    "sen_none": "SEN_N",
    "sen_support": "SEN_K",
    "ehcp": "SEN_E",
    "boys": "M",
    "girls": "F",
    "eal": "EAL",
    "not_eal": "NOT_EAL",
}
_BY_PHASE = {
    "absence_{}_pct": "absence",
    "absence_authorised_{}_pct": "absence_authorised",
    "absence_illness_{}_pct": "absence_illness",
    "absence_unauth_holiday_{}_pct": "absence_unauthorised_holiday",
    "absence_unauthorised_{}_pct": "absence_unauthorised",
    "attendance_{}_pct": "attendance",
    "pa_{}_pct": "persistent_absence",
    "severe_{}_pct": "severe_absence",
    "suspension_rate_{}": "suspension_rate",
    "perm_exclusion_rate_{}": "exclusion_rate",
    "fsm_{}_pct": "fsm_share",
    "fsm6_{}_pct": "fsm6_share",
    "eal_{}_pct": "eal_share",
}
_KS2 = {
    "exs_pct": "expected",
    "ta_exs_pct": "expected",
    "higher_pct": "higher",
    "ta_gds_pct": "higher",
    "scaled_mean": "average",
}
NAMES: dict[str, tuple[str, str]] = {
    **{
        name.format(phase): (measure, phase)
        for (name, measure), phase in product(
            _BY_PHASE.items(), ("primary", "secondary", "special", "all")
        )
    },
    **{
        f"ks2_{subject}_{theirs}": (f"{subject}_{ours}", "primary")
        for subject, (theirs, ours) in product(
            ("rwm", "reading", "writing", "maths", "gps", "science"), _KS2.items()
        )
    },
    **{
        f"ks1_{subject}_{theirs}_pct": (f"ks1_{subject}_{ours}", "primary")
        for subject, (theirs, ours) in product(
            ("reading", "writing", "maths"), (("exs", "expected"), ("gds", "higher"))
        )
    },
    "eyfsp_gld_pct": ("gld", "primary"),
    "phonics_y1_pct": ("phonics_expected", "primary"),
    "mtc_full_marks_pct": ("mtc_full_marks", "primary"),
    "mtc_mean": ("mtc_average", "primary"),
    "sen_support_pct": ("sen_support_share", "all"),
    "ehcp_pct": ("ehc_plan_share", "all"),
    "ks4_attainment8": ("attainment_8", "secondary"),
    "ks4_progress8": ("progress_8", "secondary"),
    "ks4_engmaths_4plus_pct": ("english_maths_4", "secondary"),
    "ks4_engmaths_5plus_pct": ("english_maths_5", "secondary"),
}

_LAIT_SUBJECTS = {"RWM": "rwm", "R": "reading", "GPS": "gps", "M": "maths"}
_LAIT_PROGRESS = {
    "DAP": "DIS",
    "NonDAP": "NOT_DIS",
    "FSM": "FSM",
    "nonFSM": "NOT_FSM",
    "SENSupport": "SEN_K",
    "SEN": "SEN",
    "NonSEN": "SEN_N",
}
_LAIT_ETHNICITY = {
    "White": "WHITE",
    "Mixed": "MIXED",
    "Asian": "ASIAN",
    "Black": "BLACK",
    "Other": "OTHER",
}
_LAIT: dict[str, Code] = {
    **{
        f"KS2{theirs}_{kind}": (f"{subject}_{measure}", "ALL", "primary")
        for theirs, subject in _LAIT_SUBJECTS.items()
        for kind, measure in (
            ("Expected_STD", "expected"),
            ("Higher_STD", "higher"),
            ("AVG_Scaled_Score", "average"),
        )
    },
    **{
        f"KS2_{theirs}_{subject.title()}_Progress": (f"{subject}_progress", group, "primary")
        for theirs, group in _LAIT_PROGRESS.items()
        for subject in ("reading", "writing", "maths")
    },
    **{
        f"KS2_NEW_{theirs}_RWM": ("rwm_expected", group, "primary")
        for theirs, group in {**_LAIT_ETHNICITY, "Chine": "CHINESE"}.items()
    },
    **{
        f"FSP_Gooddev_{theirs}": ("gld", group, "primary")
        for theirs, group in {**_LAIT_ETHNICITY, "Chinese": "CHINESE"}.items()
    },
    "KS2R_Prog_VA": ("reading_progress", "ALL", "primary"),
    "KS2W_Prog_VA": ("writing_progress", "ALL", "primary"),
    "KS2M_Prog_VA": ("maths_progress", "ALL", "primary"),
    "KS2W_Teacher_Assess": ("writing_expected", "ALL", "primary"),
    "KS2GDW_Teacher_Assess": ("writing_higher", "ALL", "primary"),
    "KS2Sci_Teacher_Assess": ("science_expected", "ALL", "primary"),
    "DAP_NEW_KS2_RWM": ("rwm_expected", "DIS", "primary"),
    "NonDAP_NEW_KS2_RWM": ("rwm_expected", "NOT_DIS", "primary"),
    "FSM_NEW_KS2_RWM": ("rwm_expected", "FSM", "primary"),
    "NonFSM_NEW_KS2_RWM": ("rwm_expected", "NOT_FSM", "primary"),
    "NoID_SEN_NEW_KS2_RWM": ("rwm_expected", "SEN_N", "primary"),
    "NEW_KS2_RWM_Sen_W/Osta": ("rwm_expected", "SEN_K", "primary"),
    "NEW_KS2_RWM_Sen_Withsta": ("rwm_expected", "SEN_E", "primary"),
    "FSP_NEW_GOODDEV": ("gld", "ALL", "primary"),
    "FSP_Gooddev_FSM": ("gld", "FSM", "primary"),
    "FSP_Gooddev_FSM_Other": ("gld", "NOT_FSM", "primary"),
    "FSP_Gooddev_With_SENSTATE": ("gld", "SEN_E", "primary"),
    "FSP_Gooddev_Without_SENSTATE": ("gld", "NO_EHCP", "primary"),
    "KS1P_all": ("phonics_expected", "ALL", "primary"),
    "KS1P_FSM": ("phonics_expected", "FSM", "primary"),
    "KS1P_NonSEND": ("phonics_expected", "SEN_N", "primary"),
    "KS1P_SEND": ("phonics_expected", "SEN_K", "primary"),
    "KS1P_EHCP": ("phonics_expected", "SEN_E", "primary"),
    "Multiplication_Total": ("mtc_full_marks", "ALL", "primary"),
    "Multiplication_AllSEND": ("mtc_full_marks", "SEN", "primary"),
    "Multiplication_SENDSupport": ("mtc_full_marks", "SEN_K", "primary"),
    "Multiplication_EHCP": ("mtc_full_marks", "SEN_E", "primary"),
    "Multiplication_Total_APS": ("mtc_average", "ALL", "primary"),
    "PriTotAbs": ("absence", "ALL", "primary"),
    "TotAbs": ("absence", "ALL", "all"),
    "PriAuth": ("absence_authorised", "ALL", "primary"),
    "PriUnauth": ("absence_unauthorised", "ALL", "primary"),
    "SFPriPerAbNew": ("persistent_absence", "ALL", "primary"),
    "SpecPerAbNew": ("persistent_absence", "ALL", "special"),
    "SFPriSevPerAbNew": ("severe_absence", "ALL", "primary"),
    "PriPermEx": ("exclusion_rate", "ALL", "primary"),
    "SpecPermEx": ("exclusion_rate", "ALL", "special"),
    "PriFSM": ("fsm_share", "ALL", "primary"),
    "SecFSM": ("fsm_share", "ALL", "secondary"),
    "Ever6_FSM_Prim": ("fsm6_share", "ALL", "primary"),
    "Ever6_FSM_Sec": ("fsm6_share", "ALL", "secondary"),
}


def lait_code(series: str) -> Code:
    known = _LAIT.get(series)
    return known or (f"lait_{slugify(series).replace('-', '_')}"[:60], "ALL", "all")
