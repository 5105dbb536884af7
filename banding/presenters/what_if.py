"""A what-if in words, cards and one chart."""

from dataclasses import dataclass
from typing import Any

from banding.models import Answer, Edition, Scenario, ScenarioChange
from banding.rules.days import show_day
from banding.rules.what_if import Outcome, PostOutcome, SchoolOutcome
from banding.rules.what_if_difference import Difference, SchoolMoved
from banding.rules.what_if_parts import LevelSaid, Present
from banding.selectors.nearest import Near, nearest
from banding.selectors.scenario_proposals import proposable
from banding.selectors.scenarios import Trial
from core.charts import Chart, Series
from core.units import MINUS, days_from_quarters, show_days, signed_days

NOT_ENTERED = "not entered"
MOST_NEAR, MOST_DUTIES = 12, 4


@dataclass(frozen=True)
class Card:
    label: str
    value: str
    detail: str


@dataclass(frozen=True)
class ChangeRow:
    """`here` is the level the school has without the change."""

    change: ScenarioChange
    here: LevelSaid | None


@dataclass(frozen=True)
class SchoolRow:
    """One school of which something changes; `before` and `after` are levels, or None."""

    moved: SchoolMoved
    before: Any
    after: Any
    levy_before: str
    levy_after: str


@dataclass(frozen=True)
class Cell:
    term: str
    said: str


@dataclass(frozen=True)
class PostRow:
    name: str
    cells: list[Cell]
    short: str


@dataclass(frozen=True)
class NearRow:
    near: Near
    words: str
    answer: str


def results(scenario: Scenario, trial: Trial) -> dict[str, Any]:
    """Everything the page says of what follows."""
    before, after, difference = trial.before, trial.after, trial.difference
    edition, plan = scenario.edition, proposable(scenario)
    return {
        "cards": cards(trial, edition),
        "has_levy": has_levy(trial.present, edition),
        "charge": edition.word("central_charge"),
        "chart": chart(difference, edition),
        "difference": difference,
        "terms": difference.terms,
        "total": {"before": before, "after": after},
        "posts": after.posts,
        "changes": [
            ChangeRow(change, _standing(change, trial.present))
            for change in scenario.changes.select_related("school", "level", "offer_line", "post")
        ],
        "post_rows": [post_row(post, after) for post in after.posts],
        "activities": difference.activities,
        "duties": [duty for duty in difference.duties if duty.change],
        "schools": [school_row(one, trial.present) for one in difference.moved],
        "near": [near_row(near) for near in nearest(edition, trial.present)[:MOST_NEAR]],
        "plan": plan,
    }


def cards(trial: Trial, edition: Edition) -> list[Card]:
    charge = [_levy(trial, edition)] if has_levy(trial.present, edition) else []
    return [
        _days(trial),
        _capacity(trial.after),
        *charge,
        _duties(trial.difference, trial.before.obligations),
    ]


def has_levy(present: Present, edition: Edition) -> bool:
    """Whether the model speaks of what a school pays, or the trust has entered a rate of it."""
    moves = any(level.levy_effect for level in present.levels.values())
    return moves or bool(present.rates) or edition.contribution_percent is not None


def _days(trial: Trial) -> Card:
    change, whole = trial.difference.quarter_days, trial.in_a_full_year
    detail = f"{signed_days(change)} from {show_day(trial.present.from_date)}"
    if whole != change:
        detail += f"; {signed_days(whole)} in a full year"
    if not change and not whole:
        detail = "No change"
    return Card(
        "Days this year", arrow(trial.before.quarter_days, trial.after.quarter_days), detail
    )


def _capacity(after: Outcome) -> Card:
    if after.capacity is None:
        if not after.posts:
            why = "The model names no post yet."
        elif not after.terms:
            why = "No term dates are entered, so school days cannot be counted."
        else:
            why = "No post has its full-time equivalent and share entered."
        return Card("Capacity, days", "Not known", why)
    unknown = sum(post.there is None for post in after.posts)
    short = f"Short by {show_days(after.short)} over the terms" if after.short else "Enough"
    left = f"; {unknown} post{'s' if unknown > 1 else ''} not counted" if unknown else ""
    return Card("Capacity, days", show_days(after.capacity), short + left)


def _levy(trial: Trial, edition: Edition) -> Card:
    effects = [school.levy_effect for school in trial.after.schools if school.levy_effect]
    was = [school.levy_effect for school in trial.before.schools if school.levy_effect]
    raised, were = (sum("rise" in one.lower() for one in side) for side in (effects, was))
    value = f"{were} → {raised}" if were != raised else str(raised)
    rates = "rates entered" if trial.present.rates else "rates not entered"
    charge = edition.word("central_charge")
    return Card(f"Schools whose {charge.lower()} may or will rise", value, f"{charge} {rates}")


def _duties(difference: Difference, before: int) -> Card:
    change = difference.obligations
    moved = [duty for duty in difference.duties if duty.change]
    said = ", ".join(f"{_signed(duty.change)} {duty.name}" for duty in moved[:MOST_DUTIES])
    more = f" and {len(moved) - MOST_DUTIES} more kinds" if len(moved) > MOST_DUTIES else ""
    value = f"{before} → {before + change}" if change else str(before)
    return Card("Obligations this year", value, said + more or "No change")


def chart(difference: Difference, edition: Edition) -> Chart:
    terms = difference.terms
    series = [
        Series("Asked now", [days_from_quarters(t.before.asked) for t in terms], role="second"),
        Series("Asked then", [days_from_quarters(t.after.asked) for t in terms]),
    ]
    if any(term.after.there is not None for term in terms):
        there = [None if t.after.there is None else t.after.there / 4 for t in terms]
        series.append(Series("Capacity", there, role="comparator"))
    return Chart(
        "Days asked against capacity, by term",
        "bar",
        [term.after.name for term in terms],
        series,
        note="Capacity: the share of each post's time for other schools, over the school days.",
        source=f"{edition}",
    )


def school_row(moved: SchoolMoved, present: Present) -> SchoolRow:
    return SchoolRow(
        moved,
        _level(moved.before, present),
        _level(moved.after, present),
        levy(moved.before),
        levy(moved.after),
    )


def post_row(post: PostOutcome, after: Outcome) -> PostRow:
    """Each term's share of what is asked, of what is there; the words say what is not known."""
    names = [term.name for term in after.terms]
    if post.there is None:
        return PostRow(post.name, [Cell(name, "not known") for name in names], "not known")
    pairs = zip(names, post.asked or post.there, post.there, strict=True)
    cells = [Cell(name, f"{show_days(a)} of {show_days(there)}") for name, a, there in pairs]
    return PostRow(post.name, cells, show_days(post.short) if post.short else "none")


def near_row(near: Near) -> NearRow:
    return NearRow(
        near, f"{signed_days(near.quarter_days)} days", Answer(near.answer).label.lower()
    )


def _standing(change: ScenarioChange, present: Present) -> LevelSaid | None:
    school = present.schools.get(str(change.school_id))
    level = school.level_on(present.from_date) if school else None
    return present.levels[level] if level else None


def _level(school: SchoolOutcome | None, present: Present) -> Any:
    return present.levels[school.level_id] if school and school.level_id else None


def levy(school: SchoolOutcome | None) -> str:
    if school is None:
        return "not in the trust"
    rate = NOT_ENTERED if school.percent is None else f"{school.percent.normalize():f}%"
    return f"{school.levy_effect or 'No change'}, rate {rate}"


def arrow(before: int, after: int) -> str:
    if before == after:
        return show_days(before)
    return f"{show_days(before)} → {show_days(after)}"


def _signed(count: int) -> str:
    return f"{'+' if count > 0 else MINUS}{abs(count)}"


@dataclass(frozen=True)
class Pair:
    """A line of the comparison of two what-ifs."""

    label: str
    now: str
    one: str
    other: str


def side_by_side(one: Trial, other: Trial) -> list[Pair]:
    """Both start from the same present where they begin on the same day."""
    trials = (one.before, one.after, other.after)
    rows = [
        Pair("Days this year", *(show_days(side.quarter_days) for side in trials)),
        Pair("Capacity, days", *(_known(side.capacity) for side in trials)),
        Pair("Short over the terms, days", *(_short(side) for side in trials)),
        Pair("Obligations this year", *(str(side.obligations) for side in trials)),
        Pair("Schools", *(str(len(side.schools)) for side in trials)),
    ]
    for terms in zip(*(side.terms for side in trials), strict=False):
        rows.append(Pair(f"Days in {terms[0].name}", *(show_days(t.asked) for t in terms)))
    return rows


def changed_schools(one: Trial, other: Trial) -> list[Pair]:
    sides = [{moved.key: moved for moved in trial.difference.moved} for trial in (one, other)]
    names = {key: moved.name for side in sides for key, moved in side.items()}
    now = {school.key: school for school in one.before.schools}
    rows = [
        Pair(
            name,
            _stands(now.get(key), one.present),
            _then(sides[0].get(key), now.get(key), one.present),
            _then(sides[1].get(key), now.get(key), other.present),
        )
        for key, name in names.items()
    ]
    return sorted(rows, key=lambda row: row.label)


def _then(moved: SchoolMoved | None, now: SchoolOutcome | None, present: Present) -> str:
    return _stands(moved.after if moved else now, present)


def _stands(school: SchoolOutcome | None, present: Present) -> str:
    if school is None:
        return "not in the trust"
    level = _level(school, present)
    return f"{level.label if level else 'None yet'}, {show_days(school.quarter_days)} days"


def _known(quarters: int | None) -> str:
    return "not known" if quarters is None else show_days(quarters)


def _short(outcome: Outcome) -> str:
    return "not known" if outcome.capacity is None else show_days(outcome.short)
