"""One at a time over all processes of all servers, for work too long for a lock of the database."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.cache import cache

from core.errors import TooMuch


@contextmanager
def one_at_a_time(name: str, *, seconds: int, refusal: TooMuch) -> Iterator[None]:
    """Hold the turn called `name`, or raise the refusal when somebody else holds it.

    A holder that dies loses the turn after `seconds`, which must be longer than the work can take.
    """
    key, ours = f"turn:{name}", secrets.token_hex(8)
    if not cache.add(key, ours, timeout=seconds):
        raise refusal
    try:
        yield
    finally:
        if cache.get(key) == ours:
            cache.delete(key)
