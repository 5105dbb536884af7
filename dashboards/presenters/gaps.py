"""The disadvantage gap, against the trust's own others and against others nationally."""

from dataclasses import dataclass

from dashboards.presenters.choice import Choice
from dashboards.presenters.national import National
from dashboards.presenters.shown import DASH, LONG_LABELS, gap, points, share
from dashboards.selectors.figures import BySubject
from monitoring.models import PupilGroup

NOTE = (
    "In percentage points; below zero, disadvantaged pupils are behind. The gap in the trust also "
    "closes when other pupils do worse. The gap to others nationally does not."
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
    return [_line(subject, ours, others, national) for subject in choice.every_subject]


def _line(subject: str, ours: BySubject, others: BySubject, national: National) -> GapLine:
    national_others = national.others(subject)
    return GapLine(
        code=subject,
        subject=LONG_LABELS[subject],
        disadvantaged=share(ours.get(subject)),
        others=share(others.get(subject)),
        in_trust=points(gap(ours.get(subject), others.get(subject))),
        national_others=DASH if national_others is None else f"{national_others:g}%",
        to_national=points(gap(ours.get(subject), national_others)),
    )
