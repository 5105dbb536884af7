from core.journal import verb

EDITION_LOADED = verb("banding.edition.loaded", "loaded an improvement model")
EDITION_COPIED = verb("banding.edition.copied", "copied an improvement model for another year")
PROPOSED = verb("banding.decision.proposed", "proposed a level")
APPROVED = verb("banding.decision.approved", "approved a level")
RETURNED = verb("banding.decision.returned", "returned a proposed level")
