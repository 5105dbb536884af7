"""What follows for a school's levy: the status it is given, and the trust's own rates."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from banding.models.rulebook import Edition, Level
from core.models import Stamped
from schools.models import School


class LevyEffect(models.TextChoices):
    NONE = "none", "No change"
    RISES = "rises", "Rises"
    RECEIVES = "receives", "Receives central funding"


class SupportedStatus(Stamped):
    """A recorded decision: is it a Supported School, and what becomes of its levy. Dated, kept."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    from_date = models.DateField()
    is_supported = models.BooleanField("Supported School")
    levy_effect = models.CharField(max_length=8, choices=LevyEffect)
    reason = models.TextField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    superseded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["school", "-from_date", "-created_at"]
        verbose_name_plural = "supported statuses"
        constraints = [
            models.UniqueConstraint(
                fields=["school", "from_date"],
                condition=Q(superseded_at=None),
                name="banding_status_one_from_a_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.school}: {'Supported School' if self.is_supported else 'not supported'}"


class LevyRate(Stamped):
    """The trust's own levy, dated: for one level, or (without one) for every other school."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="levy_rates")
    level = models.ForeignKey(
        Level, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    percent = models.DecimalField(max_digits=5, decimal_places=2)
    from_date = models.DateField()

    class Meta:
        ordering = ["edition", "level__rank", "-from_date"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "level", "from_date"], name="banding_levy_rate_once_a_day"
            ),
            # Null never equals null, so the rate of every other school needs one of its own.
            models.UniqueConstraint(
                fields=["edition", "from_date"],
                condition=Q(level=None),
                name="banding_levy_rate_of_all_once_a_day",
            ),
            models.CheckConstraint(
                condition=Q(percent__gte=0, percent__lte=100), name="banding_levy_rate_is_a_percent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.level or 'Every school'}: {self.percent}% from {self.from_date}"
