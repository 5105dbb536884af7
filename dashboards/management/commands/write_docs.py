"""Write the pages of docs/ that are drawn from the code, or say which of them are stale."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Model
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.access import roles_granting
from accounts.roles import Can, Role
from core.journal import SUBSCRIPTIONS, VERBS
from core.workflow import REGISTRY

NOTE = "<!-- Drawn from the code by `bin/manage write_docs`. Change the code, not this page. -->"


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; fail when stale")

    def handle(self, *, check: bool, **options: Any) -> None:
        folder = settings.BASE_DIR / "docs"
        stale = []
        for name, lines in PAGES.items():
            page = "\n".join([NOTE, "", *lines(), ""])
            path = folder / f"{name}.md"
            if not path.exists() or path.read_text() != page:
                stale.append(f"docs/{name}.md")
                if not check:
                    path.write_text(page)
        if check and stale:
            raise CommandError(f"Stale: {', '.join(stale)}. Run bin/manage write_docs.")


def states() -> Iterator[str]:
    yield "# States"
    for table in sorted(REGISTRY, key=lambda table: table.name):
        yield from ("", f"## {table.name.capitalize()}", "", "```mermaid")
        yield table.as_mermaid()
        yield "```"


def events() -> Iterator[str]:
    yield "# Events"
    yield "\nEvery journal entry has one of these verbs. Who listens gets a job for each entry."
    yield "\n| Verb | A reader sees | Who listens (queue) |\n|---|---|---|"
    for verb, sentence in sorted(VERBS.items()):
        listeners = [f"{s.kind} ({s.queue})" for s in SUBSCRIPTIONS if s.verb == verb]
        yield f"| `{verb}` | {sentence} | {', '.join(sorted(listeners))} |"


def routes() -> Iterator[str]:
    yield "# Routes"
    yield "\nThe administration site, `/administration/`, is for administrators and not listed."
    yield "\n| Path | Name | Needs | Roles that may |\n|---|---|---|---|"
    for path, name, view in sorted(_routes(get_resolver().url_patterns), key=lambda r: r[0]):
        yield f"| `/{path}` | {name} | {' | '.join(_who(view))} |"


def _routes(patterns: list[Any], path: str = "", space: str = "") -> Iterator[tuple[str, str, Any]]:
    for entry in patterns:
        here = path + str(entry.pattern).strip("^$").replace("|", "\\|")
        if isinstance(entry, URLPattern):
            yield here, f"{space}{entry.name}", entry.callback
        elif isinstance(entry, URLResolver) and entry.namespace != "admin":
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from _routes(entry.url_patterns, here, inner)


def _who(view: Any) -> tuple[str, str]:
    can: Can | None = getattr(view, "needs", None)
    if can:
        return str(can.label), ", ".join(str(Role(role).label) for role in roles_granting(can))
    if getattr(view, "login_required", True):
        return "to be signed in", "everybody, for themselves"
    return "nothing", "the public"


def schema() -> Iterator[str]:
    yield "# What is stored"
    ours = [
        config for config in apps.get_app_configs() if (settings.BASE_DIR / config.name).is_dir()
    ]
    for config in ours:
        yield f"\n## {config.name}"
        for model in config.get_models():
            yield from _model(model)


def _model(model: type[Model]) -> Iterator[str]:
    words = " ".join((model.__doc__ or "").partition("\n\n")[0].split())
    yield f"\n### {model.__name__}"
    if not words.startswith(f"{model.__name__}("):  # what Django makes up
        yield f"\n{words}"
    yield "\n| Field | Kind |\n|---|---|"
    for field in model._meta.local_fields + model._meta.local_many_to_many:
        to = f" to {field.related_model._meta.label}" if field.related_model else ""
        optional = ", optional" if field.null else ""
        yield f"| {field.name} | {field.get_internal_type()}{to}{optional} |"
    if names := [f"`{constraint.name}`" for constraint in model._meta.constraints]:
        yield f"\nThe database makes sure: {', '.join(names)}."
    if privacy := getattr(model, "Privacy", None):
        kept = privacy.keep_for.days
        yield f"\nPersonal data: {', '.join(sorted(privacy.holds))}; kept for {kept} days."


PAGES = {"states": states, "events": events, "routes": routes, "schema": schema}
