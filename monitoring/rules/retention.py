"""How long what was said of pupils is kept: the year it is about and three more.

Source: domain-reference 8, retention (pupil-level assessment data in a tracker).
"""

from datetime import date

from core.years import AcademicYear

FURTHER_YEARS = 3


def first_year_kept(on: date) -> int:
    """The start of the oldest academic year whose pupils are still kept on a day."""
    return AcademicYear.of(on).start_year - FURTHER_YEARS
