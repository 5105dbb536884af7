"""What stands in the way of putting a plan forward, and what only deserves a second look."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

FEWEST, MOST = 3, 5  # priorities of a year's plan


@dataclass(frozen=True)
class PriorityFacts:
    title: str
    has_outcome: bool
    criteria: int
    milestones: int
    actions: int
    monitoring: int
    actions_without_day: int = 0
    has_measure: bool = False
    has_target: bool = False


@dataclass(frozen=True)
class PlanFacts:
    kind: str
    priorities: Sequence[PriorityFacts] = ()
    missing_required: Sequence[str] = ()
    has_exit_criteria: bool = True
    has_lead: bool = True
    days_problem: str = ""
    last_week: int = 0
    milestone_weeks: Sequence[int] = ()
    warnings: Sequence[str] = field(default_factory=tuple)


@dataclass(frozen=True)
class Checked:
    """`problems` stop it; `warnings` are shown beside the button."""

    problems: list[str]
    warnings: list[str]

    @property
    def is_ready(self) -> bool:
        return not self.problems


def check(plan: PlanFacts) -> Checked:
    problems = [f"Say something under “{label}”." for label in plan.missing_required]
    warnings = list(plan.warnings)
    if plan.kind in {"sip", "rap", "post_inspection"}:
        problems += _of_priorities(plan)
        warnings += [w for one in plan.priorities for w in _second_looks(one)]
    if plan.kind == "sip" and plan.priorities and not FEWEST <= len(plan.priorities) <= MOST:
        many = len(plan.priorities)
        warnings.append(f"A plan has {FEWEST} to {MOST} priorities as a rule; this has {many}.")
    if plan.kind == "rap":
        problems += _of_rapid(plan)
    return Checked(problems, warnings)


def _of_priorities(plan: PlanFacts) -> Iterator[str]:
    if not plan.priorities:
        yield "Add at least one priority."
    for one in plan.priorities:
        if not one.has_outcome:
            yield f"“{one.title}”: say what will be different."
        if not one.criteria:
            yield f"“{one.title}”: add a success criterion."
        if not one.actions:
            yield f"“{one.title}”: add an action."


def _of_rapid(plan: PlanFacts) -> Iterator[str]:
    if plan.days_problem:
        yield plan.days_problem
    if not plan.has_lead:
        yield "Name the lead professional."
    if not plan.has_exit_criteria:
        yield "Say by what it is seen that the plan has done its work."
    if plan.milestone_weeks and max(plan.milestone_weeks) > plan.last_week:
        yield f"A milestone is in week {max(plan.milestone_weeks)}, after the plan's last week."


def _second_looks(one: PriorityFacts) -> Iterator[str]:
    if not one.monitoring:
        yield f"Nobody monitors “{one.title}”."
    if not one.milestones:
        yield f"“{one.title}” has no milestones."
    if one.actions_without_day:
        many = one.actions_without_day > 1
        yield f"“{one.title}”: {one.actions_without_day} action{'s' if many else ''} without a day."
    if one.has_measure and not one.has_target:
        yield f"“{one.title}” names a measure and no target."
