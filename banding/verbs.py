from core.journal import verb

EDITION_LOADED = verb("banding.edition.loaded", "loaded an improvement model")
PROPOSED = verb("banding.decision.proposed", "proposed a level")
APPROVED = verb("banding.decision.approved", "approved a level")
RETURNED = verb("banding.decision.returned", "returned a proposed level")
