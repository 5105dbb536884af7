"""A self-evaluation on paper: area by area, what is judged, why, and what comes next."""

from core.blocks import Block, Column, Heading, Paragraph, facts, prose, table
from planning.rules.printing.words import Beside, Content, show_day


def summary(content: Content) -> list[Block]:
    rows = [[one["label"], one["judgement"] or "Not judged"] for one in content["areas"]]
    if not rows:
        return []
    made = table("Our own judgement of each area", [Column("Area", 60), Column("Judgement", 40)],
                 rows)  # fmt: skip
    said: list[Block] = [Heading("Our judgements"), made]
    if content["framework"]:
        said.append(Paragraph(f"By the areas and words of {content['framework']}.", is_small=True))
    return said


def area(one: Content, beside: Beside) -> list[Block]:
    made: list[Block] = [Heading(one["label"]), *facts([("Judgement", one["judgement"])])]
    made += prose(one["narrative"])
    if one["strengths"]:
        made += [Heading("Strengths", 3), *prose(one["strengths"])]
    return made + _points(one) + _evidence(one, beside)


def _points(one: Content) -> list[Block]:
    rows = [[row["text"], row["action"]] for row in one["points"]]
    if not rows:
        return []
    columns = [Column("What must get better", 50), Column("What we do about it", 50)]
    return [
        Heading("Areas for development", 3),
        table(f"Areas for development: {one['label']}", columns, rows),
    ]


def _evidence(one: Content, beside: Beside) -> list[Block]:
    rows = [
        [row["text"], beside.label("evidence", row["kind"]), show_day(row["on"])]
        for row in one["evidence"]
    ]
    if not rows:
        return []
    columns = [Column("Evidence", 60), Column("From", 25), Column("Dated", 15)]
    return [
        Heading("What this rests on", 3),
        table(f"Evidence: {one['label']}", columns, rows),
    ]
