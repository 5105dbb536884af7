from collections import defaultdict

from django.db.models import Case, QuerySet, Value, When

from monitoring.models import AssessmentScale, Collection, Grade, Spelling, SpellingState
from monitoring.rules.counting_lines import Counter
from monitoring.rules.measured import Measured
from monitoring.rules.scales import Mark, Scale, ScoreRange
from monitoring.selectors.measures import entered


def answers_of(collection: Collection) -> Scale | Measured:
    """What reads the results a collection asks for: its scale, or the columns of its kind."""
    if collection.asking is None:
        return scale_rules(collection.on_scale)
    return Measured(collection.asking, collection.start_year)


def counter_of(collection: Collection) -> Counter | None:
    """What counts the pupils of a collection of a kind; None for the termly one. Two queries."""
    if collection.asking is None:
        return None
    return Counter(collection.asking, collection.academic_year, entered())


def why_not_counted(collection: Collection) -> dict[str, str]:
    """By line, why a collection's year has no figure of it: not available, or pending."""
    counter = counter_of(collection)
    return counter.why_not if counter else {}


def scale_rules(scale: AssessmentScale) -> Scale:
    """A scale as the rules use it: every code and score, what it counts as, how it is spelled."""
    schools_write = _understood(scale)
    marks = [
        Mark(
            code=grade.code,
            label=grade.label,
            counts=grade.in_denominator,
            expected=grade.is_expected,
            higher=grade.is_higher,
            has_level=grade.rank >= 0,
            spellings=(
                *(part for part in grade.also_written.split(",") if part.strip()),
                *schools_write[grade.pk],
            ),
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


def _understood(scale: AssessmentScale) -> dict[int, list[str]]:
    """By grade, what the trust has accepted that schools write for it."""
    found: dict[int, list[str]] = defaultdict(list)
    understood = Spelling.objects.understood().filter(scale=scale)
    for grade, written in understood.values_list("grade_id", "written"):
        found[grade].append(written)
    return found


def spellings_for_listing() -> QuerySet[Spelling]:
    """Those that wait for a decision first."""
    waits_first = Case(When(state=SpellingState.PROPOSED, then=Value(0)), default=Value(1))
    return Spelling.objects.select_related("scale", "grade", "first_school").order_by(
        waits_first, "scale__name", "written"
    )


def spellings_waiting() -> int:
    return Spelling.objects.filter(state=SpellingState.PROPOSED).count()


def _levels_first(grade: Grade) -> tuple[bool, int]:
    """Lowest level first, then the codes without one in the order they were given."""
    return grade.rank < 0, abs(grade.rank)
