"""A health check as PDF, against WeasyPrint alone on the same HTML."""

from collections.abc import Iterator

from django.template.loader import render_to_string
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from bench import world
from bench.timing import Ratio, paired, timed
from core import pdf
from dashboards.presenters.health_check import health_check_context
from dashboards.services.figures import compute_all
from dashboards.services.health_check import TEMPLATE, health_check_pdf
from schools.models import School


def measure() -> Iterator[Ratio]:
    world.empty_database()
    pupils = world.pupils_of(world.trust_of(10), 210)
    for seed, name in enumerate(world.TERMS):
        collection = world.a_collection(name)
        world.returns(collection, pupils, seed=seed)
        compute_all(actor=None, collection=collection)
    school = School.objects.earliest("urn")
    html = render_to_string(TEMPLATE, health_check_context(None, school, collection))
    fonts = FontConfiguration()
    style = CSS(filename=pdf.STATIC / pdf.STYLE, font_config=fonts, url_fetcher=pdf.OurFilesOnly())

    def ours() -> bytes:
        return health_check_pdf(viewer=None, school=school, collection=collection)

    def alone() -> bytes:
        page = HTML(string=html, base_url=pdf.BASE_URL, url_fetcher=pdf.OurFilesOnly())
        return page.write_pdf(font_config=fonts, stylesheets=[style], pdf_variant=pdf.VARIANT)

    yield Ratio(
        "Health-check PDF : WeasyPrint alone on the same HTML",
        *paired(lambda: timed(ours), lambda: timed(alone), rounds=15),
        target=1.15,
    )
