"""What the codes of a Common Transfer File mean, as far as it is known for certain.

The whole list is part of the yearly Common Basic Data Set, of which only the multiplication tables
check could be confirmed (formats.md 6). Other combinations keep their own codes as their name, so
that a person can say what they are.
"""

from typing import NamedTuple


class Code(NamedTuple):
    """What one result is of, as the file says it."""

    stage: str
    subject: str
    method: str
    component: str
    qualifier: str

    def __str__(self) -> str:
        return " ".join(filter(None, self)) or "Result"


class Known(NamedTuple):
    """`year_group` is the one in which the assessment is taken."""

    name: str
    year_group: str


MULTIPLICATION_TABLES = Known("Multiplication tables check", "4")
KNOWN = {Code("KS2", "MAT", "TT", "MTC", "MT"): MULTIPLICATION_TABLES}


def known(code: Code) -> Known | None:
    return KNOWN.get(code)


def name_of(code: Code) -> str:
    """The column a result stands in."""
    said = known(code)
    return said.name if said else str(code)
