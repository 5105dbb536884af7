"""The trust's own words on screen: {{ edition|word:"level" }} is Band, Phase or Level."""

from django import template

from banding.models import Edition
from banding.policies import route

register = template.Library()


@register.filter
def word(edition: Edition, name: str) -> str:
    return edition.word(name)


@register.filter
def brief(level: object, word: str) -> str:
    """Under a heading that says the word already: C of Band C. Other names stay as they are."""
    return str(level).removeprefix(f"{word} ")


@register.filter
def approvers(edition: Edition) -> str:
    """Who approves levels by this edition, as it stands inside a sentence."""
    return route.approvers(edition)
