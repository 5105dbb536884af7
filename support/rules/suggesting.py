"""Which area of expertise a text is about, by the words an area is written in."""

import re
from collections.abc import Mapping
from typing import TypeVar

T = TypeVar("T")


def area_named(text: str, spellings: Mapping[str, T]) -> T | None:
    """The area with the longest spelling that is in the text as whole words; none is guessed."""
    plain = " ".join(re.findall(r"\w+", text.casefold()))
    found = [one for one in spellings if re.search(rf"\b{re.escape(one)}\b", plain)]
    return spellings[max(found, key=lambda one: (len(one), one))] if found else None
