"""Judgement: the improvement model a trust works by, as dated data, and the decisions under it."""

import json
from hashlib import sha256

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from core.models import Stamped
from core.workflow import Workflow
from core.years import AcademicYear
from schools.models import School


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


class Edition(Stamped):
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
    doubt = models.TextField(blank=True, help_text="What the document leaves open.")

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
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.academic_year}"

    @property
    def academic_year(self) -> AcademicYear:
        return AcademicYear(self.start_year)

    def word(self, name: str) -> str:
        """The trust's own word for a thing (`level` → Band), or ours."""
        return self.vocabulary.get(name) or name.replace("_", " ").capitalize()


class Level(models.Model):
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
    doubt = models.TextField(blank=True, help_text="What the document leaves open.")

    class Meta:
        ordering = ["edition", "rank"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "rank"], name="banding_level_rank_once"),
            models.UniqueConstraint(fields=["edition", "code"], name="banding_level_code_once"),
        ]

    def __str__(self) -> str:
        return self.label


class Criterion(models.Model):
    level = models.ForeignKey(Level, on_delete=models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    doubt = models.TextField(blank=True)

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


class OfferLine(models.Model):
    """An activity of the support offer, for every level or for one, in quarter-days a year.

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
    doubt = models.TextField(blank=True, help_text="What the document leaves open.")

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


class DecisionState(models.TextChoices):
    PROPOSED = "proposed", "Proposed"
    APPROVED = "approved", "Approved"
    RETURNED = "returned", "Returned"


BAND_DECISION = Workflow(
    name="band decision",
    moves={
        DecisionState.PROPOSED: frozenset({DecisionState.APPROVED, DecisionState.RETURNED}),
        DecisionState.RETURNED: frozenset(),
        DecisionState.APPROVED: frozenset(),
    },
)


class BandDecisionQuerySet(models.QuerySet["BandDecision"]):
    def current(self) -> "BandDecisionQuerySet":
        return self.filter(state=DecisionState.APPROVED, superseded_at=None)

    def waiting(self) -> "BandDecisionQuerySet":
        return self.filter(state=DecisionState.PROPOSED)

    def for_listing(self) -> "BandDecisionQuerySet":
        return self.select_related(
            "school", "level__edition__model", "proposed_by", "approved_by", "returned_by"
        ).order_by("school__name", "-from_date", "-created_at")


class BandDecision(Stamped):
    """A proposed or settled level for one school, from a date, under one edition."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    level = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="+")
    start_year = models.PositiveSmallIntegerField()
    from_date = models.DateField()
    reason = models.TextField()
    state = models.CharField(max_length=10, choices=DecisionState, default=DecisionState.PROPOSED)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_version = models.CharField(
        max_length=64, blank=True, help_text="Hash of exactly what was approved."
    )
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    returned_at = models.DateTimeField(null=True, blank=True)
    return_reason = models.TextField(blank=True)
    superseded_at = models.DateTimeField(null=True, blank=True)

    objects = BandDecisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_at=None, approved_by=None) | Q(approved_at__isnull=False),
                name="banding_decision_approval_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(proposed_by=None)
                | Q(approved_by=None)
                | ~Q(proposed_by=F("approved_by")),
                name="banding_decision_author_never_approves",
            ),
            models.CheckConstraint(
                condition=Q(state="approved", approved_at__isnull=False)
                | (~Q(state="approved") & Q(approved_at=None)),
                name="banding_decision_approved_has_a_time",
            ),
            models.CheckConstraint(
                condition=(Q(state="returned", returned_at__isnull=False) & ~Q(return_reason=""))
                | (~Q(state="returned") & Q(returned_at=None, return_reason="")),
                name="banding_decision_returned_says_when_and_why",
            ),
            models.CheckConstraint(
                condition=Q(returned_at=None, returned_by=None)
                | Q(returned_at__isnull=False, returned_by__isnull=False),
                name="banding_decision_return_is_whole",
            ),
            models.UniqueConstraint(
                fields=["school", "start_year", "from_date"],
                condition=Q(state="approved", superseded_at=None),
                name="banding_decision_one_settled_from_a_day",
            ),
            models.UniqueConstraint(
                fields=["school", "start_year"],
                condition=Q(state="proposed"),
                name="banding_decision_one_proposal_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school}: {self.level} ({self.state})"

    @property
    def word(self) -> str:
        """What this trust calls a level, inside a sentence."""
        return self.level.edition.word("level").lower()

    @property
    def version(self) -> str:
        """A hash of what would be approved. It changes when anything a trustee reads changes."""
        read = [self.school_id, self.level_id, self.start_year, self.from_date, self.reason]
        return sha256(json.dumps(read, default=str).encode()).hexdigest()
