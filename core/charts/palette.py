"""The look of each role: a colour that reads on white, and a marker, as colour is never alone."""

from dataclasses import dataclass

from core.charts.model import Role

FONT = "Inter, Inter Ext, sans-serif"
INK = "#14213d"
MUTED = "#55617a"
HAIR = "#e1e5ee"
WASH_OPACITY = 0.12


@dataclass(frozen=True)
class Style:
    colour: str
    marker: str


STYLES: dict[Role, Style] = {
    "main": Style("#1d4f91", "circle"),
    "second": Style("#b45f06", "square"),
    "third": Style("#1a6b47", "diamond"),
    "fourth": Style("#6b3fa0", "triangle-up"),
    "comparator": Style("#5b6780", "circle-open"),
}
