"""GIAS group links: which school is in which trust since when.

A trust is often listed twice, once as trust and once as sponsor, with different UIDs (trap 12):
only trusts count here, and the UID is the key.
"""

from collections.abc import Iterable, Iterator

from core.errors import BadCommand
from core.imports import Refusal
from core.published import PublishedFile, PublishedRow
from schools.imports import establishments
from schools.imports.cells import urn_of
from schools.rules.rows import EstablishmentRow, MembershipRow, SkippedRow

GROUP_UID, GROUP_NAME = "Group UID", "Group Name"
TRUST_TYPE_CODES = frozenset({6, 10, 11})
TRUST_TYPE_NAMES = frozenset(
    {"multi-academy trust", "single-academy trust", "secure single-academy trust"}
)


def is_group_links(file: PublishedFile) -> bool:
    return file.has(GROUP_UID)


def _is_trust(row: PublishedRow) -> bool:
    code = row.whole("Group Type (code)").value
    if code is not None:
        return code in TRUST_TYPE_CODES
    return row.text("Group Type").casefold() in TRUST_TYPE_NAMES


def parse_schools(file: PublishedFile, notes: list[str]) -> Iterator[establishments.Parsed]:
    """The file as a list of schools, each with the trust its row is about."""
    for row in file:
        parsed = establishments.parse_row(file, row, notes)
        if isinstance(parsed, Refusal | SkippedRow):
            yield parsed
        elif not _is_trust(row):
            yield SkippedRow(row.number, "memberships of sponsors, federations and other groups")
        else:
            yield EstablishmentRow(
                row.number,
                parsed.urn,
                parsed.values,
                trust_uid=row.whole(GROUP_UID).value,
                trust_name=row.text(GROUP_NAME),
                joined_on=row.day("Joined date").value,
                left_on=row.day("Closed Date").value,
            )


def memberships_of(file: PublishedFile, trust_uid: int | None) -> dict[int, MembershipRow]:
    """By URN, the latest membership of this trust; of any trust when no UID is given."""
    rows = list(_of_trusts(file, trust_uid))
    latest: dict[int, MembershipRow] = {}
    for row in sorted(rows, key=lambda row: (row.left_on is None, str(row.joined_on or ""))):
        latest[row.urn] = row
    return latest


def _of_trusts(file: PublishedFile, trust_uid: int | None) -> Iterable[MembershipRow]:
    notes: list[str] = []
    for row in file:
        if trust_uid is not None and row.whole(GROUP_UID).value != trust_uid:
            continue
        if not _is_trust(row):
            if trust_uid is not None:
                kind = row.text("Group Type").casefold() or "group of another kind"
                raise BadCommand(f"Group {trust_uid} is a {kind}, not a trust.")
            continue
        urn = urn_of(row, "URN")
        uid = row.whole(GROUP_UID).value
        if isinstance(urn, Refusal) or uid is None:
            continue
        yield MembershipRow(
            urn,
            uid,
            row.text(GROUP_NAME),
            joined_on=row.day("Joined date").value,
            left_on=row.day("Closed Date").value,
            values=establishments.values_of(file, row, notes),
        )
