"""What a pack may say: an improvement model as YAML, one edition for each wording of the document.

Later kinds of line (duties, aspects, steps) become further optional fields of `EditionPack`.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from core.units import quarters_from_days
from core.years import AcademicYear

Words = Annotated[str, StringConstraints(min_length=1)]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_-]+$", max_length=40)]
Tone = Literal["good", "calm", "neutral", "watch", "urgent"]


def _start_year(written: object) -> int:
    return AcademicYear.parse(str(written)).start_year


def _quarter_days(written: object) -> int:
    if not str(written).replace(".", "", 1).isdigit():
        raise ValueError("Write a number of days, such as 2.5.")
    try:
        return quarters_from_days(Decimal(str(written)))
    except ValueError:
        raise ValueError("Days are held in quarters: end it .0, .25, .5 or .75.") from None


Steps = tuple[int | str, ...]  # the way to a line: ("editions", 0, "levels", 2, "tone")
Clash = tuple[Steps, str, str]  # the way there, the value, the remedy
StartYear = Annotated[int, BeforeValidator(_start_year)]
QuarterDays = Annotated[int, BeforeValidator(_quarter_days), Field(ge=0)]


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class CriterionPack(Part):
    text: Words
    doubt: str = ""


class LevelPack(Part):
    code: Annotated[str, StringConstraints(min_length=1, max_length=20)]
    label: Annotated[str, StringConstraints(min_length=1, max_length=120)]
    test: str = ""
    criteria: list[CriterionPack] = Field(min_length=1)
    expectations: list[Words] = []
    tone: Tone = "neutral"
    supported_school: Literal["may", "will"] | None = None
    levy_effect: Literal["may_rise", "will_rise", "receives"] | None = None
    doubt: str = ""


class MenuItemPack(Part):
    code: Code
    activity: Annotated[str, StringConstraints(min_length=1, max_length=160)]
    doubt: str = ""


class CoreLinePack(MenuItemPack):
    quarter_days: QuarterDays = Field(alias="days")


class AdditionalLinePack(CoreLinePack):
    level: str


class OfferPack(Part):
    core: list[CoreLinePack] = []
    additional: list[AdditionalLinePack] = []
    bespoke: list[MenuItemPack] = []


class EditionPack(Part):
    """One wording of the model. `first_year` is the earliest academic year it may be used for."""

    first_year: StartYear
    source: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    doubt: str = ""
    vocabulary: dict[str, Words] = {}
    levels: list[LevelPack] = Field(min_length=1)
    offer: OfferPack = OfferPack()

    def clashes(self) -> Iterator[Clash]:
        """Lines that are well written each but contradict one another."""
        codes = [level.code for level in self.levels]
        yield from _twice(codes, ("levels",))
        seen: list[str] = []
        for part in ("core", "additional", "bespoke"):
            own = [line.code for line in getattr(self.offer, part)]
            yield from _twice(own, ("offer", part), before=seen)
            seen += own
        for at, line in enumerate(self.offer.additional):
            if line.level not in codes:
                steps = ("offer", "additional", at, "level")
                yield steps, line.level, f"Write one of the levels above: {', '.join(codes)}."


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
