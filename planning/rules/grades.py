"""Phrases that look like a grade for a lesson or a teacher: a warning, since none is to be kept.

Ofsted has not graded lessons since 2014, and a monitoring record says what was seen.
"""

import re

_GRADE = r"(?:outstanding|good|requires\s+improvement|inadequate|satisfactory|exceptional|strong)"
_LOOKED_AT = r"(?:lessons?|teaching|teachers?|observations?)"
_LOOKS_LIKE_ONE = [
    # "an outstanding lesson", "RI teaching", but not "good teaching of phonics helps"
    rf"\b(?:outstanding|inadequate|satisfactory|requires\s+improvement|RI)\s+{_LOOKED_AT}\b",
    r"\bgood\s+(?:lessons?|observations?)\b",
    # "the lesson was good", "teaching is outstanding"
    rf"\b{_LOOKED_AT}\s+(?:was|were|is|are)\s+(?:judged\s+|graded\s+|at\s+least\s+)?{_GRADE}\b",
    rf"\b(?:judged|graded|rated)\s+(?:as\s+|to\s+be\s+)?{_GRADE}\b",
    # of Ofsted's old numbers: graded 1, a 2 lesson
    r"\bgraded?\s*[:=]?\s*[1-4]\b(?!\d|\s*(?:pupils|children|pieces|books))",
    rf"\b(?:a|an)\s+[1-4]\s+{_LOOKED_AT}\b",
    rf"\b\d+\s*%\s+(?:of\s+)?{_LOOKED_AT}\s+(?:was|were|is|are)\b[^.\n]{{0,20}}\b{_GRADE}\b",
]
_FOUND = re.compile("|".join(_LOOKS_LIKE_ONE), re.IGNORECASE)


def phrases_like_grades(text: str) -> list[str]:
    """Each phrase once, as it was typed."""
    found = [" ".join(match[0].split()) for match in _FOUND.finditer(text)]
    return list(dict.fromkeys(found))
