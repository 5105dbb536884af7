from support.models.deployments import (
    DEPLOYMENT,
    LIVE,
    Deployment,
    DeploymentDay,
    DeploymentQuerySet,
    DeploymentReview,
    DeploymentState,
)
from support.models.ledger import (
    GIVING,
    GRANTING,
    PLANNING,
    LedgerEntry,
    LedgerKind,
    LedgerQuerySet,
)
from support.models.requests import (
    SUPPORT_REQUEST,
    RequestQuerySet,
    RequestState,
    SupportRequest,
)
from support.models.visits import VISIT_NOTE, NoteState, Reply, Visit, VisitAction, VisitQuerySet

__all__ = [
    "DEPLOYMENT",
    "GIVING",
    "GRANTING",
    "LIVE",
    "PLANNING",
    "SUPPORT_REQUEST",
    "VISIT_NOTE",
    "Deployment",
    "DeploymentDay",
    "DeploymentQuerySet",
    "DeploymentReview",
    "DeploymentState",
    "LedgerEntry",
    "LedgerKind",
    "LedgerQuerySet",
    "NoteState",
    "Reply",
    "RequestQuerySet",
    "RequestState",
    "SupportRequest",
    "Visit",
    "VisitAction",
    "VisitQuerySet",
]
