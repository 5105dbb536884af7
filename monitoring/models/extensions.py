"""More time for one school, decided and kept."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.models import Stamped
from monitoring.models.collections import Collection
from schools.models import School


class Extension(Stamped):
    """A later last day of one collection for one school. Another decision supersedes it."""

    collection = models.ForeignKey(Collection, on_delete=models.PROTECT, related_name="extensions")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    reason = models.CharField(max_length=300, help_text="The school reads this.")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    superseded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["collection", "school"],
                condition=Q(superseded_at=None),
                name="monitoring_extension_one_stands",
            )
        ]

    def __str__(self) -> str:
        return f"{self.school}, {self.collection}: until {self.due_on}"
