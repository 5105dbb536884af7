"""Published results and national figures, as pages and figures ask for them.

A value is never shown without its year, its coverage and, where it is missing, the reason.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from core.published import CODES
from core.years import AcademicYear
from monitoring.models import Benchmark, Coverage, Dataset, Publication, PublishedResult, Stage
from monitoring.rules.results import GAPS
from schools.selectors import predecessors_by_urn

_PUBLICATIONS = list(Publication.values)
_PREFERRED = [Dataset.KS2_SCHOOLS, Dataset.KS2_LONG, Dataset.KS2_REDUCED]
_OPPOSITE = {"DIS": "NOT_DIS", "NOT_DIS": "DIS", "FSM": "NOT_FSM", "NOT_FSM": "FSM"}
_OPPOSITE |= {"EAL": "NOT_EAL", "NOT_EAL": "EAL", "F": "M", "M": "F"}


class Comparator(StrEnum):
    """Whom a group is compared with nationally (domain-reference 3.10)."""

    SAME = "same"  # disadvantaged with disadvantaged: context
    OTHER = "other"  # disadvantaged with not disadvantaged: the gap that cannot be gamed
    ALL = "all"


@dataclass(frozen=True)
class BenchmarkFigure:
    """A national or local figure, with what must be said beside it."""

    measure: str
    group: str
    start_year: int
    value: Decimal
    pupils: int | None
    area_name: str
    coverage: str
    status: str
    publication: str
    source: str
    comparator: Comparator = Comparator.SAME

    @property
    def label(self) -> str:
        """`DfE 2025, state-funded`; a figure that is not settled says so."""
        said = [
            f"DfE {AcademicYear(self.start_year).end_year}",
            str(Coverage(self.coverage).label),
        ]
        if self.status in {Stage.PROVISIONAL, Stage.YEAR_TO_DATE}:
            said.append(str(Stage(self.status).label).lower())
        return ", ".join(said)


def benchmark(
    *,
    measure: str,
    start_year: int,
    group: str = "ALL",
    coverage: str = Coverage.STATE_FUNDED,
    area: str = "england",
    phase: str = "primary",
    publication: str = "",
) -> BenchmarkFigure | None:
    """The figure of the latest year up to `start_year`; its label says which year that is.

    Of two official sources the performance tables are taken, unless `publication` names another.
    """
    return benchmarks(
        measures=[measure],
        groups=[group],
        start_year=start_year,
        coverage=coverage,
        area=area,
        phase=phase,
        publication=publication,
    ).get((measure, group))


def benchmarks(
    *,
    measures: Iterable[str],
    start_year: int,
    groups: Iterable[str] = ("ALL",),
    coverage: str = Coverage.STATE_FUNDED,
    area: str = "england",
    phase: str = "primary",
    publication: str = "",
) -> dict[tuple[str, str], BenchmarkFigure]:
    """The same for many measures and groups, in one query."""
    found = Benchmark.objects.current().filter(
        measure__in=list(measures),
        group__in=list(groups),
        start_year__lte=start_year,
        coverage=coverage,
        area=area,
        phase=phase,
        value__isnull=False,
    )
    if publication:
        found = found.filter(publication=publication)
    best: dict[tuple[str, str], Benchmark] = {}
    for candidate in found:
        key = (candidate.measure, candidate.group)
        if key not in best or _standing(candidate) > _standing(best[key]):
            best[key] = candidate
    return {key: _figure(chosen) for key, chosen in best.items()}


def _standing(candidate: Benchmark) -> tuple[int, int]:
    return candidate.start_year, -_PUBLICATIONS.index(candidate.publication)


def _figure(chosen: Benchmark) -> BenchmarkFigure:
    value = chosen.shown
    assert value is not None  # noqa: S101 - the query asked for figures with a value
    return BenchmarkFigure(
        measure=chosen.measure,
        group=chosen.group,
        start_year=chosen.start_year,
        value=value,
        pupils=chosen.pupils,
        area_name=chosen.area_name,
        coverage=chosen.coverage,
        status=chosen.status,
        publication=chosen.publication,
        source=chosen.source,
    )


def compared_group(group: str, comparator: Comparator) -> str | None:
    """Which national group stands beside this one; None when it has no opposite."""
    if comparator is Comparator.ALL:
        return "ALL"
    return group if comparator is Comparator.SAME else _OPPOSITE.get(group)


def national_comparator(
    *, measure: str, group: str, comparator: Comparator, start_year: int, phase: str = "primary"
) -> BenchmarkFigure | None:
    """England's state-funded schools, for a group and the way it is compared.

    For the disadvantage gap ask for OTHER: national pupils who are not disadvantaged.
    """
    beside = compared_group(group, comparator)
    if beside is None:
        return None
    found = benchmark(measure=measure, group=beside, start_year=start_year, phase=phase)
    return None if found is None else _as_compared(found, comparator)


def _as_compared(found: BenchmarkFigure, comparator: Comparator) -> BenchmarkFigure:
    return BenchmarkFigure(**(vars(found) | {"comparator": comparator}))


@dataclass(frozen=True)
class HistoryPoint:
    """One year of a school's published results. Without a value, `reason` says why in words."""

    start_year: int
    value: Decimal | None = None
    missing: str = ""  # the published code: SUPP, NA …
    reason: str = ""
    lower: Decimal | None = None
    upper: Decimal | None = None
    band: int | None = None
    pupils: int | None = None
    urn: int | None = None  # of the school at the time: a predecessor's before conversion
    stage: str = ""
    source: str = ""


def published_history(
    *, urns: Iterable[int], measures: Sequence[str], groups: Sequence[str] = ("ALL",)
) -> dict[tuple[int, str, str], list[HistoryPoint]]:
    """(URN, measure, group) to its years, oldest first, from the first to the last with results.

    A year without results is a point with a reason, never left out, so no line is drawn across it.
    Results of a predecessor stand in where the school itself has none.
    """
    urns = list(dict.fromkeys(urns))
    lineage = predecessors_by_urn(urns)
    everyone = set(urns) | {old for line in lineage.values() for old in line}
    held = _results(everyone, measures, groups)
    return {
        (urn, measure, group): _line([urn, *lineage[urn]], held, measure, group)
        for urn in urns
        for measure in measures
        for group in groups
    }


Held = dict[tuple[int, int], dict[tuple[str, str], PublishedResult]]


def _results(urns: set[int], measures: Sequence[str], groups: Sequence[str]) -> Held:
    """(URN, year) to its results. Of two datasets for a year the fuller one is taken."""
    found = PublishedResult.objects.filter(
        result_set__urn__in=urns,
        result_set__superseded_at=None,
        measure__in=measures,
        group__in=groups,
    ).select_related("result_set__source")
    held: Held = defaultdict(dict)
    for result in sorted(found, key=_preference, reverse=True):
        source = result.result_set
        held[source.urn or 0, source.start_year][result.measure, result.group] = result
    return held


def _preference(result: PublishedResult) -> int:
    return _PREFERRED.index(Dataset(result.result_set.dataset))


def _line(line: list[int], held: Held, measure: str, group: str) -> list[HistoryPoint]:
    by_year: dict[int, list[PublishedResult]] = defaultdict(list)
    for urn in line:
        for (owner, year), results in held.items():
            if owner == urn and (measure, group) in results:
                by_year[year].append(results[measure, group])
    if not by_year:
        return []
    own = line[0]
    years = range(min(by_year), max(by_year) + 1)
    return [_point(year, by_year.get(year, []), own) for year in years]


def _point(year: int, results: list[PublishedResult], own: int) -> HistoryPoint:
    if not results:
        return HistoryPoint(year, reason=GAPS.get(year, "Nothing was published for this school"))
    if len(results) > 1 and results[0].result_set.urn != own:
        return HistoryPoint(year, reason="More than one school came before this one")
    result = results[0]
    return HistoryPoint(
        start_year=year,
        value=plain(result.value),
        missing=result.missing,
        reason=CODES.get(result.missing, result.missing).capitalize(),
        lower=plain(result.lower),
        upper=plain(result.upper),
        band=result.band,
        pupils=result.pupils,
        urn=result.result_set.urn,
        stage=result.result_set.source.stage,
        source=result.result_set.source.file_name,
    )


def plain(value: Decimal | None) -> Decimal | None:
    """62.00 as 62, -1.90 as -1.9: published figures carry no idle decimals."""
    if value is None:
        return None
    whole = value.to_integral_value()
    return whole if value == whole else value.normalize()
