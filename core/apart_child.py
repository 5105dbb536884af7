"""The child of core.apart: limits itself, reads one file, answers once.

An order is a line of JSON, then the file, on standard input. The answer is JSON on standard output.
"""

import json
import resource
import sys
import traceback
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from core.errors import UnreadableFile

MEGABYTE = 1024 * 1024
LARGEST_ANSWER = 64 * MEGABYTE

# openpyxl uses these when they are there. It does not need them, and they take time and memory.
for unwanted in ("numpy", "PIL", "lxml"):
    sys.modules[unwanted] = None  # type: ignore[assignment]


def main() -> None:
    order = json.loads(sys.stdin.buffer.readline())
    limit(order["seconds"], order["megabytes"])
    sys.stdout.write(json.dumps(answer(order)))


def limit(seconds: int, megabytes: int) -> None:
    """Time on the processor, memory, size of the answer, and no process beside this one."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * MEGABYTE, megabytes * MEGABYTE))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_ANSWER, LARGEST_ANSWER))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def answer(order: Mapping[str, Any]) -> dict[str, Any]:
    """One of: answer, refused (code and sentence), memory, failed (where, never with a value)."""
    try:
        functions = {key: function(name) for key, name in order["functions"].items()}
        content = sys.stdin.buffer.read()
        return {"answer": function(order["reader"])(content, **order["told"], **functions)}
    except UnreadableFile as refusal:
        return {"refused": [refusal.code, str(refusal)]}
    except MemoryError:
        return {"memory": True}
    except Exception as bad:
        at = traceback.extract_tb(bad.__traceback__)[-1]
        return {"failed": f"{type(bad).__name__} at {at.filename}:{at.lineno}"}


def function(name: str) -> Callable[..., Any]:
    module, _, its_name = name.partition(":")
    found: Callable[..., Any] = getattr(import_module(module), its_name)
    return found


if __name__ == "__main__":
    main()
