"""The only code that writes plans, what hangs from them and their versions."""

from planning.services.priorities import (
    add_priority,
    add_subject_plan,
    make_priority,
    order_priorities,
    remove_priority,
)
from planning.services.progress import (
    finish_action,
    reach_milestone,
    reopen_action,
    set_rag,
)
from planning.services.reviews import (
    close_plan,
    review_plan,
)
from planning.services.sections import (
    Saved,
    Typed,
    save_section,
)
from planning.services.starting import (
    start_plan,
)
from planning.services.talk import (
    comment,
    drop_unsaved,
    keep_unsaved,
    link_evidence,
    settle_comment,
    unlink_evidence,
    write_evidence,
)
from planning.services.versions import (
    approve_plan,
    check_targets,
    issue_plan,
    propose_plan,
    return_plan,
    take_back,
)

__all__ = [
    "Saved",
    "Typed",
    "add_priority",
    "add_subject_plan",
    "approve_plan",
    "check_targets",
    "close_plan",
    "comment",
    "drop_unsaved",
    "finish_action",
    "issue_plan",
    "keep_unsaved",
    "link_evidence",
    "make_priority",
    "order_priorities",
    "propose_plan",
    "reach_milestone",
    "remove_priority",
    "reopen_action",
    "return_plan",
    "review_plan",
    "save_section",
    "set_rag",
    "settle_comment",
    "start_plan",
    "take_back",
    "unlink_evidence",
    "write_evidence",
]
