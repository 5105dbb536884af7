"""The only code of this room that writes. What other rooms and commands use is named here."""

from monitoring.services.checking import every_problem
from monitoring.services.collections import close_collection, open_collection, reopen_collection
from monitoring.services.extensions import extend
from monitoring.services.grids import save_grid
from monitoring.services.moderation import (
    Judged,
    close_moderation,
    drop_moderator,
    judge,
    name_moderator,
    plan_moderation,
)
from monitoring.services.pupils import tell_apart
from monitoring.services.retention import delete_old_pupils
from monitoring.services.sections import (
    answer_for_section,
    ask_for_section,
    explain_section,
    save_section,
    take_section_back,
)
from monitoring.services.spellings import accept_spelling, refuse_spelling
from monitoring.services.submissions import (
    accept,
    discard_draft,
    explain,
    return_to_school,
    start_draft,
    submit,
)
from monitoring.services.targets import agree_targets, set_targets
from monitoring.services.templates import make_template
from monitoring.services.uploads import (
    confirm_columns,
    correct,
    leave_out,
    purge_uploads,
    receive_upload,
    take_back,
)
from monitoring.services.weekly import give_week
from monitoring.services.withdrawing import withdraw

__all__ = [
    "Judged",
    "accept",
    "accept_spelling",
    "agree_targets",
    "answer_for_section",
    "ask_for_section",
    "close_collection",
    "close_moderation",
    "confirm_columns",
    "correct",
    "delete_old_pupils",
    "discard_draft",
    "drop_moderator",
    "every_problem",
    "explain",
    "explain_section",
    "extend",
    "give_week",
    "judge",
    "leave_out",
    "make_template",
    "name_moderator",
    "open_collection",
    "plan_moderation",
    "purge_uploads",
    "receive_upload",
    "refuse_spelling",
    "reopen_collection",
    "return_to_school",
    "save_grid",
    "save_section",
    "set_targets",
    "start_draft",
    "submit",
    "take_back",
    "take_section_back",
    "tell_apart",
    "withdraw",
]
