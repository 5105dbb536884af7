"""The disadvantage gap, against the trust's own others and against others nationally."""

from dataclasses import dataclass

from dashboards.presenters.choice import Choice
from dashboards.presenters.national import National
from dashboards.presenters.shown import DASH, gap, gap_words, share, with_sign
from dashboards.selectors.figures import BySubject
from monitoring.models import PupilGroup
from monitoring.rules.kinds import Line

NOTE = (
    "In percentage points; below zero, disadvantaged pupils are behind. The gap in the trust also "
    "closes when other pupils do worse. The gap to others nationally does not."
)


NOTE_OF_KIND = (
    "In percentage points, or in the unit of a mean or a rate; above zero, the figure of "
    "disadvantaged pupils is the higher one. The gap in the trust also closes when other pupils do "
    "worse. The gap to others nationally does not."
)


@dataclass(frozen=True)
class GapLine:
    code: str
    subject: str
    disadvantaged: str
    others: str
    in_trust: str
    national_others: str
    to_national: str


def trust_gaps(choice: Choice, national: National, by_group: dict[str, BySubject]) -> list[GapLine]:
    """One line per subject, whatever group the rest of the page is about."""
    ours, others = by_group.get(PupilGroup.DIS, {}), by_group.get(PupilGroup.NOT_DIS, {})
    return [_line(line, ours, others, national) for line in choice.collection.lines]


def _line(line: Line, ours: BySubject, others: BySubject, national: National) -> GapLine:
    national_others = national.others(line.met)
    own, beside = ours.get(line.code), others.get(line.code)
    return GapLine(
        code=line.code,
        subject=line.label,
        disadvantaged=share(own, line),
        others=share(beside, line),
        in_trust=gap_words(gap(own, beside), line),
        national_others=DASH if national_others is None else with_sign(national_others, line),
        to_national=gap_words(gap(own, national_others), line),
    )
