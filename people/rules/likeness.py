"""How like two names are. Nothing here decides that they are the same: a person does."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

APOSTROPHES = "['`\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}]"
TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof"})
LONGEST = 80
SHORTEST = 5  # letters of a name in which one letter apart says anything
MOST_ALIKE = 20  # names that share all but a letter, before only neighbours are compared


@dataclass(frozen=True)
class Pair:
    """Places of two names in the list they came from, and why they may be one person's."""

    first: int
    second: int
    why: str


@lru_cache(maxsize=20_000)  # a sheet writes its few areas and schools thousands of times
def plain(text: str) -> str:
    """Letters and digits only, in small words: Evans-Lane is “evans lane”, O'Neil is “oneil”."""
    letters = unicodedata.normalize("NFKD", text).casefold()
    letters = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[^\w]|_", " ", re.sub(APOSTROPHES, "", letters)).split())


def plain_name(name: str) -> str:
    """A person's name with titles gone and “Marsh, Ewan” turned round."""
    last, comma, first = name.partition(",")
    words = plain(f"{first} {last}" if comma else name).split()
    return " ".join([word for word in words if word not in TITLES] or words)


def distance(one: str, other: str, most: int) -> int:
    """Letters put in, left out, changed or swapped with a neighbour; `most` + 1 when it is more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        older, before, row = before, row, [at]
        for to, wanted in enumerate(other, 1):
            cost = min(before[to] + 1, row[to - 1] + 1, before[to - 1] + (letter != wanted))
            if at > 1 and to > 1 and letter == other[to - 2] and one[at - 2] == wanted:
                cost = min(cost, older[to - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def alike(names: Sequence[str]) -> Iterator[Pair]:
    """Pairs of names that may be one person's, in the order of the list.

    Names are met through what is left of them without one letter, so the cost grows with the list
    and not with its square.
    """
    told = [plain_name(name) for name in names]
    first: dict[str, int] = {}
    pairs = []
    for at, name in enumerate(told):
        if name and first.setdefault(name, at) != at:
            same = names[first[name]] == names[at]
            why = "The same name twice." if same else "The same but for capitals or punctuation."
            pairs.append(Pair(first[name], at, why))
    pairs += _one_letter_apart(first)
    pairs += _initials(first)
    yield from sorted(pairs, key=lambda pair: (pair.first, pair.second))


def _one_letter_apart(first: dict[str, int]) -> Iterator[Pair]:
    asked = set()
    for group in _sharing_all_but_a_letter(first):
        for one, other in group:
            pair = tuple(sorted((one, other), key=first.__getitem__))
            if pair in asked or not _by_a_letter(*pair):
                continue
            asked.add(pair)
            yield Pair(first[pair[0]], first[pair[1]], f"One letter apart: {_difference(*pair)}.")


def _sharing_all_but_a_letter(names: dict[str, int]) -> Iterator[list[tuple[str, str]]]:
    groups = defaultdict(list)
    for name in names:
        if SHORTEST <= len(name) <= LONGEST:
            for left in {name, *(name[:at] + name[at + 1 :] for at in range(len(name)))}:
                groups[hash(left)].append(name)  # what meets by chance is not a letter apart
    for group in groups.values():
        if len(group) > MOST_ALIKE:
            yield list(pairwise(group))
        elif len(group) > 1:
            yield [(a, b) for at, a in enumerate(group) for b in group[at + 1 :]]


def _by_a_letter(one: str, other: str) -> bool:
    """Not by a digit: “Teacher 1” and “Teacher 2” are meant to differ."""
    return re.findall(r"\d", one) == re.findall(r"\d", other) and distance(one, other, 1) == 1


def _difference(one: str, other: str) -> str:
    ours, theirs = one.split(), other.split()
    if len(ours) != len(theirs):
        return f"{one.title()} and {other.title()}"
    apart = [(a, b) for a, b in zip(ours, theirs, strict=True) if a != b]
    return ", ".join(f"{a.title()} and {b.title()}" for a, b in apart)


def _initials(first: dict[str, int]) -> Iterator[Pair]:
    """“J Weir” beside “Jonas Weir”."""
    by_surname = defaultdict(list)
    for name in first:
        forename, _, surname = name.partition(" ")
        if surname:
            by_surname[forename[0], surname].append((forename, name))
    for group in by_surname.values():
        short = next((name for forename, name in group if len(forename) == 1), None)
        for forename, name in group[:MOST_ALIKE]:
            if short and len(forename) > 1:
                low, high = sorted((first[short], first[name]))
                yield Pair(low, high, f"{short[0].upper()} could be {forename.title()}.")
