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
from banding.selectors.entitlements import (
    SchoolEntitlement,
    Standing,
    YearsOfCounts,
    days_if_approved,
    entitled_in_all,
    entitlements,
    standings,
    years_of_counts,
)

__all__ = [
    "BandTally",
    "SchoolEntitlement",
    "Standing",
    "YearsOfCounts",
    "band_distribution",
    "current_levels",
    "days_if_approved",
    "edition_in_force",
    "entitled_in_all",
    "entitlements",
    "level_history",
    "next_level_up",
    "proposals",
    "standing_on",
    "standings",
    "with_standing",
    "working_edition",
    "years_of_counts",
]
