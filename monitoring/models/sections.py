"""Parts of a school's data that its head asked somebody at the school to look after."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.models import Stamped
from monitoring.models.collections import Collection
from monitoring.rules import sections
from schools.models import School


class SectionAnswer(models.TextChoices):
    RIGHT = sections.RIGHT, "This is right"
    WRONG = sections.WRONG, "This is not right"


class SectionAskedQuerySet(models.QuerySet["SectionAsked"]):
    def standing(self) -> "SectionAskedQuerySet":
        """Neither taken back nor asked of somebody else since."""
        return self.filter(ended_at=None)


class SectionAsked(Stamped):
    """One asking: a subject of one collection at one school, and the person who looks after it.

    It outlives a draft that is discarded. `answered_for` is the content the answer is about: once
    the subject says something else, the answer no longer stands.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    collection = models.ForeignKey(Collection, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=20, help_text="A subject code, or rwm for all three.")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=300, blank=True, help_text="The person asked reads this.")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    answer = models.CharField(max_length=5, choices=SectionAnswer, blank=True)
    because = models.CharField(max_length=500, blank=True, help_text="Why it is not right.")
    answered_for = models.CharField(max_length=64, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = SectionAskedQuerySet.as_manager()

    class Privacy:
        holds = {"note", "because"}
        keep_for = timedelta(days=365 * 4)

    class Meta:
        ordering = ["school", "collection", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "collection", "subject"],
                condition=Q(ended_at=None),
                name="monitoring_sectionasked_one_stands",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="monitoring_sectionasked_end_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None)
                | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="monitoring_sectionasked_answer_has_a_time",
            ),
            models.CheckConstraint(
                condition=(Q(answer="wrong") & ~Q(because=""))
                | (~Q(answer="wrong") & Q(because="")),
                name="monitoring_sectionasked_wrong_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label}, {self.collection}"

    @property
    def label(self) -> str:
        return sections.name_of(self.subject)
