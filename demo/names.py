"""Invented names, put together by chance. Nobody here exists."""

from pathlib import Path

_TEXT = (Path(__file__).parent / "data" / "invented_names.txt").read_text("utf-8")


def _under(heading: str) -> list[str]:
    return _TEXT.partition(f"[{heading}]")[2].partition("[")[0].split()


FORENAMES_F = _under("forenames_f")
FORENAMES_M = _under("forenames_m")
SURNAMES = _under("surnames")
