"""A priority on paper: where it starts, where it is going, who does what, and who looks."""

from collections.abc import Iterable
from datetime import date

from core.blocks import Block, Bullets, Cell, Column, Heading, facts, prose, table
from planning.rules.costs import FUNDING, by_source, show_pounds
from planning.rules.printing.words import Beside, Content, Figures, show_day, show_days, state
from planning.rules.weeks import end_of_week

NOTHING = "\N{EN DASH}"


def overview(content: Content, beside: Beside) -> list[Block]:
    """One line a priority, for whoever reads one page."""
    rows: list[list[str | Cell]] = [
        [
            f"{number}. {one['title']}",
            _target(one, beside) or _first_criterion(one),
            *_colour(one, beside),
            _pounds(_cost(one)),
        ]
        for number, one in enumerate(content["priorities"], start=1)
    ]
    if not rows:
        return []
    with_progress = beside.progress is not None
    columns = [
        Column("Priority", 40),
        Column("What we aim for", 25 if with_progress else 45),
        *([Column("How it goes", 20)] if with_progress else []),
        Column("Cost", 15, is_number=True),
    ]
    total = _pounds(sum(map(_cost, content["priorities"])))
    last = ["All priorities", "", *([""] if with_progress else []), total]
    return [
        Heading("The plan on one page"),
        table("Priorities, what each aims for, and what it costs", columns, rows, total=last),
    ]


def priority(number: int, one: Content, content: Content, beside: Beside) -> list[Block]:
    return [
        Heading(f"Priority {number}: {one['title']}"),
        *facts(_facts(one, beside)),
        *_progress(one, beside),
        *_criteria(one),
        *_milestones(number, one, content, beside),
        *_actions(number, one, beside),
        *_monitoring(number, one, beside),
        *_subjects(one),
    ]


def costs(content: Content) -> list[Block]:
    """What the plan costs, by where the money comes from."""
    spent = [(row["funding"], row["cost_pence"]) for row in _all_actions(content)]
    totals = by_source(spent)
    if not totals:
        return []
    return [
        Heading("What it costs"),
        table(
            "Costs by source of money",
            [Column("Paid from", 70), Column("Cost", 30, is_number=True)],
            [[FUNDING[source], show_pounds(pence)] for source, pence in totals.items()],
            total=["In all", show_pounds(sum(totals.values()))],
        ),
    ]


def _all_actions(content: Content) -> Iterable[Content]:
    return (row for one in content["priorities"] for row in one["actions"])


def _cost(one: Content) -> int:
    return sum(row["cost_pence"] for row in one["actions"])


def _pounds(pence: int) -> str:
    return show_pounds(pence) if pence else NOTHING


def _first_criterion(one: Content) -> str:
    return one["criteria"][0]["text"] if one["criteria"] else one["outcome"]


def _colour(one: Content, beside: Beside) -> list[Cell]:
    if beside.progress is None:
        return []
    found = beside.progress.get(one["id"])
    return [Cell(found.colour, found.tone) if found else Cell(NOTHING)]


def _measured(one: Content, beside: Beside) -> str:
    """Maths, expected or above, Year 6, disadvantaged."""
    if not one["measure"]:
        return ""
    said = [beside.label("measure", one["measure"]), beside.label("cohort", one["cohort"])]
    if one["group"] != "ALL":
        said.append(_inside(beside.label("group", one["group"])))
    return ", ".join(said)


def _inside(label: str) -> str:
    """A label as it stands inside a sentence: disadvantaged, but SEN support."""
    return label if label[:2].isupper() else label.lower()


def _target(one: Content, beside: Beside) -> str:
    if one["target_percent"] is None:
        return ""
    return f"{one['target_percent']}%: {_measured(one, beside)}".rstrip(": ")


def _facts(one: Content, beside: Beside) -> list[tuple[str, str]]:
    figures = beside.figures.get(one["id"], Figures())
    target = one["target_percent"]
    return [
        ("Intended outcome", one["outcome"]),
        ("Where we start", "\n".join(filter(None, [one["baseline"], figures.baseline]))),
        ("Measured by", _measured(one, beside)),
        ("Target", "" if target is None else f"{target}%"),
        ("Latest figure", figures.latest),
        ("From the self-evaluation", one["sef_area_label"]),
    ]


def _progress(one: Content, beside: Beside) -> list[Block]:
    found = (beside.progress or {}).get(one["id"])
    if found is None:
        return []
    return facts(
        [
            ("How it goes", Cell(found.colour, found.tone)),
            ("What was said", found.words),
            ("Impact", found.impact),
            ("What it changed", found.impact_words),
            ("Looked at on", show_day(found.on)),
        ]
    )


def _criteria(one: Content) -> list[Block]:
    items = tuple(
        f"{row['text']} (an appraisal target)" if row["is_appraisal_target"] else row["text"]
        for row in one["criteria"]
    )
    return [Heading("How we will know", 3), Bullets(items)] if items else []


def _milestones(number: int, one: Content, content: Content, beside: Beside) -> list[Block]:
    starts = content["frame"].get("starts_on")
    with_state = beside.progress is not None
    rows: list[list[str | Cell]] = [
        [
            _when(row, starts, beside),
            row["text"],
            *([state(beside.reached.get(row["id"]), "Reached", "Not yet")] if with_state else []),
        ]
        for row in _in_time(one["milestones"], beside)
    ]
    if not rows:
        return []
    columns = [
        Column("By the end of", 25),
        Column("What will be in place", 50 if with_state else 75),
        *([Column("State", 25)] if with_state else []),
    ]
    return [Heading("Milestones", 3), table(f"Milestones of priority {number}", columns, rows)]


def _in_time(rows: list[Content], beside: Beside) -> list[Content]:
    """By half-term or week; what falls in one stays as it was written."""
    order = list(beside.labels["half_term"])
    return sorted(
        rows,
        key=lambda row: order.index(row["half_term"]) if row["half_term"] else row["week"],
    )


def _when(row: Content, starts_on: str | None, beside: Beside) -> str:
    if row["half_term"]:
        return beside.label("half_term", row["half_term"])
    by = show_day(end_of_week(date.fromisoformat(starts_on), row["week"])) if starts_on else ""
    return f"Week {row['week']}, {by}" if by else f"Week {row['week']}"


def _actions(number: int, one: Content, beside: Beside) -> list[Block]:
    with_state = beside.progress is not None
    rows: list[list[str | Cell]] = [
        [
            "\n".join(filter(None, [row["what"], _training(row)])),
            row["owner"],
            show_days(row["starts_on"], row["due_on"]),
            _paid(row),
            *([state(beside.done.get(row["id"]), "Done", "To do")] if with_state else []),
        ]
        for row in one["actions"]
    ]
    if not rows:
        return []
    columns = [
        Column("Action", 35 if with_state else 45),
        Column("Who", 15),
        Column("When", 15 if with_state else 20),
        Column("Cost", 15 if with_state else 20, is_number=True),
        *([Column("State", 20)] if with_state else []),
    ]
    total = ["Actions in all", "", "", _pounds(_cost(one)), *([""] if with_state else [])]
    made = table(f"Actions of priority {number}", columns, rows, total=total if _cost(one) else [])
    return [Heading("Actions", 3), made]


def _paid(row: Content) -> str:
    """What it costs, and below it where the money comes from."""
    if not row["cost_pence"]:
        return NOTHING
    return f"{show_pounds(row['cost_pence'])}\n{FUNDING[row['funding']]}"


def _training(row: Content) -> str:
    return f"Training: {row['cpd_need']}" if row["cpd_need"] else ""


def _monitoring(number: int, one: Content, beside: Beside) -> list[Block]:
    rows = [
        [
            beside.label("monitoring", row["kind"]),
            row["focus"],
            row["who"],
            beside.label("half_term", row["half_term"]),
        ]
        for row in _in_time(one["monitoring"], beside)
    ]
    if not rows:
        return []
    columns = [Column("What", 25), Column("Focus", 35), Column("Who", 25), Column("When", 15)]
    return [
        Heading("Who looks, and when", 3),
        table(f"Monitoring of priority {number}", columns, rows),
    ]


def _subjects(one: Content) -> list[Block]:
    made: list[Block] = []
    for row in one["subject_plans"]:
        made.append(Heading(f"{row['subject']}: {row['leader']}", 3))
        for name, text in (("Aim", row["aim"]), ("Steps", row["steps"]), ("Impact", row["impact"])):
            if text:
                made += [Heading(name, 4), *prose(text)]
    return made
