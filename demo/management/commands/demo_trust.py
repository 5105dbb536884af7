import time
from typing import Any

from django.utils.module_loading import import_string

from core.commands import JsonCommand
from demo.cast import Cast
from demo.summary import counts, is_loaded

LOAD = "demo.loading.load"  # imports every room, which takes longer than finding it done
SAID = (
    "The demonstration trust: {schools} real schools with what is published about them; {pupils} "
    "invented pupils, {returns} returns, {visits} visits and {people} people."
)


class Command(JsonCommand):
    help = (
        "Load the demonstration trust into an empty database: real schools, invented people, "
        "pupils and judgements. Loaded already, it is left as it is."
    )

    def answer(self, **options: Any) -> dict[str, Any]:
        began, is_new = time.monotonic(), not is_loaded()
        if is_new:
            import_string(LOAD)(Cast())
        return counts() | {"loaded": is_new, "seconds": round(time.monotonic() - began, 1)}

    def show(self, result: dict[str, Any]) -> str:
        when = f"Loaded in {result['seconds']} s" if result["loaded"] else "Here already"
        return f"{when}. {SAID.format(**result)}"
