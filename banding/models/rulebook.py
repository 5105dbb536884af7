"""The rulebook: the improvement model a trust works by, as dated data, one edition a year."""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from banding.rules.obligations import WEEKLY_DASHBOARD
from core.models import Stamped
from core.workflow import Workflow
from core.years import AcademicYear


class ImprovementModel(Stamped):
    code = models.SlugField(max_length=30, unique=True)
    name = models.CharField(max_length=120)

    def __str__(self) -> str:
        return self.name


class EditionState(models.TextChoices):
    DRAFT = "draft", "Draft"
    IN_FORCE = "in_force", "In force"
    RETIRED = "retired", "Retired"


EDITION = Workflow(
    name="edition",
    moves={
        EditionState.DRAFT: frozenset({EditionState.IN_FORCE}),
        EditionState.IN_FORCE: frozenset({EditionState.RETIRED}),
    },
)


class Doubtful(models.Model):
    """What the document leaves open is said beside the value until somebody settles it."""

    doubt = models.TextField(blank=True, help_text="What the document leaves open.")
    settled = models.TextField(
        blank=True, help_text="How the trust settled the doubt. It is then no longer shown."
    )

    class Meta:
        abstract = True

    @property
    def open_doubt(self) -> str:
        return "" if self.settled else self.doubt


class EditionQuerySet(models.QuerySet["Edition"]):
    def with_levels(self) -> "EditionQuerySet":
        """With the model, whether it places schools on any level, and whether it gives any days."""
        levels = Level.objects.filter(edition=OuterRef("pk"))
        days = OfferLine.objects.filter(edition=OuterRef("pk"), quarter_days__isnull=False)
        return self.select_related("model").annotate(
            has_levels=Exists(levels), gives_days=Exists(days)
        )

    def with_weekly(self) -> "EditionQuerySet":
        """With whether it asks schools for their weekly figures."""
        asking = Edition.objects.filter(pk=OuterRef("pk"), duties__code=WEEKLY_DASHBOARD)
        return self.annotate(asks_weekly=Exists(asking))


class Edition(Doubtful, Stamped):
    """An improvement model as it stands for one academic year. Decisions keep the one they used."""

    model = models.ForeignKey(ImprovementModel, on_delete=models.PROTECT, related_name="editions")
    start_year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, choices=EditionState, default=EditionState.DRAFT)
    vocabulary = models.JSONField(
        default=dict, blank=True, help_text="The trust's own words, e.g. {'level': 'Band'}."
    )
    source = models.CharField(
        max_length=200, blank=True, help_text="The document it was read from."
    )
    joining_rule = models.TextField(
        blank=True, help_text="The document's words on when a school may join."
    )
    joins_month = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="The only month in which a school may join. Empty: any."
    )
    joins_day = models.PositiveSmallIntegerField(null=True, blank=True)
    contribution_percent = models.DecimalField(
        max_digits=5, decimal_places=2, null=True, blank=True,
        help_text="What each school pays for shared services, where the document says so.",
    )  # fmt: skip

    has_levels: bool  # these two where `with_levels` asked
    gives_days: bool
    asks_weekly: bool  # for the weekly dashboard, where `with_weekly` asked
    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["-start_year", "model"]
        constraints = [
            models.UniqueConstraint(
                fields=["model", "start_year"], name="banding_edition_once_a_year"
            ),
            models.UniqueConstraint(
                fields=["start_year"],
                condition=Q(state="in_force"),
                name="banding_edition_one_in_force_a_year",
            ),
            models.CheckConstraint(
                condition=Q(joins_month=None, joins_day=None)
                | Q(joins_month__range=(1, 12), joins_day__range=(1, 31)),
                name="banding_edition_joining_day_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.academic_year}"

    @property
    def academic_year(self) -> AcademicYear:
        return AcademicYear(self.start_year)

    def word(self, name: str) -> str:
        """The trust's own word for a thing (`level` → Band), or ours."""
        return self.vocabulary.get(name) or name.replace("_", " ").capitalize()


class Level(Doubtful):
    """A band or phase. Rank 1 needs least support."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="levels")
    rank = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=20)
    label = models.CharField(max_length=120)
    test = models.TextField(blank=True, help_text="Who belongs here, in the document's words.")
    expectations = models.TextField(blank=True, help_text="What follows from it.")
    tone = models.CharField(
        max_length=10,
        default="neutral",
        choices=[(t, t) for t in ("good", "calm", "neutral", "watch", "urgent")],
        help_text="The wash it is shown on; the letter always carries the meaning.",
    )
    builds_on = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="The level whose criteria must be met as well (humber: A is B and more).",
    )
    supported_school = models.CharField(
        max_length=8,
        blank=True,
        choices=[("may", "Trustees may"), ("will", "Trustees will")],
        help_text="Whether trustees make it a Supported School.",
    )
    levy_effect = models.CharField(
        max_length=10,
        blank=True,
        choices=[("may_rise", "May rise"), ("will_rise", "Will rise"), ("receives", "May receive")],
    )

    class Meta:
        ordering = ["edition", "rank"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "rank"], name="banding_level_rank_once"),
            models.UniqueConstraint(fields=["edition", "code"], name="banding_level_code_once"),
        ]

    def __str__(self) -> str:
        return self.label


class Criterion(Doubtful):
    level = models.ForeignKey(Level, on_delete=models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    is_needed = models.BooleanField(
        "must be met",
        default=True,
        help_text="Untick for what the document says may be so (“could be”, “occasionally”).",
    )

    class Meta:
        ordering = ["level", "position"]
        verbose_name_plural = "criteria"
        constraints = [
            models.UniqueConstraint(
                fields=["level", "position"], name="banding_criterion_position_once"
            )
        ]

    def __str__(self) -> str:
        return self.text[:80]


class OfferPart(models.TextChoices):
    CORE = "core", "Core offer"
    ADDITIONAL = "additional", "Additional for this level"
    BESPOKE = "bespoke", "Bespoke menu"


class OfferUnit(models.TextChoices):
    YEAR = "year", "a year"
    TERM = "term", "a term"
    HALF_TERM = "half_term", "a half-term"
    WEEK = "week", "a school week"


class OfferLine(Doubtful):
    """An activity of the support offer, for every level or for one, in quarter-days each `unit`.

    A bespoke line has no days: there is no set amount (humber, "no set amount of time or support").
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="offer_lines")
    level = models.ForeignKey(
        Level, null=True, blank=True, on_delete=models.CASCADE, related_name="offer_lines"
    )
    part = models.CharField(max_length=10, choices=OfferPart)
    position = models.PositiveSmallIntegerField()
    code = models.SlugField(max_length=40)
    activity = models.CharField(max_length=160)
    quarter_days = models.PositiveSmallIntegerField(null=True, blank=True)
    unit = models.CharField(max_length=10, choices=OfferUnit, default=OfferUnit.YEAR)
    is_at_least = models.BooleanField(
        "at least", default=False, help_text="The document says “at least” this often."
    )

    class Meta:
        ordering = ["edition", "part", "position"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "code"], name="banding_offer_code_once"),
            models.CheckConstraint(
                condition=Q(part="additional", level__isnull=False)
                | (~Q(part="additional") & Q(level=None)),
                name="banding_offer_additional_names_its_level",
            ),
            models.CheckConstraint(
                condition=Q(part="bespoke", quarter_days=None)
                | (~Q(part="bespoke") & Q(quarter_days__isnull=False)),
                name="banding_offer_days_unless_bespoke",
            ),
        ]

    def __str__(self) -> str:
        return self.activity
