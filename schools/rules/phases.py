"""The app's phase of a school, derived from what GIAS and Ofsted say (domain-reference 6.1).

The values are those of `schools.models.Phase`.
"""

import re

SPECIAL_CODES = frozenset({7, 8, 10, 12, 33, 36, 44})
AP_CODES = frozenset({14, 38, 42, 43})
POST16_CODES = frozenset({18, 31, 32, 39, 45, 46, 57})
NURSERY_CODES = frozenset({15})

_BY_PHASE_CODE = {
    1: "nursery",
    2: "primary",
    3: "middle_primary",
    4: "secondary",
    5: "middle_secondary",
    6: "post16",
    7: "all_through",
}
_BY_PHASE_NAME = {
    "nursery": "nursery",
    "primary": "primary",
    "infant": "primary",
    "junior": "primary",
    "middle deemed primary": "middle_primary",
    "secondary": "secondary",
    "middle deemed secondary": "middle_secondary",
    "16 plus": "post16",
    "all-through": "all_through",
    "all through": "all_through",
    "special": "special",
    "pru": "ap",
    "alternative provision": "ap",
}
_POST16 = re.compile(r"post 16|16-19|16 to 19|sixth form|further education")


def phase_of(
    *,
    type_name: str = "",
    type_code: int | None = None,
    phase_name: str = "",
    phase_code: int | None = None,
    low_age: int | None = None,
    high_age: int | None = None,
) -> str:
    """Type first (special schools and PRUs have no phase), then phase, then the age range."""
    return (
        _by_type_name(type_name.casefold())
        or _by_type_code(type_code)
        or _BY_PHASE_NAME.get(phase_name.strip().casefold())
        or (None if phase_name else _BY_PHASE_CODE.get(phase_code or 0))
        or _by_ages(low_age, high_age)
    )


def _by_type_name(name: str) -> str | None:
    if _POST16.search(name):
        return "post16"
    if "alternative provision" in name or "pupil referral" in name:
        return "ap"
    if "special" in name:
        return "special"
    return "nursery" if "nursery school" in name else None


def _by_type_code(code: int | None) -> str | None:
    families = {
        "special": SPECIAL_CODES,
        "ap": AP_CODES,
        "post16": POST16_CODES,
        "nursery": NURSERY_CODES,
    }
    return next((phase for phase, codes in families.items() if code in codes), None)


def _by_ages(low: int | None, high: int | None) -> str:
    if low is None or high is None:
        return "unknown"
    if low >= 16:
        return "post16"
    if high <= 5:
        return "nursery"
    if high <= 12:
        return "primary"
    if low <= 7:
        return "all_through" if high >= 15 else "primary"
    return "secondary"
