"""From a `Pack` to YAML that reads like the packs that come with the product."""

from decimal import Decimal
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import FoldedScalarString

from banding.packs.schema import Pack
from core.units import days_from_quarters
from core.years import AcademicYear

LONG = 80


def readable(pack: Pack) -> dict[str, Any]:
    """Plain values as a person writes them. What has its default is left out."""
    return _readable(pack.model_dump(by_alias=True, exclude_defaults=True))


def write_pack(pack: Pack) -> str:
    """Reading it back gives the same pack."""
    yaml = YAML()
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.width = 100
    out = StringIO()
    yaml.dump(readable(pack), out)
    return out.getvalue()


def _readable(value: Any, name: str = "") -> Any:
    """Long words are folded."""
    if isinstance(value, dict):
        return {key: _readable(one, key) for key, one in value.items()}
    if isinstance(value, list):
        return [_readable(one) for one in value]
    if name == "first_year":
        return str(AcademicYear(value))
    if name == "days":
        return days_from_quarters(value)
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, str) and len(value) > LONG and "\n" not in value:
        return FoldedScalarString(value)
    return value
