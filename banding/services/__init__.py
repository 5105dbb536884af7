"""The only code that writes to the room: the rulebook, judgements, what is due and what-ifs."""

from banding.services.codes import (
    code_for,
)
from banding.services.editions import (
    Loaded,
    copy_edition,
    load_pack,
)
from banding.services.feeds import (
    make_feed,
    revoke_feed,
)
from banding.services.findings import (
    AspectPlaced,
    Found,
    record_findings,
)
from banding.services.joining import (
    check_joining_date,
    join_trust,
)
from banding.services.judgements import (
    propose,
    propose_band,
    start_judgement,
    withdraw,
)
from banding.services.keeping import (
    put_in_force,
    retire,
    settle_doubt,
)
from banding.services.obligations import (
    Compiled,
    compile_obligations,
    mark_done,
    mark_duty_done,
    mark_week_given,
    undo_done,
)
from banding.services.ordering import (
    list_of,
    move,
    renumber,
    siblings,
)
from banding.services.posts import (
    EnteredPost,
    enter_posts,
)
from banding.services.recording import (
    Recorded,
    record_existing_levels,
)
from banding.services.returns import (
    follow_returns,
)
from banding.services.rounds import (
    close_round,
    open_round,
    release_round,
)
from banding.services.scenario_changes import (
    add_school,
    remove_school,
    take_back_change,
    try_capacity,
    try_levels,
    try_offer,
)
from banding.services.scenario_proposals import (
    Turned,
    turn_into_proposals,
)
from banding.services.scenarios import (
    discard_scenario,
    make_scenario,
    rename_scenario,
)
from banding.services.settling import (
    approve_band,
    ask_head,
    comment_on_facts,
    release_band,
    return_proposal,
)
from banding.services.status import (
    record_status,
)

__all__ = [
    "AspectPlaced",
    "Compiled",
    "EnteredPost",
    "Found",
    "Loaded",
    "Recorded",
    "Turned",
    "add_school",
    "approve_band",
    "ask_head",
    "check_joining_date",
    "close_round",
    "code_for",
    "comment_on_facts",
    "compile_obligations",
    "copy_edition",
    "discard_scenario",
    "enter_posts",
    "follow_returns",
    "join_trust",
    "list_of",
    "load_pack",
    "make_feed",
    "make_scenario",
    "mark_done",
    "mark_duty_done",
    "mark_week_given",
    "move",
    "open_round",
    "propose",
    "propose_band",
    "put_in_force",
    "record_existing_levels",
    "record_findings",
    "record_status",
    "release_band",
    "release_round",
    "remove_school",
    "rename_scenario",
    "renumber",
    "retire",
    "return_proposal",
    "revoke_feed",
    "settle_doubt",
    "siblings",
    "start_judgement",
    "take_back_change",
    "try_capacity",
    "try_levels",
    "try_offer",
    "turn_into_proposals",
    "undo_done",
    "withdraw",
]
