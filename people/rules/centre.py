"""The trust's own short name in a school column: the centre, which is not a school."""

import re
from collections.abc import Iterable, Sequence

from people.rules.likeness import plain

CENTRAL = frozenset({"central", "centre", "trust", "team", "office", "head", "hq", "core", "the"})
SAYS_SO = frozenset({"central", "centre", "trust", "hq", "office"})
SMALL = frozenset({"the", "of", "and", "for", "in", "a"})
ACRONYM = re.compile(r"[A-Z][A-Z0-9]{1,5}")


def short_names(
    trusts: Iterable[str], headings: Sequence[str], labels: Iterable[str]
) -> frozenset[str]:
    """What the trust is called in short.

    The first letters of its name, and any capitals that stand both before a heading and in the
    school column (“HET S2S Leader”, “HET”), which tell it where no trust is known yet.
    """
    found = {plain(short) for name in trusts for short in _initials(name)}
    before = {heading.split()[0] for heading in headings if len(heading.split()) > 1}
    alone = {label.strip() for label in labels}
    found |= {plain(word) for word in before & alone if ACRONYM.fullmatch(word)}
    return frozenset(found)


def is_centre(label: str, shorts: frozenset[str]) -> bool:
    words = set(plain(label).split())
    told = words & shorts or words & SAYS_SO
    return bool(told) and words <= shorts | CENTRAL


def without_short(heading: str, shorts: frozenset[str]) -> str:
    """“HET S2S Leader” is S2S Leader."""
    first, _, rest = heading.strip().partition(" ")
    return rest.strip() if rest.strip() and plain(first) in shorts else heading.strip()


def _initials(name: str) -> set[str]:
    words = re.sub(r"\(.*?\)", " ", name).split()
    big = "".join(word[0] for word in words if word.casefold() not in SMALL)
    every = "".join(word[0] for word in words)
    return {letters for letters in (big, every) if len(letters) > 1}
