"""One judgement as it is read: criteria with what was found, the suggestion, the profile."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from banding.models import (
    Answer,
    Aspect,
    AspectFinding,
    BandDecision,
    Criterion,
    DecisionState,
    Finding,
    Level,
)
from banding.rules import judgement as rules
from banding.rules import profile as profiles
from banding.selectors.decisions import level_history, next_level_up
from schools.models import School


@dataclass(frozen=True)
class Line:
    """A criterion, and what was found of it; None is not looked at yet."""

    criterion: Criterion
    finding: Finding | None

    @property
    def answer(self) -> str:
        return self.finding.answer if self.finding else Answer.UNKNOWN

    @property
    def answer_label(self) -> str:
        return str(Answer(self.answer).label)


@dataclass(frozen=True)
class LevelLines:
    level: Level
    lines: list[Line]

    @property
    def is_looked_at(self) -> bool:
        return any(line.finding for line in self.lines)


@dataclass(frozen=True)
class AspectLine:
    aspect: Aspect
    finding: AspectFinding | None


@dataclass(frozen=True)
class Sheet:
    """`suggested` is what the criteria suggest, `best_fit` what the profile does."""

    levels: list[LevelLines]
    suggested: Level | None
    reasons: tuple[str, ...]
    profile: list[AspectLine]
    best_fit: Level | None

    @property
    def is_looked_at(self) -> bool:
        return any(level.is_looked_at for level in self.levels)

    @property
    def has_profile(self) -> bool:
        return any(line.finding for line in self.profile)


@dataclass(frozen=True)
class WayUp:
    """The next level up and what stands between; None known means no criterion was looked at."""

    level: Level
    unmet: tuple[rules.Looked, ...]
    unknown: tuple[rules.Looked, ...]
    is_looked_at: bool


@dataclass(frozen=True)
class HistoryEntry:
    decision: BandDecision
    changed: rules.Changed | None


def sheet_of(decision: BandDecision) -> Sheet:
    levels = _levels(decision)
    found = _found(decision)
    word = decision.word
    suggestion = rules.suggest(_rungs(levels, _answers(found.values())), word=word)
    by_rank = {level.rank: level for level in levels}
    placed = {one.aspect_id: one for one in decision.profile.select_related("level")}
    profile = [AspectLine(a, placed.get(a.pk)) for a in decision.edition.aspects.all()]
    fit = profiles.best_fit(_placed(profile))
    return Sheet(
        levels=[
            LevelLines(level, [Line(c, found.get(c.pk)) for c in level.criteria.all()])
            for level in levels
        ],
        suggested=by_rank[suggestion.rank] if suggestion.rank else None,
        reasons=suggestion.reasons,
        profile=profile,
        best_fit=by_rank[fit] if fit else None,
    )


def distance_of(decision: BandDecision, sheet: Sheet) -> list[str]:
    """How the aspects stand beside the level that was chosen."""
    labels = {one.level.rank: one.level.label for one in sheet.levels}
    placed = _placed(sheet.profile)
    return profiles.distance(placed, decision.level.rank, labels, word=decision.word)


def way_up(decision: BandDecision) -> WayUp | None:
    """What would move the school up, by what was found for this decision."""
    above = next_level_up(decision.level)
    if above is None:
        return None
    answers = _answers(_found(decision).values())
    rungs = _rungs(_levels(decision), answers)
    target = next(rung for rung in rungs if rung.rank == above.rank)
    lacking = rules.missing(target, rungs)
    return WayUp(above, lacking.unmet, lacking.unknown, bool(answers))


def timeline(*, school: School, with_proposals: bool) -> list[HistoryEntry]:
    """Newest first, each with the criteria that changed since the release before it."""
    decisions = level_history(school=school, with_proposals=with_proposals)
    looked: dict[int, dict[str, str]] = {decision.pk: {} for decision in decisions}
    found = Finding.objects.filter(decision__in=looked)
    for pk, text, answer in found.values_list("decision", "criterion__text", "answer"):
        looked[pk][text] = answer
    entries: list[HistoryEntry] = []
    before: dict[str, str] = {}
    for decision in reversed(decisions):
        now = looked[decision.pk]
        entries.append(HistoryEntry(decision, rules.changes(before, now) if before else None))
        if decision.state == DecisionState.RELEASED and now:
            before = now
    return entries[::-1]


def _levels(decision: BandDecision) -> list[Level]:
    levels: QuerySet[Level] = decision.edition.levels.select_related("builds_on")
    return list(levels.prefetch_related("criteria"))


def _found(decision: BandDecision) -> dict[int, Finding]:
    findings = decision.findings.select_related("criterion").prefetch_related("evidence")
    return {finding.criterion_id: finding for finding in findings}


def _answers(findings: Iterable[Finding]) -> dict[int, str]:
    return {finding.criterion_id: finding.answer for finding in findings}


def _rungs(levels: Iterable[Level], answers: Mapping[int, str]) -> list[rules.Rung]:
    return [
        rules.Rung(
            rank=level.rank,
            label=level.label,
            criteria=tuple(
                rules.Looked(c.text, answers.get(c.pk, Answer.UNKNOWN), c.is_needed)
                for c in level.criteria.all()
            ),
            builds_on=level.builds_on.rank if level.builds_on else None,
        )
        for level in levels
    ]


def _placed(profile: Iterable[AspectLine]) -> list[profiles.Placed]:
    return [
        profiles.Placed(
            line.aspect.name,
            line.finding.level.rank if line.finding and line.finding.level else None,
        )
        for line in profile
    ]
