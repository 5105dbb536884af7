"""Whether priorities, monitoring, training and support answer each other, and what is missing.

A gap is a kind and a sentence for a headteacher. More monitoring of a priority never adds one.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from banding.rules.days import show_day
from planning.rules.scheduling import DONE, OVERDUE

NOT_MONITORED = "priority_not_monitored"
FELL = "figure_fell_without_action"
NO_ACTION = "priority_without_action"
OVERDUE_ACTION = "action_overdue"
MISSED = "milestone_missed"
NO_MEASURE = "priority_without_measure"
NO_PRIORITY = "monitoring_without_priority"
STRAY_TRAINING = "training_without_priority"
KINDS = {  # in the order in which they are shown
    NOT_MONITORED: "Nobody monitors a priority",
    FELL: "A figure fell and nothing is being done",
    OVERDUE_ACTION: "An action is overdue",
    MISSED: "A milestone was missed",
    NO_ACTION: "A priority without actions",
    NO_MEASURE: "A priority without a measure",
    NO_PRIORITY: "Monitoring that serves no priority",
    STRAY_TRAINING: "Training without a priority",
}
# A check that is due whatever the priorities are.
A_DUTY = frozenset({"scr_check"})
COMPLETE = "blue"


@dataclass(frozen=True)
class Look:
    """Not cancelled. `status` is of `scheduling`, and `when` is said as inside a sentence."""

    what: str
    kind: str
    status: str
    when: str
    priority: int | None = None


@dataclass(frozen=True)
class Action:
    what: str
    owner: str
    due_on: date | None = None
    is_done: bool = False
    need: str = ""


@dataclass(frozen=True)
class Milestone:
    """`by` is unknown while the term dates are."""

    text: str
    by: date | None
    is_reached: bool = False


@dataclass(frozen=True)
class Movement:
    """A figure since its baseline, in whole points; none where a reader may not know."""

    before: str
    now: str
    points: int | None = None

    @property
    def words(self) -> str:
        if self.points is None:
            return "Cannot be compared"
        if self.points == 0:
            return "No change"
        many = abs(self.points)
        return f"{'Up' if self.points > 0 else 'Down'} {many} point{'s' if many > 1 else ''}"


@dataclass(frozen=True)
class Help:
    """A visit, support or training given or planned by others."""

    what: str
    on: date
    url: str = ""
    priority: int | None = None
    is_training: bool = False


@dataclass(frozen=True)
class Priority:
    """`unscheduled` are lines of the plan that are not on the schedule yet."""

    id: int
    title: str
    rag: str = "grey"
    measure: str = ""
    unscheduled: int = 0
    actions: tuple[Action, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    movement: Movement | None = None
    area: str = ""
    subjects: tuple[str, ...] = ()

    @property
    def is_complete(self) -> bool:
        return self.rag == COMPLETE


@dataclass(frozen=True)
class School:
    """`stray_training` are needs of actions whose priority was taken out of the plan."""

    name: str
    priorities: tuple[Priority, ...] = ()
    looks: tuple[Look, ...] = ()
    helps: tuple[Help, ...] = ()
    stray_training: tuple[str, ...] = ()


@dataclass(frozen=True)
class Gap:
    """`about` is the priority, where it is about one."""

    kind: str
    words: str
    about: int | None = None

    @property
    def label(self) -> str:
        return KINDS[self.kind]


@dataclass(frozen=True)
class Row:
    """One priority with all that serves it."""

    priority: Priority
    done: list[Look]
    coming: list[Look]
    late: list[Look]
    helps: list[Help]
    gaps: list[Gap] = field(default_factory=list)

    @property
    def needs(self) -> list[Action]:
        return [one for one in self.priority.actions if one.need]

    @property
    def to_do(self) -> list[Action]:
        return [one for one in self.priority.actions if not one.is_done]


def gaps_of(school: School, today: date) -> list[Gap]:
    found = [gap for row in matrix(school, today) for gap in row.gaps]
    found += _strays(school)
    order = list(KINDS)
    return sorted(found, key=lambda gap: order.index(gap.kind))


def matrix(school: School, today: date) -> list[Row]:
    return [_row(one, school, today) for one in school.priorities]


def _row(priority: Priority, school: School, today: date) -> Row:
    looks = [look for look in school.looks if look.priority == priority.id]
    row = Row(
        priority,
        done=[look for look in looks if look.status == DONE],
        coming=[look for look in looks if look.status not in {DONE, OVERDUE}],
        late=[look for look in looks if look.status == OVERDUE],
        helps=[one for one in school.helps if one.priority == priority.id],
    )
    if not priority.is_complete:
        row.gaps.extend(_of_priority(row, today))
    return row


def _of_priority(row: Row, today: date) -> Iterator[Gap]:
    one = row.priority
    if not (row.done or row.coming):
        yield _gap(one, NOT_MONITORED, _why_not_monitored(row))
    if one.movement and (one.movement.points or 0) < 0 and not row.to_do:
        fell = f"{one.measure} fell from {one.movement.before} to {one.movement.now}"
        yield _gap(one, FELL, f"{fell}, and no action is left to do.")
    elif not one.actions:
        yield _gap(one, NO_ACTION, "the plan names no action.")
    yield from _behind(row, today)
    if not one.measure:
        yield _gap(one, NO_MEASURE, "no figure says whether it gets better.")


def _behind(row: Row, today: date) -> Iterator[Gap]:
    one = row.priority
    for action in row.to_do:
        if action.due_on and action.due_on < today:
            due = f"was due on {show_day(action.due_on)} ({action.owner})"
            yield _gap(one, OVERDUE_ACTION, f"“{action.what}” {due}.")
    for milestone in one.milestones:
        if milestone.by and milestone.by < today and not milestone.is_reached:
            by = f"was to be reached by {show_day(milestone.by)}"
            yield _gap(one, MISSED, f"“{milestone.text}” {by}.")


def _gap(one: Priority, kind: str, words: str) -> Gap:
    return Gap(kind, f"“{one.title}”: {words}", one.id)


def _why_not_monitored(row: Row) -> str:
    if row.priority.unscheduled:
        many = row.priority.unscheduled
        times = "one look" if many == 1 else f"{many} looks"
        return f"the plan names {times} at it, and none is on the schedule yet."
    if row.late:
        first = row.late[0]
        return f"{first.what} was due {first.when}. It was not done, and nothing else is planned."
    return "nobody has looked at it this year, and nobody plans to."


def _strays(school: School) -> Iterator[Gap]:
    standing = {one.id for one in school.priorities}
    for look in school.looks:
        if look.priority not in standing and look.kind not in A_DUTY:
            yield Gap(NO_PRIORITY, f"{look.what}, {look.when}, serves no priority of the plan.")
    for need in school.stray_training:
        yield Gap(
            STRAY_TRAINING,
            f"“{need}” is still to be learned, for a priority that was taken out of the plan.",
        )
    for one in school.helps:
        if one.is_training and one.priority not in standing:
            yield Gap(STRAY_TRAINING, f"{one.what} ({show_day(one.on)}) serves no priority.")


def counts(gaps: Iterable[Gap]) -> dict[str, int]:
    """By kind, every kind among them."""
    found = dict.fromkeys(KINDS, 0)
    for gap in gaps:
        found[gap.kind] += 1
    return found
