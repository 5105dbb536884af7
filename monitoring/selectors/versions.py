"""Two versions of a school's data side by side, as far as their reader may see."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from accounts.access import holds
from accounts.models import User
from accounts.roles import Can
from monitoring.models import Pupil, PupilRecord, Submission, SubmissionState, Way, YearGroup
from monitoring.rules.columns import LABELS
from monitoring.rules.returning import CellReason
from monitoring.rules.versions import CellChange, Changes, PupilThen, cell_changes, compare
from monitoring.selectors.moderation import who_is

SHOWN = 50
NOTHING = Changes([], [], [], [], [])
ARROW = "\N{RIGHTWARDS ARROW}"
FACTS = ("sex", "is_disadvantaged", "sen_provision", "is_eal")


@dataclass(frozen=True)
class Sight:
    """What a reader may see of a version beyond numbers of pupils: whose grades, and how called."""

    rows: bool
    by_name: bool

    @classmethod
    def of(cls, user: User, submission: Submission) -> "Sight":
        """Names inside the school, pseudonyms for those who review its data, else neither."""
        by_name = holds(user, Can.VIEW_PUPILS, submission.school)
        return cls(by_name or holds(user, Can.REVIEW_DATA, submission.school), by_name)


@dataclass(frozen=True)
class Cell:
    """A year group and subject in words. `asked` is what the trust wanted changed there."""

    words: str
    note: str = ""
    is_changed: bool = False


@dataclass(frozen=True)
class Row:
    label: str
    pupils: Cell
    cells: list[Cell]


@dataclass(frozen=True)
class Listed:
    """Pupils of whom the same is to be said, at most fifty of them, each with its words."""

    title: str
    lines: list[tuple[str, str]]
    many: int

    @property
    def more(self) -> int:
        return self.many - len(self.lines)


@dataclass(frozen=True)
class Asked:
    """One reason the data was handed back for, and whether that part says something else now."""

    where: str
    words: str
    is_changed: bool


@dataclass(frozen=True)
class Compared:
    earlier: Submission
    later: Submission
    rows: list[Row]
    lists: list[Listed] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    counts: list[tuple[str, int]] = field(default_factory=list)

    @property
    def is_changed(self) -> bool:
        return any(number for _, number in self.counts) or any(
            cell.is_changed for row in self.rows for cell in (row.pupils, *row.cells)
        )


def before_it(submission: Submission) -> Submission | None:
    """The version of the same collection that was sent before this one and not taken back."""
    return (
        Submission.objects.standing()
        .filter(
            school=submission.school_id,
            collection=submission.collection_id,
            version__lt=submission.version,
        )
        .select_related("collection", "school")
        .order_by("-version")
        .first()
    )


def compared(submission: Submission, sight: Sight) -> Compared | None:
    """A version beside the one before it, or None for the first."""
    earlier = before_it(submission)
    if earlier is None:
        return None
    changes = _changes(earlier, submission)
    cells = cell_changes(
        earlier.summary, submission.summary, submission.collection.subjects, changes.grades
    )
    return Compared(
        earlier,
        submission,
        _rows(earlier, submission, cells, sight),
        _lists(submission, changes, sight) if sight.rows else [],
        asked_of(earlier, cells, changes),
        _counts(changes, sight) if _are_pupils(earlier, submission) else [],
    )


@dataclass(frozen=True)
class HandedBack:
    """Why the version before a draft was handed back, and what of it the draft has changed."""

    earlier: Submission
    reason: str
    cells: list[Asked]


def asked_of_draft(draft: Submission) -> HandedBack | None:
    """None unless the trust handed back what the school sent last."""
    earlier = before_it(draft)
    if earlier is None or earlier.state != SubmissionState.RETURNED:
        return None
    changes = _changes(earlier, draft) if earlier.return_cells and draft.summary else NOTHING
    cells = cell_changes(
        earlier.summary,
        draft.summary or earlier.summary,
        draft.collection.subjects,
        changes.grades,
    )
    return HandedBack(earlier, earlier.return_reason, asked_of(earlier, cells, changes))


def _are_pupils(*versions: Submission) -> bool:
    return all(
        version.way == Way.UPLOAD and version.pupils_deleted_on is None for version in versions
    )


def _changes(earlier: Submission, later: Submission) -> Changes:
    """Pupil by pupil; nothing where one of the two is typed counts or has lost its pupils."""
    if not _are_pupils(earlier, later):
        return NOTHING
    return compare(_pupils(earlier), _pupils(later), later.collection.subjects)


def _pupils(submission: Submission) -> dict[str, PupilThen]:
    records = PupilRecord.objects.filter(submission=submission).order_by("row")
    return {
        pseudonym: PupilThen(year, results, dict(zip(FACTS, facts, strict=True)))
        for pseudonym, year, results, *facts in records.values_list(
            "pupil__pseudonym", "year_group", "results", *FACTS
        )
    }


def asked_of(
    earlier: Submission,
    cells: Mapping[tuple[str, str], CellChange],
    changes: Changes = NOTHING,
) -> list[Asked]:
    """What the earlier version was handed back for, cell by cell, and what became of it."""
    moved = {year for _, *years in changes.moved for year in years}
    return [
        Asked(
            where(reason),
            reason.words,
            any(cell.is_changed for at, cell in cells.items() if reason.covers(*at))
            or (not reason.subject and reason.year_group in moved),
        )
        for reason in reasons_of(earlier)
    ]


def reasons_of(submission: Submission) -> list[CellReason]:
    return [CellReason(**cell) for cell in submission.return_cells]


def where(reason: CellReason) -> str:
    """Year 4, writing; a whole year group; or a whole subject."""
    year = YearGroup(reason.year_group).label if reason.year_group else ""
    subject = LABELS.get(reason.subject, reason.subject)
    return f"{year}, {subject.lower()}" if year and subject else year or subject


def asked_in_words(submission: Submission) -> list[tuple[str, str]]:
    """Where and what, for those who read why a version was handed back."""
    return [(where(reason), reason.words) for reason in reasons_of(submission)]


def _rows(
    earlier: Submission,
    later: Submission,
    cells: Mapping[tuple[str, str], CellChange],
    sight: Sight,
) -> list[Row]:
    order = list(YearGroup.values)
    years = sorted({year for year, _ in cells}, key=order.index, reverse=True)
    subjects = later.collection.subjects
    return [
        Row(
            YearGroup(year).label,
            _pupils_cell(earlier.summary.get(year), later.summary.get(year)),
            [_cell(cells[year, subject], sight) for subject in subjects],
        )
        for year in years
    ]


def _pupils_cell(was: Mapping[str, Any] | None, now: Mapping[str, Any] | None) -> Cell:
    then, here = (one["pupils"] if one else 0 for one in (was, now))
    return Cell(_moved(then, here), is_changed=then != here)


def _cell(change: CellChange, sight: Sight) -> Cell:
    """At or above expected of those with a result; without sight of rows, those with a result."""
    is_told = sight.rows and change.grades > 0
    note = f"{change.grades} grade{'' if change.grades == 1 else 's'} changed" if is_told else ""
    was, now = change.was, change.now
    words = _moved(was["of"], now["of"])
    if sight.rows and "expected" in was and "expected" in now:
        words = f"{_moved(was['expected'], now['expected'])} of {words}"
    is_changed = change.is_changed if sight.rows else was["of"] != now["of"]
    return Cell(words, note, is_changed=is_changed)


def _moved(was: int, now: int) -> str:
    return str(now) if was == now else f"{was} {ARROW} {now}"


def _counts(changes: Changes, sight: Sight) -> list[tuple[str, int]]:
    """Grades and characteristics only for who sees rows: how many changed tells a withheld rate."""
    of_pupils = [
        ("Pupils added", len(changes.added)),
        ("Pupils removed", len(changes.removed)),
        ("In another year group", len(changes.moved)),
    ]
    if not sight.rows:
        return of_pupils
    return [
        *of_pupils,
        ("Grades changed", len(changes.grades)),
        ("Characteristics changed", len(changes.described)),
    ]


def _lists(later: Submission, changes: Changes, sight: Sight) -> list[Listed]:
    called = _names(later, changes, sight)
    given: list[tuple[str, Sequence[tuple[str, str]]]] = [
        ("Grades changed", [(one.who, _grade(one)) for one in changes.grades]),
        ("Pupils added", [(who, "") for who in changes.added]),
        ("Pupils removed", [(who, "") for who in changes.removed]),
        (
            "In another year group",
            [(who, f"{_year(was)} {ARROW} {_year(now)}") for who, was, now in changes.moved],
        ),
        ("Characteristics changed", [(who, "") for who in changes.described]),
    ]
    return [
        Listed(title, [(called.get(who, who), said) for who, said in lines[:SHOWN]], len(lines))
        for title, lines in given
        if lines
    ]


def _grade(change: Any) -> str:
    subject = LABELS.get(change.subject, change.subject)
    was, now = (code or "blank" for code in (change.was, change.now))
    return f"{_year(change.year_group)}, {subject.lower()}: {was} {ARROW} {now}"


def _year(code: str) -> str:
    return str(YearGroup(code).label)


def _names(later: Submission, changes: Changes, sight: Sight) -> dict[str, str]:
    """How each pupil who is spoken of is called for this reader."""
    spoken_of: set[str] = {
        *_first(changes.added), *_first(changes.removed), *_first(changes.described),
        *_first(who for who, _, _ in changes.moved),
        *_first(one.who for one in changes.grades),
    }  # fmt: skip
    pupils = Pupil.objects.filter(school_id=later.school_id, pseudonym__in=spoken_of)
    return {one.pseudonym: who_is(one, by_name=sight.by_name) for one in pupils}


def _first(who: Iterable[str]) -> list[str]:
    return list(who)[:SHOWN]
