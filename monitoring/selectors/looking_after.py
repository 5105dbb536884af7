"""What somebody at a school was asked to look after, as they meet it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from accounts.access import holds_anywhere, schools_for
from accounts.models import User
from accounts.roles import Can
from core.units import percent
from monitoring.models import (
    CollectionState,
    Extension,
    PupilGroup,
    PupilRecord,
    SectionAsked,
    Submission,
    SubmissionState,
    Upload,
    Way,
    YearGroup,
    year_order,
)
from monitoring.rules import sections
from monitoring.rules.sections import Count, Status
from monitoring.selectors.scales import scale_rules
from monitoring.selectors.sections import (
    Contents,
    Section,
    contents_of,
    section_of,
    subjects_in,
)


def to_look_after(user: User) -> QuerySet[SectionAsked]:
    """What is asked of a person at the schools they work at today."""
    return (
        SectionAsked.objects.standing()
        .filter(person=user, school__in=schools_for(user, Can.GIVE_SECTION))
        .select_related("school", "collection__scale", "asked_by", "person")
    )


@dataclass(frozen=True)
class Part:
    """One asking with the version it is about now: the draft, or what was last sent."""

    asked: SectionAsked
    submission: Submission | None
    upload: Upload | None
    section: Section | None
    due_on: date

    @property
    def is_draft(self) -> bool:
        return self.submission is not None and self.submission.state == SubmissionState.DRAFT

    @property
    def can_work(self) -> bool:
        return self.is_draft and self.asked.collection.state == CollectionState.OPEN

    @property
    def status(self) -> Status:
        if self.section is None:
            return Status.CANNOT_START
        return self.section.status if self.is_draft else Status.COMPLETED

    @property
    def tone(self) -> str:
        return sections.TONES[self.status]

    @property
    def why(self) -> str:
        """What there is to do, or what stands in the way."""
        if self.section is None:
            return "Nothing is needed of it yet."
        if not self.is_draft:
            return "It was sent."
        return self.section.facts.why_not_yet or self._said or self._to_do

    @property
    def _said(self) -> str:
        if self.section is None or not self.section.facts.stands:
            return ""
        if self.section.facts.stands == sections.WRONG:
            return "You said that it is not right, and why."
        return self.section.left or "You said that it is right."

    @property
    def _to_do(self) -> str:
        if self.section is None:
            return ""
        if self.needs_rows:
            return "Rows of the file are still to be settled before you can say that it is right."
        if self.section.has_fallen_off:
            return "It has changed since you answered. Look again, please."
        return self.section.left or "Look at it and say whether it is right."

    @property
    def needs_rows(self) -> bool:
        """A file with rows that are wrong, of any subject, has nothing to vouch for yet."""
        is_file = self.submission is not None and self.submission.way == Way.UPLOAD
        return is_file and self.section is not None and not self.section.content

    @property
    def waits(self) -> bool:
        """Whether there is something for this person to do now."""
        if not self.can_work or self.section is None or self.section.facts.stands == sections.WRONG:
            return False
        facts = self.section.facts
        has_to_act = facts.to_explain or not facts.answer or not self.needs_rows
        return bool(has_to_act) and self.status in (Status.NOT_STARTED, Status.IN_PROGRESS)


def parts_of(user: User) -> list[Part]:
    """Everything asked of a person in collections that are open, what is due first."""
    if not holds_anywhere(user, Can.GIVE_SECTION):
        return []
    asked = to_look_after(user).filter(collection__state=CollectionState.OPEN)
    return sorted(_parts(asked), key=lambda part: (not part.waits, part.due_on))


def part_of(asked: SectionAsked) -> Part:
    [part] = _parts([asked])
    return part


def _parts(askings: Iterable[SectionAsked]) -> list[Part]:
    """In five queries however many there are."""
    told = list(askings)
    by_place = {(asked.school_id, asked.collection_id): asked for asked in told}
    if not told:
        return []
    here = {
        "school__in": [school for school, _ in by_place],
        "collection__in": [collection for _, collection in by_place],
    }
    shown: dict[tuple[int, int], Submission] = {}
    for row in Submission.objects.filter(**here).order_by("version"):
        if asked := by_place.get((row.school_id, row.collection_id)):
            row.school, row.collection = asked.school, asked.collection
            shown[row.school_id, row.collection_id] = row
    uploads = {
        one.submission_id: one for one in Upload.objects.filter(submission__in=shown.values())
    }
    more = Extension.objects.filter(**here, superseded_at=None)
    days = {(one.school_id, one.collection_id): one.due_on for one in more}
    contents = contents_of(shown.values())
    return [_part(asked, shown, uploads, days, contents) for asked in told]


def _part(
    asked: SectionAsked,
    shown: Mapping[tuple[int, int], Submission],
    uploads: Mapping[int, Upload],
    days: Mapping[tuple[int, int], date],
    contents: Contents,
) -> Part:
    place = (asked.school_id, asked.collection_id)
    submission, due_on = shown.get(place), days.get(place, asked.collection.due_on)
    if submission is None or asked.subject not in subjects_in(submission):
        return Part(asked, submission, None, None, due_on)
    upload = uploads.get(submission.pk)
    section = section_of(submission, upload, asked.subject, asked, contents)
    return Part(asked, submission, upload, section, due_on)


@dataclass(frozen=True)
class Line:
    """A group of pupils of a year group, counted in one subject."""

    label: str
    count: Count

    @property
    def share(self) -> str:
        found = percent(self.count.expected, self.count.counted)
        return "none" if found is None else f"{found}%"


def counts_of(submission: Submission, subject: str) -> list[tuple[str, list[Line]]]:
    """One subject by year group and group, oldest first, with nothing withheld."""
    if submission.way == Way.GRID:
        found = _typed(submission, subject)
    else:
        found = _from_pupils(submission, subject)
    return [
        (
            str(YearGroup(year).label),
            [
                Line(str(PupilGroup(group).label), found[year][group])
                for group in sections.GROUPS
                if group in found[year]
            ],
        )
        for year in sorted(found, key=year_order, reverse=True)
    ]


def _typed(submission: Submission, subject: str) -> dict[str, dict[str, Count]]:
    found: dict[str, dict[str, Count]] = {}
    for one in submission.grid_counts.filter(subject=subject):
        counted = Count(one.pupils, one.pupils, one.expected, one.higher)
        found.setdefault(one.year_group, {})[one.group] = counted
    return found


def _from_pupils(submission: Submission, subject: str) -> dict[str, dict[str, Count]]:
    """Of all pupils only, as long as rows of the file are still wrong."""
    told = [
        (
            record.year_group,
            record.results.get(subject, ""),
            sections.groups_of(
                sex=record.sex,
                sen_provision=record.sen_provision,
                is_disadvantaged=record.is_disadvantaged,
                is_eal=record.is_eal,
            ),
        )
        for record in PupilRecord.objects.filter(submission=submission)
    ]
    if told:
        return sections.by_group(told, scale_rules(submission.collection.on_scale))
    return {
        year: {"ALL": Count(counts["pupils"], **_of_all(counts[subject]))}
        for year, counts in submission.summary.items()
        if subject in counts
    }


def _of_all(counted: Mapping[str, int]) -> dict[str, int]:
    return {
        "counted": counted["of"],
        "expected": counted["expected"],
        "higher": counted["higher"],
    }
