from core.journal import verb

EDITION_LOADED = verb("banding.edition.loaded", "loaded an improvement model")
EDITION_COPIED = verb("banding.edition.copied", "copied an improvement model for another year")
PROPOSED = verb("banding.decision.proposed", "proposed a level")
APPROVED = verb("banding.decision.approved", "approved a level")
RETURNED = verb("banding.decision.returned", "returned a proposed level")
SCENARIO_MADE = verb("banding.scenario.made", "began a what-if")
SCENARIO_CHANGED = verb("banding.scenario.changed", "changed a what-if")
SCENARIO_RENAMED = verb("banding.scenario.renamed", "renamed a what-if")
SCENARIO_DISCARDED = verb("banding.scenario.discarded", "discarded a what-if")
SCENARIO_PROPOSED = verb("banding.scenario.proposed", "turned a what-if into proposals")
POSTS_ENTERED = verb("banding.posts.entered", "entered posts and their capacity")
