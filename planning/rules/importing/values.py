"""Days, half-terms, money and colours as schools write them; None where nobody could be sure."""

import calendar
import colorsys
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

HALF_TERMS = ("AUT1", "AUT2", "SPR1", "SPR2", "SUM1", "SUM2")
_USUAL = {  # month and day on which each begins and ends where no calendar says better
    "AUT1": ((9, 1), (10, 31)),
    "AUT2": ((11, 1), (12, 31)),
    "SPR1": ((1, 1), (2, 15)),
    "SPR2": ((2, 16), (3, 31)),
    "SUM1": ((4, 1), (5, 31)),
    "SUM2": ((6, 1), (7, 31)),
}
_OF_MONTH = dict(
    zip((9, 10, 11, 12, 1, 2, 3, 4, 5, 6, 7, 8),
        ("AUT1", "AUT1", "AUT2", "AUT2", "SPR1", "SPR1", "SPR2", "SUM1", "SUM1", "SUM2", "SUM2",
         "SUM2"), strict=True)
)  # fmt: skip
_MONTHS = {name[:3].casefold(): n for n, name in enumerate(calendar.month_name) if name}
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_YEAR = r"(?P<year>\d{4}|\d{2})"
_DAYS = [
    re.compile(rf"^{pattern}$", re.IGNORECASE)
    for pattern in (
        r"(?P<year>\d{4})-(?P<number>\d{1,2})-(?P<day>\d{1,2})(?: .*)?",
        rf"(?P<day>\d{{1,2}})[/.\-](?P<number>\d{{1,2}})[/.\-]{_YEAR}",
        r"(?P<day>\d{1,2})/(?P<number>\d{1,2})",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[ \-]*{_MONTH}(?:,?[ \-]*{_YEAR})?",
        rf"{_MONTH}(?:[ \-']*{_YEAR})?",
        r"(?P<number>\d{1,2})/(?P<year>\d{4})",
    )
]
_WEEKDAY = re.compile(
    r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+", re.I
)
_BEFORE = re.compile(
    r"^(?:by|from|until|till|before|due|end(?: of)?|start(?: of)?|beginning of|the|w/?[bce]|"
    r"week (?:beginning|commencing|ending))\b:?\s+",
    re.IGNORECASE,
)
_HALF = re.compile(
    r"\b(?P<term>aut(?:umn)?|spr(?:ing)?|sum(?:mer)?)\.?[ \-]*(?:term)?[ \-]*(?P<half>[12](?!\d))?"
    r"(?:st|nd)?(?: half(?:[ -]?term)?)?(?:[ \-]*(?P<year>20\d\d))?",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\s*(?:\s-\s|\u2013|\u2014|\bto\b|\buntil\b)\s*", re.IGNORECASE)
_MONTH_RANGE = re.compile(rf"^({_MONTH.replace('?P<month>', '?:')})-(?=[a-z])", re.IGNORECASE)
_EVERY = (
    (re.compile(r"half[ -]?termly|(?:each|every|per) half[ -]?term", re.I), HALF_TERMS),
    (re.compile(r"\btermly\b|(?:each|every|per) term", re.I), ("AUT2", "SPR2", "SUM2")),
)
_AMOUNT = re.compile(r"(£)?\s?(\d[\d,]*(?:\.\d+)?)\s?(k|thousand)?\b", re.IGNORECASE)
_NOTHING = frozenset({"", "-", "\u2013", "n/a", "na", "nil", "none", "no cost", "free", "zero"})
MOST_PENCE = 2_000_000_000
_FUNDING = (
    ("pupil_premium", re.compile(r"\bpp\b|\bppg\b|pupil premium", re.IGNORECASE)),
    ("pe_premium", re.compile(r"\bpe\b|sports?\b", re.IGNORECASE)),
    ("budget", re.compile(r"budget|delegated|\bmain\b|core fund|\bgag\b", re.IGNORECASE)),
)
_COLOURS = {
    "green": {"g", "green", "on track"}, "amber": {"a", "amber", "yellow", "orange", "behind"},
    "red": {"r", "red", "off track"}, "blue": {"b", "blue", "complete", "completed", "achieved"},
    "grey": {"grey", "gray", "not started"},
}  # fmt: skip
_KINDS = (
    ("learning_walk", re.compile(r"learning walk|drop[ -]?in|walk", re.IGNORECASE)),
    ("book_look", re.compile(r"book (?:look|scrutin)|work scrutin|\bbooks\b", re.IGNORECASE)),
    ("pupil_voice", re.compile(r"pupil (?:voice|interview|conference|survey)", re.IGNORECASE)),
    ("deep_dive", re.compile(r"deep dive", re.IGNORECASE)),
    ("data_review", re.compile(r"\bdata\b|pupil progress|assessment", re.IGNORECASE)),
    ("scr_check", re.compile(r"\bscr\b|single central", re.IGNORECASE)),
)

_LOOKER = re.compile(
    r"\bby (?:the )?([a-z][a-z &/-]{1,60}?)(?=[,.;:(]| in | each | every | termly|$)", re.IGNORECASE
)


@dataclass(frozen=True)
class Year:
    """The plan's academic year, and the days of its half-terms where a calendar is published."""

    start_year: int
    spans: Mapping[str, tuple[date, date]] = field(default_factory=dict)

    def span(self, code: str) -> tuple[date, date]:
        if code in self.spans:
            return self.spans[code]
        first, last = _USUAL[code]
        return self.day(*first), self.day(*last)

    def of_month(self, month: int) -> int:
        return self.start_year if month >= 9 else self.start_year + 1

    def day(self, month: int, day: int) -> date:
        return date(self.of_month(month), month, day)


def read_day(text: str, year: Year, *, is_last: bool) -> date | None:
    """The day somebody means. Of a month or half-term the last, or the first."""
    plain = " ".join(text.split()).rstrip(".,;")
    while _BEFORE.match(plain) or _WEEKDAY.match(plain):
        plain = _WEEKDAY.sub("", _BEFORE.sub("", plain, count=1), count=1)
    if half := _HALF.fullmatch(plain):
        code = _half_term(half, year)
        return year.span(code)[1 if is_last else 0] if code else None
    for pattern in _DAYS:
        if found := pattern.match(plain):
            return _day(found.groupdict(), year, is_last=is_last)
    return None


def _day(said: Mapping[str, str | None], year: Year, *, is_last: bool) -> date | None:
    month = int(said.get("number") or _MONTHS.get((said.get("month") or "")[:3].casefold(), 0))
    if not 1 <= month <= 12:
        return None
    written = said.get("year")
    in_year = int(written) if written else year.of_month(month)
    in_year = in_year + 2000 if in_year < 100 else in_year
    if not 2000 <= in_year <= 2099:
        return None
    last = calendar.monthrange(in_year, month)[1]
    day = int(said.get("day") or (last if is_last else 1))
    return date(in_year, month, day) if 1 <= day <= last else None


def read_days(text: str, year: Year) -> tuple[date | None, date | None] | None:
    """(start, due) of “Sept to Dec 2026”; of one day or half-term its last alone."""
    plain = _MONTH_RANGE.sub(r"\1 - ", " ".join(text.split()))
    ends = _RANGE.split(plain)
    if len(ends) == 2 and all(ends):
        first = read_day(ends[0], year, is_last=False)
        last = read_day(ends[1], year, is_last=True)
        return (first, last) if first and last and first <= last else None
    due = read_day(text, year, is_last=True)
    return (None, due) if due else None


def read_half_terms(text: str, year: Year) -> list[str]:
    """Every half-term a text names, in its order, each once. A term alone means its end."""
    for pattern, codes in _EVERY:
        if pattern.search(text):
            return list(codes)
    found = [_half_term(half, year) for half in _HALF.finditer(text)]
    return list(dict.fromkeys(code for code in found if code))


def half_term_of(on: date) -> str:
    return _OF_MONTH[on.month]


def _half_term(found: re.Match[str], year: Year) -> str:
    """AUT2 of “Autumn 2”; nothing where another year is named."""
    code = f"{found['term'][:3].upper()}{found['half'] or 2}"
    if found["year"] and int(found["year"]) != year.span(code)[1].year:
        return ""
    return code


@dataclass(frozen=True)
class Money:
    """`pence` is None where no single amount is named. `words` are what is said beside it."""

    pence: int | None
    words: str = ""


def read_money(text: str) -> Money:
    plain = " ".join(text.split())
    if plain.casefold().rstrip(".") in _NOTHING:
        return Money(0)
    found = list(_AMOUNT.finditer(plain))
    marked = [one for one in found if one[1] or one[3]]
    whole = [one for one in found if one[0].strip() == plain]
    amounts = whole or marked
    if len(amounts) != 1:
        return Money(None, plain)
    pence = _pence(amounts[0])
    if pence is None or (plain[: amounts[0].start()].rstrip().endswith("-")):
        return Money(None, plain)
    rest = plain[: amounts[0].start()] + plain[amounts[0].end() :]
    return Money(pence, plain if _says_more(rest) else "")


def _says_more(rest: str) -> bool:
    """Whether there are words beside an amount that say more than where the money comes from."""
    for _, pattern in _FUNDING:
        rest = pattern.sub("", rest)
    return any(character.isalnum() for character in rest)


def _pence(amount: re.Match[str]) -> int | None:
    number = float(amount[2].replace(",", "")) * (1000 if amount[3] else 1)
    pence = round(number * 100)
    return pence if pence <= MOST_PENCE else None


def read_funding(text: str) -> str | None:
    return next((code for code, pattern in _FUNDING if pattern.search(text)), None)


def read_colour(text: str, fill: str = "") -> str | None:
    """A colour from its word or letter; from the colour of the cell where it says nothing."""
    plain = " ".join(text.split()).casefold().rstrip(".")
    if not plain:
        return _colour_of(fill)
    return next((code for code, names in _COLOURS.items() if plain in names), None)


def _colour_of(fill: str) -> str | None:
    if not re.fullmatch(r"[0-9A-Fa-f]{6}", fill):
        return None
    red, green, blue = (int(fill[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    if saturation < 0.2 or lightness > 0.93:
        return None
    degrees = hue * 360
    for code, least, most in (("red", 0, 18), ("amber", 18, 70), ("green", 70, 170),
                              ("blue", 170, 270), ("red", 340, 361)):  # fmt: skip
        if least <= degrees < most:
            return code
    return None


def read_kind(text: str) -> str:
    return next((code for code, pattern in _KINDS if pattern.search(text)), "other")


def read_looker(text: str) -> str:
    """Who looks, of “Learning walk by governors, Spring 1”; nothing where nobody is named."""
    found = _LOOKER.search(text)
    return found[1][:1].upper() + found[1][1:] if found else ""
