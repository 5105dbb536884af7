"""Turn one of our own templates into a tagged PDF. Nothing outside static/ is ever fetched.

Only code that makes reports imports this module: WeasyPrint alone takes seconds to load.
"""

import mimetypes
import threading
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

STATIC = (settings.BASE_DIR / "static").resolve()
BASE_URL = STATIC.as_uri() + "/"
STYLE = "css/pdf.css"
VARIANT = "pdf/ua-1"

# Pango's font map is shared by the process and is not made for two threads at once.
_one_at_a_time = threading.Lock()


class OurFilesOnly(URLFetcher):
    """Reads files of static/ itself and opens nothing: no network, no link out of the folder."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        parts = urlsplit(url)
        path = Path(unquote(parts.path)).resolve()
        if parts.scheme != "file" or parts.netloc or not path.is_relative_to(STATIC):
            raise ValueError(f"A report asked for {url[:200]}")
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})


@cache
def _look() -> tuple[FontConfiguration, CSS]:
    """The fonts and the style sheet, read once for every report this process makes."""
    fonts = FontConfiguration()
    style = CSS(filename=STATIC / STYLE, font_config=fonts, url_fetcher=OurFilesOnly())
    return fonts, style


def pdf_from(template: str, context: dict[str, Any]) -> bytes:
    """A template that extends pdf/base.html, as PDF/UA."""
    return pdf_of(render_to_string(template, context))


def pdf_of(html: str) -> bytes:
    with _one_at_a_time:
        fonts, style = _look()
        page = HTML(string=html, base_url=BASE_URL, url_fetcher=OurFilesOnly())
        return page.write_pdf(font_config=fonts, stylesheets=[style], pdf_variant=VARIANT)
