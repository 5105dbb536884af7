"""National professional qualifications: those there are, those that ended, and slips for them."""

from dataclasses import dataclass

from people.rules.likeness import distance, plain

NPQS = {
    "NPQSL": "Senior leadership",
    "NPQH": "Headship",
    "NPQEL": "Executive leadership",
    "NPQEYL": "Early years leadership",
    "NPQSENCO": "Special educational needs co-ordination",
    "NPQLT": "Leading teaching",
    "NPQLBC": "Leading behaviour and culture",
    "NPQLTD": "Leading teacher development",
    "NPQLL": "Leading literacy",
    "NPQLPM": "Leading primary maths",
    "NPQML": "Middle leadership (ended 2021)",
}
KNOWN_SLIPS = {"NPQEH": "NPQEL"}  # written in one trust's model; its pack says so


@dataclass(frozen=True)
class Npq:
    """`code` is the qualification; `written` what stood in the sheet."""

    code: str
    written: str

    @property
    def was_mapped(self) -> bool:
        return self.written.upper().replace(" ", "") != self.code


def read(text: str) -> Npq | None:
    """The one NPQ this is or is a slip for (NQPSL); None when it is none or could be several."""
    letters = plain(text).replace(" ", "").upper()
    if letters in NPQS:
        return Npq(letters, text)
    if letters in KNOWN_SLIPS:
        return Npq(KNOWN_SLIPS[letters], text)
    if not (len(letters) > 3 and letters.startswith("N") and {"P", "Q"} <= set(letters[:4])):
        return None
    near = [code for code in NPQS if distance(letters, code, 1) == 1 and set(letters) <= set(code)]
    swapped = [code for code in near if sorted(code) == sorted(letters)]
    found = swapped or near
    return Npq(found[0], text) if len(found) == 1 else None
