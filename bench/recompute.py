"""What one school's return costs, in a trust of ten schools and in one of a thousand."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from bench.sized import Sized
from bench.timing import Ratio, paired


def measure() -> Iterator[Ratio]:
    folder = Path(settings.DATABASES["default"]["NAME"]).parent
    small, large = Sized(folder, 10), Sized(folder, 1_000)
    try:
        times = paired(lambda: large.ask("recompute"), lambda: small.ask("recompute"), rounds=30)
    finally:
        small.close()
        large.close()
    yield Ratio(
        "Recomputation after one school's return, 1,000 schools : 10 schools",
        *times,
        target=1.1,
        note="210 pupils in 7 year groups; reads, counts, moves totals, settles what is withheld",
    )
