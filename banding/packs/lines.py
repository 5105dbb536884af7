"""The lines an edition of a pack is made of, each checked by itself."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from accounts.roles import Role
from core.units import days_from_quarters, quarters_from_days
from core.years import AcademicYear

Words = Annotated[str, StringConstraints(min_length=1)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_-]+$", max_length=40)]
Tone = Literal["good", "calm", "neutral", "watch", "urgent"]
Month = Annotated[int, Field(ge=1, le=12)]
Day = Annotated[int, Field(ge=1, le=31)]
RoleCode = Annotated[str, BeforeValidator(lambda written: _role(written))]


def _role(written: object) -> str:
    if written not in Role.values:
        raise ValueError(f"Write one of: {', '.join(Role.values)}.")
    return str(written)


def _start_year(written: object) -> int:
    return AcademicYear.parse(str(written)).start_year


def _quarter_days(written: object) -> int:
    if not str(written).replace(".", "", 1).isdigit():
        raise ValueError("Write a number of days, such as 2.5.")
    try:
        return quarters_from_days(Decimal(str(written)))
    except ValueError:
        raise ValueError("Days are held in quarters: end it .0, .25, .5 or .75.") from None


StartYear = Annotated[int, BeforeValidator(_start_year)]
QuarterDays = Annotated[int, BeforeValidator(_quarter_days), Field(ge=0)]


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class CriterionPack(Part):
    text: Words
    needed: bool = True
    doubt: str = ""
    settled: str = ""


class LevelPack(Part):
    code: Annotated[str, StringConstraints(min_length=1, max_length=20)]
    label: Annotated[str, StringConstraints(min_length=1, max_length=120)]
    test: str = ""
    builds_on: str = ""
    criteria: list[CriterionPack] = Field(min_length=1)
    expectations: list[Words] = []
    tone: Tone = "neutral"
    supported_school: Literal["may", "will"] | None = None
    levy_effect: Literal["may_rise", "will_rise", "receives"] | None = None
    doubt: str = ""
    settled: str = ""


class Line(Part):
    code: Code
    doubt: str = ""
    settled: str = ""


class MenuItemPack(Line):
    activity: Annotated[str, StringConstraints(min_length=1, max_length=160)]


class CoreLinePack(MenuItemPack):
    """`days` are those of one `per`: a year unless said."""

    quarter_days: QuarterDays = Field(alias="days")
    unit: Literal["year", "term", "half_term", "week"] = Field("year", alias="per")
    at_least: bool = False

    @property
    def days(self) -> float:
        return days_from_quarters(self.quarter_days)


class AdditionalLinePack(CoreLinePack):
    level: str


class OfferPack(Part):
    core: list[CoreLinePack] = []
    additional: list[AdditionalLinePack] = []
    bespoke: list[MenuItemPack] = []


class PartyPack(Line):
    name: Annotated[str, StringConstraints(min_length=1, max_length=120)]
    role: RoleCode | None = None


Cadence = Literal[
    "weekly", "fortnightly", "half_termly", "termly", "yearly", "programme_week", "all_year",
    "as_agreed",
]  # fmt: skip
DutyKind = Literal[
    "judgement", "plan", "self_evaluation", "action_plan", "return", "report", "risk",
    "health_check", "review", "appraisal", "network", "meeting", "training", "step",
]  # fmt: skip


class DutyPack(Line):
    section: Literal["duty", "core_activity", "year", "joining"] = "duty"
    kind: DutyKind
    name: Name
    detail: str = ""
    scope: Literal["school", "trust"] = "school"
    levels: list[str] = []
    cadence: Cadence
    month: Month | None = None
    week: Annotated[int, Field(ge=1)] | None = None
    owner: str
    approver: str = ""
    overseer: str = ""
    cast: list[str] = []
    remind_days: Annotated[int, Field(ge=0)] = 5
    escalate_days: Annotated[int, Field(ge=0)] = 5


class ActivityPack(Line):
    """A kind of visit or review. Its days are those of the offer's line, if it names one."""

    kind: Literal[
        "improvement_visit", "target_setting", "sef_visit", "safeguarding_review", "website_check",
        "health_safety_review", "performance_management", "peer_review", "deep_dive",
        "external_review", "risk_assessment", "moderation", "health_check", "support",
    ]  # fmt: skip
    name: Annotated[str, StringConstraints(min_length=1, max_length=160)]
    cadence: Literal[
        "weekly", "fortnightly", "half_termly", "termly", "yearly", "all_year", "as_agreed"
    ] = "as_agreed"
    cast: list[str] = []
    note_template: str = ""
    offer_line: str = ""


class AspectPack(Line):
    name: Annotated[str, StringConstraints(min_length=1, max_length=120)]


class PostPack(Line):
    group: Literal["deployable", "lead_practitioner", "trust_leader", "team", "sle", "other"]
    name: Annotated[str, StringConstraints(min_length=1, max_length=160)]
    places: Annotated[int, Field(ge=1)] = 1
    fte: Decimal | None = None
    deployable_percent: Annotated[int, Field(ge=0, le=100)] | None = None


class ClausePack(Line):
    kind: Literal[
        "every_school", "plan_field", "non_negotiable", "category_field", "most_valued",
        "expertise", "accountability", "evidence", "joining", "working",
    ]  # fmt: skip
    text: Words


class JoiningPack(Part):
    """The document's words, and the only day of the year they allow (if they allow only one)."""

    rule: Words
    month: Month | None = None
    day: Day | None = None
