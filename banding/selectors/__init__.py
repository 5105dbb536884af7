"""Reads of the rulebook and of judgement."""

from banding.selectors.decisions import (
    BandTally,
    band_distribution,
    current_levels,
    level_history,
    next_level_up,
    proposals,
    with_standing,
)
from banding.selectors.editions import (
    edition_in_force,
    standing_on,
    working_edition,
)
from banding.selectors.effect import (
    OpenDoubt,
    Preview,
    open_doubts,
    preview,
)
from banding.selectors.entitlements import (
    SchoolEntitlement,
    Standing,
    days_if_approved,
    entitled_in_all,
    entitlements,
    standings,
)

__all__ = [
    "BandTally",
    "OpenDoubt",
    "Preview",
    "SchoolEntitlement",
    "Standing",
    "band_distribution",
    "current_levels",
    "days_if_approved",
    "edition_in_force",
    "entitled_in_all",
    "entitlements",
    "level_history",
    "next_level_up",
    "open_doubts",
    "preview",
    "proposals",
    "standing_on",
    "standings",
    "with_standing",
    "working_edition",
]
