"""Whole-trust figures for 60,000 pupils by 9 results, against the same cube in memory."""

from collections.abc import Iterator

from bench import world
from bench.timing import Ratio, paired, timed
from dashboards.figures.cube import cube
from dashboards.figures.edition import withhold
from dashboards.models import Figure, Withholding
from dashboards.services import gathering
from dashboards.services.figures import compute_all, edition_rows
from monitoring.models import Collection

SCHOOLS, PUPILS = 150, 400


def measure() -> Iterator[Ratio]:
    world.empty_database()
    pupils = world.pupils_of(world.trust_of(SCHOOLS), PUPILS)
    collections = [world.a_collection(name) for name in world.TERMS]
    for seed, collection in enumerate(collections):
        world.returns(collection, pupils, seed=seed)
    held = [_held(collection) for collection in collections]

    def ours() -> float:
        Figure.objects.all().delete()
        Withholding.objects.all().delete()
        return timed(lambda: [compute_all(actor=None, collection=one) for one in collections])

    def plain() -> float:
        return timed(
            lambda: [
                list(edition_rows(one, withhold(cube(rows, key, one.subjects), 6)))
                for one, (rows, key) in zip(collections, held, strict=True)
            ]
        )

    yield Ratio(
        "Whole-trust figures, 60,000 pupils by 9 results : the same cube in memory",
        *paired(ours, plain, rounds=5),
        target=2,
        note="150 schools of 400, 3 subjects, 3 terms; both make rows, ours reads and writes",
    )


def _held(collection: Collection) -> tuple:
    submissions = gathering.counting(collection)
    return gathering.pupil_rows(submissions), gathering.scale_key(collection)
