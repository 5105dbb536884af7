"""What is published about the schools, read by the same importers an administrator uses."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TypeVar

from core.imports import Refusal
from core.published import open_published
from demo.cast import Cast
from demo.timeline import Event, moment
from monitoring.imports.benchmarks import open_benchmarks
from monitoring.imports.results_files import open_results
from monitoring.services.benchmarks import import_benchmarks
from monitoring.services.results import import_results
from schools.imports import census, establishments, groups, inspections, links
from schools.services import Whose, keep_census, keep_inspections, keep_schools

DATA = Path(__file__).parent / "data"
TRUST_UID = 16827
TRUST_NAME = "Humber Education Trust (demonstration)"
RESULTS = ["ks2_reduced_2016.csv", "ks2_reduced_2017.csv", "ks2_reduced_2018.csv"]
BENCHMARKS = [
    "england_benchmarks.csv",
    "ks2_tables_national_rows.csv",
    "lait_hull_and_ne_lincolnshire.csv",
]
CENSUSES = {2022: "census_2022-2023.csv", 2024: "census_2024-2025.csv"}
MEMBERS = ["gias_group_links_2022-03.csv", "joined_since.csv", "trust_school_urns.csv"]
OFSTED = "ofsted_mi_2026.csv"
TRUST_RESULTS = "ks2_mats_2024-2025.csv"

R = TypeVar("R")


def events(cast: Cast) -> Iterator[Event]:
    yield Event(moment(date(2025, 9, 1), 8), partial(_schools, cast, MEMBERS))
    for place, (year, name) in enumerate(CENSUSES.items()):
        at = moment(date(2025, 9, 8), 11, place)
        yield Event(at, partial(_census, cast, year, name))
    yield Event(moment(date(2025, 9, 8), 11, 10), partial(_results, cast, RESULTS))
    yield Event(moment(date(2026, 1, 12), 10), partial(_results, cast, [TRUST_RESULTS]))
    yield Event(moment(date(2026, 5, 18), 14), partial(_schools, cast, [OFSTED]))
    yield Event(moment(date(2026, 5, 18), 14, 5), partial(_inspections, cast))
    yield Event(moment(date(2026, 5, 18), 14, 10), partial(_benchmarks, cast))


def _schools(cast: Cast, names: Iterable[str]) -> None:
    files = [open_published(DATA / name, needs=["URN"]) for name in names]
    notes: list[str] = []
    rows = chain.from_iterable(
        (groups.parse_schools if groups.is_group_links(file) else establishments.parse)(file, notes)
        for file in files
    )
    linked = links.parse(open_published(DATA / "gias_links_2025-04.csv", needs=links.NEEDS))
    keep_schools(
        actor=cast.admin() if OFSTED in names else None,
        rows=_taking_part(cast, rows),
        whose=Whose(TRUST_UID, trust_name=TRUST_NAME),
        links=[link for link in linked if not isinstance(link, Refusal)],
        source=", ".join(file.path.name for file in files),
        notes=notes,
    )


def _taking_part(cast: Cast, rows: Iterable[R]) -> Iterator[R]:
    """Rows of the schools of the story, and England's, which have no URN."""
    return (row for row in rows if getattr(row, "urn", 0) in {*cast.urns, None})


def _census(cast: Cast, start_year: int, name: str) -> None:
    rows = census.parse(open_published(DATA / name, needs=census.NEEDS), start_year)
    keep_census(actor=cast.admin(), rows=_taking_part(cast, rows), source=name, notes=[])


def _inspections(cast: Cast) -> None:
    rows = inspections.parse(open_published(DATA / OFSTED, needs=inspections.NEEDS), [])
    keep_inspections(actor=cast.admin(), rows=_taking_part(cast, rows), source=OFSTED, notes=[])


def _results(cast: Cast, names: Iterable[str]) -> None:
    for name in names:
        file = open_results(DATA / name)
        import_results(
            actor=cast.admin(),
            dataset=file.dataset,
            stage=file.stage,
            file_name=file.name,
            rows=file.rows,
            notes=file.notes,
        )


def _benchmarks(cast: Cast) -> None:
    for name in BENCHMARKS:
        file = open_benchmarks(DATA / name)
        import_benchmarks(actor=cast.admin(), file_name=file.name, rows=file.rows)
