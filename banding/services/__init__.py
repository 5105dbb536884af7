"""The only code that writes editions and decisions."""

from banding.services.decisions import (
    Recorded,
    approve_band,
    propose_band,
    record_existing_levels,
    return_proposal,
)
from banding.services.doubts import settle_doubt
from banding.services.editions import Loaded, load_pack
from banding.services.joining import check_joining_date, join_trust
from banding.services.lifecycle import put_in_force, retire
from banding.services.ordering import list_of, move, renumber, siblings

__all__ = [
    "Loaded",
    "Recorded",
    "approve_band",
    "check_joining_date",
    "join_trust",
    "list_of",
    "load_pack",
    "move",
    "propose_band",
    "put_in_force",
    "record_existing_levels",
    "renumber",
    "retire",
    "return_proposal",
    "settle_doubt",
    "siblings",
]
