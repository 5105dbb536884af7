"""Who the rows are about: numbers of the right shape, and no child twice."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from monitoring.rules import problems
from monitoring.rules import upn as rules


@dataclass(frozen=True)
class Fault:
    """What is wrong with who a row is about. `twin` is the place of the pupil's other row."""

    at: int
    said: problems.Said = problems.NOBODY
    blocks: bool = True
    twin: int | None = None


@dataclass(frozen=True)
class People:
    """Columns side by side; blank text where the file says nothing."""

    upns: Sequence[str]
    former: Sequence[str]
    surnames: Sequence[str]
    forenames: Sequence[str]
    birthdays: Sequence[date | None]

    def named(self, at: int) -> Hashable:
        surname, forename = self.surnames[at].casefold(), self.forenames[at].casefold()
        return (surname, forename, self.birthdays[at]) if surname and forename else None


def faults(people: People) -> Iterator[Fault]:
    shapeless, letters = rules.faults(people.upns)
    yield from (Fault(at, problems.NOT_A_UPN) for at in shapeless)
    yield from (Fault(at, problems.wrong_letter(people.upns[at]), blocks=False) for at in letters)
    yield from _same_number(people)
    if not all(people.upns):
        yield from _without_number(people)


def _same_number(people: People) -> Iterator[Fault]:
    """A UPN twice, or one pupil's number given as another's former number."""
    told = [upn for upn in (*people.upns, *people.former) if upn]
    if len(set(told)) == len(told):
        return
    first: dict[str, int] = {}
    for at, upn in enumerate(people.upns):
        if upn and first.setdefault(upn, at) != at:
            yield Fault(at, twin=first[upn])
    for at, upn in enumerate(people.former):
        if upn and first.setdefault(upn, at) != at:
            yield Fault(at, twin=first[upn])


def _without_number(people: People) -> Iterator[Fault]:
    """A pupil without a UPN is known by name and birthday, which nobody else may share."""
    first: dict[Hashable, int] = {}
    for at, upn in enumerate(people.upns):
        who = people.named(at)
        if who is None:
            if not upn:
                yield Fault(at, problems.NOBODY)
            continue
        before = first.setdefault(who, at)
        if before != at and not (upn and people.upns[before]):
            yield Fault(at, twin=before)
