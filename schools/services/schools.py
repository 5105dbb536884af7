"""Keep a published list of schools: who is known here, who is a member of the trust, since when."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone

from core.errors import BadCommand
from core.imports import ImportReport, Refusal
from core.journal import Actor
from core.years import AcademicYear
from schools import verbs
from schools.models import EstablishmentLink, School, Trust, TrustMembership
from schools.rules.rows import (
    EstablishmentRow,
    LinkRow,
    MembershipRow,
    SkippedRow,
    Status,
)
from schools.services.membership import the_trust
from schools.services.runs import Tally, gravest, import_run
from schools.services.upserts import Kept, Went, chunks, upsert

LINK_KEYS = ("urn", "linked_urn", "link_type")
Parsed = EstablishmentRow | SkippedRow | Refusal


@dataclass(frozen=True)
class Whose:
    """Which schools of the list become members.

    Without a UID every open school does, unless the list is only a directory of known schools.
    `memberships` come from a group-links file and carry the dates of joining.
    """

    trust_uid: int | None = None
    directory: bool = False
    memberships: Mapping[int, MembershipRow] = field(default_factory=dict)
    trust_name: str = ""

    def takes(self, row: EstablishmentRow) -> bool:
        if self.trust_uid is None:
            return not self.directory
        if row.trust_uid is not None:
            return row.trust_uid == self.trust_uid
        if row.urn in self.memberships:
            return True
        return bool(self.trust_name) and _same_name(row.trust_name, self.trust_name)


def _same_name(one: str, other: str) -> bool:
    """GIAS writes one trust as HUMBER EDUCATION TRUST and as Humber Education Trust (trap 12)."""
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def keep_schools(
    *,
    actor: Actor | None,
    rows: Iterable[Parsed],
    whose: Whose,
    source: str,
    notes: list[str],
    links: Iterable[LinkRow] = (),
    dry_run: bool = False,
) -> ImportReport:
    run = import_run(
        actor=actor,
        verb=verbs.SCHOOLS_IMPORTED,
        kind="Schools",
        source=source,
        dry_run=dry_run,
    )
    with run as tally:
        keeper = _Keeper(whose, tally)
        for chunk in chunks(rows):
            keeper.keep(chunk)
        keeper.check_members()
        _keep_links(links)
    return tally.finish(notes)


class _Keeper:
    """One run over a list: finds or makes the trust when the first member turns up."""

    def __init__(self, whose: Whose, tally: Tally) -> None:
        self.whose = whose
        self.tally = tally
        self.trust: Trust | None = None
        self.told: dict[int, frozenset[str]] = {}
        self.joined: dict[int, date] = {}
        self.status: dict[int, Status] = {}
        self.first_day = AcademicYear.of(timezone.localdate()).starts_on

    def keep(self, chunk: Sequence[Parsed]) -> None:
        taken = self._taken(chunk)
        kept = upsert(School, keys=("urn",), rows=[self._values(row) for row in taken])
        joined = self._memberships(taken, kept)
        for row, school, member in zip(taken, kept, joined, strict=True):
            if school.went is Went.REFUSED:
                self.tally.refuse(row.number, row.values.get(school.column, ""), school)
            else:
                self.tally.keep(gravest(school.went, member))
        _keep_links(link for row in taken for link in row.links)

    def check_members(self) -> None:
        if self.whose.trust_uid is not None and self.trust is None and not self.whose.directory:
            raise BadCommand(
                f"No school of these files is in trust {self.whose.trust_uid}. Check the UID, or "
                "give GIAS's group links with --groups."
            )

    def _taken(self, chunk: Sequence[Parsed]) -> list[EstablishmentRow]:
        urns = {row.urn for row in chunk if isinstance(row, EstablishmentRow)}
        known = set(School.objects.filter(urn__in=urns).values_list("urn", flat=True))
        taken = []
        for row in chunk:
            if not isinstance(row, EstablishmentRow):
                self.tally.leave_out(row)
            elif why := self._why_not(row, known):
                self.tally.leave_out(SkippedRow(row.number, why))
            else:
                taken.append(row)
        return taken

    def _why_not(self, row: EstablishmentRow, known: set[int]) -> str:
        status = self.status.setdefault(row.urn, row.status)
        if status is Status.PROPOSED:
            return "schools that are proposed to open"
        if status is Status.CLOSED:
            return "" if row.urn in known else "closed schools"
        if not self.whose.takes(row) and not self.whose.directory:
            return "schools outside the trust"
        return ""

    def _values(self, row: EstablishmentRow) -> dict[str, Any]:
        """What the list has no column for may stand in the group links.

        Where two rows of one run disagree the first wins, so that a second run changes nothing.
        """
        told = self.whose.memberships.get(row.urn)
        values = (told.values if told else {}) | row.values
        known = self.told.get(row.urn, frozenset())
        self.told[row.urn] = known | values.keys()
        return {name: value for name, value in values.items() if name not in known or name == "urn"}

    def _memberships(
        self, rows: Sequence[EstablishmentRow], kept: Sequence[Kept[School]]
    ) -> list[Went]:
        held: dict[int, list[TrustMembership]] = {}
        schools = [result.thing.pk for result in kept if result.went is not Went.REFUSED]
        for membership in TrustMembership.objects.filter(school__in=schools):
            held.setdefault(membership.school_id, []).append(membership)
        return [
            self._keep_membership(row, result.thing, held.setdefault(result.thing.pk, []))
            if result.went is not Went.REFUSED and self.whose.takes(row)
            else Went.UNCHANGED
            for row, result in zip(rows, kept, strict=True)
        ]

    def _the_trust(self, row: EstablishmentRow) -> Trust:
        if self.trust is None:
            name = self.whose.trust_name or (row.trust_name if self.whose.trust_uid else "")
            self.trust = the_trust(group_uid=self.whose.trust_uid, name=name[:200])
        return self.trust

    def _keep_membership(
        self, row: EstablishmentRow, school: School, held: list[TrustMembership]
    ) -> Went:
        """Start a membership, correct its first day, or end it; one that has ended stays ended."""
        trust = self._the_trust(row)
        told = self.whose.memberships.get(row.urn)
        joined_on = self._first_said(school, (told and told.joined_on) or row.joined_on)
        left_on = (told and told.left_on) or row.left_on
        if self.status[row.urn] is Status.CLOSED:
            left_on = left_on or school.closed_on
        membership = next((m for m in held if m.ends_on is None), None)
        if membership is None:
            if left_on or any(joined_on is None or m.starts_on == joined_on for m in held):
                return Went.UNCHANGED
            starts_on = joined_on or school.opened_on or self.first_day
            membership = TrustMembership(trust=trust, school=school, starts_on=starts_on)
            membership.save()
            held.append(membership)
            return Went.CREATED
        starts_on = joined_on or membership.starts_on
        ends_on = max(starts_on, left_on) if left_on else None
        if (membership.starts_on, membership.ends_on) == (starts_on, ends_on):
            return Went.UNCHANGED
        membership.starts_on, membership.ends_on = starts_on, ends_on
        membership.save()
        return Went.CHANGED

    def _first_said(self, school: School, joined_on: date | None) -> date | None:
        """A date of joining replaces an assumed one, but never another that this run has given."""
        return self.joined.setdefault(school.urn, joined_on) if joined_on else None


def _keep_links(links: Iterable[LinkRow]) -> None:
    rows = [vars(link) for link in links]
    upsert(EstablishmentLink, keys=LINK_KEYS, rows=rows)
