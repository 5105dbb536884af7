"""What falls due in a month, week by week, each duty once with the schools it is asked of."""

from dataclasses import dataclass, field
from datetime import date

from accounts.access import schools_for
from accounts.models import User
from accounts.roles import Can
from banding.models import Duty
from banding.rules.months import month_after
from banding.rules.obligations import monday_of
from banding.selectors.obligations import visible_to


@dataclass
class Falling:
    """A duty on its last day. `late_at` names who has not done it although the day is over."""

    duty: Duty
    due_on: date
    bodies: list[str] = field(default_factory=list)
    late_at: list[str] = field(default_factory=list)
    done: int = 0
    is_everywhere: bool = False

    @property
    def monday(self) -> date:
        return monday_of(self.due_on)


def falling_in(user: User, first: date, on: date) -> list[Falling]:
    """What the person may see of the month that begins on `first`, as it is on `on`."""
    found: dict[tuple[date, int], Falling] = {}
    for one in visible_to(user).filter(due_on__gte=first, due_on__lt=month_after(first)):
        falling = found.setdefault((one.due_on, one.duty_id), Falling(one.duty, one.due_on))
        name = str(one.school or "The trust")
        falling.bodies.append(name)
        if one.done_at:
            falling.done += 1
        elif one.due_on < on:
            falling.late_at.append(name)
    schools = schools_for(user, Can.VIEW_OBLIGATIONS).count() if found else 0
    for falling in found.values():
        falling.is_everywhere = len(falling.bodies) == schools > 1
    return sorted(found.values(), key=lambda one: (one.due_on, one.duty.position))
