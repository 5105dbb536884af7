"""Keeps published results: a later release supersedes an earlier one; nothing is overwritten."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from core import bulk, journal
from core.imports import ImportReport, Refusal
from monitoring import verbs
from monitoring.models import PublishedResult, ResultSet, ResultsImport
from monitoring.rules.results import AreaFigures, Figure, Reported, Row, replaces
from monitoring.services.benchmarks import AT_ONCE, Areas
from schools.models import EstablishmentLink

Key = tuple[int, int | None, int | None]


@dataclass
class _Run:
    """One import on its way: where it is written to, and what became of each row so far."""

    source: ResultsImport
    areas: Areas
    report: ImportReport = field(default_factory=ImportReport)
    seen: dict[Key, int] = field(default_factory=dict)
    earlier_release: int = 0
    brought_benchmarks: bool = False

    @property
    def changed_anything(self) -> bool:
        return bool(self.report.created or self.report.changed or self.brought_benchmarks)


@transaction.atomic
def import_results(
    *,
    actor: User | None,
    dataset: str,
    stage: str,
    file_name: str,
    rows: Iterable[Row],
    notes: Iterable[str] = (),
    dry_run: bool = False,
) -> ImportReport:
    """Keep every row, and say what became of each. Total rows become benchmarks ("skipped").

    A dry run does all of it and takes it back.
    """
    source = ResultsImport.objects.create(dataset=dataset, stage=stage, file_name=file_name[:200])
    run = _Run(source, Areas(stage))
    run.report.notes += notes
    for batch in _batches(rows):
        _take(run, batch)
    _note(run)
    if dry_run:
        transaction.set_rollback(True)
    elif run.changed_anything:
        source.report = run.report.as_dict() | {"refused": len(run.report.refused)}
        source.full_clean()
        source.save()
        journal.record(actor=actor, verb=verbs.RESULTS_IMPORTED, target=source, after=source.report)
    else:
        source.delete()
    return run.report


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    rows = iter(rows)
    while batch := list(islice(rows, AT_ONCE)):
        yield batch


def _take(run: _Run, batch: list[Row]) -> None:
    reported = []
    areas = []
    for row in batch:
        if isinstance(row, Refusal):
            run.report.read += 1
            run.report.refused.append(row)
        elif isinstance(row, AreaFigures):
            run.report.read += 1
            areas.append(row)
        else:
            run.report.read += len(row.rows)
            if _is_first(run, row):
                reported.append(row)
    _keep_areas(run, areas)
    _keep(run, reported)


def _keep_areas(run: _Run, areas: list[AreaFigures]) -> None:
    for row, brought in zip(areas, run.areas.keep(areas), strict=True):
        if brought.went == "refused":
            run.report.refuse(row.row, "", row.area_name, brought.why)
        else:
            run.report.skipped += 1
            run.brought_benchmarks |= brought.went != "unchanged"


def _is_first(run: _Run, row: Reported) -> bool:
    """A second row for the same school is refused; the first stands."""
    key = (row.start_year, row.urn, row.trust_uid)
    first = run.seen.setdefault(key, row.rows[0])
    if first == row.rows[0]:
        return True
    column = "URN" if row.urn else "TRUST_UID"
    for number in row.rows:
        run.report.refuse(
            number, column, str(row.urn or row.trust_uid), f"This is in row {first} already."
        )
    return False


def _keep(run: _Run, rows: list[Reported]) -> None:
    standing = _standing(run.source.dataset, rows)
    fresh: list[Reported] = []
    outdated: list[int] = []
    for row in rows:
        old = standing.get((row.start_year, row.urn, row.trust_uid))
        if old is None:
            run.report.created += len(row.rows)
            fresh.append(row)
        elif _replaces(run, row, old):
            run.report.changed += len(row.rows)
            fresh.append(row)
            outdated.append(old.pk)
        else:
            run.report.unchanged += len(row.rows)
    ResultSet.objects.filter(pk__in=outdated).update(superseded_at=timezone.now())
    _write(run.source, fresh)
    _link_successors(rows)


def _replaces(run: _Run, row: Reported, old: ResultSet) -> bool:
    same = old.content_hash == row.content_hash
    takes_its_place = replaces(run.source.stage, old.source.stage, same=same)
    if not takes_its_place and not same:
        run.earlier_release += len(row.rows)
    return takes_its_place


def _standing(dataset: str, rows: list[Reported]) -> dict[Key, ResultSet]:
    found = (
        ResultSet.objects.current()
        .filter(
            Q(urn__in=[row.urn for row in rows if row.urn])
            | Q(trust_uid__in=[row.trust_uid for row in rows if row.trust_uid]),
            dataset=dataset,
            start_year__in={row.start_year for row in rows},
        )
        .select_related("source")
        .select_for_update(of=("self",))
    )
    return {result_set.key: result_set for result_set in found}


def _write(source: ResultsImport, rows: list[Reported]) -> None:
    sets = ResultSet.objects.bulk_create(
        ResultSet(
            source=source,
            dataset=source.dataset,
            start_year=row.start_year,
            urn=row.urn,
            trust_uid=row.trust_uid,
            name=row.name,
            la_code=row.la_code,
            school_type=row.school_type,
            is_special=row.is_special,
            missing=row.missing,
            context=row.context,
            content_hash=row.content_hash,
        )
        for row in rows
    )
    bulk.insert(
        PublishedResult,
        ["result_set", *Figure._fields],
        (
            (result_set.pk, *figure)
            for result_set, row in zip(sets, rows, strict=True)
            for figure in row.figures
        ),
    )


def _link_successors(rows: list[Reported]) -> None:
    """A school that became an academy during the year. What GIAS says of the same link stands."""
    links = [
        EstablishmentLink(
            urn=row.urn,
            linked_urn=row.successor.urn,
            linked_name=row.successor.name,
            link_type="Successor",
            established_on=row.successor.opened_on,
        )
        for row in rows
        if row.urn and row.successor
    ]
    EstablishmentLink.objects.bulk_create(links, ignore_conflicts=True)


def _note(run: _Run) -> None:
    if run.earlier_release:
        run.report.notes.append(
            f"{run.earlier_release} rows are of an earlier release than the one held, which stays."
        )
