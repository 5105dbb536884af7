"""The trust's own words on screen: {{ edition|word:"level" }} is Band, Phase or Level."""

from django import template

from banding.models import Edition
from banding.policies import route

register = template.Library()


@register.filter
def word(edition: Edition, name: str) -> str:
    return edition.word(name)


@register.filter
def approvers(edition: Edition) -> str:
    """Who approves levels by this edition, as it stands inside a sentence."""
    return route.approvers(edition)
