"""The design system's own tags and filters, available in every template."""

from django import template

from core.units import show_days

register = template.Library()

register.filter("days", show_days)
