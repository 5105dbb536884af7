from monitoring.models import AssessmentScale, Grade
from monitoring.rules.scales import Mark, Scale, ScoreRange


def scale_rules(scale: AssessmentScale) -> Scale:
    """A scale as the rules use it: every code and score, what it counts as, how it is spelled."""
    marks = [
        Mark(
            code=grade.code,
            label=grade.label,
            counts=grade.in_denominator,
            expected=grade.is_expected,
            higher=grade.is_higher,
            has_level=grade.rank >= 0,
            spellings=tuple(part for part in grade.also_written.split(",") if part.strip()),
            rank=grade.rank,
        )
        for grade in sorted(scale.grades.all(), key=_levels_first)
    ]
    scores = None
    if scale.lowest is not None and scale.highest is not None:
        scores = ScoreRange(
            scale.lowest, scale.highest, scale.expected_from or 0, scale.higher_from or 0
        )
    return Scale.of(scale.name, marks, scores)


def _levels_first(grade: Grade) -> tuple[bool, int]:
    """Lowest level first, then the codes without one in the order they were given."""
    return grade.rank < 0, abs(grade.rank)
