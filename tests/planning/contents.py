"""Plans as versions keep them, built by hand: a rule that reads them needs no database."""

from datetime import date
from itertools import count

from planning.rules.printing.words import Beside, Figures, Progress

_ids = count(1)
LABELS = {
    "measure": {"rwm_expected": "Reading, writing and maths, expected or above"},
    "cohort": {"6": "Year 6"},
    "group": {"DIS": "Disadvantaged"},
    "half_term": {"AUT2": "Autumn 2", "SUM1": "Summer 1"},
    "monitoring": {"book_look": "Book look"},
    "evidence": {"visit": "Visit"},
    "tier": {"teaching": "Teaching", "wider": "Wider strategies"},
}
BESIDE = Beside(LABELS)


def row(**fields):
    return {"id": next(_ids)} | fields


def a_content(kind="sip", **fields):
    frame = {"title": f"Plan of kind {kind}", "context": "", **fields.pop("frame", {})}
    return {
        "shape": 1,
        "kind": kind,
        "school": {"urn": 100001, "name": "Elm Grove"},
        "year": "2026/27",
        "framework": "",
        "frame": frame,
        "required": [],
        "priorities": [],
        "areas": [],
    } | fields


def a_priority(title="Raise attainment in maths", **fields):
    return row(
        **{
            "title": title,
            "outcome": "Disadvantaged pupils keep up with their peers.",
            "baseline": "Under half reached the standard.",
            "baseline_year": 2025,
            "baseline_term": 3,
            "measure": "rwm_expected",
            "cohort": "6",
            "group": "DIS",
            "target_percent": 65,
            "sef_area": None,
            "sef_area_label": "Quality of education",
            "carried_from": None,
            "criteria": [
                row(text="65% reach the standard", is_appraisal_target=True),
                row(text="Books show reasoning each week", is_appraisal_target=False),
            ],
            "milestones": [row(text="Daily fluency in every class", half_term="AUT2", week=None)],
            "actions": [
                row(what="Train all teachers in fluency", owner="Maths lead", doer=None,
                    starts_on="2026-09-07", due_on="2026-12-18", cost_pence=120_000,
                    funding="budget", cpd_need="Number sense"),
                row(what="Tutor Year 6 before school", owner="Deputy head", doer=None,
                    starts_on=None, due_on="2027-04-30", cost_pence=80_050,
                    funding="pupil_premium", cpd_need=""),
            ],
            "monitoring": [row(kind="book_look", focus="Reasoning", who="Governors",
                               half_term="SUM1")],
            "subject_plans": [row(subject="Maths", leader="Maths lead", aim="Fluency for all",
                                  steps="- Audit\n- Coach", impact="")],
        }
        | fields
    )  # fmt: skip


def an_area(label="Quality of education", **fields):
    return row(
        **{
            "code": "QE",
            "label": label,
            "words": ["Outstanding", "Good"],
            "judgement": "Good",
            "narrative": "Pupils remember what they are taught.",
            "strengths": "- Early reading",
            "points": [row(text="Writing across subjects", action="Model writing weekly")],
            "evidence": [{"kind": "visit", "text": "Reading was strong", "on": "2026-10-12",
                          "url": "/support/visits/1/"}],
        }
        | fields
    )  # fmt: skip


def a_statement(**fields):
    return row(
        **{
            "years_covered": "2026/27 to 2028/29", "publish_on": "2026-12-01",
            "review_on": "2027-12-01", "authorised_by": "Headteacher", "lead": "Deputy head",
            "governor_lead": "Link governor", "allocation_pence": 12_000_000,
            "carried_forward_pence": 50_000, "intent": "Every pupil learns to read.",
            "review": "", "programmes": "Tutoring partners", "service_pupils": "",
            "challenges": [row(number=1, text="Few words on entry")],
            "outcomes": [row(text="Speech on track", criteria="90% by Year 2")],
            "activities": [
                row(tier="wider", text="Attendance officer", evidence="DfE guidance",
                    cost_pence=2_000_000, answers="1"),
                row(tier="teaching", text="Talk programme", evidence="EEF", cost_pence=500_000,
                    answers="1"),
            ],
        }
        | fields
    )  # fmt: skip


def going(content, *, on=date(2026, 11, 20)):
    """Beside the text: figures and how each priority goes."""
    ids = [one["id"] for one in content["priorities"]]
    progress = Progress("On track", "good", "Some evidence of impact", "All trained.",
                        "Books show it.", on)  # fmt: skip
    first = content["priorities"][0]
    return Beside(
        LABELS,
        figures=dict.fromkeys(ids, Figures("Summer 2026: 45% of 20", "Autumn 2026: 51% of 21")),
        progress=dict.fromkeys(ids, progress),
        done={first["actions"][0]["id"]: on},
        reached={first["milestones"][0]["id"]: on},
    )
