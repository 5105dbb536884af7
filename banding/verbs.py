from core.journal import verb

EDITION_LOADED = verb("banding.edition.loaded", "loaded an improvement model")
PROPOSED = verb("banding.decision.proposed", "proposed a level")
APPROVED = verb("banding.decision.approved", "approved a level")
RETURNED = verb("banding.decision.returned", "returned a proposed level")
OBLIGATIONS_COMPILED = verb("banding.obligations.compiled", "worked out what is due")
OBLIGATION_DONE = verb("banding.obligation.done", "marked as done")
OBLIGATION_UNDONE = verb("banding.obligation.undone", "took back that it was done")
