"""Who proposes, approves and oversees a plan: what the model says of the level, or what is usual.

An approver is the chief executive or the trustees, whoever the model names; a plan that no duty
routes is agreed by the improvement lead, a rapid plan by the chief executive (security.md 3, 6).
"""

from collections.abc import Iterable
from dataclasses import dataclass

HEADTEACHER, LEAD = "headteacher", "improvement_lead"
EXECUTIVE, TRUSTEE = "executive", "trustee"
MAY_APPROVE = frozenset({EXECUTIVE, TRUSTEE})
MAY_PROPOSE = frozenset({HEADTEACHER, LEAD})
ASKS_FOR_THE_DOCUMENT = frozenset({"yearly", "as_agreed"})  # the rest ask how it is going

HOW_IT_GOES = frozenset({"weekly", "fortnightly", "half_termly", "termly"})

DUTY_OF = {
    "sip": "plan",
    "sef": "self_evaluation",
    "rap": "action_plan",
    "post_inspection": "action_plan",
}
USUAL_APPROVER = {
    "sip": LEAD,
    "pupil_premium": LEAD,
    "rap": EXECUTIVE,
    "post_inspection": EXECUTIVE,
    "sef": "",
}
NAMES = {
    HEADTEACHER: "the headteacher",
    LEAD: "the school's improvement lead",
    EXECUTIVE: "the chief executive",
    TRUSTEE: "trustees",
    "": "nobody",
}
CALLED = {
    "sip": "improvement plan",
    "sef": "self-evaluation",
    "rap": "rapid action plan",
    "post_inspection": "post-inspection action plan",
    "pupil_premium": "pupil premium strategy",
}


@dataclass(frozen=True)
class Party:
    """The trust's own word for somebody, and the role that signs in for them (none: empty)."""

    name: str
    role: str


@dataclass(frozen=True)
class Asking:
    """A duty of the edition. Without levels it is asked of every school."""

    code: str
    kind: str
    cadence: str
    position: int
    owner: Party
    approver: Party | None
    overseer: Party | None
    level_ids: frozenset[int]
    cast: tuple[str, ...] = ()


@dataclass(frozen=True)
class Standing:
    """Where a school stands: the model's name and its level, empty where there is none."""

    model: str = ""
    level_id: int | None = None
    level: str = ""


@dataclass(frozen=True)
class Route:
    """`because` says in words where this comes from; `code` is the duty that asks, if any."""

    proposer: Party
    approver: Party
    overseer: Party | None
    because: str
    code: str = ""
    together_with: tuple[str, ...] = ()

    @property
    def is_asked(self) -> bool:
        return bool(self.code)

    @property
    def is_approved(self) -> bool:
        """A self-evaluation is issued by its school, and nobody approves it."""
        return bool(self.approver.role)


def route_of(kind: str, duties: Iterable[Asking], standing: Standing, *, head: str = "") -> Route:
    """`head` is the trust's word for who leads a school, as it stands inside a sentence."""
    duty = _asking_for(kind, duties, standing)
    usual = Party(NAMES[USUAL_APPROVER[kind]], USUAL_APPROVER[kind])
    leads = Party(f"the {head}" if head else NAMES[HEADTEACHER], HEADTEACHER)
    if duty is None:
        return Route(leads, usual, None, because=_not_asked(kind, standing, usual))
    proposer = duty.owner if duty.owner.role in MAY_PROPOSE else leads
    named = duty.approver if duty.approver and duty.approver.role in MAY_APPROVE else None
    approver = (named or usual) if usual.role else usual
    because = _asked(kind, standing, duty, approver, named=bool(named))
    return Route(
        proposer,
        approver,
        duty.overseer,
        because=because,
        code=duty.code,
        together_with=duty.cast,
    )


def _asking_for(kind: str, duties: Iterable[Asking], standing: Standing) -> Asking | None:
    """The level's own duty before one of every school; then the model's order."""
    found = [
        duty
        for duty in duties
        if duty.kind == DUTY_OF.get(kind)
        and (duty.cadence in ASKS_FOR_THE_DOCUMENT or kind == "sef")
        and (not duty.level_ids or standing.level_id in duty.level_ids)
    ]
    return min(found, key=lambda duty: (not duty.level_ids, duty.position), default=None)


def asks_how_it_goes(kind: str, duties: Iterable[Asking], standing: Standing) -> list[str]:
    """The codes of duties that ask schools of this level how such a plan goes."""
    return [
        duty.code
        for duty in duties
        if duty.kind == DUTY_OF.get(kind)
        and duty.cadence in HOW_IT_GOES
        and standing.level_id in duty.level_ids
    ]


def _asked(kind: str, standing: Standing, duty: Asking, approver: Party, *, named: bool) -> str:
    of = standing.level if duty.level_ids else "every school"
    said = f"{standing.model} asks {of} for a {CALLED[kind]}"
    if not approver.role:
        return f"{said}. Nobody approves it: the school issues it."
    if named:
        seen = f", {duty.overseer.name} oversees" if duty.overseer else ""
        return f"{said}: {duty.owner.name} proposes, {approver.name} approves{seen}."
    return f"{said} and names nobody who approves it, so {_does(approver, kind)}."


def _not_asked(kind: str, standing: Standing, usual: Party) -> str:
    if not standing.model:
        why = "No improvement model is in force"
    elif kind in DUTY_OF and not standing.level_id:
        why = f"{standing.model} asks no {CALLED[kind]} of a school without a level"
    elif standing.level_id:
        why = f"{standing.model} asks no {CALLED[kind]} of {standing.level}"
    else:
        why = f"{standing.model} asks no {CALLED[kind]}"
    if not usual.role:
        return f"{why}. Nobody approves one: the school issues it."
    return f"{why}. One that is made all the same goes the usual way: {_does(usual, kind)}."


def _does(approver: Party, kind: str) -> str:
    return f"{approver.name} {'agrees' if approver.role == LEAD else 'approves'} it"
