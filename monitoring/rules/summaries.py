"""What is about to be sent, counted by year group, from pupils or from typed counts.

A summary maps a year group to {"pupils": n, subject: {"of", "expected", "higher"}, "dis": …}. "of"
is the denominator; "dis" has "pupils" too and counts disadvantaged pupils who meet all subjects.
Of a kind (ADR 0011) a column has only "of", the pupils with a result, and "lines" has the lines.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from monitoring.rules.checks import PupilRow
from monitoring.rules.counting_lines import Counter, add_up
from monitoring.rules.scales import Scale

Summary = dict[str, dict[str, Any]]


def of_pupils(rows: Iterable[PupilRow], subjects: Sequence[str], scale: Scale) -> Summary:
    summary: Summary = {}
    for row in rows:
        year = summary.setdefault(row.year_group, _empty(subjects))
        year["pupils"] += 1
        for subject in subjects:
            _count(year[subject], scale, [row.results.get(subject, "")])
        if row.is_disadvantaged:
            year["dis"]["pupils"] += 1
            _count(year["dis"], scale, [row.results.get(subject, "") for subject in subjects])
    return summary


def of_measured(rows: Iterable[PupilRow], counter: Counter) -> Summary:
    """The same for a kind: each line counted by the definitions of its measures."""
    by_year: dict[str, list[PupilRow]] = {}
    for row in rows:
        by_year.setdefault(row.year_group, []).append(row)
    return {year: _measured(pupils, counter) for year, pupils in by_year.items()}


def _measured(rows: Sequence[PupilRow], counter: Counter) -> dict[str, Any]:
    sums = add_up([counter.adds(row.results) for row in rows], len(counter.lines))
    fields = counter.asking.fields
    return {
        "pupils": len(rows),
        **{name: {"of": sum(bool(row.results.get(name)) for row in rows)} for name in fields},
        "dis": _nobody() | {"pupils": sum(bool(row.is_disadvantaged) for row in rows)},
        "lines": {line.code: its._asdict() for line, its in zip(counter.lines, sums, strict=True)},
    }


def of_everybody(summary: Summary) -> dict[str, Any]:
    """All year groups of a kind together: its lines and its pupils added up."""
    years = list(summary.values())
    lines: dict[str, dict[str, int]] = {}
    for year in years:
        for code, its in year.get("lines", {}).items():
            into = lines.setdefault(code, dict.fromkeys(its, 0))
            for name, number in its.items():
                into[name] += number
    return {
        "pupils": sum(year["pupils"] for year in years),
        "dis": _nobody() | {"pupils": sum(year["dis"]["pupils"] for year in years)},
        "lines": lines,
    }


def _nobody() -> dict[str, int]:
    return {"pupils": 0, "of": 0, "expected": 0, "higher": 0}


def _empty(subjects: Sequence[str]) -> dict[str, Any]:
    counts = {subject: {"of": 0, "expected": 0, "higher": 0} for subject in subjects}
    return {"pupils": 0, **counts, "dis": _nobody()}


def _count(into: dict[str, int], scale: Scale, codes: Sequence[str]) -> None:
    """Add one pupil: in the denominator when every code counts, met when every code is met."""
    marks = [scale.marks.get(code) for code in codes]
    if not all(mark and mark.counts for mark in marks):
        return
    into["of"] += 1
    into["expected"] += all(mark.expected for mark in marks if mark)
    into["higher"] += all(mark.higher for mark in marks if mark)


def pupils(summary: Mapping[str, Mapping[str, Any]]) -> int:
    return sum(year["pupils"] for year in summary.values())


def of_counts(
    counts: Mapping[tuple[str, str, str], tuple[int, int, int]], subjects: Sequence[str]
) -> Summary:
    """From typed counts by (year group, subject, group): pupils, expected, higher."""
    summary: Summary = {}
    for (year_group, subject, group), (number, expected, higher) in counts.items():
        year = summary.setdefault(year_group, _empty(subjects))
        told = {"of": number, "expected": expected, "higher": higher}
        if group == "ALL" and subject in subjects:
            year[subject] = told
            year["pupils"] = max(year["pupils"], number)
        elif group == "DIS":
            year["dis"]["pupils"] = max(year["dis"]["pupils"], number)
            if subject == "rwm":
                year["dis"] |= told
    return summary
