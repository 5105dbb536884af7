"""Which school and which year a file says it is about, where it says so in a column."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from core.years import AcademicYear
from monitoring.rules.downloads import key

YEARS = frozenset(
    {"acadyr", "academicyear", "phonicsacadyr", "fspacadyr", "ks1acadyr", "academicyr"}
)
URNS = frozenset({"urn", "schoolurn", "phonicsurn", "fspurn"})
LAESTABS = frozenset({"laestab", "fsplaestab", "dfenumber"})


@dataclass(frozen=True)
class Origin:
    """What most rows say; None or blank where the file says nothing."""

    start_year: int | None = None
    urn: str = ""
    laestab: str = ""


def origin(header: Sequence[str], columns: Sequence[Sequence[str]]) -> Origin:
    return Origin(
        _year(_most(header, columns, YEARS)),
        _digits(_most(header, columns, URNS), 6),
        _digits(_most(header, columns, LAESTABS), 7),
    )


def _most(header: Sequence[str], columns: Sequence[Sequence[str]], names: frozenset[str]) -> str:
    """What more than half of the filled cells of such a column say."""
    at = next((at for at, name in enumerate(header) if key(name) in names), None)
    if at is None:
        return ""
    told = Counter(filter(None, (cell.strip() for cell in columns[at])))
    best, times = next(iter(told.most_common(1)), ("", 0))
    return best if 2 * times > told.total() else ""


def _year(written: str) -> int | None:
    try:
        return AcademicYear.parse(written).start_year
    except ValueError:
        return None


def _digits(written: str, many: int) -> str:
    """The number without a slash; blank when it has not so many digits (XXX/XXXX has none)."""
    bare = written.replace("/", "").replace(" ", "")
    return bare if len(bare) == many and bare.isascii() and bare.isdigit() else ""
