"""What is written for the story, kept as YAML beside the published data."""

from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

DATA = Path(__file__).parent / "data"


def read(name: str) -> Any:
    return YAML(typ="safe").load(DATA / name)
