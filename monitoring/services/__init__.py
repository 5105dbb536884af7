"""The only code of this room that writes. What other rooms and commands use is named here."""

from monitoring.services.collections import close_collection, open_collection, reopen_collection
from monitoring.services.grids import save_grid
from monitoring.services.moderation import (
    Judged,
    close_moderation,
    drop_moderator,
    judge,
    name_moderator,
    plan_moderation,
)
from monitoring.services.submissions import (
    accept,
    discard_draft,
    explain,
    return_to_school,
    start_draft,
    submit,
)
from monitoring.services.uploads import (
    confirm_columns,
    correct,
    leave_out,
    purge_uploads,
    receive_upload,
    take_back,
)

__all__ = [
    "Judged",
    "accept",
    "close_collection",
    "close_moderation",
    "confirm_columns",
    "correct",
    "discard_draft",
    "drop_moderator",
    "explain",
    "judge",
    "leave_out",
    "name_moderator",
    "open_collection",
    "plan_moderation",
    "purge_uploads",
    "receive_upload",
    "reopen_collection",
    "return_to_school",
    "save_grid",
    "start_draft",
    "submit",
    "take_back",
]
