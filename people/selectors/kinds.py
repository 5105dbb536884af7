"""The kinds of expertise and the posts of the trust's model, by the codes of its edition."""

from banding.models import Clause, ClauseKind, Post, PostGroup
from banding.selectors import working_edition
from people.models import Area, Employment, Expertise
from people.rules import npqs
from people.rules.kinds import KNOWN, label_of
from people.rules.likeness import plain

TEAM = "central_team"  # a column of one model's register: time, not expertise


def model_kinds() -> dict[str, str]:
    """Code to the model's own words, in the order of the model."""
    edition = working_edition()
    if edition is None:
        return {}
    clauses = Clause.objects.filter(edition=edition, kind=ClauseKind.EXPERTISE)
    found = clauses.order_by("position").values_list("code", "text")
    return {code: text for code, text in found if code != TEAM and code.upper() not in npqs.NPQS}


def kind_choices(model: dict[str, str]) -> list[tuple[str, str]]:
    """The model's kinds first, then those people hold already, then what is known anywhere."""
    held = Expertise.objects.order_by("kind").values_list("kind", flat=True).distinct()
    codes = dict.fromkeys([*model, *held, *KNOWN])
    return [(code, label_of(code, model)) for code in codes]


def areas_by_spelling() -> dict[str, Area]:
    """Every way in which an area is written."""
    found: dict[str, Area] = {}
    for area in Area.objects.order_by("pk"):
        for spelling in (area.name, *area.spellings.split(",")):
            if plain(spelling):
                found.setdefault(plain(spelling), area)
    return found


def post_codes() -> dict[str, str]:
    """The plain names and codes of the model's posts, to their codes."""
    edition = working_edition()
    found = edition.posts.values_list("code", "name") if edition else []
    return {plain(words): code for code, name in found for words in (code, name)}


def posts_with_places() -> list[tuple[Post, int]]:
    """Posts of people (not teams) of the model, and how many of their places have a person."""
    edition = working_edition()
    if edition is None:
        return []
    held = Employment.objects.current().exclude(post_code="").values_list("post_code", flat=True)
    filled = {code: list(held).count(code) for code in set(held)}
    posts = edition.posts.exclude(group=PostGroup.TEAM).order_by("group", "position")
    return [(post, min(filled.get(post.code, 0), post.places)) for post in posts]
