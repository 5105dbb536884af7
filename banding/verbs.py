from core.journal import verb

EDITION_LOADED = verb("banding.edition.loaded", "loaded an improvement model")
EDITION_COPIED = verb("banding.edition.copied", "copied an improvement model for another year")
EDITION_IN_FORCE = verb("banding.edition.put_in_force", "put an improvement model in force")
EDITION_RETIRED = verb("banding.edition.retired", "retired an improvement model")
DOUBT_SETTLED = verb("banding.doubt.settled", "settled a doubt in an improvement model")
PROPOSED = verb("banding.decision.proposed", "proposed a level")
APPROVED = verb("banding.decision.approved", "approved a level")
RETURNED = verb("banding.decision.returned", "returned a proposed level")
