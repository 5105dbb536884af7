"""The map of the trust's expertise as it stands today."""

from collections import defaultdict
from dataclasses import dataclass

from django.utils import timezone

from banding.models import Post
from people.models import Area, Employment, Expertise, UnnamedCapacity
from people.rules.coverage import Depth, Holding, depths, everything_wider, lapses_soon
from people.rules.kinds import label_of
from people.selectors.kinds import model_kinds, posts_with_places

CENTRAL = "Central team"
NOWHERE = "No school given"


@dataclass(frozen=True)
class Coverage:
    """`places` are the columns of the map: schools that have anybody, then the centre."""

    depths: list[Depth]
    places: list[str]
    lapsing: list[Holding]
    nobody: list[str]
    vacancies: list[tuple[Post, int]]
    unnamed: list[UnnamedCapacity]

    @property
    def single_points(self) -> list[Depth]:
        return [depth for depth in self.depths if depth.rests_on_one]


def coverage() -> Coverage:
    said, covers = holdings(), covers_of_areas()
    found = depths(said, everything_wider(covers))
    held = {depth.subject for depth in found}
    places = {place for depth in found for place in depth.by_place}
    last = [place for place in (CENTRAL, NOWHERE) if place in places]
    today = timezone.localdate()
    soon = [holding for holding in said if lapses_soon(holding, today)]
    return Coverage(
        depths=found,
        places=[*sorted(places - {CENTRAL, NOWHERE}, key=str.casefold), *last],
        lapsing=sorted(soon, key=lambda one: (str(one.ends_on), one.name)),
        nobody=sorted(area for area in covers if area not in held),
        vacancies=[(post, post.places - filled) for post, filled in posts_with_places()
                   if post.places > filled],
        unnamed=list(UnnamedCapacity.objects.select_related("school", "area")),
    )  # fmt: skip


def covers_of_areas() -> dict[str, set[str]]:
    """Every area by name, to the narrower ones it covers itself."""
    areas = Area.objects.prefetch_related("covers")
    return {area.name: {narrower.name for narrower in area.covers.all()} for area in areas}


def holdings() -> list[Holding]:
    """What each person can do as it stands today, by person."""
    places, model = first_places(), model_kinds()
    claims = Expertise.objects.usable().select_related("person", "area").order_by("person", "pk")
    return [
        Holding(
            person=claim.person_id,
            name=claim.person.name,
            place=places.get(claim.person_id, NOWHERE),
            subject=_subject(claim, model),
            standing=claim.standing,
            ends_on=claim.ends_on,
        )
        for claim in claims
    ]


def _subject(claim: Expertise, model: dict[str, str]) -> str:
    """An area; without one the title and the key stage it is for: Statutory Moderator KS2."""
    if claim.area:
        return claim.area.name
    return f"{label_of(claim.kind, model)} {claim.key_stage}".strip()


def first_places() -> dict[int, str]:
    """Where each person works first of all: at a school before the central team."""
    found: dict[int, str] = {}
    by_person: dict[int, list[Employment]] = defaultdict(list)
    for one in Employment.objects.current().select_related("school").order_by("pk"):
        by_person[one.person_id].append(one)
    for person, work in by_person.items():
        first = next((one for one in work if not one.is_central), work[0])
        found[person] = first.where
    return found
