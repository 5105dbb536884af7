"""What deserves a second look before it is saved: a warning that shows the phrase."""

from collections.abc import Iterable

from planning.rules.grades import phrases_like_grades
from planning.rules.names import phrases_like_names

GRADED = (
    "“{}” looks like a grade for a lesson, and none is to be kept: write what was seen. "
    "If it is no grade, save again."
)
NAMED = (
    "“{}” looks like the name of a child, and none is to be kept. If it is no child's, save again."
)


def second_looks(text: str, *, known: Iterable[str] | None = None) -> list[str]:
    """`known` are the pupils' names, for who may see them."""
    graded = [GRADED.format(phrase) for phrase in phrases_like_grades(text)]
    named = [NAMED.format(one.text) for one in phrases_like_names([("", text)], known=known)]
    return graded + named
