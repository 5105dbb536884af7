"""What a school's pupils are estimated, aimed and predicted to reach, year by year."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.models import Stamped
from core.years import AcademicYear
from monitoring.models.codes import PupilGroup, YearGroup
from schools.models import School


class AimKind(models.TextChoices):
    """Three things that are never mixed (domain-reference 3.7)."""

    ESTIMATE = "estimate", "Estimate"
    TARGET = "target", "Target"
    PREDICTION = "prediction", "Teachers' prediction"


class BenchmarkLevel(models.TextChoices):
    """What an estimate comes from and a target is set against."""

    FFT50 = "fft50", "FFT50"
    FFT20 = "fft20", "FFT20"
    FFT5 = "fft5", "FFT5"
    TRUST = "trust", "Trust's own"


class Standard(models.TextChoices):
    EXPECTED = "expected", "At expected"
    HIGHER = "higher", "At the higher standard"


class AimQuerySet(models.QuerySet["Aim"]):
    def standing(self) -> "AimQuerySet":
        """What counts now: not replaced and not taken away."""
        return self.filter(superseded_at=None)

    def targets(self) -> "AimQuerySet":
        return self.filter(kind=AimKind.TARGET)


class Aim(Stamped):
    """One share in whole percent. A change supersedes it; what it was and why it changed is kept.

    Only targets are agreed. A prediction goes with no benchmark.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    start_year = models.PositiveSmallIntegerField(help_text="The year it is to be reached in.")
    year_group = models.CharField(max_length=2, choices=YearGroup, help_text="In that year.")
    subject = models.CharField(max_length=20, help_text="A subject code, or rwm for all three.")
    group = models.CharField(max_length=8, choices=PupilGroup, default=PupilGroup.ALL)
    standard = models.CharField(max_length=8, choices=Standard, default=Standard.EXPECTED)
    kind = models.CharField(max_length=10, choices=AimKind)
    percent = models.PositiveSmallIntegerField()
    level = models.CharField(max_length=5, choices=BenchmarkLevel, blank=True)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    superseded_at = models.DateTimeField(null=True, blank=True)
    superseded_because = models.CharField(max_length=300, blank=True)

    objects = AimQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "school",
                    "start_year",
                    "year_group",
                    "subject",
                    "group",
                    "standard",
                    "kind",
                ],
                condition=Q(superseded_at=None),
                name="monitoring_aim_one_stands",
            ),
            models.CheckConstraint(
                condition=Q(percent__lte=100), name="monitoring_aim_is_a_percentage"
            ),
            models.CheckConstraint(
                condition=Q(kind="prediction", level="") | (~Q(kind="prediction") & ~Q(level="")),
                name="monitoring_aim_says_its_benchmark",
            ),
            models.CheckConstraint(
                condition=Q(agreed_at=None, agreed_by=None)
                | Q(agreed_at__isnull=False, agreed_by__isnull=False, kind="target"),
                name="monitoring_aim_agreed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(superseded_because="") | Q(superseded_at__isnull=False),
                name="monitoring_aim_reason_of_a_change",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.percent}%, {self.school}, {self.academic_year}"

    @property
    def academic_year(self) -> AcademicYear:
        return AcademicYear(self.start_year)
