"""Who could help a school with something, ranked, with every reason and what it weighs.

The factors are those of users-and-journeys.md, journey 7, and of the expertise register: what is
covered, what is it worth today (domain-reference 7.7: a legacy title is never current), days left,
the home school's release and its own needs, travel, and who knows the school. Nothing is hidden
but people with a conflict of interest, who are named apart.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from banding.rules.days import show_day
from core.units import show_days
from support.rules.travel import Travel

OWN_AREA, WIDER_AREA = 30, 24
SAME_STAGE, ANY_STAGE, OTHER_STAGE = 10, 6, 0
STANDING = {"current": 20, "claimed": 8, "legacy": 4}
ENOUGH_DAYS = 16
AGREED, OFFERED, CENTRAL, NOT_ASKED = 20, 8, 16, 0
NEAR, MINUTES_A_POINT = 10, 6
SAME_PHASE = 6
KNOWS_THE_SCHOOL = 4
HOME_LOW, HOME_ASKS = -30, -15


@dataclass(frozen=True)
class Need:
    """What a school asks for. `key_stage` and `phase` may be empty."""

    area: str
    quarter_days: int
    key_stage: str = ""
    phase: str = ""


@dataclass(frozen=True)
class Claim:
    """Something a person is good at that covers the area: itself, or a wider one."""

    title: str
    area: str
    standing: str
    key_stage: str = ""
    phase: str = ""


@dataclass(frozen=True)
class Home:
    """A school the person works at, with its released level and what it asks for itself."""

    name: str
    level: str = ""
    is_low: bool = False
    asks: bool = False


@dataclass(frozen=True)
class Days:
    """Quarter-days between the first and the last day that were asked about."""

    released: int = 0
    offered: int = 0
    booked: int = 0

    @property
    def left(self) -> int:
        return max(self.released - self.booked, 0)


@dataclass(frozen=True)
class Helper:
    id: int
    name: str
    claims: tuple[Claim, ...]
    homes: tuple[Home, ...] = ()
    days: Days = Days()
    phases: frozenset[str] = frozenset()
    travel: Travel | None = None
    helped_on: date | None = None
    has_conflict: bool = False
    works_there: bool = False
    is_central: bool = False


@dataclass(frozen=True)
class Reason:
    text: str
    weight: int


@dataclass(frozen=True)
class Match:
    helper: Helper
    reasons: tuple[Reason, ...]
    holds_back: bool
    why_not_yet: str

    @property
    def score(self) -> int:
        return sum(reason.weight for reason in self.reasons)


@dataclass(frozen=True)
class Ranked:
    matches: tuple[Match, ...]
    conflicted: tuple[Helper, ...]


def rank(need: Need, helpers: Iterable[Helper]) -> Ranked:
    """The best first; whoever's school should not lend comes after all others. Ties go by name."""
    able = [one for one in helpers if one.claims and not one.works_there]
    free = [match(need, one) for one in able if not one.has_conflict]
    conflicted = sorted((one for one in able if one.has_conflict), key=_by_name)
    return Ranked(tuple(sorted(free, key=_order)), tuple(conflicted))


def match(need: Need, helper: Helper) -> Match:
    claim = max(helper.claims, key=lambda one: (_worth(need, one), one.title, one.area))
    reasons = [
        *_expertise(need, claim),
        _days(need, helper.days),
        _release(helper),
        *_home(helper.homes),
        _travel(helper.travel),
        *_phase(need, claim, helper.phases),
        *_helped(helper.helped_on),
    ]
    return Match(
        helper,
        tuple(reasons),
        holds_back=any(home.is_low for home in helper.homes),
        why_not_yet=why_not_yet(need.quarter_days, helper),
    )


def why_not_yet(quarter_days: int, helper: Helper) -> str:
    """What must happen before this person can be sent; nothing where nothing must."""
    days = helper.days
    if days.left >= quarter_days:
        return ""
    where = " or ".join(home.name for home in helper.homes) or "the central team"
    if days.released:
        return f"{show_days(days.left)} of {show_days(days.released)} released days are left."
    if days.offered:
        return f"{where} has not said yet whether it releases the days offered."
    return f"No days are released: {helper.name} offers days, and {where} agrees."


def _order(found: Match) -> tuple[bool, int, str, int]:
    return found.holds_back, -found.score, found.helper.name.casefold(), found.helper.id


def _by_name(helper: Helper) -> tuple[str, int]:
    return helper.name.casefold(), helper.id


def _worth(need: Need, claim: Claim) -> int:
    return sum(reason.weight for reason in _expertise(need, claim))


def _expertise(need: Need, claim: Claim) -> list[Reason]:
    own = claim.area == need.area
    covers = claim.area if own else f"{claim.area}, which covers {need.area}"
    return [
        Reason(f"{claim.title}: {covers}", OWN_AREA if own else WIDER_AREA),
        _standing(claim),
        *_key_stage(need.key_stage, claim.key_stage),
    ]


def _standing(claim: Claim) -> Reason:
    words = {
        "current": "Confirmed, and holds today",
        "claimed": "Claimed: nobody has confirmed it yet",
        "legacy": "A title of a national programme that has ended: not current",
    }
    return Reason(words[claim.standing], STANDING[claim.standing])


def _key_stage(asked: str, held: str) -> list[Reason]:
    if not asked:
        return []
    if not held:
        return [Reason(f"Not for one key stage, so for {asked} as well", ANY_STAGE)]
    if asked == held:
        return [Reason(f"For {asked}, as asked", SAME_STAGE)]
    return [Reason(f"For {held}, and {asked} is asked for", OTHER_STAGE)]


def _days(need: Need, days: Days) -> Reason:
    left, wanted = show_days(days.left), show_days(need.quarter_days)
    if not days.released:
        return Reason("No released days to book", 0)
    booked = f" ({show_days(days.booked)} booked)" if days.booked else ""
    text = f"{left} of {show_days(days.released)} days are left{booked}; {wanted} asked for"
    enough = min(days.left, need.quarter_days)
    return Reason(text, ENOUGH_DAYS * enough // max(need.quarter_days, 1))


def _release(helper: Helper) -> Reason:
    if not helper.homes and helper.is_central:
        return Reason("In the central team: no school has to release", CENTRAL)
    if not helper.homes:
        return Reason("No home school is known, so nobody can agree to lend", NOT_ASKED)
    where = " and ".join(home.name for home in helper.homes)
    if helper.days.released:
        return Reason(f"{where} has agreed to lend", AGREED)
    if helper.days.offered:
        return Reason(f"Days are offered, and {where} has not answered yet", OFFERED)
    return Reason(f"{where} has not been asked to lend", NOT_ASKED)


def _home(homes: Sequence[Home]) -> list[Reason]:
    """A school that needs support itself should keep its people; it is said, and not hidden."""
    reasons = []
    for home in homes:
        if home.is_low:
            text = f"{home.name} is in {home.level} and needs its own people"
            reasons.append(Reason(text, HOME_LOW))
        if home.asks:
            text = f"{home.name} asks for help with the same thing itself"
            reasons.append(Reason(text, HOME_ASKS))
    return reasons


def _travel(found: Travel | None) -> Reason:
    if found is None:
        return Reason("Travel is not known: coordinates or a home school are missing", 0)
    words = f"{found.words[0].upper()}{found.words[1:]}"
    return Reason(words, max(NEAR - found.minutes // MINUTES_A_POINT, 0))


def _phase(need: Need, claim: Claim, phases: frozenset[str]) -> list[Reason]:
    known = frozenset([claim.phase]) if claim.phase else phases
    if not need.phase or not known:
        return []
    if need.phase in known:
        return [Reason("Knows schools of this phase", SAME_PHASE)]
    return [Reason("Comes from another phase", 0)]


def _helped(on: date | None) -> list[Reason]:
    return [Reason(f"Last helped this school on {show_day(on)}", KNOWS_THE_SCHOOL)] if on else []
