"""Who has sent what: per school for those who ask, and per collection for those who give."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from monitoring.models import Collection, Extension, Submission, SubmissionState
from monitoring.selectors.collections import is_asked, open_collections, schools_asked
from monitoring.selectors.submissions import draft_of, latest_sent
from monitoring.selectors.versions import asked_in_words
from schools.models import School

SOON = 14  # days before a date is worth a colour
TONES = {
    SubmissionState.DRAFT: "neutral",
    SubmissionState.SUBMITTED: "calm",
    SubmissionState.ACCEPTED: "good",
    SubmissionState.RETURNED: "urgent",
    SubmissionState.SUPERSEDED: "neutral",
    SubmissionState.WITHDRAWN: "neutral",
}


def returns_of(collection: Collection, schools: QuerySet[School]) -> QuerySet[Any]:
    """The schools asked, each with the state, time, receipt and size of what it last sent.

    A draft shows as nothing but the fact that there is one. `due_day` is later than the
    collection's for a school with more time, and decides what `is_late`.
    """
    ours = Submission.objects.filter(collection=collection, school=OuterRef("pk"))
    sent = ours.standing().order_by("-version")
    asked = schools_asked(collection)
    more = Extension.objects.filter(
        collection=collection, school=OuterRef("pk"), superseded_at=None
    )
    return (
        schools.filter(Q(pk__in=asked.values("pk")) | Exists(sent))
        .annotate(
            sent_state=Subquery(sent.values("state")[:1]),
            sent_at=Subquery(sent.values("submitted_at")[:1]),
            sent_receipt=Subquery(sent.values("receipt")[:1]),
            sent_version=Subquery(sent.values("version")[:1]),
            sent_pupils=Subquery(sent.values("pupils")[:1]),
            has_draft=Exists(ours.filter(state=SubmissionState.DRAFT)),
            due_day=Coalesce(Subquery(more.values("due_on")[:1]), Value(collection.due_on)),
        )
        .annotate(is_late=Q(sent_at__date__gt=F("due_day")))
        .order_by("name")
    )


@dataclass(frozen=True)
class Coverage:
    """How many of the schools asked have sent something that counts, and who has not."""

    asked: int
    here: int
    missing: list[str]

    @property
    def lead(self) -> str:
        return f"{self.here} of {self.asked} returns in."

    @property
    def text(self) -> str:
        shown, more = ", ".join(self.missing[:5]), len(self.missing) - 5
        rest = f" and {more} more" if more > 0 else ""
        return f"Still missing: {shown}{rest}."


def coverage(collection: Collection, schools: QuerySet[School]) -> Coverage:
    counting = [SubmissionState.SUBMITTED, SubmissionState.ACCEPTED]
    asked = schools_asked(collection)
    states = list(
        returns_of(collection, schools)
        .filter(pk__in=asked.values("pk"))
        .values_list("name", "sent_state")
    )
    missing = [name for name, state in states if state not in counting]
    return Coverage(len(states), len(states) - len(missing), missing)


def collections_for_listing() -> QuerySet[Collection]:
    """Every collection with the number of returns that count."""
    counting = Q(submissions__state__in=[SubmissionState.SUBMITTED, SubmissionState.ACCEPTED])
    return (
        Collection.objects.select_related("scale")
        .annotate(here=Count("submissions", filter=counting))
        .newest_first()
    )


@dataclass(frozen=True)
class Request:
    """One collection as one school meets it: where it stands and what comes next."""

    collection: Collection
    school: School
    draft: Submission | None
    sent: Submission | None
    extension: Extension | None = None

    @property
    def due_on(self) -> date:
        return self.extension.due_on if self.extension else self.collection.due_on

    @property
    def is_late(self) -> bool:
        when = self.sent.submitted_at if self.sent else timezone.now()
        return bool(when and timezone.localdate(when) > self.due_on)

    @property
    def days_left(self) -> int:
        return (self.due_on - timezone.localdate()).days

    @property
    def days_late(self) -> int:
        return -self.days_left

    @property
    def has_to_act(self) -> bool:
        """Nothing that counts has been sent: not begun, or returned for a change."""
        return self.sent is None or self.sent.state == SubmissionState.RETURNED

    @property
    def reason(self) -> str:
        """Why the trust handed it back, while that is what stands."""
        if self.sent is None or not self.has_to_act:
            return ""
        cells = [f"{where}: {words}" for where, words in asked_in_words(self.sent)]
        return " ".join(filter(None, [self.sent.return_reason, *cells]))

    @property
    def status(self) -> str:
        if self.sent and self.sent.state != SubmissionState.SUPERSEDED:
            return self.sent.get_state_display()
        return "Being prepared" if self.draft else "Not started"

    @property
    def tone(self) -> str:
        if self.sent:
            return TONES[SubmissionState(self.sent.state)]
        soon = self.days_left <= SOON
        return "urgent" if self.is_late else "watch" if soon else "neutral"


def requests_to(schools: Iterable[School]) -> list[Request]:
    """What is asked of these schools now, what is still to be sent first, in four queries."""
    schools = list(schools)
    if not schools:
        return []
    collections = list(open_collections().select_related("scale"))
    rows = Submission.objects.filter(school__in=schools, collection__in=collections)
    rows = rows.exclude(state=SubmissionState.WITHDRAWN).order_by("version")
    drafts: dict[tuple[int, int], Submission] = {}
    sent: dict[tuple[int, int], Submission] = {}
    for row in rows:
        kept = drafts if row.state == SubmissionState.DRAFT else sent
        kept[row.school_id, row.collection_id] = row
    more = {
        (one.school_id, one.collection_id): one
        for one in Extension.objects.filter(collection__in=collections, superseded_at=None)
    }
    requests = [
        Request(collection, school, drafts.get(key), sent.get(key), more.get(key))
        for collection in collections
        for school in schools
        if is_asked(collection, school)
        for key in [(school.pk, collection.pk)]
    ]
    return sorted(requests, key=lambda one: (not one.has_to_act, one.due_on))


def request_to(school: School, collection: Collection) -> Request:
    more = Extension.objects.filter(school=school, collection=collection, superseded_at=None)
    return Request(
        collection,
        school,
        draft_of(school, collection),
        latest_sent(school, collection),
        more.first(),
    )


def own_versions(school: School) -> QuerySet[Submission]:
    """Everything a school has sent, newest first."""
    return (
        Submission.objects.sent()
        .filter(school=school)
        .select_related("collection", "submitted_by", "reviewed_by")
        .order_by(F("collection__start_year").desc(), "-collection__term", "-version")
    )
