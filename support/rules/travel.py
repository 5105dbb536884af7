"""How far it is between two schools, from their coordinates: an estimate that says so."""

from dataclasses import dataclass
from math import hypot

ROADS = 1.3  # roads are about a third longer than a straight line
KM_AN_HOUR = 45  # on local roads, in the morning
METRES = 1000
BASIS = (
    "Travel is estimated: the straight line between the two schools' coordinates, a third more "
    "because roads bend, at 45 km an hour."
)

Place = tuple[int, int]  # easting and northing, in metres


@dataclass(frozen=True)
class Travel:
    """One way."""

    km: int
    minutes: int

    @property
    def words(self) -> str:
        return f"about {self.minutes} minutes each way ({self.km} km)"


def travel(here: Place | None, there: Place | None) -> Travel | None:
    """None where a school's coordinates are not known."""
    if here is None or there is None:
        return None
    km = hypot(here[0] - there[0], here[1] - there[1]) / METRES * ROADS
    return Travel(round(km), round(km / KM_AN_HOUR * 60))
