"""GIAS predecessor and successor links (`links_edubasealldata`): cp1252, often one way only."""

from collections.abc import Iterator

from core.imports import Refusal
from core.published import PublishedFile
from schools.imports.cells import urn_of
from schools.rules.rows import LinkRow

NEEDS = ("URN", "LinkURN", "LinkType")


def parse(file: PublishedFile) -> Iterator[LinkRow | Refusal]:
    for row in file:
        urn, linked = urn_of(row, "URN"), urn_of(row, "LinkURN")
        link_type = row.text("LinkType")[:60]
        if isinstance(urn, Refusal):
            yield urn
        elif isinstance(linked, Refusal):
            yield linked
        elif not link_type:
            yield Refusal(row.number, "LinkType", "", "The link does not say what it is.")
        else:
            yield LinkRow(
                urn,
                linked,
                link_type,
                row.text("LinkName")[:200],
                row.day("LinkEstablishedDate").value,
            )
