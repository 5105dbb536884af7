"""The only code that writes editions and decisions."""

from banding.services.decisions import (
    Recorded,
    approve_band,
    propose_band,
    record_existing_levels,
    return_proposal,
)
from banding.services.editions import (
    Loaded,
    copy_edition,
    load_pack,
)
from banding.services.joining import (
    check_joining_date,
    join_trust,
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

__all__ = [
    "Compiled",
    "EnteredPost",
    "Loaded",
    "Recorded",
    "Turned",
    "add_school",
    "approve_band",
    "check_joining_date",
    "compile_obligations",
    "copy_edition",
    "discard_scenario",
    "enter_posts",
    "join_trust",
    "list_of",
    "load_pack",
    "make_scenario",
    "mark_done",
    "move",
    "propose_band",
    "put_in_force",
    "record_existing_levels",
    "remove_school",
    "rename_scenario",
    "renumber",
    "retire",
    "return_proposal",
    "settle_doubt",
    "siblings",
    "take_back_change",
    "try_capacity",
    "try_levels",
    "try_offer",
    "turn_into_proposals",
    "undo_done",
]
