"""What one school, or the trust, withholds for its own sake: `rule` for whole tables (ADR 0005)."""

from dataclasses import dataclass

import numpy as np

from dashboards.figures.groups import ALL, BLOCKS, GROUPS
from dashboards.figures.rule import BOTH, EXPECTED, FEW, HIGHER, TINY

INDEXES = {block: [GROUPS.index(group) for group in groups] for block, groups in BLOCKS.items()}
# All pupils of two schools are compared in every group, so that block is described by all of them.
DESCRIBED_BY = {**INDEXES, ALL: list(range(len(GROUPS)))}


@dataclass(frozen=True)
class Local:
    """For n slices: `masks[i, b]` and `present[i, b]` of block b, in the order of BLOCKS.

    `present` has a bit for each group and outcome (higher, expected only, not met) that anybody
    is in: what it takes to know whether two schools could have exchanged pupils without anyone
    noticing.
    """

    masks: np.ndarray
    present: np.ndarray


def local(cells: np.ndarray, smallest: int) -> Local:
    """`cells` is [slice, group, (pupils, expected, higher)]."""
    anybody = _anybody(cells)
    present = [_bits(anybody[:, groups]) for groups in DESCRIBED_BY.values()]
    hidden = EXPECTED * _unsafe(cells, EXPECTED, smallest) | HIGHER * _unsafe(
        cells, HIGHER, smallest
    )
    whole = hidden[:, 0]
    masks = [whole]
    for groups in list(INDEXES.values())[1:]:
        mask = np.bitwise_or.reduce(hidden[:, groups], axis=1) | whole
        masks.append(np.where(_follows(anybody[:, groups], mask), BOTH, mask))
    return Local(np.stack(masks, axis=1), np.stack(present, axis=1))


def trust_masks(cells: np.ndarray, smallest: int) -> list[int]:
    """What the trust hides of its own total for its own sake, by block."""
    masks: list[int] = local(cells[None], smallest).masks[0].tolist()
    return masks


def _unsafe(cells: np.ndarray, measure: int, smallest: int) -> np.ndarray:
    """`rule.says_too_much` for every cell at once."""
    pupils, numerator = cells[..., 0], cells[..., measure]
    extreme = np.minimum(numerator, pupils - numerator) <= FEW
    return (pupils >= 1) & ((pupils < smallest) | ((pupils < TINY) & extreme))


def _anybody(cells: np.ndarray) -> np.ndarray:
    """[slice, group, outcome]: is anybody at higher, at expected only, not there?"""
    pupils, expected, higher = cells[..., 0], cells[..., 1], cells[..., 2]
    return np.stack([higher > 0, expected > higher, pupils > expected], axis=2)


def _bits(anybody: np.ndarray) -> np.ndarray:
    flat = anybody.reshape(len(anybody), anybody.shape[1] * anybody.shape[2])
    return flat @ (1 << np.arange(flat.shape[1], dtype=np.int64))


def _follows(anybody: np.ndarray, masks: np.ndarray) -> np.ndarray:
    """Families where the one hidden measure follows from the one that is shown, so both are hidden.

    A hidden numerator can only have been another one if a pupil above its line and one below it, in
    two groups, could have changed places while the other measure stayed as it is.
    """
    higher, middle, low = anybody[..., 0], anybody[..., 1], anybody[..., 2]
    somebody = anybody.any(axis=2)
    expected_stuck = (somebody & ~_exchangeable(middle, low)).any(1)
    higher_stuck = (somebody & ~_exchangeable(higher, middle)).any(1)
    mixed = (higher | middle).any(1) & low.any(1)  # neither 0% nor 100% of all the school's pupils
    mixed_higher = higher.any(1) & (middle | low).any(1)
    return np.where(
        masks == EXPECTED, expected_stuck & mixed, (masks == HIGHER) & higher_stuck & mixed_higher
    )


def _exchangeable(above: np.ndarray, below: np.ndarray) -> np.ndarray:
    """[slice, group]: somebody on one side of the line here and on the other side in another
    group.
    """
    above_elsewhere = above.sum(1, keepdims=True) - above > 0
    below_elsewhere = below.sum(1, keepdims=True) - below > 0
    return (above & below_elsewhere) | (below & above_elsewhere)
