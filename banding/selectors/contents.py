"""Everything an edition says, in the document's order and under the headings it is read by."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from banding.models import ActivityType, Clause, Duty, Edition, OfferLine, Post
from banding.selectors.levels import LevelRules, level_rules


@dataclass(frozen=True)
class Group:
    """Lines of one kind, under the kind's own name."""

    title: str
    lines: list[Any]


@dataclass(frozen=True)
class Contents:
    """`levels` carry what follows from each; the rest stands in groups, none of them empty."""

    levels: list[LevelRules]
    offer: list[Group]
    duties: list[Group]
    activities: list[ActivityType]
    posts: list[Group]
    clauses: list[Group]
    aspects: list[str]


def contents_of(edition: Edition) -> Contents:
    duties = edition.duties.select_related("owner", "approver", "overseer")
    return Contents(
        levels=level_rules(edition),
        offer=_groups(OfferLine, "part", edition.offer_lines.select_related("level")),
        duties=_groups(Duty, "section", duties.prefetch_related("levels", "cast")),
        activities=list(
            edition.activity_types.select_related("offer_line").prefetch_related("cast")
        ),
        posts=_groups(Post, "group", edition.posts.all()),
        clauses=_groups(Clause, "kind", edition.clauses.all()),
        aspects=[aspect.name for aspect in edition.aspects.all()],
    )


def _groups(model: Any, field: str, lines: Iterable[Any]) -> list[Group]:
    """In the order of the field's choices; inside a group, in the document's."""
    found = sorted(lines, key=lambda line: line.position)
    choices = model._meta.get_field(field).choices
    groups = [
        Group(str(label), [one for one in found if getattr(one, field) == kind])
        for kind, label in choices
    ]
    return [group for group in groups if group.lines]
