"""Reads a Word file or workbook that a person sent, as paragraphs and tables of plain text.

Nothing is fetched, run or opened: links, pictures and embedded files are left out, and the paper's
notes say so. Refusals are `core.errors.UnreadableFile` with a code (E-DOCX-…, E-XLSX-…).
"""

from core.documents.uploads import read_paper

__all__ = ["read_paper"]
