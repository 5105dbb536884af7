from support.models.ledger import LedgerEntry, LedgerKind
from support.models.visits import VISIT_NOTE, NoteState, Reply, Visit, VisitAction, VisitQuerySet

__all__ = [
    "VISIT_NOTE",
    "LedgerEntry",
    "LedgerKind",
    "NoteState",
    "Reply",
    "Visit",
    "VisitAction",
    "VisitQuerySet",
]
