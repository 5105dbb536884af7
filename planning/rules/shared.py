"""What several schools of a trust work at, and what their staff want to learn together."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from planning.rules.triangulation import School

ALIKE = 0.5  # of the words two needs have together
# Said of any training, so they tell no need from another.
_SAID = """
    a an and all for from in into of on our the their to with how new
    cpd course courses inset session sessions staff support teacher teachers teaching assistants
    assistant training train twilight workshop workshops development professional use using
"""
_EMPTY = frozenset(_SAID.split())
_PLURAL_FROM = 4  # signs


@dataclass(frozen=True)
class SharedPriority:
    """`by` is what they have in common: the measure, the subject or the area."""

    by: str
    label: str
    places: tuple[tuple[str, str], ...]

    @property
    def schools(self) -> list[str]:
        return list(dict.fromkeys(school for school, _ in self.places))


@dataclass(frozen=True)
class Need:
    school: str
    text: str
    owner: str
    by: date | None = None


@dataclass(frozen=True)
class JointSession:
    """One session for several schools, in the words of the shortest of their needs."""

    topic: str
    needs: tuple[Need, ...]

    @property
    def schools(self) -> list[str]:
        return sorted({need.school for need in self.needs})

    @property
    def by(self) -> date | None:
        """The first day by which one of them needs it."""
        return min((need.by for need in self.needs if need.by), default=None)

    @property
    def words(self) -> str:
        many = len(self.schools)
        return f"One joint session would serve {many} schools: {', '.join(self.schools)}."


def shared_priorities(schools: Iterable[School]) -> list[SharedPriority]:
    """What two schools or more have in common, the most common first."""
    groups: dict[tuple[str, str], tuple[str, list[tuple[str, str]]]] = {}
    for school in schools:
        for one in school.priorities:
            said = [("Figure", one.measure), ("Area", one.area)]
            said += [("Subject", subject) for subject in one.subjects]
            for by, label in said:
                if label:
                    key = by, label.casefold()
                    groups.setdefault(key, (label, []))[1].append((school.name, one.title))
    found = [
        SharedPriority(by, label, tuple(sorted(places)))
        for (by, _), (label, places) in groups.items()
    ]
    several = [one for one in found if len(one.schools) > 1]
    return sorted(several, key=lambda one: (-len(one.schools), one.by, one.label))


def needs_of(school: School) -> list[Need]:
    """What staff are still to learn, by who does what it is for."""
    return [
        Need(school.name, action.need, action.owner, action.due_on)
        for one in school.priorities
        if not one.is_complete
        for action in one.actions
        if action.need and not action.is_done
    ]


def joint_sessions(needs: Iterable[Need]) -> list[JointSession]:
    """Needs that are alike in two schools or more.

    The shortest need names a topic and gathers those that say the same and perhaps more, so the
    order in which schools are read changes nothing.
    """
    topics: list[tuple[Need, frozenset[str], list[Need]]] = []
    for need in sorted(needs, key=_shortest_first):
        words = _words(need.text)
        home = next((kept for _, head, kept in topics if _is_alike(head, words)), None)
        if home is None:
            topics.append((need, words, [need]))
        else:
            home.append(need)
    found = [JointSession(head.text, tuple(_in_order(kept))) for head, _, kept in topics]
    several = [one for one in found if len(one.schools) > 1]
    return sorted(several, key=lambda one: (-len(one.schools), one.topic))


def _shortest_first(need: Need) -> tuple[int, str, str, str, date]:
    return (
        len(_words(need.text)),
        need.text.casefold(),
        need.school,
        need.owner,
        need.by or date.max,
    )


def _in_order(needs: Sequence[Need]) -> list[Need]:
    return sorted(needs, key=lambda need: (need.school, need.by or date.max, need.text))


def _words(text: str) -> frozenset[str]:
    found = re.findall(r"[a-z0-9]+", text.casefold())
    telling = [_singular(word) for word in found if word not in _EMPTY]
    return frozenset(telling or found)


def _singular(word: str) -> str:
    plural = len(word) >= _PLURAL_FROM and word.endswith("s") and not word.endswith("ss")
    return word[:-1] if plural else word


def _is_alike(head: frozenset[str], words: frozenset[str]) -> bool:
    return head <= words or len(head & words) >= ALIKE * len(head | words)
