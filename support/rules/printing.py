"""A statement of support as blocks: the page and the PDF say the same words."""

from typing import Any

from core.blocks import Block, Column, Heading, Paragraph, facts, table
from core.units import show_days

DAYS = ("entitled", "planned", "given", "left", "beyond")
LINES = (
    Column("Activity", 50),
    Column("Entitled", 10, is_number=True),
    Column("Planned", 10, is_number=True),
    Column("Given", 10, is_number=True),
    Column("Left", 10, is_number=True),
    Column("Beyond", 10, is_number=True),
)
VISITS = (
    Column("Day", 15),
    Column("Who comes", 20),
    Column("What for", 40),
    Column("Days", 10, is_number=True),
    Column("Now", 15),
)
ADDS_UP = (
    "An entitlement is a plan and a floor, not a cap. For each activity entitled and beyond "
    "together are planned, given and left together. A visit counts as given once its note is "
    "shared."
)


def blocks_of(said: dict[str, Any]) -> tuple[Block, ...]:
    """`said` is what an issued statement keeps: lines, total, visits, levy."""
    return (
        *facts([("Level", said["level"]), ("Levy", said["levy"])]),
        Heading("Days of support"),
        table(
            "Days by activity",
            LINES,
            [[line["activity"], *_days(line)] for line in said["lines"]],
            total=["In all", *_days(said["total"])],
        ),
        Paragraph(ADDS_UP, is_small=True),
        Heading("Who comes, and what for"),
        *_visits(said["visits"]),
    )


def _visits(visits: list[dict[str, Any]]) -> list[Block]:
    if not visits:
        return [Paragraph("No visit is planned or was made yet.")]
    rows = [
        [one["on"], one["who"], one["purpose"], show_days(one["quarter_days"]), one["state"]]
        for one in visits
    ]
    return [table("Visits of the year", VISITS, rows)]


def _days(line: dict[str, Any]) -> list[str]:
    return [show_days(line[name]) for name in DAYS]
