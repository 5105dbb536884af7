"""The only code that writes editions, rounds, decisions and what follows from them."""

from banding.services.editions import Loaded, load_pack
from banding.services.findings import AspectPlaced, Found, record_findings
from banding.services.judgements import propose, propose_band, start_judgement, withdraw
from banding.services.recording import Recorded, record_existing_levels
from banding.services.rounds import close_round, open_round, release_round
from banding.services.settling import (
    approve_band,
    ask_head,
    comment_on_facts,
    release_band,
    return_proposal,
)
from banding.services.status import record_status

__all__ = [
    "AspectPlaced",
    "Found",
    "Loaded",
    "Recorded",
    "approve_band",
    "ask_head",
    "close_round",
    "comment_on_facts",
    "load_pack",
    "open_round",
    "propose",
    "propose_band",
    "record_existing_levels",
    "record_findings",
    "record_status",
    "release_band",
    "release_round",
    "return_proposal",
    "start_judgement",
    "withdraw",
]
