"""What differs between two texts, word by word, for somebody who must put them together."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, ONLY_FIRST, ONLY_SECOND = "same", "first", "second"


@dataclass(frozen=True)
class Piece:
    """`where` says in which of the two texts the words stand."""

    where: str
    text: str


def difference(first: str, second: str) -> list[Piece]:
    one, other = _words(first), _words(second)
    pieces: list[Piece] = []
    for sort, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if sort == "equal":
            pieces.append(Piece(SAME, "".join(one[a:b])))
            continue
        pieces += [Piece(ONLY_FIRST, "".join(one[a:b]))] if a < b else []
        pieces += [Piece(ONLY_SECOND, "".join(other[c:d]))] if c < d else []
    return pieces


def _words(text: str) -> list[str]:
    """Words with the space after them, so that joined they are the text again."""
    return re.findall(r"\S+\s*|^\s+", text)
