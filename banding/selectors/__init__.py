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
    YearsOfCounts,
    days_if_approved,
    entitled_in_all,
    entitlements,
    standings,
    years_of_counts,
)
from banding.selectors.nearest import Near, nearest
from banding.selectors.scenario_proposals import Plan, proposable
from banding.selectors.scenarios import (
    Trial,
    changes_of,
    present_of,
    scenarios_for,
    trial_of,
    try_out,
)

__all__ = [
    "BandTally",
    "Near",
    "OpenDoubt",
    "Plan",
    "Preview",
    "SchoolEntitlement",
    "Standing",
    "Trial",
    "YearsOfCounts",
    "band_distribution",
    "changes_of",
    "current_levels",
    "days_if_approved",
    "edition_in_force",
    "entitled_in_all",
    "entitlements",
    "level_history",
    "nearest",
    "next_level_up",
    "open_doubts",
    "present_of",
    "preview",
    "proposable",
    "proposals",
    "scenarios_for",
    "standing_on",
    "standings",
    "trial_of",
    "try_out",
    "with_standing",
    "working_edition",
    "years_of_counts",
]
