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
from support.models.triads import TRIAD_ROTA, RotaQuerySet, RotaState, Triad, TriadPlace, TriadRota
from support.models.visits import VISIT_NOTE, NoteState, Reply, Visit, VisitAction, VisitQuerySet

__all__ = [
    "DEPLOYMENT",
    "GIVING",
    "GRANTING",
    "LIVE",
    "PLANNING",
    "SUPPORT_REQUEST",
    "TRIAD_ROTA",
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
    "RotaQuerySet",
    "RotaState",
    "SupportRequest",
    "Triad",
    "TriadPlace",
    "TriadRota",
    "Visit",
    "VisitAction",
    "VisitQuerySet",
]
