"""What is published about the schools, read by the same importers an administrator uses."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from itertools import chain
from typing import TypeVar

from core.imports import Refusal
from core.published import open_published
from demo.cast import Cast
from demo.stories import CENSUSES
from demo.texts import DATA
from demo.timeline import Event, moment
from monitoring.imports.benchmarks import open_benchmarks
from monitoring.imports.results_files import open_results
from monitoring.services.benchmarks import import_benchmarks
from monitoring.services.results import import_results
from schools.imports import census, establishments, groups, inspections, links
from schools.rules.rows import LinkRow
from schools.services import Whose, keep_census, keep_inspections, keep_schools

BENCHMARKS = ("england_benchmarks.csv", "ks2_tables_national_rows.csv")

R = TypeVar("R")


def events(cast: Cast) -> Iterator[Event]:
    story = cast.story
    yield Event(moment(date(2025, 9, 1), 8), partial(_schools, cast, story.members))
    for place, (year, name) in enumerate(CENSUSES.items()):
        at = moment(date(2025, 9, 8), 11, place)
        yield Event(at, partial(_census, cast, year, name))
    yield Event(moment(date(2025, 9, 8), 11, 10), partial(_results, cast, story.results))
    if story.trust_results:
        at = moment(date(2026, 1, 12), 10)
        yield Event(at, partial(_results, cast, [story.trust_results]))
    if story.inspections:
        yield Event(moment(date(2026, 5, 18), 14), partial(_schools, cast, [story.inspections]))
        yield Event(moment(date(2026, 5, 18), 14, 5), partial(_inspections, cast))
    yield Event(moment(date(2026, 5, 18), 14, 10), partial(_benchmarks, cast))


def _schools(cast: Cast, names: Iterable[str]) -> None:
    files = [open_published(cast.story.path(name), needs=["URN"]) for name in names]
    notes: list[str] = []
    rows = chain.from_iterable(
        (groups.parse_schools if groups.is_group_links(file) else establishments.parse)(file, notes)
        for file in files
    )
    keep_schools(
        actor=None if names is cast.story.members else cast.admin(),
        rows=_taking_part(cast, rows),
        whose=Whose(cast.story.trust_uid, trust_name=cast.story.trust),
        links=_links(cast),
        source=", ".join(file.path.name for file in files),
        notes=notes,
    )


def _links(cast: Cast) -> list[LinkRow]:
    if not cast.story.links:
        return []
    linked = links.parse(open_published(cast.story.path(cast.story.links), needs=links.NEEDS))
    return [link for link in linked if not isinstance(link, Refusal)]


def _taking_part(cast: Cast, rows: Iterable[R]) -> Iterator[R]:
    """Rows of the schools of the story, and England's, which have no URN."""
    return (row for row in rows if getattr(row, "urn", 0) in {*cast.urns, None})


def _census(cast: Cast, start_year: int, name: str) -> None:
    rows = census.parse(open_published(cast.story.path(name), needs=census.NEEDS), start_year)
    keep_census(actor=cast.admin(), rows=_taking_part(cast, rows), source=name, notes=[])


def _inspections(cast: Cast) -> None:
    name = cast.story.inspections
    rows = inspections.parse(open_published(cast.story.path(name), needs=inspections.NEEDS), [])
    keep_inspections(actor=cast.admin(), rows=_taking_part(cast, rows), source=name, notes=[])


def _results(cast: Cast, names: Iterable[str]) -> None:
    for name in names:
        file = open_results(cast.story.path(name))
        import_results(
            actor=cast.admin(),
            dataset=file.dataset,
            stage=file.stage,
            file_name=file.name,
            rows=file.rows,
            notes=file.notes,
        )


def _benchmarks(cast: Cast) -> None:
    paths = [DATA / name for name in BENCHMARKS]
    for path in [*paths, *map(cast.story.path, cast.story.benchmarks)]:
        file = open_benchmarks(path)
        import_benchmarks(actor=cast.admin(), file_name=file.name, rows=file.rows)
