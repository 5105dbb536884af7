"""The families of assessment, which never share a column, an axis or an average.

Source: domain-reference 3.7 and 3.9.
"""

from enum import StrEnum


class Family(StrEnum):
    """What a result is a result of. Two families are never charted or added together."""

    POINT_IN_TIME = "point_in_time"
    LINEAR = "linear"
    SCALED_SCORE = "scaled_score"
    STANDARDISED = "standardised"
    AGE_STANDARDISED = "age_standardised"
    READING_AGE = "reading_age"
    PERSONAL_STEPS = "personal_steps"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def has_expected(self) -> bool:
        """Some grades say a standard is met, so a collection may ask for it and count pupils."""
        return self in _HAVE_EXPECTED

    @property
    def stands_beside_national(self) -> bool:
        """May England's figures of the end of a key stage be shown beside it?"""
        return self in {Family.POINT_IN_TIME, Family.SCALED_SCORE}


_LABELS = {
    Family.POINT_IN_TIME: "Teacher assessment, point in time",
    Family.LINEAR: "Teacher assessment, steps through the year",
    Family.SCALED_SCORE: "Key stage 2 scaled score",
    Family.STANDARDISED: "Standardised score",
    Family.AGE_STANDARDISED: "Age-standardised score",
    Family.READING_AGE: "Reading age",
    Family.PERSONAL_STEPS: "Small steps against personal expectations",
}
_HAVE_EXPECTED = {
    Family.POINT_IN_TIME,
    Family.LINEAR,
    Family.SCALED_SCORE,
    Family.PERSONAL_STEPS,
}
CHOICES = [(family.value, family.label) for family in Family]
