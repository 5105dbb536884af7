"""What a person said when a register asked: which school a label is, and who is one person.

A file of answers looks like what `import_register --json` prints, with `proposed` put right and
`same` (true or false) added to each question.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from people.rules.likeness import plain
from people.rules.spellings import KnownSchool, exact

CENTRE_WORDS = frozenset({"centre", "central team"})
SHAPE = (
    "The answers are not in the shape that is printed: aliases with label and proposed, questions "
    "with a, b, school and same."
)


@dataclass(frozen=True)
class AliasAnswer:
    """`means` is a school's name or URN, or “centre”."""

    label: str
    means: str


@dataclass(frozen=True)
class SameAnswer:
    a: str
    b: str
    school: str
    is_same: bool


@dataclass(frozen=True)
class Answers:
    aliases: Sequence[AliasAnswer] = ()
    same: Sequence[SameAnswer] = ()


def read_answers(told: Any) -> Answers:
    """ValueError where it is in another shape. What was left open is no answer."""
    if not isinstance(told, Mapping):
        _refuse()
    aliases, questions = told.get("aliases") or [], told.get("questions") or []
    if isinstance(aliases, Mapping):
        aliases = [{"label": label, "proposed": means} for label, means in aliases.items()]
    if not isinstance(aliases, list) or not isinstance(questions, list):
        _refuse()
    said = (_alias(one) for one in aliases), (_same(one) for one in questions)
    return Answers([one for one in said[0] if one], [one for one in said[1] if one])


def school_meant(means: str, schools: Sequence[KnownSchool]) -> KnownSchool | None:
    """The school of an answer, by URN or name; None for the centre. ValueError for neither."""
    if plain(means) in CENTRE_WORDS:
        return None
    found = next((school for school in schools if str(school.urn) == means), None)
    found = found or exact(means, schools)
    if found is None:
        raise ValueError(f"“{means}” is no school of the trust: give its name or its URN.")
    return found


def _alias(told: Any) -> AliasAnswer | None:
    if not isinstance(told, Mapping) or not isinstance(told.get("label"), str):
        _refuse()
    means = told.get("proposed")
    if means is None or means == "":
        return None
    if not isinstance(means, str | int):
        _refuse()
    return AliasAnswer(told["label"], str(means))


def _same(told: Any) -> SameAnswer | None:
    if not isinstance(told, Mapping):
        _refuse()
    a, b, school = (told.get(key) for key in ("a", "b", "school"))
    if not (isinstance(a, str) and isinstance(b, str) and isinstance(school, str)):
        _refuse()
    is_same = told.get("same")
    return SameAnswer(a, b, school, is_same) if isinstance(is_same, bool) else None


def _refuse() -> NoReturn:
    raise ValueError(SHAPE)
