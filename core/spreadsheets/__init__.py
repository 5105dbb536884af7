"""Reads a table that a person uploaded. Every cell stays the text it was; nothing is guessed.

Refusals are `core.errors.UnreadableFile` with a stable code. Limits: security.md 5.1.
"""

from core.spreadsheets.reading import check_size, read
from core.spreadsheets.table import FindHeader, Table
from core.spreadsheets.uploads import read_text, read_upload

__all__ = ["FindHeader", "Table", "check_size", "read", "read_text", "read_upload"]
