"""The school calendar of the trust: believable dates of Hull schools, not published ones."""

from collections.abc import Iterator
from datetime import date
from functools import partial

from demo.cast import Cast
from demo.timeline import Event, moment
from schools.rules.calendar import TermDates
from schools.services import publish_calendar

TERMS = {
    2025: [
        TermDates(
            date(2025, 9, 2), date(2025, 12, 19), "autumn", (date(2025, 10, 27), date(2025, 10, 31))
        ),
        TermDates(
            date(2026, 1, 5), date(2026, 3, 27), "spring", (date(2026, 2, 16), date(2026, 2, 20))
        ),
        TermDates(
            date(2026, 4, 13), date(2026, 7, 21), "summer", (date(2026, 5, 25), date(2026, 5, 29))
        ),
    ],
    2026: [
        TermDates(
            date(2026, 9, 2), date(2026, 12, 18), "autumn", (date(2026, 10, 26), date(2026, 10, 30))
        ),
        TermDates(
            date(2027, 1, 4), date(2027, 3, 25), "spring", (date(2027, 2, 15), date(2027, 2, 19))
        ),
        TermDates(
            date(2027, 4, 12), date(2027, 7, 21), "summer", (date(2027, 5, 31), date(2027, 6, 4))
        ),
    ],
}
TRAINING_DAY, MAY_DAY = "Training day", "Early May bank holiday"
CLOSED = {
    2025: [
        (date(2025, 9, 2), TRAINING_DAY),
        (date(2025, 11, 3), TRAINING_DAY),
        (date(2026, 1, 5), TRAINING_DAY),
        (date(2026, 5, 4), MAY_DAY),
        (date(2026, 7, 20), TRAINING_DAY),
        (date(2026, 7, 21), TRAINING_DAY),
    ],
    2026: [
        (date(2026, 9, 2), TRAINING_DAY),
        (date(2026, 9, 3), TRAINING_DAY),
        (date(2026, 11, 2), TRAINING_DAY),
        (date(2027, 1, 4), TRAINING_DAY),
        (date(2027, 5, 3), MAY_DAY),
        (date(2027, 7, 21), TRAINING_DAY),
    ],
}


def events(cast: Cast) -> Iterator[Event]:
    for start_year, published_on in ((2025, date(2025, 9, 1)), (2026, date(2026, 3, 2))):
        yield Event(moment(published_on, 14), partial(_publish, cast, start_year))


def _publish(cast: Cast, start_year: int) -> None:
    publish_calendar(
        actor=cast.admin(),
        start_year=start_year,
        terms=TERMS[start_year],
        closed=CLOSED[start_year],
    )
