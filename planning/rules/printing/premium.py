"""The pupil premium strategy statement on paper, in the order of the DfE's template."""

from core.blocks import Block, Column, Heading, facts, prose, table
from planning.rules.costs import show_pounds
from planning.rules.printing.words import Beside, Content, show_day


def statement(content: Content, beside: Beside) -> list[Block]:
    said = content["premium"]
    return [
        *_detail(content, said),
        Heading("Part A: Statement of intent"),
        *prose(said["intent"]),
        *_challenges(said),
        *_outcomes(said),
        *_activities(said, beside),
        Heading("Part B: Review of the last academic year"),
        *prose(said["review"] or "Nothing is written here yet."),
        *_further(said),
    ]


def _detail(content: Content, said: Content) -> list[Block]:
    budget = said["allocation_pence"] + said["carried_forward_pence"]
    return [
        Heading("School overview"),
        *facts(
            [
                ("School", content["school"]["name"]),
                ("Academic years this covers", said["years_covered"]),
                ("Date it was published", show_day(said["publish_on"])),
                ("Date it will be reviewed", show_day(said["review_on"])),
                ("Authorised by", said["authorised_by"]),
                ("Pupil premium lead", said["lead"]),
                ("Governor or trustee lead", said["governor_lead"]),
            ]
        ),
        Heading("Funding overview"),
        table(
            "Funding this academic year",
            [Column("What", 70), Column("Amount", 30, is_number=True)],
            [
                ["Pupil premium funding allocation", show_pounds(said["allocation_pence"])],
                ["Carried forward from earlier years", show_pounds(said["carried_forward_pence"])],
            ],
            total=["Total budget for this academic year", show_pounds(budget)],
        ),
    ]


def _challenges(said: Content) -> list[Block]:
    rows = [[str(row["number"]), row["text"]] for row in said["challenges"]]
    if not rows:
        return []
    columns = [Column("Number", 15), Column("Challenge", 85)]
    return [
        Heading("Challenges", 3),
        table("Key challenges to achievement among our disadvantaged pupils", columns, rows),
    ]


def _outcomes(said: Content) -> list[Block]:
    rows = [[row["text"], row["criteria"]] for row in said["outcomes"]]
    if not rows:
        return []
    columns = [Column("Intended outcome", 50), Column("Success criteria", 50)]
    return [
        Heading("Intended outcomes", 3),
        table("What we want, and how we will know", columns, rows),
    ]


def _activities(said: Content, beside: Beside) -> list[Block]:
    made: list[Block] = []
    columns = [
        Column("Activity", 30),
        Column("Evidence that supports it", 35),
        Column("Challenges it answers", 20),
        Column("Cost", 15, is_number=True),
    ]
    for tier, label in beside.labels["tier"].items():
        rows = [row for row in said["activities"] if row["tier"] == tier]
        if not rows:
            continue
        told = [
            [row["text"], row["evidence"], row["answers"], show_pounds(row["cost_pence"])]
            for row in rows
        ]
        total = show_pounds(sum(row["cost_pence"] for row in rows))
        made.append(table(f"Activity this academic year: {label}", columns, told,
                          total=["Budgeted cost", "", "", total]))  # fmt: skip
    if not made:
        return []
    spent = show_pounds(sum(row["cost_pence"] for row in said["activities"]))
    return [Heading("Activity this academic year", 3), *made,
            *facts([("Total budgeted cost", spent)])]  # fmt: skip


def _further(said: Content) -> list[Block]:
    made: list[Block] = []
    for name, text in (
        ("Externally provided programmes", said["programmes"]),
        ("Service pupil premium funding", said["service_pupils"]),
    ):
        if text:
            made += [Heading(name, 3), *prose(text)]
    return made
