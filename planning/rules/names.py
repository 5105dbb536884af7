"""Phrases in free text that look like a child's name: a warning, never a refusal.

Who may see the school's pupils is warned of theirs. For everybody else a phrase of two
capitalised words, the second of them perhaps an initial, is enough where it is said of a child.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_WORD = r"[A-Z][a-z'\u2019]+(?:-[A-Z][a-z]+)?"
_PAIR = re.compile(rf"\b({_WORD})\s+({_WORD}|[A-Z])\b\.?")
_CHILD = (
    r"(?:pupil|child|boy|girl|learner|student|brother|sister|mum|dad|mother|father|parent|carer)s?"
)
_BESIDE = re.compile(
    rf"(?:\b{_CHILD}(?:\s+(?:called|named|of))?,?\s+(?P<after>{_WORD}(?:\s+{_WORD})?)\b)"
    rf"|(?:\b(?P<before>{_WORD})(?:'s|\u2019s)\s+(?:{_CHILD}|attendance|EHCP|EHC plan|reading age))"
)
# Capitalised words of schools that are nobody's name, alone or before another.
_SAID_IN_SCHOOLS = """
    a an and as at by for from in of on or our the these this to we with all each every most
    year key stage early years reception nursery autumn spring summer term half week monday tuesday
    wednesday thursday friday january february march april may june july august september october
    november december english maths mathematics science reading writing phonics spelling grammar
    history geography computing music art design physical personal social health religious french
    spanish german quality education behaviour leadership management safeguarding attendance
    pupil pupils premium school schools trust board chief executive head headteacher deputy
    assistant teacher teaching subject lead leader leaders governor governors governing body local
    special educational needs send senco senior improvement plan action rapid self evaluation
    ofsted inspection inspectors report department standards agency education endowment foundation
    white rose maths hub read write inc little wandle times tables check national curriculum
    learning walk book look deep dive single central record data review voice peer
"""
_NEVER = frozenset(_SAID_IN_SCHOOLS.split())


@dataclass(frozen=True)
class Phrase:
    """`field` says where it stands; `text` is the phrase as it was typed."""

    field: str
    text: str


def phrases_like_names(
    texts: Iterable[tuple[str, str]], *, known: Iterable[str] | None = None
) -> list[Phrase]:
    """Each phrase once a field. `known` are the pupils' full names, for who may see them."""
    names = None if known is None else _by_forename(known)
    found: dict[Phrase, None] = {}
    for field, text in texts:
        phrases = _guessed(text) if names is None else _recognised(text, names)
        found.update(dict.fromkeys(Phrase(field, phrase) for phrase in phrases))
    return list(found)


def _by_forename(known: Iterable[str]) -> dict[str, set[str]]:
    """Surnames by forename, both as they compare."""
    names: dict[str, set[str]] = {}
    for full in known:
        forename, _, rest = full.casefold().partition(" ")
        if forename and rest:
            names.setdefault(forename, set()).add(rest.split()[-1])
    return names


def _recognised(text: str, names: dict[str, set[str]]) -> Iterator[str]:
    """A pupil's forename with the surname or its initial; alone where it is said of a child."""
    for found in _PAIR.finditer(text):
        surnames = names.get(found[1].casefold(), set())
        second = found[2].casefold()
        if second in surnames or (len(second) == 1 and any(s[0] == second for s in surnames)):
            yield found[0]
    for found in _BESIDE.finditer(text):
        said = found["after"] or found["before"]
        if said.split()[0].casefold() in names:
            yield found[0]


def _guessed(text: str) -> Iterator[str]:
    for found in _PAIR.finditer(text):
        words = (found[1].casefold(), found[2].casefold())
        if len(words[1]) == 1 and words[0] not in _NEVER:
            yield found[0]
    for found in _BESIDE.finditer(text):
        said = (found["after"] or found["before"]).split()
        if not any(word.casefold() in _NEVER for word in said):
            yield found[0]
