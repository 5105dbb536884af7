"""640 files that a school may send by mistake or somebody by malice, made anew from a seed.

`python -m tests.corpus FOLDER` writes them. No pupil is real: numbers are of pseudo authorities.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from random import Random

from tests.corpus import (
    containers,
    content,
    encoding,
    good,
    inert,
    plausible,
    structure,
    transfer_files,
    transport,
)
from tests.corpus.made import File

SEED = 2026


@dataclass(frozen=True)
class Family:
    count: int
    made: Callable[[Random], Iterator[File]]


FAMILIES: Mapping[str, Family] = {
    "good": Family(60, good.files),
    "structure": Family(80, structure.files),
    "encoding": Family(50, encoding.files),
    "content": Family(110, content.files),
    "inert": Family(60, inert.files),
    "containers": Family(110, containers.files),
    "transfer": Family(110, transfer_files.files),
    "transport": Family(40, transport.files),
    "plausible": Family(20, plausible.files),
}


def files(family: str, seed: int = SEED) -> Iterator[File]:
    """The files of one family, each made when it is asked for: some are large."""
    return FAMILIES[family].made(Random(f"{seed} {family}"))
