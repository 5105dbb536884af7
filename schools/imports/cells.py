"""Small readings that several published layouts share."""

import re

from core.imports import Refusal
from core.published import PublishedRow

URN_AT_LEAST, URN_AT_MOST = 10_000, 9_999_999


def urn_of(row: PublishedRow, *names: str) -> int | Refusal:
    """The row's URN, or why the row cannot be taken."""
    raw = row.text(*names)
    cell = row.whole(*names)
    if cell.value is not None and URN_AT_LEAST <= cell.value <= URN_AT_MOST:
        return cell.value
    why = f"'{raw}' is not a URN." if raw else "There is no URN."
    return Refusal(row.number, names[0], raw[:100], why)


def padded(text: str, *, width: int) -> str:
    """A number kept as text: zeros lost at the front come back, the `.0` of pandas goes."""
    digits = re.sub(r"\.0+$", "", text)
    return digits.zfill(width) if digits.isdigit() and len(digits) <= width else ""
