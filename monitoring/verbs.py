"""What is recorded about evidence: the verbs of this room, each with the words a reader sees."""

from core import journal

RESULTS_IMPORTED = journal.verb("monitoring.results.imported", "imported published results")
BENCHMARKS_IMPORTED = journal.verb(
    "monitoring.benchmarks.imported", "imported national and local figures"
)

MEASURE_ENTERED = journal.verb(
    "monitoring.measure.entered", "changed what a measure of a year is counted by"
)

OPENED = journal.verb("monitoring.collection.opened", "opened the collection")
CLOSED = journal.verb("monitoring.collection.closed", "closed the collection")
REOPENED = journal.verb("monitoring.collection.reopened", "opened the collection again")
EXTENDED = journal.verb("monitoring.collection.extended", "gave a school more time")

STARTED = journal.verb("monitoring.submission.started", "started on the data")
UPLOADED = journal.verb("monitoring.submission.uploaded", "uploaded a file")
REFUSED = journal.verb("monitoring.submission.refused", "uploaded a file that could not be read")
MATCHED = journal.verb("monitoring.submission.matched", "matched the columns")
CORRECTED = journal.verb("monitoring.submission.corrected", "corrected what a file says")
LEFT_OUT = journal.verb("monitoring.submission.left_out", "left rows out")
TAKEN_BACK = journal.verb("monitoring.submission.taken_back", "took left-out rows back in")
TYPED = journal.verb("monitoring.submission.typed", "typed counts")
EXPLAINED = journal.verb("monitoring.submission.explained", "explained differences")
DISCARDED = journal.verb("monitoring.submission.discarded", "discarded a draft")
SUBMITTED = journal.verb("monitoring.submission.submitted", "submitted data")
SECTION_ASKED = journal.verb("monitoring.section.asked", "asked somebody to look after a part")
SECTION_ENDED = journal.verb(
    "monitoring.section.ended", "took a part back from who looked after it"
)
SECTION_ANSWERED = journal.verb("monitoring.section.answered", "said whether a part is right")
SPELLING_PROPOSED = journal.verb(
    "monitoring.spelling.proposed", "wrote a grade in a way nobody knew"
)
SPELLING_ACCEPTED = journal.verb(
    "monitoring.spelling.accepted", "had a spelling of a grade understood everywhere"
)
SPELLING_REFUSED = journal.verb("monitoring.spelling.refused", "refused a spelling of a grade")
TEMPLATE_MADE = journal.verb("monitoring.template.made", "made a sheet with the school's pupils")
WITHDRAWN = journal.verb("monitoring.submission.withdrawn", "took back what was sent")
ACCEPTED = journal.verb("monitoring.submission.accepted", "accepted the data")
RETURNED = journal.verb("monitoring.submission.returned", "returned the data")
MODERATED = journal.verb("monitoring.submission.moderated", "changed grades after moderation")
PURGED = journal.verb("monitoring.upload.purged", "deleted an uploaded file whose time was over")

TOLD_APART = journal.verb("monitoring.pupils.told_apart", "said that two entries are two children")
PUPILS_DELETED = journal.verb(
    "monitoring.pupils.deleted", "deleted pupils' data whose time was over"
)

TARGETS_SET = journal.verb("monitoring.targets.set", "set targets")
TARGETS_REVISED = journal.verb("monitoring.targets.revised", "revised agreed targets")
TARGETS_AGREED = journal.verb("monitoring.targets.agreed", "agreed targets")

WEEK_GIVEN = journal.verb("monitoring.week.given", "gave a week's figures")
WEEK_CORRECTED = journal.verb("monitoring.week.corrected", "corrected a week's figures")
PLANNED = journal.verb("monitoring.moderation.planned", "planned the moderation")
NAMED = journal.verb("monitoring.moderation.named", "named a moderator")
DROPPED = journal.verb("monitoring.moderation.dropped", "took a moderator off the event")
JUDGED = journal.verb("monitoring.moderation.judged", "judged pupils' work")
MODERATION_CLOSED = journal.verb("monitoring.moderation.closed", "closed the moderation")
