"""The design system's own tags and filters, available in every template."""

from typing import Any

from django import template
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.core.paginator import Page
from django.forms.boundfield import BoundField

from core.charts import svg, to_plotly
from core.units import MINUS, show_days, signed_days

register = template.Library()
register.filter("days", show_days)
register.filter("signed_days", signed_days)
register.filter("still", svg)
register.filter("for_plotly", to_plotly)

FEWEST_PUPILS_FOR_COLOUR = 11
WASH_FROM_POINTS = (1, 4, 7, 10)
TONE_OF_LEVEL = {
    constants.SUCCESS: "good",
    constants.WARNING: "watch",
    constants.ERROR: "urgent",
}
BAR_WIDTH = 100


@register.filter
def tone(message: Message) -> str:
    return TONE_OF_LEVEL.get(message.level, "calm")


@register.filter
def first_control_id(field: BoundField) -> str:
    """The id a link must name to reach a field: a group of radio buttons has none of its own."""
    return field.id_for_label or f"{field.auto_id}_0"


@register.filter
def page_numbers(page: Page) -> list[Any]:
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


@register.filter
def signed(points: float) -> str:
    """Points of difference with their sign: a real minus, which a hyphen is not."""
    if not points:
        return "0"
    return f"+{points}" if points > 0 else f"{MINUS}{abs(points)}"


@register.filter
def wash(cell: Any) -> str:
    """The wash of a cell with a `difference` in points and a `count` of pupils.

    Higher is good, unless its `way` is -1; where it is 0 neither way is. Nobody is coloured on a
    cohort of ten.
    """
    way = getattr(cell, "way", 1)
    if cell.difference is None or not cell.count or cell.count < FEWEST_PUPILS_FOR_COLOUR:
        return ""
    strength = sum(1 for step in WASH_FROM_POINTS if abs(cell.difference) >= step)
    if not strength or not way:
        return ""
    return f"{'up' if cell.difference * way > 0 else 'down'}-{strength}"


@register.inclusion_tag("components/days_bar.html")
def days_bar(used: int, planned: int, entitled: int) -> dict[str, Any]:
    """A statement of quarter-days as a bar and as words. `planned` comes on top of `used`."""
    whole = max(entitled, used + planned, 1)
    return {
        "used": used,
        "planned": planned,
        "entitled": entitled,
        "is_over": used > entitled,
        "used_width": round(BAR_WIDTH * used / whole, 1),
        "spoken_for_width": round(BAR_WIDTH * (used + planned) / whole, 1),
    }
