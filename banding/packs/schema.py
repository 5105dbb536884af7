"""What a pack may say: an improvement model as YAML, one edition for each of its wordings."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from banding.packs.lines import (
    ActivityPack,
    AspectPack,
    ClausePack,
    DutyPack,
    JoiningPack,
    LevelPack,
    OfferPack,
    Part,
    PartyPack,
    PostPack,
    StartYear,
    Words,
)

Steps = tuple[int | str, ...]  # the way to a line: ("editions", 0, "levels", 2, "tone")
Clash = tuple[Steps, str, str]  # the way there, the value, the remedy
Word = Literal[
    "level", "levels", "improvement_plan", "improvement_partner", "self_evaluation", "action_plan",
    "local_committee", "headteacher", "headteachers", "visit", "central_charge",
    "lead_practitioner",
]  # fmt: skip


CODED = ("levels", "parties", "duties", "activities", "aspects", "posts", "clauses")


class EditionPack(Part):
    """One wording of the model. `first_year` is the earliest academic year it may be used for."""

    first_year: StartYear
    source: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    doubt: str = ""
    settled: str = ""
    vocabulary: dict[Word, Words] = {}
    joining: JoiningPack | None = None
    contribution_percent: Annotated[Decimal, Field(ge=0, le=100)] | None = None
    levels: list[LevelPack]
    offer: OfferPack = OfferPack()
    parties: list[PartyPack] = []
    duties: list[DutyPack] = []
    activities: list[ActivityPack] = []
    aspects: list[AspectPack] = []
    posts: list[PostPack] = []
    clauses: list[ClausePack] = []

    def clashes(self) -> Iterator[Clash]:
        """Lines that are well written each but contradict one another."""
        for part in CODED:
            yield from _twice([line.code for line in getattr(self, part)], (part,))
        yield from self._offer_clashes()
        yield from self._level_clashes()
        for at, duty in enumerate(self.duties):
            for steps, value, remedy in self._duty_clashes(duty):
                yield ("duties", at, *steps), value, remedy
        for at, activity in enumerate(self.activities):
            for steps, value, remedy in self._activity_clashes(activity):
                yield ("activities", at, *steps), value, remedy
        if self.joining and (self.joining.month is None) != (self.joining.day is None):
            yield ("joining",), "a month or a day alone", "Write both month and day, or neither."

    @property
    def level_codes(self) -> list[str]:
        return [level.code for level in self.levels]

    def _offer_clashes(self) -> Iterator[Clash]:
        seen: list[str] = []
        for part in ("core", "additional", "bespoke"):
            own = [line.code for line in getattr(self.offer, part)]
            yield from _twice(own, ("offer", part), before=seen)
            seen += own
        for at, line in enumerate(self.offer.additional):
            yield from _unknown(line.level, self.level_codes, "levels", "offer", "additional", at,
                                "level")  # fmt: skip

    def _level_clashes(self) -> Iterator[Clash]:
        for at, level in enumerate(self.levels):
            others = [code for code in self.level_codes if code != level.code]
            if level.builds_on:
                yield from _unknown(level.builds_on, others, "other levels", "levels", at,
                                    "builds_on")  # fmt: skip

    def _duty_clashes(self, duty: DutyPack) -> Iterator[Clash]:
        parties = [party.code for party in self.parties]
        for part in ("owner", "approver", "overseer"):
            if code := getattr(duty, part):
                yield from _unknown(code, parties, "parties", part)
        for place, code in enumerate(duty.cast):
            yield from _unknown(code, parties, "parties", "cast", place)
        for place, code in enumerate(duty.levels):
            yield from _unknown(code, self.level_codes, "levels", "levels", place)
        if duty.month and duty.cadence != "yearly":
            yield ("month",), str(duty.month), "A month goes with the cadence yearly only."
        if (duty.week is None) == (duty.cadence == "programme_week"):
            yield ("cadence",), duty.cadence, "Write a week for programme_week, and only for it."

    def _activity_clashes(self, activity: ActivityPack) -> Iterator[Clash]:
        offer = [*self.offer.core, *self.offer.additional, *self.offer.bespoke]
        if activity.offer_line:
            lines = [line.code for line in offer]
            yield from _unknown(activity.offer_line, lines, "lines of the offer", "offer_line")
        parties = [party.code for party in self.parties]
        for place, code in enumerate(activity.cast):
            yield from _unknown(code, parties, "parties", "cast", place)


class Pack(Part):
    model: Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]+$", max_length=30)]
    name: Annotated[str, StringConstraints(min_length=1, max_length=120)]
    editions: list[EditionPack] = Field(min_length=1)

    def clashes(self) -> Iterator[Clash]:
        yield from _twice([e.first_year for e in self.editions], ("editions",), key="first_year")
        for at, edition in enumerate(self.editions):
            for steps, value, remedy in edition.clashes():
                yield ("editions", at, *steps), value, remedy

    def edition_for(self, start_year: int) -> EditionPack | None:
        """The newest wording that had begun by that year."""
        begun = [edition for edition in self.editions if edition.first_year <= start_year]
        return max(begun, key=lambda edition: edition.first_year, default=None)


def _twice(
    written: Sequence[object], steps: Steps, *, before: Sequence[object] = (), key: str = "code"
) -> Iterator[Clash]:
    for at, code in enumerate(written):
        if code in before or code in written[:at]:
            yield (*steps, at, key), str(code), "It is written twice: give each its own."


def _unknown(code: str, known: Sequence[str], what: str, *steps: int | str) -> Iterator[Clash]:
    if code not in known:
        yield steps, code, f"Write one of the {what}: {', '.join(known)}."
