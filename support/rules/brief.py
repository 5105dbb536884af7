"""What a specialist may see, as the brief of a deployment says (security.md section 3, rule 9)."""

from datetime import date, timedelta

NOTES_STAY = timedelta(days=14)
RECORD_WITHIN = 5  # school days after the day itself


def is_open(state: str, *, starts_on: date, ends_on: date, today: date) -> bool:
    """Agreed to, begun and not over: only then does the brief show anything."""
    return state in {"agreed", "running"} and starts_on <= today <= ends_on


def notes_until(ends_on: date) -> date:
    """The last day on which specialists read what they wrote."""
    return ends_on + NOTES_STAY
