from core.journal import verb

LOGGED = verb("support.visit.logged", "logged a visit")
EDITED = verb("support.visit.edited", "changed a visit note")
SERVES = verb("support.visit.serves", "said which priority a visit serves")
SHARED = verb("support.visit.shared", "shared a visit note with the headteacher")
ANSWERED = verb("support.visit.answered", "answered a visit note")
TAKEN_BACK = verb("support.visit.taken_back", "took the days of a visit back")
CARRIED = verb("support.days.carried", "carried days from one year to the next")
BESPOKE_AGREED = verb("support.days.agreed", "agreed days of the bespoke menu")
ACTION_DONE = verb("support.action.done", "marked an action as done")

ROTA_PROPOSED = verb("support.rota.proposed", "made a draft of the rota of triads")
ROTA_SWAPPED = verb("support.rota.swapped", "let two schools change places in the rota of triads")
ROTA_MOVED = verb("support.rota.moved", "moved a school to another triad")
ROTA_PUBLISHED = verb("support.rota.published", "published the rota of triads")
ROTA_DISCARDED = verb("support.rota.discarded", "discarded a draft of the rota of triads")
