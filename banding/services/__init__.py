"""The only code that writes editions and decisions."""

from banding.services.decisions import (
    Recorded,
    approve_band,
    propose_band,
    record_existing_levels,
    return_proposal,
)
from banding.services.editions import Loaded, load_pack
from banding.services.obligations import Compiled, compile_obligations, mark_done, undo_done

__all__ = [
    "Compiled",
    "Loaded",
    "Recorded",
    "approve_band",
    "compile_obligations",
    "load_pack",
    "mark_done",
    "propose_band",
    "record_existing_levels",
    "return_proposal",
    "undo_done",
]
