"""The only code that writes editions and decisions."""

from banding.services.decisions import (
    Recorded,
    approve_band,
    propose_band,
    record_existing_levels,
    return_proposal,
)
from banding.services.editions import Loaded, copy_edition, load_pack
from banding.services.keeping import put_in_force, retire, settle_doubt

__all__ = [
    "Loaded",
    "Recorded",
    "approve_band",
    "copy_edition",
    "load_pack",
    "propose_band",
    "put_in_force",
    "record_existing_levels",
    "retire",
    "return_proposal",
    "settle_doubt",
]
