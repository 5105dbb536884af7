"""An edition as its pack would write it: for export, and for the next year's draft."""

from typing import Any

from banding.models import ActivityType, Duty, Edition, Level, OfferLine, OfferPart
from banding.packs.schema import EditionPack, Pack
from core.units import days_from_quarters


def pack_of(edition: Edition) -> Pack:
    """The edition as a pack of its own, to be loaded for its year or a later one."""
    return Pack(model=edition.model.code, name=edition.model.name, editions=[wording_of(edition)])


def wording_of(edition: Edition) -> EditionPack:
    """Every line of the edition, in its order. Loading it makes the same edition again."""
    return EditionPack.model_validate(
        {
            "first_year": str(edition.academic_year),
            "source": edition.source,
            "vocabulary": _vocabulary(edition),
            "joining": _joining(edition),
            "contribution_percent": edition.contribution_percent,
            "levels": [_level(level) for level in _levels(edition)],
            "offer": _offer(edition),
            "duties": [_duty(duty) for duty in _duties(edition)],
            "activities": [_activity(one) for one in _activities(edition)],
            **_doubts(edition),
            **{part: _plain(edition, part, names) for part, names in PLAIN.items()},
        }
    )


def _vocabulary(edition: Edition) -> dict[str, str]:
    """In one order on every database: PostgreSQL keeps none for the keys of a JSON value."""
    return {key: edition.vocabulary[key] for key in sorted(edition.vocabulary)}


PLAIN = {
    "parties": ("name", "role"),
    "aspects": ("name",),
    "posts": ("group", "name", "places", "fte", "deployable_percent"),
    "clauses": ("kind", "text"),
}


def _plain(edition: Edition, part: str, names: tuple[str, ...]) -> list[dict[str, Any]]:
    lines = getattr(edition, part).order_by("position")
    return [_line(line) | {name: getattr(line, name) or None for name in names} for line in lines]


def _doubts(thing: Any) -> dict[str, str]:
    return {"doubt": thing.doubt, "settled": thing.settled}


def _line(line: Any) -> dict[str, Any]:
    return {"code": line.code} | _doubts(line)


def _joining(edition: Edition) -> dict[str, Any] | None:
    if not edition.joining_rule:
        return None
    return {
        "rule": edition.joining_rule,
        "month": edition.joins_month,
        "day": edition.joins_day,
    }


def _levels(edition: Edition) -> Any:
    return edition.levels.order_by("rank").select_related("builds_on").prefetch_related("criteria")


def _level(level: Level) -> dict[str, Any]:
    return _line(level) | {
        "label": level.label,
        "test": level.test,
        "builds_on": level.builds_on.code if level.builds_on else "",
        "criteria": [
            {"text": c.text, "needed": c.is_needed, **_doubts(c)} for c in level.criteria.all()
        ],
        "expectations": level.expectations.splitlines(),
        "tone": level.tone,
        "supported_school": level.supported_school or None,
        "levy_effect": level.levy_effect or None,
    }


def _offer(edition: Edition) -> dict[str, Any]:
    lines = edition.offer_lines.select_related("level").order_by("position")
    return {
        part: [_offered(line) for line in lines if line.part == part] for part in OfferPart.values
    }


def _offered(line: OfferLine) -> dict[str, Any]:
    said = _line(line) | {"activity": line.activity}
    if line.quarter_days is not None:
        said |= {
            "days": days_from_quarters(line.quarter_days),
            "per": line.unit,
            "at_least": line.is_at_least,
        }
    return said | ({"level": line.level.code} if line.level else {})


def _duties(edition: Edition) -> Any:
    parties = ("owner", "approver", "overseer")
    duties = edition.duties.order_by("position").select_related(*parties)
    return duties.prefetch_related("levels", "cast")


def _duty(duty: Duty) -> dict[str, Any]:
    names = ("section", "kind", "name", "detail", "scope", "cadence", "month", "week")
    counts = {"remind_days": duty.remind_days, "escalate_days": duty.escalate_days}
    return (
        _line(duty)
        | {name: getattr(duty, name) for name in names}
        | counts
        | {
            "owner": duty.owner.code,
            "approver": duty.approver.code if duty.approver else "",
            "overseer": duty.overseer.code if duty.overseer else "",
            "levels": [level.code for level in sorted(duty.levels.all(), key=_rank)],
            "cast": [party.code for party in sorted(duty.cast.all(), key=_position)],
        }
    )


def _activities(edition: Edition) -> Any:
    activities = edition.activity_types.order_by("position").select_related("offer_line")
    return activities.prefetch_related("cast")


def _activity(activity: ActivityType) -> dict[str, Any]:
    names = ("kind", "name", "cadence", "note_template")
    return (
        _line(activity)
        | {name: getattr(activity, name) for name in names}
        | {
            "offer_line": activity.offer_line.code if activity.offer_line else "",
            "cast": [party.code for party in sorted(activity.cast.all(), key=_position)],
        }
    )


def _rank(level: Level) -> int:
    return level.rank


def _position(party: Any) -> int:
    return party.position
