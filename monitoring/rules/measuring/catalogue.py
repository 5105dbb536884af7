"""Every measure that can be computed from a plain file, by code and in the order of the page."""

from monitoring.rules.measures import ALSO_CALLED
from monitoring.rules.measuring import (
    attendance,
    checks,
    early_years,
    primary,
    secondary,
    special,
    termly,
    whole_school,
)
from monitoring.rules.measuring.definition import Definition, Stage

_EACH = (early_years, checks, primary, secondary, termly, special, attendance, whole_school)
_ALL = [definition for module in _EACH for definition in module.DEFINITIONS]
_ORDER = list(Stage)

DEFINITIONS: dict[str, Definition] = {
    definition.code: definition
    for definition in sorted(_ALL, key=lambda definition: _ORDER.index(definition.stage))
}


def find(name: str) -> Definition | None:
    """The measure of a code, or of one of the other names people use for it."""
    return DEFINITIONS.get(ALSO_CALLED.get(name, name))


def other_names(code: str) -> list[str]:
    return [name for name, its in ALSO_CALLED.items() if its == code]
