"""Keeps figures of England and its areas with their source; what is replaced stays on record."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from accounts.models import User
from core import journal
from core.imports import ImportReport, Refusal
from monitoring import verbs
from monitoring.models import Benchmark, Dataset, ResultsImport, Stage
from monitoring.rules.results import AreaFigures, Row, replaces

AT_ONCE = 500
_KEY = ("measure", "group", "start_year", "phase", "level", "area", "coverage", "source")

Key = tuple[object, ...]


class Brought(NamedTuple):
    """What became of one row: created, changed, unchanged, or refused and why."""

    went: str
    why: str = ""


@dataclass
class Areas:
    """The benchmarks of one file, and which of its rows said a thing first."""

    status: str  # of rows that name none
    said_in: dict[Key, int] = field(default_factory=dict)

    def keep(self, rows: list[AreaFigures]) -> list[Brought]:
        offered = [list(_benchmarks(row, self.status)) for row in rows]
        standing = _standing(offered)
        fresh: list[Benchmark] = []
        outdated: list[int] = []
        brought = []
        for row, benchmarks in zip(rows, offered, strict=True):
            if why := self._repeats(row, benchmarks):
                brought.append(Brought("refused", why))
                continue
            new, old = _news(benchmarks, standing)
            fresh += new
            outdated += old
            went = "created" if len(new) > len(old) else "changed" if old else "unchanged"
            brought.append(Brought(went))
        Benchmark.objects.filter(pk__in=outdated).update(superseded_at=timezone.now())
        Benchmark.objects.bulk_create(fresh)
        return brought

    def _repeats(self, row: AreaFigures, benchmarks: list[Benchmark]) -> str:
        for benchmark in benchmarks:
            first = self.said_in.setdefault(_key(benchmark), row.row)
            if first != row.row:
                return f"This is in row {first} already."
        return ""


def _benchmarks(row: AreaFigures, status: str) -> Iterator[Benchmark]:
    for figure in row.figures:
        value = None if figure.value is None else figure.value.normalize()
        yield Benchmark(
            measure=figure.measure,
            group=figure.group,
            start_year=row.start_year,
            phase=row.phase,
            level=row.level,
            area=slugify(row.area_name)[:60],
            area_name=row.area_name,
            coverage=row.coverage,
            status=row.status or status,
            value=value,
            missing=figure.missing,
            places=_places(value),
            pupils=figure.pupils,
            publication=row.publication,
            source=row.source,
        )


def _places(value: Decimal | None) -> int:
    exponent = 0 if value is None else value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _key(benchmark: Benchmark) -> Key:
    return tuple(getattr(benchmark, name) for name in _KEY)


def _standing(offered: list[list[Benchmark]]) -> dict[Key, Benchmark]:
    flat = [benchmark for benchmarks in offered for benchmark in benchmarks]
    found = (
        Benchmark.objects.current()
        .filter(
            source__in={benchmark.source for benchmark in flat},
            measure__in={benchmark.measure for benchmark in flat},
            start_year__in={benchmark.start_year for benchmark in flat},
        )
        .select_for_update()
    )
    return {_key(benchmark): benchmark for benchmark in found}


def _news(
    benchmarks: list[Benchmark], standing: dict[Key, Benchmark]
) -> tuple[list[Benchmark], list[int]]:
    """What to add, and which it supersedes. An earlier release never replaces a later one."""
    fresh, outdated = [], []
    for benchmark in benchmarks:
        old = standing.get(_key(benchmark))
        if old is None:
            fresh.append(benchmark)
        elif replaces(benchmark.status, old.status, same=_says(old) == _says(benchmark)):
            fresh.append(benchmark)
            outdated.append(old.pk)
    return fresh, outdated


def _says(benchmark: Benchmark) -> tuple[object, ...]:
    return benchmark.value, benchmark.missing


@transaction.atomic
def import_benchmarks(
    *, actor: User | None, file_name: str, rows: Iterable[Row], dry_run: bool = False
) -> ImportReport:
    """Keep every row of a benchmark file, and say what became of each."""
    report = ImportReport()
    areas = Areas(Stage.AS_PUBLISHED)
    rows = iter(rows)
    while batch := list(islice(rows, AT_ONCE)):
        _take(report, areas, batch)
    if dry_run:
        transaction.set_rollback(True)
    elif report.created or report.changed:
        source = ResultsImport(
            dataset=Dataset.BENCHMARKS,
            stage=Stage.AS_PUBLISHED,
            file_name=file_name[:200],
            report=report.as_dict() | {"refused": len(report.refused)},
        )
        source.full_clean()
        source.save()
        journal.record(
            actor=actor, verb=verbs.BENCHMARKS_IMPORTED, target=source, after=source.report
        )
    return report


def _take(report: ImportReport, areas: Areas, batch: list[Row]) -> None:
    report.read += len(batch)
    report.refused += [row for row in batch if isinstance(row, Refusal)]
    rows = [row for row in batch if isinstance(row, AreaFigures)]
    for row, brought in zip(rows, areas.keep(rows), strict=True):
        if brought.went == "refused":
            report.refuse(row.row, "", row.area_name, brought.why)
        else:
            setattr(report, brought.went, getattr(report, brought.went) + 1)
