"""The parts of a school's data, each with who looks after it and where it stands."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from accounts.access import holding
from accounts.models import User
from accounts.roles import Can
from monitoring.models import (
    Collection,
    PupilRecord,
    SectionAsked,
    Submission,
    Upload,
    UploadState,
    Way,
)
from monitoring.rules import grids, sections
from monitoring.rules.contents import hash_of
from monitoring.rules.differences import Before
from monitoring.rules.sections import Facts, Status, YearPart
from monitoring.selectors.collections import years_of
from schools.models import School

Contents = Mapping[tuple[int, str], str]


def subjects_in(submission: Submission) -> list[str]:
    """What the parts of this data are: its subjects and, where it is typed, all three together.

    A collection of a kind is one piece of work of one person, so it has no parts.
    """
    if submission.collection.asking:
        return []
    subjects = submission.collection.subjects
    return grids.subjects_of(subjects) if submission.way == Way.GRID else list(subjects)


def staff_of(school: School) -> QuerySet[User]:
    """Who can be asked: the school's staff today."""
    held = holding(Can.GIVE_SECTION).filter(school=school, user=OuterRef("pk"))
    return User.objects.filter(Exists(held), is_active=True).order_by("name")


def asked_in(school: School, collection: Collection) -> dict[str, SectionAsked]:
    """By subject: who looks after it, with `is_here` false once that person works elsewhere."""
    here = staff_of(school).filter(pk=OuterRef("person"))
    standing = SectionAsked.objects.standing().filter(school=school, collection=collection)
    told = standing.select_related("person").annotate(is_here=Exists(here))
    return {asked.subject: asked for asked in told}


def contents_of(submissions: Iterable[Submission]) -> Contents:
    """By submission and subject: the same as long as the subject says the same of the same pupils.

    A file with rows that are still wrong has no pupils yet, so nothing of it has a content.
    """
    found: dict[tuple[int, str], str] = {}
    submissions = list(submissions)
    of_files = [one for one in submissions if one.way == Way.UPLOAD and one.content_hash]
    results = _results(of_files)
    for one in submissions:
        cells = one.typed.get("cells", {})
        for subject in subjects_in(one):
            if one.way == Way.GRID:
                said = [[name, cells[name]] for name in grids.of_subject(cells, subject)]
            else:
                said = [[who, year, told.get(subject, "")] for who, year, told in results[one.pk]]
            found[one.pk, subject] = hash_of(said) if said else ""
    return found


def _results(submissions: Sequence[Submission]) -> dict[int, list[tuple[str, str, Any]]]:
    found: dict[int, list[tuple[str, str, Any]]] = defaultdict(list)
    if submissions:
        rows = PupilRecord.objects.filter(submission__in=submissions)
        for pk, *said in rows.values_list(
            "submission_id", "pupil__pseudonym", "year_group", "results"
        ):
            found[pk].append((said[0], said[1], said[2]))
    return found


@dataclass(frozen=True)
class Section:
    """One part: a subject, or (without one) what is not about any one subject."""

    subject: str
    label: str
    facts: Facts
    years: list[YearPart] = field(default_factory=list)
    asked: SectionAsked | None = None
    content: str = ""
    cell: str = "row"

    @property
    def status(self) -> Status:
        return sections.status_of(self.facts)

    @property
    def tone(self) -> str:
        return sections.TONES[self.status]

    @property
    def is_open(self) -> bool:
        return self.status is not Status.COMPLETED

    @property
    def left(self) -> str:
        """What there is to settle, in words, once it is begun."""
        if self.status is Status.NOT_STARTED:
            return ""
        return ", ".join(sections.left_to_do(self.facts, self.cell))

    @property
    def given(self) -> YearPart:
        """Of all year groups together, as far as it is known how many pupils there are."""
        expected = [year.expected for year in self.years if year.expected is not None]
        return YearPart("", sum(y.given for y in self.years), sum(expected) if expected else None)

    @property
    def why_not_right(self) -> str:
        """Why nobody can say yet that it is right: there is nothing, or it cannot be true."""
        if self.cell == "row" and not self.content:
            return "You can say that it is right when every row of the file can be read."
        if not self.content:
            return "You can say that it is right when something is typed."
        if self.facts.errors:
            wrong = f"{self.facts.errors} cells" if self.facts.errors > 1 else "cell"
            is_are = "are" if self.facts.errors > 1 else "is"
            return f"You can say that it is right when the {wrong} above {is_are} fixed."
        return ""

    @property
    def has_fallen_off(self) -> bool:
        """An answer was given, and the subject has changed since."""
        return bool(self.facts.answer and not self.facts.is_same)

    @property
    def warning(self) -> str:
        """Said before the data is sent, when somebody was asked and it is not finished."""
        if self.asked is None or not self.is_open:
            return ""
        who = f"{self.label} was asked of {self.asked.person}"
        if self.facts.stands == sections.WRONG:
            return f"{who}, who says that it is not right: {self.asked.because}"
        return f"{who} and is not finished."


def sections_of(
    submission: Submission, upload: Upload | None, compared: Submission | None = None
) -> list[Section]:
    """Every part of a draft. `compared` is what was last sent: how many pupils there should be."""
    asked = asked_in(submission.school, submission.collection)
    answered = any(one.answer for one in asked.values())
    contents = contents_of([submission]) if answered else {}
    whole = _whole(submission, upload)
    return [
        *([whole] if whole else []),
        *(
            section_of(submission, upload, subject, asked.get(subject), contents, compared)
            for subject in subjects_in(submission)
        ),
    ]


def section_of(
    submission: Submission,
    upload: Upload | None,
    subject: str,
    asked: SectionAsked | None,
    contents: Contents,
    compared: Submission | None = None,
) -> Section:
    years = years_of(submission.collection, submission.school)
    given = _given(submission, subject, years)
    last = _last(submission, years, compared)
    told = _told(submission, differences_of(submission, subject))
    content = contents.get((submission.pk, subject), "")
    facts = Facts(
        why_not_yet=_why_not_yet(submission, upload),
        is_required=subject != sections.OPTIONAL or asked is not None,
        given=sum(given.values()),
        errors=_errors(submission, upload, [subject]),
        to_explain=told.count(False),
        explained=told.count(True),
        is_asked=asked is not None,
        answer=asked.answer if asked else "",
        is_same=bool(asked and asked.answer and asked.answered_for == content),
    )
    return Section(
        subject=subject,
        label=sections.name_of(subject),
        facts=facts,
        years=sections.years_given(given, years, submission.summary, last),
        asked=asked,
        content=content,
        cell=_cell(submission),
    )


def _whole(submission: Submission, upload: Upload | None) -> Section | None:
    """What is not about any one subject; typed counts have it only when there is something."""
    errors = _errors(submission, upload, _others(submission, upload))
    told = _told(submission, differences_of(submission, ""))
    if submission.way == Way.GRID and not told:
        return None
    facts = Facts(
        why_not_yet=_why_not_yet(submission, upload),
        given=submission.pupils,
        errors=errors,
        to_explain=told.count(False),
        explained=told.count(True),
    )
    label = "The counts as a whole" if submission.way == Way.GRID else "Pupils, and the whole file"
    return Section("", label, facts, cell=_cell(submission))


def differences_of(submission: Submission, subject: str) -> list[dict[str, str]]:
    """Those about one subject and no other; without a subject, all the rest."""
    subjects = subjects_in(submission)
    return [
        told
        for told in submission.differences
        if sections.subject_of(told["code"], subjects) == subject
    ]


def problems_of(upload: Upload | None, subject: str) -> list[dict[str, Any]]:
    """What is wrong with the rows of a file that were read, in one subject's column."""
    if upload is None or upload.state != UploadState.CHECKED:
        return []
    return [problem for problem in upload.problems if problem["field"] == subject]


def _told(submission: Submission, differences: Sequence[Mapping[str, str]]) -> list[bool]:
    """Of each difference, whether the school has said something about it."""
    return [bool(submission.explanations.get(one["code"], "").strip()) for one in differences]


def _errors(submission: Submission, upload: Upload | None, fields: Iterable[str]) -> int:
    """Rows of the file, or cells of the grid, that stop it from being sent."""
    if submission.way == Way.GRID:
        wrong = [problem["cell"] for problem in submission.typed.get("problems", [])]
        return sum(len(grids.of_subject(wrong, field)) for field in fields)
    found = [one for field in fields for one in problems_of(upload, field)]
    return len({one["row"] for one in found if one["severity"] == "error"})


def _others(submission: Submission, upload: Upload | None) -> set[str]:
    """The fields with problems that are no subject's."""
    problems = upload.problems if upload else []
    return {problem["field"] for problem in problems} - set(subjects_in(submission))


def _given(submission: Submission, subject: str, years: Sequence[str]) -> dict[str, int]:
    """By year group, pupils with a result that counts; on the grid, the pupils that were typed."""
    if submission.way == Way.GRID:
        cells = submission.typed.get("cells", {})
        typed = {year: cells.get(grids.cell(year, subject, "ALL", "pupils"), "") for year in years}
        return {year: int(text) for year, text in typed.items() if grids.is_number(text)}
    found = submission.summary
    return {year: found[year][subject]["of"] for year in years if subject in found.get(year, {})}


def _last(
    submission: Submission, years: Sequence[str], compared: Submission | None
) -> dict[str, int]:
    """How many the pupils of each year group were when they were last sent."""
    if compared is None:
        return {}
    up = submission.collection.start_year - compared.collection.start_year
    then = Before(compared.collection.name, up, compared.summary)
    return {year: cohort[1] for year in years if (cohort := then.of_cohort(year))}


def _why_not_yet(submission: Submission, upload: Upload | None) -> str:
    if submission.way == Way.GRID:
        return ""
    if upload and upload.state == UploadState.REFUSED:
        return "The last file could not be read, so another is still to come."
    if upload and upload.state == UploadState.MAPPING:
        return "The columns of the file are still to be matched."
    return "" if submission.summary else "The file is still to be uploaded."


def _cell(submission: Submission) -> str:
    return "row" if submission.way == Way.UPLOAD else "cell"
