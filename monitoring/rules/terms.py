"""Names of collections: Autumn 2026, Spring 2027 and Summer 2027 are the terms of 2026/27."""

AUTUMN, SPRING, SUMMER = 1, 2, 3
TERMS = {"autumn": AUTUMN, "spring": SPRING, "summer": SUMMER}
WORDS = {
    AUTUMN: ("autumn", "aut", "autumn1", "autumn2", "aut1", "aut2"),
    SPRING: ("spring", "spr", "spring1", "spring2", "spr1", "spr2"),
    SUMMER: ("summer", "sum", "summer1", "summer2", "sum1", "sum2"),
}
TERM_OF_WORD = {word: term for term, words in WORDS.items() for word in words}


def parse(name: str) -> tuple[int, int]:
    """ "Autumn 2026" to (term, year the academic year starts in). The year is the calendar's."""
    words = name.split()
    if len(words) == 2 and words[0].lower() in TERMS and words[1].isascii() and words[1].isdigit():
        term, year = TERMS[words[0].lower()], int(words[1])
        if 2000 <= year <= 2100:
            return term, year if term == AUTUMN else year - 1
    raise ValueError(f"“{name}” is not a term. Write it like Autumn 2026.")


def name_of(term: int, start_year: int) -> str:
    word = {number: word for word, number in TERMS.items()}[term].capitalize()
    return f"{word} {start_year if term == AUTUMN else start_year + 1}"
