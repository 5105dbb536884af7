"""Whether teachers judge alike: events at which moderators look at a sample of pupils' work."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.models import Stamped
from core.workflow import Workflow
from monitoring.models.codes import Subject, YearGroup
from monitoring.models.collections import Collection
from monitoring.models.pupils import Pupil
from monitoring.models.submissions import Submission
from monitoring.rules import agreement, sampling
from schools.models import School


class ModerationState(models.TextChoices):
    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"


MODERATION = Workflow(
    name="moderation", moves={ModerationState.OPEN: frozenset({ModerationState.CLOSED})}
)


class Spread(models.TextChoices):
    """How a sample is spread over the grades; see rules.sampling."""

    EVEN = sampling.EVEN, "Evenly over all grades"
    EXPECTED = sampling.EXPECTED, "Around the expected standard"
    HIGHER = sampling.HIGHER, "Around greater depth"


class Outcome(models.TextChoices):
    AGREED = agreement.AGREED, "Agreed"
    CHANGED = agreement.CHANGED, "Changed"
    UNRESOLVED = agreement.UNRESOLVED, "Unresolved"


class Moderation(Stamped):
    """One event across schools, about one subject and year group of one collection.

    The samples can be drawn again from `seed` and the versions they were drawn from.
    """

    collection = models.ForeignKey(Collection, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=20, choices=Subject)
    year_group = models.CharField(max_length=2, choices=YearGroup)
    held_on = models.DateField()
    focus = models.CharField(max_length=200, blank=True, help_text="What is looked at closely.")
    spread = models.CharField(max_length=8, choices=Spread, default=Spread.EVEN)
    seed = models.CharField(max_length=32)
    state = models.CharField(max_length=6, choices=ModerationState, default=ModerationState.OPEN)
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", closed_at=None, closed_by=None)
                | Q(state="closed", closed_at__isnull=False),
                name="monitoring_moderation_closed_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(seed=""), name="monitoring_moderation_can_be_drawn_again"
            ),
        ]

    def __str__(self) -> str:
        return (
            f"{self.get_subject_display()}, {self.get_year_group_display()}, {self.collection.name}"
        )

    @property
    def is_open(self) -> bool:
        return self.state == ModerationState.OPEN


class Moderator(Stamped):
    """Somebody who judges at one event, with what entitles them to."""

    moderation = models.ForeignKey(Moderation, on_delete=models.CASCADE, related_name="moderators")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    accreditation = models.CharField(max_length=200, help_text="Which, by whom, for which year.")
    accredited_until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["moderation", "user"], name="monitoring_moderator_once_an_event"
            ),
            models.CheckConstraint(
                condition=~Q(accreditation=""), name="monitoring_moderator_says_what_entitles"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.accreditation}"


class Sample(Stamped):
    """One school's part of an event, drawn from the version that counted then.

    `changed_to` is the version that holds the grades as moderators settled them.
    """

    moderation = models.ForeignKey(Moderation, on_delete=models.CASCADE, related_name="samples")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="+")
    size = models.PositiveSmallIntegerField(help_text="Pupils asked for; fewer if there were not.")
    eligible = models.PositiveIntegerField(help_text="Pupils it was drawn from.")
    changed_to = models.OneToOneField(
        Submission, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["school__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["moderation", "school"], name="monitoring_sample_once_a_school"
            ),
            models.CheckConstraint(
                condition=Q(size__gte=1), name="monitoring_sample_asks_for_somebody"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school}: {self.moderation}"


class Judgement(models.Model):
    """What moderators said of one pupil's grade. Empty until they have looked."""

    sample = models.ForeignKey(Sample, on_delete=models.CASCADE, related_name="judgements")
    pupil = models.ForeignKey(
        Pupil,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Empty once the pupil's time is over and the data is deleted.",
    )
    place = models.PositiveSmallIntegerField(help_text="Its place in the order of drawing, from 1.")
    code = models.CharField(max_length=8, help_text="The grade the school gave.")
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    settled_code = models.CharField(max_length=8, blank=True, help_text="The grade it should be.")
    reason = models.CharField(max_length=500, blank=True)
    took_effect = models.BooleanField(default=False)
    judged_at = models.DateTimeField(null=True, blank=True)
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Privacy:
        holds = {"code", "settled_code", "reason"}
        keep_for = timedelta(days=365 * 4)

    class Meta:
        ordering = ["sample", "place"]
        constraints = [
            models.UniqueConstraint(
                fields=["sample", "pupil"], name="monitoring_judgement_once_a_pupil"
            ),
            models.CheckConstraint(
                condition=Q(outcome="", judged_at=None, judged_by=None)
                | (~Q(outcome="") & Q(judged_at__isnull=False)),
                name="monitoring_judgement_made_has_a_time",
            ),
            models.CheckConstraint(
                condition=(Q(outcome="changed") & ~Q(settled_code=""))
                | (~Q(outcome="changed") & Q(settled_code="")),
                name="monitoring_judgement_changed_has_a_grade",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["", "agreed"]) | ~Q(reason=""),
                name="monitoring_judgement_not_agreed_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(took_effect=False) | Q(outcome="changed"),
                name="monitoring_judgement_only_a_change_takes_effect",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pupil}: {self.get_outcome_display() or 'not judged'}"
