"""The trust's own words on screen: {{ edition|word:"level" }} is Band, Phase or Level."""

from django import template

from banding.models import Edition

register = template.Library()


@register.filter
def word(edition: Edition, name: str) -> str:
    return edition.word(name)
