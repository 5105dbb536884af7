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
            *paired(lambda: small.ask("page"), lambda: small.ask("bare_page"), rounds=ROUNDS),
            target=3,
        )
        yield Ratio(
            "Trust page, server time, 1,000 schools : 20 schools",
            *paired(lambda: large.ask("page"), lambda: small.ask("page"), rounds=ROUNDS),
            target=1.5,
        )
    finally:
        small.close()
        large.close()
