"""The trust's own words, for every room: where they come from is said by the room that keeps them.

Registered in `AppConfig.ready`, as places are. Without a source, or before a model is in force, our
own words stand.
"""

from collections.abc import Callable

from accounts.models import User
from accounts.roles import Role

# Finds the trust's word for a thing; empty words where nothing is in force. No reader: ask afresh.
WordOf = Callable[[str, User | None], str]

SOURCES: list[WordOf] = []


def come_from(source: WordOf) -> None:
    SOURCES.append(source)


def word(name: str, reader: User | None = None) -> str:
    """What the trust calls a thing, such as Principal for `headteacher`."""
    found = next((said for source in SOURCES if (said := source(name, reader))), "")
    return found or name.replace("_", " ").capitalize()


def role_name(role: str, reader: User | None = None) -> str:
    """A role as the trust calls it. Only who leads a school has a word of each trust's own."""
    if role == Role.HEADTEACHER:
        return word("headteacher", reader)
    return str(Role(role).label)
