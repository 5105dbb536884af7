"""The what-if page of a trust of a hundred schools, against one second."""

from collections.abc import Iterator
from http import HTTPStatus
from statistics import median

from django.test import Client
from django.urls import reverse

from accounts.models import User
from banding import services
from banding.models import Scenario
from banding.packs.reader import read_pack
from bench import scratch, world
from bench.timing import Ratio, timed
from bench.trusts import SIGN_IN
from core.years import AcademicYear
from demo.calendar import CLOSED, TERMS
from demo.trying import TRIED
from schools.models import School
from schools.services import publish_calendar

SCHOOLS, ROUNDS = 100, 15
SECOND = 1.0
START = AcademicYear.of(scratch.DUE).start_year
REASON = "Bands of the bench."


def measure() -> Iterator[Ratio]:
    world.empty_database()
    chief = world.executive()
    scenario = _a_what_if(chief, world.trust_of(SCHOOLS))
    client = Client()
    client.force_login(chief, backend=SIGN_IN)
    path = reverse("banding:scenario-detail", args=[scenario.pk])

    def page() -> None:
        answer = client.get(path)
        if answer.status_code != HTTPStatus.OK:
            raise SystemExit(f"{path} answered {answer.status_code}.")

    page()
    yield Ratio(
        f"What-if page, {SCHOOLS} schools, server time : one second",
        median(timed(page) for _ in range(ROUNDS)),
        SECOND,
        target=1,
        note="both outcomes worked out anew; ten schools moved, three posts, a published calendar",
    )


def _a_what_if(chief: User, schools: list[School]) -> Scenario:
    publish_calendar(actor=None, start_year=START, terms=TERMS[START], closed=CLOSED[START])
    edition = services.load_pack(actor=None, pack=read_pack("humber"), start_year=START).edition
    services.enter_posts(actor=None, edition=edition, posts=TRIED["humber"].team)
    levels = list(edition.levels.all())
    placed = {school: levels[n % len(levels)] for n, school in enumerate(schools)}
    services.record_existing_levels(actor=None, levels=placed, start_year=START, reason=REASON)
    scenario = services.make_scenario(
        actor=chief, edition=edition, name="Ten in the last", from_date=scratch.DUE
    )
    moved = dict.fromkeys(schools[:10], levels[-1])
    services.try_levels(actor=chief, scenario_id=scenario.pk, levels=moved)
    return scenario
