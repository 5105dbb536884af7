"""A plan as a file that one person asked for: made for that person, and read by nobody else."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models

from core.models import Job, Stamped
from planning.models.plans import Plan, PlanVersion
from schools.models import School


class FileKind(models.TextChoices):
    PDF = "pdf", "PDF"
    DOCX = "docx", "Word"


class PlanFile(Stamped):
    """Of a version, or where none is named of the text as it was when the file was made."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    job = models.OneToOneField(Job, on_delete=models.PROTECT, related_name="+")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="files")
    version = models.ForeignKey(
        PlanVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(max_length=4, choices=FileKind)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    stored_as = models.CharField(max_length=100, blank=True, help_text="Path under MEDIA_ROOT.")
    made_from = models.CharField(max_length=200, blank=True)

    class Privacy:
        holds = {"stored_as"}
        keep_for = timedelta(days=365)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.version or self.plan}"
