"""How schools' systems head the columns of results that are not a termly subject's."""

from monitoring.rules.measures import GOALS

RESULTS: dict[str, tuple[str, tuple[str, ...]]] = {
    # our field: what we call it, and the other names that are known
    **{
        goal: (f"{goal}: {words}", (goal, f"elg {goal[1:]}", words, f"{goal} {words}"))
        for goal, words in GOALS.items()
    },
    "phonics": (
        "Phonics",
        (
            "phonics mark",
            "mark",
            "phonics score",
            "phonics result",
            "phonics screening check",
            "score",
        ),
    ),
    "mtc": (
        "Multiplication tables check",
        ("mtc", "mark", "form mark", "mtc score", "mtc mark", "times tables", "score"),
    ),
    "attainment_8": ("Attainment 8", ("a8", "attainment 8 score", "a8 score", "att8")),
    "english": ("English grade", ("english", "best english", "gcse english")),
    "possible": (
        "Possible sessions",
        ("possible", "sessions possible", "total possible", "possible marks"),
    ),
    "missed": (
        "Sessions missed",
        ("missed", "missed sessions", "absences", "total absences", "sessions absent", "absent"),
    ),
    "suspensions": ("Suspensions", ("number of suspensions", "fixed term exclusions")),
    "suspension_sessions": (
        "Sessions of suspension",
        ("suspension sessions", "sessions suspended", "sessions lost to suspension"),
    ),
    "exclusions": ("Permanent exclusions", ("exclusions", "permanently excluded")),
    "on_january_roll": (
        "On roll at the January census",
        ("on january roll", "january roll", "on roll in january", "january census"),
    ),
    "reading_age": ("Reading age", ("ra", "reading age years", "current reading age")),
    "age": ("Age", ("chronological age", "actual age", "age at test", "own age")),
    "judgement": (
        "Against own expectation",
        ("judgement", "outcome", "small steps", "personal expectation", "progress judgement"),
    ),
    "need": ("First need", ("need", "primary need", "sen need", "sen type", "primary sen need")),
}
