"""What else an edition says: who acts, what falls due, aspects, posts, and sentences to keep.

Everything here belongs to one edition and is edited while that edition is a draft.
"""

from calendar import month_name

from django.db import models
from django.db.models import Q

from accounts.roles import Role
from banding.models.rulebook import Doubtful, Edition, Level, OfferLine


class Part(Doubtful):
    """A line of an edition, in the document's order."""

    position = models.PositiveSmallIntegerField()
    code = models.SlugField(max_length=40)

    class Meta:
        abstract = True


class Party(Part):
    """A person or body the document names: “ACC”, “Trust Board”, “DOL”.

    `role` is the one that acts for it here; a body nobody signs in for has none.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="parties")
    name = models.CharField(max_length=120, help_text="The trust's own word.")
    role = models.CharField(max_length=20, choices=Role, blank=True)

    class Meta:
        ordering = ["edition", "position"]
        verbose_name_plural = "parties"
        constraints = [
            models.UniqueConstraint(fields=["edition", "code"], name="banding_party_code_once")
        ]

    def __str__(self) -> str:
        return self.name


class Cadence(models.TextChoices):
    WEEKLY = "weekly", "Every week of term"
    FORTNIGHTLY = "fortnightly", "Every fortnight of term"
    HALF_TERMLY = "half_termly", "Every half-term"
    TERMLY = "termly", "Every term"
    YEARLY = "yearly", "Once a year"
    PROGRAMME_WEEK = "programme_week", "In a week of the joining programme"
    ALL_YEAR = "all_year", "All year"
    AS_AGREED = "as_agreed", "As agreed"


class DutyKind(models.TextChoices):
    JUDGEMENT = "judgement", "Judgement of each school's level"
    PLAN = "plan", "Improvement plan or its update"
    SELF_EVALUATION = "self_evaluation", "Self-evaluation"
    ACTION_PLAN = "action_plan", "Rapid action plan or its review"
    RETURN = "return", "Data return"
    REPORT = "report", "Report"
    RISK = "risk", "Risk assessment"
    HEALTH_CHECK = "health_check", "Health check"
    REVIEW = "review", "Review or check"
    APPRAISAL = "appraisal", "Performance management"
    NETWORK = "network", "Network or group meeting"
    MEETING = "meeting", "Other meeting"
    TRAINING = "training", "Training"
    STEP = "step", "Step of a programme"


class DutySection(models.TextChoices):
    DUTY = "duty", "Duties"
    CORE_ACTIVITY = "core_activity", "Core activities"
    YEAR = "year", "The year's programme"
    JOINING = "joining", "Programme for a joining school"


class DutyScope(models.TextChoices):
    SCHOOL = "school", "Each school"
    TRUST = "trust", "Once for the trust"


class Duty(Part):
    """Something the model asks for, and when: a document, return, meeting, review or step.

    Without levels it is every school's. `month` makes a yearly duty due by the end of that month;
    `week` is a week of the joining programme, counted from 1. An edition's approver of its
    judgement duty is who approves levels.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="duties")
    section = models.CharField(max_length=13, choices=DutySection, default=DutySection.DUTY)
    kind = models.CharField(max_length=15, choices=DutyKind)
    name = models.CharField(max_length=200)
    detail = models.TextField(blank=True, help_text="The document's own words.")
    scope = models.CharField(max_length=6, choices=DutyScope, default=DutyScope.SCHOOL)
    levels = models.ManyToManyField(
        Level,
        blank=True,
        related_name="duties",
        help_text="None: every school, whatever its level.",
    )
    cadence = models.CharField(max_length=14, choices=Cadence)
    month = models.PositiveSmallIntegerField(null=True, blank=True)
    week = models.PositiveSmallIntegerField(null=True, blank=True)
    owner = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    approver = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    overseer = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    cast = models.ManyToManyField(Party, blank=True, related_name="+", help_text="Who takes part.")
    remind_days = models.PositiveSmallIntegerField(
        default=5, help_text="School days before it is due on which its owner is reminded."
    )
    escalate_days = models.PositiveSmallIntegerField(
        default=5, help_text="School days late after which approver and overseer see it."
    )

    class Meta:
        ordering = ["edition", "section", "position"]
        verbose_name_plural = "duties"
        constraints = [
            models.UniqueConstraint(fields=["edition", "code"], name="banding_duty_code_once"),
            models.CheckConstraint(
                condition=Q(month=None) | Q(month__range=(1, 12), cadence="yearly"),
                name="banding_duty_month_is_of_a_yearly_one",
            ),
            models.CheckConstraint(
                condition=Q(cadence="programme_week", week__gte=1)
                | (~Q(cadence="programme_week") & Q(week=None)),
                name="banding_duty_week_is_of_a_programme",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def month_name(self) -> str:
        return month_name[self.month] if self.month else ""


class ActivityKind(models.TextChoices):
    IMPROVEMENT_VISIT = "improvement_visit", "Improvement visit"
    TARGET_SETTING = "target_setting", "Targets, plans and self-evaluation"
    SEF_VISIT = "sef_visit", "Self-evaluation visit"
    SAFEGUARDING_REVIEW = "safeguarding_review", "Safeguarding review"
    WEBSITE_CHECK = "website_check", "Website check"
    HEALTH_SAFETY_REVIEW = "health_safety_review", "Health and safety review"
    PERFORMANCE_MANAGEMENT = "performance_management", "Performance management support"
    PEER_REVIEW = "peer_review", "Peer review"
    DEEP_DIVE = "deep_dive", "Deep dive"
    EXTERNAL_REVIEW = "external_review", "External review"
    RISK_ASSESSMENT = "risk_assessment", "Assessment of risk"
    MODERATION = "moderation", "Moderation"
    HEALTH_CHECK = "health_check", "Health check"
    SUPPORT = "support", "Support, coaching and training"


class ActivityType(Part):
    """A kind of visit or review the model knows: how often, with whom, and which days it uses.

    Without an offer line it uses none of a school's days. The note is written on the questions of
    `note_template`. Improvement models, "What the packs have in common".
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="activity_types")
    kind = models.CharField(max_length=22, choices=ActivityKind)
    name = models.CharField(max_length=160)
    cadence = models.CharField(max_length=14, choices=Cadence, default=Cadence.AS_AGREED)
    cast = models.ManyToManyField(Party, blank=True, related_name="+", help_text="Who takes part.")
    note_template = models.SlugField(
        max_length=40, blank=True, help_text="The short name of the questions its note asks."
    )
    offer_line = models.ForeignKey(
        OfferLine,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="The line of the offer whose days it uses.",
    )

    class Meta:
        ordering = ["edition", "position"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "code"], name="banding_activity_code_once"),
            models.CheckConstraint(
                condition=~Q(cadence="programme_week"), name="banding_activity_names_no_week"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Aspect(Part):
    """An aspect of a school that a best-fit profile places on a level of its own."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="aspects")
    name = models.CharField(max_length=120)

    class Meta:
        ordering = ["edition", "position"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "code"], name="banding_aspect_code_once")
        ]

    def __str__(self) -> str:
        return self.name


class PostGroup(models.TextChoices):
    DEPLOYABLE = "deployable", "Deployable posts"
    LEAD_PRACTITIONER = "lead_practitioner", "Lead practitioners"
    TRUST_LEADER = "trust_leader", "Trust leaders"
    TEAM = "team", "Strategy teams"
    SLE = "sle", "Specialist leaders of education"
    OTHER = "other", "Other roles"


class Post(Part):
    """A post or team of the model, with so many places. People are put into posts elsewhere.

    Capacity is places by `fte` by `deployable_percent`; it is unknown until both are entered.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="posts")
    group = models.CharField(max_length=17, choices=PostGroup)
    name = models.CharField(max_length=160)
    places = models.PositiveSmallIntegerField(default=1)
    fte = models.DecimalField(
        max_digits=4, decimal_places=2, null=True, blank=True, help_text="Of each place."
    )
    deployable_percent = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="How much of the time is for other schools."
    )

    class Meta:
        ordering = ["edition", "group", "position"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "code"], name="banding_post_code_once"),
            models.CheckConstraint(condition=Q(places__gte=1), name="banding_post_has_a_place"),
            models.CheckConstraint(
                condition=Q(deployable_percent=None) | Q(deployable_percent__lte=100),
                name="banding_post_deploys_at_most_all",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ClauseKind(models.TextChoices):
    EVERY_SCHOOL = "every_school", "Expected of every school"
    PLAN_FIELD = "plan_field", "Parts of the improvement plan"
    NON_NEGOTIABLE = "non_negotiable", "Non-negotiables"
    CATEGORY_FIELD = "category_field", "Fields for schools in a category"
    MOST_VALUED = "most_valued", "What schools value most, in order"
    EXPERTISE = "expertise", "Kinds of expertise"
    ACCOUNTABILITY = "accountability", "Accountability"
    EVIDENCE = "evidence", "Data and evidence"
    JOINING = "joining", "Joining the trust"
    WORKING = "working", "Ways of working"


class Clause(Part):
    """A sentence of the model that has no date or days of its own but must be found."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="clauses")
    kind = models.CharField(max_length=14, choices=ClauseKind)
    text = models.TextField()

    class Meta:
        ordering = ["edition", "kind", "position"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "code"], name="banding_clause_code_once")
        ]

    def __str__(self) -> str:
        return self.text[:80]
