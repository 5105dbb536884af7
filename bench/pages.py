"""The trust page: against one raw query plus an empty page, and with 1,000 schools against 20."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from bench.sized import Sized
from bench.timing import Ratio, paired

ROUNDS = 30


def measure() -> Iterator[Ratio]:
    folder = Path(settings.DATABASES["default"]["NAME"]).parent
    small, large = Sized(folder, 20), Sized(folder, 1_000)
    try:
        yield Ratio(
            "Trust page, server time : one raw query plus an empty page (20 schools)",
            *_times(small, "page", small, "bare_page"),
            target=3,
            note="read again: somebody of the same roles has read it since the last change",
        )
        yield Ratio(
            "Trust page, first read after a change : the same query and empty page",
            *_times(small, "changed_page", small, "bare_page"),
            note="what the one reader pays who comes first after something was recorded",
        )
        yield Ratio(
            "Trust page, server time, 1,000 schools : 20 schools",
            *_times(large, "page", small, "page"),
            target=1.5,
            note="read again",
        )
        yield Ratio(
            "Trust page, first read after a change, 1,000 schools : 20 schools",
            *_times(large, "changed_page", small, "changed_page"),
        )
    finally:
        small.close()
        large.close()


def _times(one: Sized, what: str, other: Sized, plain: str) -> tuple[float, float]:
    return paired(lambda: one.ask(what), lambda: other.ask(plain), rounds=ROUNDS)
