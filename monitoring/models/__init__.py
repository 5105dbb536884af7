"""Nouns of evidence, split by noun; import them from here."""

from monitoring.models.evidence import *  # noqa: F403
