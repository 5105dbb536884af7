"""Every route of the project, except the administration site's."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Route:
    name: str
    path: str
    view: Callable[..., Any]

    @property
    def is_ours(self) -> bool:
        return not self.path.startswith("administration/")


def routes() -> list[Route]:
    return [route for route in _walk(get_resolver().url_patterns, "", "") if route.is_ours]


def _walk(patterns: list[URLPattern | URLResolver], path: str, space: str) -> Iterator[Route]:
    for entry in patterns:
        here = path + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield Route(space + (entry.name or ""), here, entry.callback)
        else:
            inner = f"{entry.namespace}:" if entry.namespace else ""
            yield from _walk(entry.url_patterns, here, space + inner)
