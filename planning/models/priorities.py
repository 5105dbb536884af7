"""Priorities of a plan, and what hangs from each. What is removed is closed, never deleted."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from core.models import Stamped
from monitoring.models import PupilGroup, YearGroup
from planning.models.plans import Plan, Section
from planning.models.self_evaluation import SelfEvaluationArea


class Rag(models.TextChoices):
    """How the work goes. Whether it helped is `Impact`, and is never read off a colour."""

    BLUE = "blue", "Complete, with impact evidenced"
    GREEN = "green", "On track"
    AMBER = "amber", "Behind, recoverable"
    RED = "red", "Off track"
    GREY = "grey", "Not started"


class Impact(models.TextChoices):
    NOT_YET = "not_yet", "Too early to say"
    NONE_SEEN = "none_seen", "No impact seen"
    SOME = "some", "Some evidence of impact"
    EVIDENCED = "evidenced", "Impact evidenced"


class HalfTermCode(models.TextChoices):
    """Named as `schools.rules.calendar.HalfTerm` names them."""

    AUT1 = "AUT1", "Autumn 1"
    AUT2 = "AUT2", "Autumn 2"
    SPR1 = "SPR1", "Spring 1"
    SPR2 = "SPR2", "Spring 2"
    SUM1 = "SUM1", "Summer 1"
    SUM2 = "SUM2", "Summer 2"


class PriorityQuerySet(models.QuerySet["Priority"]):
    def standing(self) -> "PriorityQuerySet":
        return self.filter(removed_at=None)


class Priority(Section):
    """What is to get better, from where to where, and how the school will know.

    `measure` is a figure's code (rwm_expected), read for a year group and group of pupils; the
    baseline's numbers are read from the same figure in the term it names, so none are copied.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="priorities")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    outcome = models.TextField(blank=True, help_text="What will be different, and for whom.")
    baseline = models.TextField(blank=True, help_text="Where the school starts, in words.")
    baseline_year = models.PositiveSmallIntegerField(null=True, blank=True)
    baseline_term = models.PositiveSmallIntegerField(null=True, blank=True)
    measure = models.CharField(max_length=40, blank=True)
    cohort = models.CharField(max_length=2, choices=YearGroup, blank=True)
    group = models.CharField(max_length=8, choices=PupilGroup, default=PupilGroup.ALL)
    target_percent = models.PositiveSmallIntegerField(null=True, blank=True)
    sef_area = models.ForeignKey(
        SelfEvaluationArea, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    rag = models.CharField(max_length=5, choices=Rag, default=Rag.GREY)
    impact = models.CharField(max_length=9, choices=Impact, default=Impact.NOT_YET)
    carried_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = PriorityQuerySet.as_manager()

    class Privacy:
        holds = {"outcome", "baseline"}
        keep_for = timedelta(days=365 * 6)

    class Meta:
        ordering = ["plan", "position", "pk"]
        verbose_name_plural = "priorities"
        constraints = [
            models.CheckConstraint(
                condition=Q(measure="", cohort="") | (~Q(measure="") & ~Q(cohort="")),
                name="planning_priority_measure_is_of_a_cohort",
            ),
            models.CheckConstraint(
                condition=Q(target_percent=None) | Q(target_percent__lte=100),
                name="planning_priority_target_is_a_percentage",
            ),
            models.CheckConstraint(
                condition=Q(baseline_year=None, baseline_term=None)
                | Q(baseline_year__isnull=False, baseline_term__range=(1, 3)),
                name="planning_priority_baseline_names_a_term",
            ),
            models.CheckConstraint(
                condition=~Q(rag="blue") | Q(impact="evidenced"),
                name="planning_priority_complete_has_impact",
            ),
            models.CheckConstraint(
                condition=Q(removed_at=None, removed_by=None)
                | Q(removed_at__isnull=False, removed_by__isnull=False),
                name="planning_priority_removed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Row(models.Model):
    """A line under a priority, in the order it was written."""

    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True
        ordering = ["priority", "position", "pk"]


class SuccessCriterion(Row):
    """A row of its own, so that an appraisal can be linked to it and need not copy it."""

    priority = models.ForeignKey(Priority, on_delete=models.CASCADE, related_name="criteria")
    text = models.CharField(max_length=400)
    is_appraisal_target = models.BooleanField(default=False)

    class Meta(Row.Meta):
        verbose_name_plural = "success criteria"

    def __str__(self) -> str:
        return self.text


class Milestone(Row):
    """By the end of a half-term of the plan's year, or of a week of a rapid plan."""

    priority = models.ForeignKey(Priority, on_delete=models.CASCADE, related_name="milestones")
    text = models.CharField(max_length=400)
    half_term = models.CharField(max_length=4, choices=HalfTermCode, blank=True)
    week = models.PositiveSmallIntegerField(null=True, blank=True)
    reached_on = models.DateField(null=True, blank=True)

    class Meta(Row.Meta):
        constraints = [
            models.CheckConstraint(
                condition=(Q(half_term="") & Q(week__gte=1)) | (~Q(half_term="") & Q(week=None)),
                name="planning_milestone_has_one_time",
            )
        ]

    def __str__(self) -> str:
        return self.text


class Funding(models.TextChoices):
    BUDGET = "budget", "School budget"
    PUPIL_PREMIUM = "pupil_premium", "Pupil premium"
    PE_PREMIUM = "pe_premium", "PE and sport premium"
    OTHER = "other", "Other"


class PlanAction(Row):
    """Something to be done. Costs are in pence.

    `owner` is a post; `doer` is who holds it and may say that it is done.
    """

    priority = models.ForeignKey(Priority, on_delete=models.CASCADE, related_name="actions")
    what = models.CharField(max_length=400)
    owner = models.CharField(max_length=120, help_text="A post, such as Maths lead.")
    doer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    starts_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    cost_pence = models.PositiveIntegerField(default=0)
    funding = models.CharField(max_length=13, choices=Funding, default=Funding.BUDGET)
    cpd_need = models.CharField(max_length=200, blank=True, help_text="What staff must learn.")
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    done_words = models.TextField(blank=True)

    class Meta(Row.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(due_on=None) | Q(due_on__gte=F("starts_on")),
                name="planning_action_due_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(done_at=None, done_by=None)
                | Q(done_at__isnull=False, done_by__isnull=False),
                name="planning_action_done_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.what


class MonitoringKind(models.TextChoices):
    LEARNING_WALK = "learning_walk", "Learning walk"
    BOOK_LOOK = "book_look", "Book look"
    PUPIL_VOICE = "pupil_voice", "Pupil voice"
    DEEP_DIVE = "deep_dive", "Deep dive"
    DATA_REVIEW = "data_review", "Data review"
    SCR_CHECK = "scr_check", "Single central record check"
    OTHER = "other", "Other"


class MonitoringLine(Row):
    """Who will look, at what and when: what a monitoring schedule is made from."""

    priority = models.ForeignKey(Priority, on_delete=models.CASCADE, related_name="monitoring")
    kind = models.CharField(max_length=13, choices=MonitoringKind)
    focus = models.CharField(max_length=200, blank=True)
    who = models.CharField(max_length=120, help_text="A post or body.")
    half_term = models.CharField(max_length=4, choices=HalfTermCode)

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.get_half_term_display()}"


class SubjectPlan(Section):
    """A subject leader's own action plan, hanging from a priority of the school's."""

    priority = models.ForeignKey(Priority, on_delete=models.CASCADE, related_name="subject_plans")
    subject = models.CharField(max_length=60)
    leader = models.CharField(max_length=120, help_text="A post, such as Maths lead.")
    writer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    aim = models.TextField(blank=True)
    steps = models.TextField(blank=True)
    impact = models.TextField(blank=True)

    class Meta:
        ordering = ["priority", "subject", "pk"]

    def __str__(self) -> str:
        return f"{self.subject}: {self.leader}"


class ProgressNote(Stamped):
    """One look at a priority: how the work goes, in words, and apart from it what it changed."""

    priority = models.ForeignKey(Priority, on_delete=models.CASCADE, related_name="notes")
    rag = models.CharField(max_length=5, choices=Rag)
    words = models.TextField()
    impact = models.CharField(max_length=9, choices=Impact)
    impact_words = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        holds = {"words", "impact_words"}
        keep_for = timedelta(days=365 * 6)

    class Meta:
        ordering = ["priority", "-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="planning_note_says_why"),
            models.CheckConstraint(
                condition=~Q(rag="blue") | Q(impact="evidenced"),
                name="planning_note_complete_has_impact",
            ),
            models.CheckConstraint(
                condition=Q(impact="not_yet") | ~Q(impact_words=""),
                name="planning_note_impact_has_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_rag_display()}: {self.priority}"
