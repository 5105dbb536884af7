"""Text that a spreadsheet would run as a formula, made inert on the way out and restored on the way
in, so that what we exported can be imported again unchanged (security.md R25, P6 and P8).
"""

import re
from typing import Any

STARTS_A_FORMULA = tuple("=+-@|%\t\r\n")
GUARDED = re.compile(
    "'[=+\\-@|%\t\r\n]"
)  # somewhere in a file; a cheap question before the exact one


def inert(cell: Any) -> Any:
    """Text with an apostrophe before what could start a formula; numbers stay numbers.

    What has apostrophes there already gets one more, so that `restored` gives back exactly this.
    """
    if isinstance(cell, str) and cell.lstrip("'").startswith(STARTS_A_FORMULA):
        return f"'{cell}"
    return cell


def restored(cell: str) -> str:
    """The text that `inert` was given. O'Neill and 't Hooft stay as they are."""
    if cell.startswith("'") and cell.lstrip("'").startswith(STARTS_A_FORMULA):
        return cell[1:]
    return cell
