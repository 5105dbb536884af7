from collections.abc import Iterable

from core.imports import ImportReport, Refusal
from core.journal import Actor
from schools import verbs
from schools.models import NationalContext, SchoolContext
from schools.rules.rows import CensusRow, SkippedRow
from schools.services.runs import import_run
from schools.services.upserts import Seen, Went, chunks, upsert


def keep_census(
    *,
    actor: Actor | None,
    rows: Iterable[CensusRow | SkippedRow | Refusal],
    source: str,
    notes: list[str],
    dry_run: bool = False,
) -> ImportReport:
    """Keep each school's census by URN, known here or not; England's rows become comparators."""
    run = import_run(
        actor=actor,
        verb=verbs.CENSUS_IMPORTED,
        kind="School census",
        source=source,
        dry_run=dry_run,
    )
    with run as tally:
        england: list[CensusRow] = []
        seen: Seen = {}
        for chunk in chunks(rows):
            schools: list[CensusRow] = []
            for row in chunk:
                if not isinstance(row, CensusRow):
                    tally.leave_out(row)
                elif row.urn is None:
                    england.append(row)
                else:
                    schools.append(row)
            kept = upsert(
                SchoolContext,
                keys=("urn", "start_year"),
                rows=[row.values for row in schools],
                seen=seen,
            )
            for row, result in zip(schools, kept, strict=True):
                if result.went is Went.REFUSED:
                    tally.refuse(row.number, row.values.get(result.column, ""), result)
                else:
                    tally.keep(result.went)
        upsert(
            NationalContext,
            keys=("school_type", "start_year"),
            rows=[row.values for row in england],
            seen={},
        )
        for row in england:
            tally.leave_out(SkippedRow(row.number, "rows for England, kept to compare with"))
    return tally.finish(notes)
