"""Which column of a school's export holds what: guessed, explained, and recognised next time."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from monitoring.rules.result_names import RESULTS
from monitoring.rules.terms import TERM_OF_WORD

PERSON = {
    "upn": ("upn", "unique pupil number", "pupil upn", "upn number", "upn no"),
    "former_upn": ("former upn", "previous upn", "old upn", "temporary upn"),
    "surname": (
        "surname", "legal surname", "last name", "legal last name", "family name",
        "pupil surname", "preferred surname", "preferred last name",
    ),
    "forename": (
        "forename", "forenames", "legal forename", "first name", "legal first name", "given name",
        "pupil forename", "preferred forename", "preferred first name", "chosen name",
    ),
    "name": ("name", "pupil name", "pupil", "full name", "student name", "student", "child"),
    "date_of_birth": ("dob", "date of birth", "d o b", "birth date", "birthdate"),
    "year_group": (
        "year group", "year", "nc year", "nc year group", "yr", "ncyear", "yeargroup",
        "national curriculum year", "year grp", "nc year actual", "ncyearactual", "yr grp",
    ),
    "sex": ("sex", "gender", "m f"),
    "disadvantaged": (
        "disadvantaged", "disadvantage", "fsm6", "fsm6 p", "fsm ever 6", "ever 6", "ever 6 fsm",
        "ever6", "pp", "pupil premium", "pupil premium indicator", "pp indicator", "ppi",
        "deprivation pupil premium", "pp eligible", "pupil premium eligible", "dis", "pp y n",
    ),
    "sen": (
        "sen", "sen status", "sen provision", "send", "send status", "sen code", "sen stage",
        "send provision", "sen support",
    ),
    "eal": (
        "eal", "eal status", "english as additional language", "first language", "language",
        "english as an additional language", "home language", "eal y n",
    ),
}  # fmt: skip
LONG = {
    "subject": ("subject", "subject name", "aspect"),
    "result": ("result", "grade", "assessment", "outcome", "teacher assessment", "judgement"),
}
SUBJECT_WORDS = {
    "reading": frozenset({"reading", "rdg", "read", "rd"}),
    "writing": frozenset({"writing", "wri", "writ", "wrt", "wtg"}),
    "maths": frozenset({"maths", "mat", "math", "mathematics", "mth"}),
    "gps": frozenset({"gps", "spag", "grammar"}),
    "science": frozenset({"science", "sci"}),
    "phonics": frozenset({"phonics"}),
    "mtc": frozenset({"mtc", "multiplication"}),
}
SUBJECT_LETTER = {"r": "reading", "w": "writing", "m": "maths"}
OTHER_THINGS = frozenset(
    {"target", "targets", "predicted", "prediction", "forecast", "effort", "age", "attitude",
     "previous", "prior", "baseline", "progress", "comment", "comments", "gap", "raw", "rwm"}
)  # fmt: skip
NOISE = frozenset({"ta", "pupil", "s", "current", "grade", "result", "teacher", "assessment"})

LABELS = {
    "upn": "UPN", "former_upn": "Former UPN", "surname": "Surname", "forename": "Forename",
    "name": "Name (Surname, Forename)", "date_of_birth": "Date of birth",
    "year_group": "Year group", "sex": "Sex", "disadvantaged": "Disadvantaged",
    "sen": "SEN", "eal": "EAL", "subject": "Subject", "result": "Result",
    "reading": "Reading", "writing": "Writing", "maths": "Maths",
    "gps": "Grammar, punctuation and spelling", "science": "Science",
    **{name: label for name, (label, _) in RESULTS.items()},
}  # fmt: skip


@dataclass(frozen=True)
class Guess:
    """`because` is said to the person who confirms it."""

    header: str
    because: str


def words(header: str) -> list[str]:
    return re.findall(r"[a-z]+\d?|\d+", header.casefold().replace("_", " "))


def plain(header: str) -> str:
    return " ".join(words(header))


RESULT_NAMES = {
    name: {plain(said) for said in (label, *others)} for name, (label, others) in RESULTS.items()
}
KNOWN = {
    *(name for names in (PERSON | LONG).values() for name in names),
    *(name for names in RESULT_NAMES.values() for name in names),
}


def is_about(header: str, field: str) -> bool:
    """Whether a column holds this subject, or this other result under a name that is known."""
    return subject_of(header) == field or plain(header) in RESULT_NAMES.get(field, ())


def subject_of(header: str) -> str | None:
    """The subject a header is about, or None: it may be about something else or about several."""
    told = [word for word in words(header) if not word.isdigit()]
    if OTHER_THINGS & set(told):
        return None
    found = {subject for subject, names in SUBJECT_WORDS.items() if names & set(told)}
    if not found:
        left = [w for w in told if w not in NOISE and w not in TERM_OF_WORD and not _is_year(w)]
        found = (
            {SUBJECT_LETTER[w] for w in left if w in SUBJECT_LETTER} if len(left) == 1 else set()
        )
    return found.pop() if len(found) == 1 else None


def _is_year(word: str) -> bool:
    return bool(re.fullmatch(r"(y|yr|year)\d?", word))


def terms_in(header: str) -> set[int]:
    return {TERM_OF_WORD[word] for word in words(header) if word in TERM_OF_WORD}


def find_header(rows: Sequence[Sequence[str]]) -> int | None:
    """The first of the rows in which most names are known; else the first that looks like names."""
    scores = [sum(map(_is_known, row)) for row in rows]
    best = max(scores, default=0)
    if best >= 2:
        return scores.index(best)
    return next((at for at, row in enumerate(rows) if _looks_like_names(row)), None)


def _is_known(cell: str) -> bool:
    return bool(cell) and len(cell) < 80 and (plain(cell) in KNOWN or subject_of(cell) is not None)


def _looks_like_names(row: Sequence[str]) -> bool:
    filled = [cell.strip() for cell in row if cell.strip()]
    lettered = all(re.match(r"[A-Za-z]", cell) and not re.search(r"\d{4}", cell) for cell in filled)
    return len(filled) >= 3 and len(set(filled)) == len(filled) and lettered


def guess(header: Sequence[str], subjects: Sequence[str], term: int) -> dict[str, Guess]:
    """Our field to the column that probably holds it, with the reason."""
    found: dict[str, Guess] = {}
    for field, names in (PERSON | LONG).items():
        known = {plain(name): name for name in reversed(header)}
        match = next((known[name] for name in names if name in known), None)
        if match:
            found[field] = Guess(match, _because(field, match))
    for subject in subjects:
        if best := _best_column(header, subject, term):
            found[subject] = best
    return _one_layout(found, subjects)


def _because(field: str, header: str) -> str:
    if field == "disadvantaged" and "fsm" in plain(header):
        return "Free school meals in the last six years is how DfE counts disadvantaged pupils."
    if field == "disadvantaged" and plain(header) not in ("disadvantaged", "disadvantage"):
        return "Pupil premium is near to disadvantaged. Service children do not count."
    return f"“{header}” is a usual name for it."


def _best_column(header: Sequence[str], subject: str, term: int) -> Guess | None:
    """Of the columns about a subject, the one of this term; the first when none or several are."""
    about = [name for name in header if is_about(name, subject)]
    if not about:
        return None
    ours = [name for name in about if term in terms_in(name)]
    open_to_any = [name for name in about if not terms_in(name)]
    best = (ours or open_to_any or about)[0]
    because = f"“{best}” names the subject" + (" and the term." if ours else ".")
    if subject in RESULT_NAMES:
        because = f"“{best}” is a usual name for it."
    if len(about) > 1:
        because += f" {len(about)} columns do: check that this is the one."
    return Guess(best, because)


def _one_layout(found: dict[str, Guess], subjects: Sequence[str]) -> dict[str, Guess]:
    """A row is a pupil, or a pupil's one subject; never both."""
    is_wide = any(subject in found for subject in subjects)
    if is_wide or not {"subject", "result"} <= set(found):
        return {field: g for field, g in found.items() if field not in LONG}
    return found


# What a table that is made here has about each pupil, before the results.
OURS = (
    "upn", "surname", "forename", "date_of_birth", "year_group", "sex", "disadvantaged", "sen",
    "eal",
)  # fmt: skip


def by_label(header: Sequence[str], fields: Sequence[str]) -> dict[str, str]:
    """Our fields whose column is called exactly what we call it."""
    return {name: LABELS[name] for name in fields if LABELS.get(name) in header}


def is_ours(header: Sequence[str], subjects: Sequence[str]) -> bool:
    """Every column we would give a table is there under our own name, so nothing need be asked."""
    return len(by_label(header, (*OURS, *subjects))) == len(OURS) + len(subjects)


def is_long(columns: Mapping[str, str]) -> bool:
    return "subject" in columns


def steady(header: str) -> str:
    """A header without case, spaces, digits and terms: what stays the same from term to term."""
    return " ".join(
        letters
        for word in words(header)
        if word not in TERM_OF_WORD and (letters := word.rstrip("0123456789"))
    )


def found_again(
    remembered: Mapping[str, str], header: Sequence[str], subjects: Sequence[str], term: int
) -> dict[str, str]:
    """The remembered columns that are certainly in this file, by this file's names."""
    found: dict[str, str] = {}
    for field, before in remembered.items():
        alike = [name for name in header if name == before] if field not in subjects else []
        alike = alike or [name for name in header if steady(name) == steady(before)]
        if field in subjects:
            alike = _of_term(alike, term)
            alike = [before] if before in alike and not _is_dated(before) else alike
        if len(alike) == 1:
            found[field] = alike[0]
    return found


def _of_term(names: Sequence[str], term: int) -> list[str]:
    return [n for n in names if term in terms_in(n)] or [n for n in names if not terms_in(n)]


def _is_dated(header: str) -> bool:
    """A name with a number may mean another year; one without means the same every time."""
    return any(character.isdigit() for character in header)


def recognised(
    remembered: Mapping[str, str], header: Sequence[str], subjects: Sequence[str], term: int
) -> dict[str, str] | None:
    """The remembered columns by this file's names, or None when a person should look again."""
    found = found_again(remembered, header, subjects, term)
    if not found or len(found) < len(remembered) or missing(found, subjects):
        return None
    return found


def together(
    certain: Mapping[str, str], guessed: Mapping[str, str], subjects: Sequence[str]
) -> dict[str, str]:
    """What is certain, and of what is guessed the columns that nothing else holds."""
    taken = set(certain.values())
    more = {name: column for name, column in guessed.items() if column not in taken}
    found = more | dict(certain)
    is_wide = any(subject in found for subject in subjects)
    return {name: column for name, column in found.items() if not (is_wide and name in LONG)}


def missing(
    columns: Mapping[str, str], subjects: Sequence[str], needed: Sequence[str] = ()
) -> list[str]:
    """What has still to be matched, each as a sentence. `needed` are subjects none may lack."""
    wanted: list[str] = []
    if "year_group" not in columns:
        wanted.append("Match the year group, so that pupils can be counted by year.")
    if "upn" not in columns and "name" not in columns and not _has_both_names(columns):
        wanted.append(
            "Match the UPN, or the surname and the forename, so that pupils can be told apart."
        )
    if is_long(columns) != ("result" in columns):
        wanted.append(
            "A file with one row per subject needs both its subject and its result column."
        )
    if not is_long(columns):
        wanted += _results_missing(columns, subjects, needed)
    if is_long(columns) and any(subject in columns for subject in subjects):
        wanted.append(
            "Match either a column for each subject, or one subject and one result column."
        )
    twice = [name for name in columns.values() if list(columns.values()).count(name) > 1]
    if twice:
        wanted.append(f"“{twice[0]}” is matched twice. A column can hold one thing.")
    return wanted


def _results_missing(
    columns: Mapping[str, str], subjects: Sequence[str], needed: Sequence[str]
) -> list[str]:
    lacking = [LABELS.get(name, name) for name in needed if name not in columns]
    if lacking:
        return [f"Match {', '.join(lacking[:4])}{' and the rest' if lacking[4:] else ''}."]
    return [] if any(one in columns for one in subjects) else ["Match at least one subject."]


def _has_both_names(columns: Mapping[str, str]) -> bool:
    return "surname" in columns and "forename" in columns
