"""The frame of every import: one transaction, one journal entry, a preview that writes nothing."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import transaction

from core import journal
from core.imports import ImportReport, Refusal
from core.journal import Actor
from schools.models import ImportRun
from schools.rules.rows import SkippedRow
from schools.services.upserts import Kept, Went

NOTES_AT_MOST = 20
_GRAVEST = (Went.CREATED, Went.CHANGED, Went.UNCHANGED)


@dataclass
class Tally:
    """Counts rows into a report. Each row is counted once, whatever it led to."""

    report: ImportReport = field(default_factory=ImportReport)
    reasons: Counter[str] = field(default_factory=Counter)

    def leave_out(self, row: SkippedRow | Refusal) -> None:
        self.report.read += 1
        if isinstance(row, Refusal):
            self.report.refused.append(row)
        else:
            self.report.skipped += 1
            self.reasons[row.why] += 1

    def keep(self, went: Went) -> None:
        self.report.read += 1
        setattr(self.report, went.value, getattr(self.report, went.value) + 1)

    def refuse(self, number: int, value: object, kept: Kept) -> None:
        self.report.read += 1
        self.report.refuse(number, kept.column, str(value)[:100], kept.why)

    def finish(self, notes: list[str]) -> ImportReport:
        self.report.notes += [f"Left out: {count} {why}." for why, count in self.reasons.items()]
        self.report.notes += notes[:NOTES_AT_MOST]
        if len(notes) > NOTES_AT_MOST:
            self.report.notes.append(f"And {len(notes) - NOTES_AT_MOST} more like these.")
        return self.report


def gravest(*went: Went) -> Went:
    """A row that led to several things counts as the one that says most."""
    return next(way for way in _GRAVEST if way in {*went, Went.UNCHANGED})


@contextmanager
def import_run(
    *, actor: Actor | None, verb: str, kind: str, source: str, dry_run: bool
) -> Iterator[Tally]:
    """Everything inside is one transaction; a preview is undone at its end."""
    tally = Tally()
    with transaction.atomic():
        yield tally
        report = tally.report
        run = ImportRun.objects.create(
            kind=kind,
            source=source[:300],
            read=report.read,
            created=report.created,
            changed=report.changed,
            unchanged=report.unchanged,
            skipped=report.skipped,
            refused=len(report.refused),
        )
        counts = {name: value for name, value in report.as_dict().items() if isinstance(value, int)}
        journal.record(actor=actor, verb=verb, target=run, after={"source": source} | counts)
        transaction.set_rollback(dry_run)
