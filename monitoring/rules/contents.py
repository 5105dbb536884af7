"""Whether two contents say the same."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any


def hash_of(content: Iterable[Any]) -> str:
    """The same whatever the order: two sendings with one hash say the same of the same pupils."""
    lines = sorted(json.dumps(one, sort_keys=True, ensure_ascii=False) for one in content)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
