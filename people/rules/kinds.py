"""Kinds of expertise, and what may be said of one today. Which kinds a trust uses is its model's.

Where a title stands nationally: domain-reference 7.7.
"""

import re
from collections.abc import Mapping
from datetime import date

from people.rules.likeness import plain

KNOWN = {
    "sle": "SLE",
    "nle": "NLE",
    "lle": "LLE",
    "nlg": "NLG",
    "statutory_moderator": "Statutory Moderator",
    "s2s_leader": "S2S Leader",
    "subject_area_lead": "Subject Area Lead",
    "lead_practitioner": "Lead practitioner",
    "sip_partner": "School improvement partner",
    "dol": "Director of learning",
    "super_senco": "Super SENCO",
}
SPELLINGS = {
    "specialist leader of education": "sle", "specialist leaders of education": "sle",
    "national leader of education": "nle", "local leader of education": "lle",
    "national leader of governance": "nlg", "moderator": "statutory_moderator",
    "ks moderator": "statutory_moderator", "school to school leader": "s2s_leader",
    "subject lead": "subject_area_lead", "area lead": "subject_area_lead",
    "lead professional": "lead_practitioner", "sip": "sip_partner",
    "improvement partner": "sip_partner",
}  # fmt: skip

OTHER = "other"  # of a heading without a letter

# National programmes that have ended. People still use the titles, so they are kept and said.
LEGACY = frozenset({"sle", "nle", "lle", "nlg"})
# Accredited by the local authority, for one year at a time.
ANNUAL = frozenset({"statutory_moderator"})


def kind_of(heading: str, of_the_model: Mapping[str, str]) -> str:
    """The code of the kind a heading names. `of_the_model`: code to the model's own words."""
    wanted = plain(heading)
    every = {**KNOWN, **of_the_model}
    by_words = {plain(words): code for code, words in every.items()}
    by_words |= {plain(code): code for code in every} | SPELLINGS
    singular = re.sub(r"s$", "", wanted)
    return by_words.get(wanted) or by_words.get(singular) or wanted.replace(" ", "_")[:40] or OTHER


def label_of(code: str, of_the_model: Mapping[str, str]) -> str:
    return of_the_model.get(code) or KNOWN.get(code) or code.replace("_", " ").capitalize()


def standing(kind: str, status: str, ends_on: date | None, today: date) -> str:
    """`legacy`, `lapsed`, `claimed` or `current`; a legacy title is never current."""
    if status == "lapsed" or (ends_on is not None and ends_on < today):
        return "lapsed"
    if kind in LEGACY:
        return "legacy"
    return "claimed" if status == "claimed" else "current"
