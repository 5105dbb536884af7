"""The register as it is shown: the model's words for a kind, and what each claim is worth today."""

from dataclasses import dataclass

from django.db.models import QuerySet

from accounts.models import User
from banding.models import Edition
from people import policies
from people.models import Employment, Expertise, Person, Release
from people.rules.cells import FULL_TIME
from people.rules.kinds import label_of

SAID = {
    "current": ("Confirmed", "good"),
    "claimed": ("Claimed", "calm"),
    "legacy": ("Legacy title", "neutral"),
    "lapsed": ("Lapsed", "neutral"),
}


def show_fte(hundredths: int) -> str:
    """1.0, 0.4, 0.33: one decimal unless there is more to show."""
    return f"{hundredths / FULL_TIME:.2f}" if hundredths % 10 else f"{hundredths / FULL_TIME:.1f}"


@dataclass(frozen=True)
class ClaimShown:
    """`may` says what the reader can do: change, confirm, end."""

    claim: Expertise
    kind: str
    status: str
    tone: str
    may_change: bool = False
    may_confirm: bool = False
    may_end: bool = False
    why_not: str = ""

    @property
    def words(self) -> str:
        return f"{self.kind}: {self.claim.subject}" if self.claim.subject else self.kind


@dataclass(frozen=True)
class PersonRow:
    person: Person
    where: str
    claims: list[ClaimShown]


def shown(claim: Expertise, kinds: dict[str, str]) -> ClaimShown:
    status, tone = SAID[claim.standing]
    return ClaimShown(claim, label_of(claim.kind, kinds), status, tone)


def rows_of(people: "list[Person]", kinds: dict[str, str]) -> list[PersonRow]:
    """For people listed with `for_listing`."""
    return [
        PersonRow(
            person,
            ", ".join(_where(work) for work in person.work) or "No school given",
            [shown(claim, kinds) for claim in _live(person)],
        )
        for person in people
    ]


def _live(person: Person) -> list[Expertise]:
    claims = [claim for claim in person.expertise.all() if claim.standing != "lapsed"]
    return sorted(claims, key=lambda claim: (claim.kind, claim.subject))


def _where(work: Employment) -> str:
    fte = work.fte_hundredths
    return f"{work.where} ({show_fte(fte)} FTE)" if fte else work.where


def claims_of(
    claims: "QuerySet[Expertise]", kinds: dict[str, str], reader: User
) -> tuple[list[ClaimShown], list[ClaimShown]]:
    """What holds, and what has lapsed, with what the reader may do to each."""
    live: list[ClaimShown] = []
    over: list[ClaimShown] = []
    for claim in claims:
        status, tone = SAID[claim.standing]
        is_over = claim.standing == "lapsed"
        is_claim = claim.state == "claimed" and not is_over
        why_not = policies.why_not_confirm(reader, claim) if is_claim else ""
        is_lead = policies.allows(policies.check_can_link, reader)
        row = ClaimShown(
            claim, label_of(claim.kind, kinds), status, tone,
            may_change=not is_over and policies.allows(
                policies.check_can_keep, reader, claim.person),
            may_confirm=is_claim and not why_not,
            may_end=not is_over and policies.allows(policies.check_can_end, reader, claim),
            why_not=why_not if is_claim and is_lead else "",
        )  # fmt: skip
        (over if is_over else live).append(row)
    return live, over


@dataclass(frozen=True)
class ReleaseShown:
    release: Release
    may_decide: bool
    tone: str


TONES = {"offered": "watch", "agreed": "good", "declined": "neutral"}


def releases_of(person: Person, reader: User) -> list[ReleaseShown]:
    found = person.releases.select_related("school", "person", "decided_by")
    return [
        ReleaseShown(
            release,
            release.state == "offered"
            and policies.allows(policies.check_can_decide, reader, release),
            TONES[release.state],
        )
        for release in found
    ]


def posts_of(work: list[Employment], edition: Edition | None) -> list[tuple[str, str]]:
    """Each place somebody works at, with the post they hold there by the model's name."""
    codes = {one.post_code for one in work if one.post_code}
    names: dict[str, str] = {}
    if edition and codes:
        names = dict(edition.posts.filter(code__in=codes).values_list("code", "name"))
    told = [(_where(one), names.get(one.post_code, one.post_code)) for one in work]
    return [(where, post) for where, post in told]
