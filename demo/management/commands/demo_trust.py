import time
from typing import Any

from django.core.management.base import CommandParser
from django.utils.module_loading import import_string

from core.commands import JsonCommand
from core.errors import BadCommand
from demo.cast import Cast
from demo.stories import HUMBER, STORIES
from demo.summary import counts, loaded_story

LOAD = "demo.loading.load"  # imports every room, which takes longer than finding it done
SAID = (
    "{trust}: {schools} schools; {pupils} invented pupils, {returns} returns, {visits} visits and "
    "{people} people, by the model {model}."
)


class Command(JsonCommand):
    help = (
        "Load a demonstration trust into an empty database: schools with what is published about "
        "them, invented people, pupils and judgements. Loaded already, it is left as it is."
    )

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--model", default=HUMBER.model, help=", ".join(STORIES))

    def answer(self, **options: Any) -> dict[str, Any]:
        if options["model"] not in STORIES:
            raise BadCommand(
                f"There is no model {options['model']}. The models are {', '.join(STORIES)}."
            )
        began, asked, there = time.monotonic(), STORIES[options["model"]], loaded_story()
        if there is None:
            import_string(LOAD)(Cast(asked))
        elif there is not asked:
            raise BadCommand(
                f"This database holds {there.trust}. Set DATABASE_URL to another one for "
                f"{asked.trust}."
            )
        return counts() | {
            "trust": asked.trust,
            "model": asked.model,
            "loaded": there is None,
            "seconds": round(time.monotonic() - began, 1),
        }

    def show(self, result: dict[str, Any]) -> str:
        when = f"Loaded in {result['seconds']} s" if result["loaded"] else "Here already"
        return f"{when}. {SAID.format(**result)}"
