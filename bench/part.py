"""One part in a process of its own: a line of JSON for each ratio.  python -m bench.part PART"""

import json
import resource
import sys
from dataclasses import asdict
from importlib import import_module

import django

KILO = 1024


def peak() -> int:
    """Megabytes, of this process or of the largest it started."""
    each = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return max(resource.getrusage(who).ru_maxrss for who in each) // KILO


if __name__ == "__main__":
    django.setup()
    for ratio in import_module(f"bench.{sys.argv[1]}").measure():
        more = {"value": ratio.value, "is_met": ratio.is_met, "peak": peak()}
        print(json.dumps(asdict(ratio) | more), flush=True)
