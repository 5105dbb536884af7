"""Who else withholds, so that the trust's total minus what is shown gives nobody away (ADR 0005).

Hidden schools hide each other: what is left of the trust's total is one sum over all of them.
That sum must be fit to be shown itself, and each hidden number must have another possible value:
an exchange of pupils with another hidden school that leaves everything shown as it is. Where that
fails, the smallest other school is withheld too (a partner); where there is none, the trust's own
figure is.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple, Protocol, Self

import numpy as np

from dashboards.figures.groups import ALL, BLOCKS, FAMILIES, GROUPS
from dashboards.figures.local import trust_masks
from dashboards.figures.rule import BOTH, EXPECTED, HIGHER, is_too_small, says_too_much

LEVELS = (BOTH, EXPECTED, HIGHER)
LINE = {EXPECTED: (1, 2), HIGHER: (0, 1)}  # the outcomes just above and below a measure's line
COUNTED = {BOTH: (0, 1, 2), EXPECTED: (0, 1), HIGHER: (0,)}
MOST_PARTNERS = 6
ORDER = {block: number for number, block in enumerate(BLOCKS)}
PLACES = {block: [GROUPS.index(group) for group in groups] for block, groups in BLOCKS.items()}


class Kind(NamedTuple):
    """Schools that are alike for this purpose: what they hide, and who is `present` (see
    `Local`).
    """

    mask: int
    all_mask: int
    present: int

    def has(self, group: int, outcome: int) -> bool:
        return bool(self.present >> (3 * group + outcome) & 1)

    def has_any(self, outcomes: Sequence[int]) -> bool:
        return any(self.present >> bit & 1 for bit in range(30) if bit % 3 in outcomes)

    def written(self) -> str:
        return ".".join(map(str, self))

    @classmethod
    def read(cls, text: str) -> Self:
        return cls(*map(int, text.split(".")))


@dataclass
class Crowd:
    """The schools that hide something of a block: so many of each kind; and by what they hide, how
    many and their pupils, expected and higher in each group.
    """

    kinds: dict[Kind, int] = field(default_factory=dict)
    sums: dict[int, list[int]] = field(default_factory=dict)

    def copy(self) -> Self:
        return replace(self, kinds=dict(self.kinds), sums=dict(self.sums))

    def add(self, kind: Kind, sums: Sequence[int], sign: int = 1) -> None:
        """Count a school in (or out, with -1). One that hides nothing is not part of the crowd."""
        if not kind.mask:
            return
        self.kinds[kind] = self.kinds.get(kind, 0) + sign
        if not self.kinds[kind]:
            del self.kinds[kind]
        before = self.sums.get(kind.mask, [0] * len(sums))
        self.sums[kind.mask] = [a + sign * b for a, b in zip(before, sums, strict=True)]
        if not self.sums[kind.mask][0]:
            del self.sums[kind.mask]

    def hiding(self, bits: int) -> list[int]:
        """The sums over all schools that hide (at least) `bits`; empty when there are none."""
        of = (sums for mask, sums in self.sums.items() if mask & bits == bits)
        return [sum(column) for column in zip(*of, strict=True)]


@dataclass(frozen=True)
class Standing:
    """One school in one subject: its counts by group, and what it hides for its own sake by
    block. `rates` go where the counts go, and decide nothing.
    """

    school: int
    cells: Sequence[Sequence[int]]
    masks: Sequence[int]
    present: Sequence[int]
    rates: Sequence[Sequence[int]] = ()

    def kind(self, block: str, bits: int = 0, all_bits: int = 0) -> Kind:
        number = ORDER[block]
        mask = self.masks[number] | bits | all_bits
        return Kind(mask, self.masks[0] | all_bits, self.present[number])

    def sums(self, block: str) -> list[int]:
        return [1, *(count for place in PLACES[block] for count in self.cells[place])]


@dataclass(frozen=True)
class Partner:
    """A school that hides `bits` of a block to protect others, and `all_bits` of all its pupils."""

    standing: Standing
    bits: int = 0
    all_bits: int = 0


class Search(Protocol):
    def smallest(self, group: str, bits: int, taken: set[int]) -> Standing | None:
        """The school with the fewest pupils (but some) in `group` that does not hide `bits`
        itself.
        """


@dataclass
class Settled:
    """By block: what the trust hides, and which schools hide what for the sake of others."""

    trust: dict[str, int]
    partners: dict[str, dict[int, int]]


def settle(
    crowds: Mapping[str, Crowd], trust: np.ndarray, search: Search, smallest: int
) -> Settled:
    """Decide for one cohort and subject, with the trust's counts [group, count]: the same counts
    give the same answer, in any order.
    """
    masks, settled = trust_masks(trust, smallest), Settled({}, {})
    everyone: list[Partner] = []
    for block in BLOCKS:
        mask = masks[ORDER[block]] | settled.trust.get(ALL, 0)
        given = [Partner(partner.standing, 0, partner.bits) for partner in everyone]
        if _is_twin(block, crowds[block], trust):
            partners = given
        else:
            mask, partners = _settle_block(block, crowds[block], mask, given, search, smallest)
        settled.trust[block] = mask
        settled.partners[block] = {p.standing.school: p.bits | p.all_bits for p in partners}
        if block == ALL:
            everyone = partners
    return settled


def _is_twin(block: str, crowd: Crowd, trust: np.ndarray) -> bool:
    """One group of the family is everybody, and schools hide of it just what they hide of all: its
    figures are those of all pupils, which are safe already.
    """
    if block == ALL:
        return False
    peopled = sum(bool(trust[place, 0]) for place in PLACES[block])
    is_everybody = any(trust[place, 0] == trust[0, 0] for place in PLACES[block])
    return peopled == 1 and is_everybody and all(k.mask == k.all_mask for k in crowd.kinds)


def _settle_block(
    block: str, crowd: Crowd, trust_mask: int, given: list[Partner], search: Search, smallest: int
) -> tuple[int, list[Partner]]:
    while True:
        attempt = _Attempt(block, crowd, trust_mask, given, smallest)
        failed = attempt.find_partners(search)
        if not failed:
            return trust_mask, list(attempt.partners.values())
        trust_mask |= failed


class _Attempt:
    """One try at protecting a block while the trust shows what `trust_mask` leaves."""

    def __init__(
        self, block: str, crowd: Crowd, trust_mask: int, given: list[Partner], smallest: int
    ) -> None:
        self.block, self.trust_mask, self.smallest = block, trust_mask, smallest
        self.crowd = crowd.copy()
        self.partners: dict[int, Partner] = {}
        for partner in given:
            self._take(Partner(partner.standing), partner)

    def _take(self, before: Partner, after: Partner) -> None:
        standing, sums = after.standing, after.standing.sums(self.block)
        self.crowd.add(standing.kind(self.block, before.bits, before.all_bits), sums, -1)
        self.crowd.add(standing.kind(self.block, after.bits, after.all_bits), sums)
        self.partners[standing.school] = after

    def find_partners(self, search: Search) -> int:
        """0 when all is safe, else the measures the trust must hide because no school can help."""
        for _ in range(MOST_PARTNERS):
            gap = first_gap(self.block, self.crowd, self.trust_mask, self.smallest)
            if gap is None:
                return 0
            helper = self._smallest_for(gap, search)
            if helper is None:
                return gap.bits
            before = self.partners.get(helper.school, Partner(helper))
            self._take(before, replace(before, bits=before.bits | gap.bits))
        gap = first_gap(self.block, self.crowd, self.trust_mask, self.smallest)
        return gap.bits if gap else 0

    def _smallest_for(self, gap: "Gap", search: Search) -> Standing | None:
        groups = BLOCKS[self.block]
        taken = {
            school
            for school, partner in self.partners.items()
            if (partner.bits | partner.all_bits) & gap.bits == gap.bits
        }
        for group in (groups[gap.group], *(g for g in groups if g != groups[gap.group])):
            found = search.smallest(group, gap.bits, taken)
            if found is not None:
                return found
        return None


class Gap(NamedTuple):
    """Where something hidden could be worked out: which measures, in which group of the block."""

    bits: int
    group: int


# Sets of gaps are numbers with a bit for each, so that one step settles a kind of school for all.
GAPS = [Gap(bits, group) for bits in LEVELS for group in range(3)]
BIT = {gap: 1 << number for number, gap in enumerate(GAPS)}


def first_gap(block: str, crowd: Crowd, trust_mask: int, smallest: int) -> Gap | None:
    """The cost depends on how many kinds there are, hardly on how many schools."""
    found, asked = _told_by_sums(block, crowd, trust_mask, smallest)
    helpers = sorted(crowd.kinds, key=_helpfulness, reverse=True)
    for kind, schools in crowd.kinds.items():
        uncovered = needs(block, kind) & asked
        for other in helpers:
            if not uncovered:
                break
            if other != kind or schools > 1:
                uncovered &= ~exchanges(block, kind, other)
        found |= uncovered
    return next((gap for gap in GAPS if found & BIT[gap]), None)


def _helpfulness(kind: Kind) -> tuple[int, int]:
    """Who hides much and has pupils everywhere covers most others, so is asked first."""
    return kind.mask, kind.present.bit_count()


def _told_by_sums(block: str, crowd: Crowd, trust_mask: int, smallest: int) -> tuple[int, int]:
    """The gaps where what is left of the total may not be shown, and those where its parts must
    be looked at.
    """
    unsafe = asked = 0
    for bits in LEVELS:
        sums = crowd.hiding(bits)
        if trust_mask & bits == bits or not sums:
            continue  # there is no total to take the shown schools from, or nobody hides
        for group in range(len(BLOCKS[block])):
            pupils, gap = sums[1 + 3 * group], BIT[Gap(bits, group)]
            numerator = sums[1 + 3 * group + bits % BOTH]  # of BOTH it is the pupils that count
            is_unsafe = (
                is_too_small(pupils, smallest)
                if bits == BOTH
                else says_too_much(numerator, pupils, smallest)
            )
            if is_unsafe:
                unsafe |= gap
            elif bits == BOTH or numerator not in {0, pupils}:
                asked |= gap  # a sum fit to be shown that is 0% or 100% says so of all its parts
    return unsafe, asked


@lru_cache(maxsize=20_000)
def needs(block: str, kind: Kind) -> int:
    """Which numbers such a school hides that another must cover."""
    return sum(
        BIT[Gap(bits, group)]
        for bits in LEVELS
        for group in range(len(BLOCKS[block]))
        if kind.mask & bits == bits and not _is_said_of_all(block, kind, bits)
    )


@lru_cache(maxsize=50_000)
def exchanges(block: str, one: Kind, two: Kind) -> int:
    """Which of the numbers that both hide could be others if the two had exchanged pupils."""
    return sum(
        BIT[Gap(bits, group)]
        for bits in LEVELS
        for group in range(len(BLOCKS[block]))
        if one.mask & two.mask & bits == bits and could_exchange(block, bits, group, one, two)
    )


def _is_said_of_all(block: str, kind: Kind, bits: int) -> bool:
    """The school shows 0% or 100% of all its pupils, which says the same of each of its groups."""
    if block == ALL or bits == BOTH or kind.all_mask & bits:
        return False
    above = COUNTED[bits]
    below = [outcome for outcome in COUNTED[BOTH] if outcome not in above]
    return not kind.has_any(above) or not kind.has_any(below)


def could_exchange(block: str, bits: int, group: int, one: Kind, two: Kind) -> bool:
    """Could two hidden schools exchange pupils so that this number alone is another?"""
    if block == ALL:
        return _could_move(bits, one, two) or (bits != BOTH and _could_cross(bits, one, two))
    others = [g for g in range(len(BLOCKS[block])) if g != group]
    if one.mask == two.mask == BOTH and _could_swap(bits, group, others, one, two):
        return True
    return bits != BOTH and any(
        _could_shift(bits, group, other, one, two) or _could_shift(bits, other, group, one, two)
        for other in others
    )


def _could_move(bits: int, one: Kind, two: Kind) -> bool:
    """Both hide everything, so any pupil of the one could have been at the other."""
    both_hidden = one.mask == two.mask == BOTH
    return both_hidden and any(one.has(0, x) or two.has(0, x) for x in COUNTED[bits])


def _could_cross(bits: int, one: Kind, two: Kind) -> bool:
    """A pupil just above the line here and one just below it there, alike in every family."""
    return any(
        all(any(a.has(g, up) and b.has(g, down) for g in PLACES[family]) for family in FAMILIES)
        for a, b in ((one, two), (two, one))
        for up, down in (LINE[bits],)
    )


def _could_swap(bits: int, group: int, others: list[int], one: Kind, two: Kind) -> bool:
    """Pupils with one outcome, of two groups, at two schools that hide the number of pupils."""
    for x in COUNTED[bits]:
        if one.all_mask == two.all_mask == BOTH and (one.has(group, x) or two.has(group, x)):
            return True
        if any(
            (one.has(group, x) and two.has(o, x)) or (one.has(o, x) and two.has(group, x))
            for o in others
        ):
            return True
    return False


def _could_shift(bits: int, group: int, other: int, one: Kind, two: Kind) -> bool:
    """One school has one more above the line in `group` and one fewer in `other`; two the
    reverse.
    """
    above, below = LINE[bits]
    return (
        one.has(group, below)
        and one.has(other, above)
        and two.has(group, above)
        and two.has(other, below)
    )


def contributions(standing: Standing) -> Iterator[tuple[str, Kind, list[int]]]:
    """What one school adds to the crowd of each block."""
    for block in BLOCKS:
        kind = standing.kind(block)
        if kind.mask:
            yield block, kind, standing.sums(block)
