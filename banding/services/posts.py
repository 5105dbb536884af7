"""Posts of an edition and their capacity, entered by a trust whose document names none."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from accounts.models import User
from banding import verbs
from banding.models import Edition, EditionState, Post, PostGroup
from core import journal
from core.errors import DomainError


@dataclass(frozen=True)
class EnteredPost:
    code: str
    name: str
    fte: Decimal
    deployable_percent: int
    places: int = 1
    group: PostGroup = PostGroup.TRUST_LEADER


@transaction.atomic
def enter_posts(
    *, actor: User | None, edition: Edition, posts: Iterable[EnteredPost]
) -> list[Post]:
    """Who works in a trust changes during a year, so this is open until the edition is retired."""
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    if edition.state == EditionState.RETIRED:
        raise DomainError(f"{edition} is retired, so it stays as it is.")
    entered = []
    for position, given in enumerate(posts, start=1):
        post = edition.posts.filter(code=given.code).first() or Post(
            edition=edition, code=given.code, position=position
        )
        post.name, post.group, post.places = given.name, given.group, given.places
        post.fte, post.deployable_percent = given.fte, given.deployable_percent
        post.full_clean()
        post.save()
        entered.append(post)
    journal.record(
        actor=actor,
        verb=verbs.POSTS_ENTERED,
        target=edition,
        after={post.name: f"{post.fte} FTE, {post.deployable_percent}%" for post in entered},
    )
    return entered
