"""Files on their way in, and how a school's columns are matched."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from core.models import Stamped
from monitoring.models.submissions import Submission
from monitoring.rules.kinds import CHOICES, Kind
from schools.models import School


class UploadState(models.TextChoices):
    MAPPING = "mapping", "Columns to match"
    REFUSED = "refused", "Refused"
    CHECKED = "checked", "Checked"


class Upload(Stamped):
    """A file on its way in: kept until it is submitted, or seven days if it was refused."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    submission = models.OneToOneField(Submission, on_delete=models.CASCADE, related_name="upload")
    file_name = models.CharField(max_length=200)
    stored_as = models.CharField(max_length=100, blank=True, help_text="Path under MEDIA_ROOT.")
    content_hash = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=UploadState, default=UploadState.MAPPING)
    refused_as = models.CharField(max_length=30, blank=True, help_text="Such as E-CSV-RAGGED.")
    rows_read = models.PositiveIntegerField(default=0)
    header = models.JSONField(default=list, blank=True, help_text="The file's column names.")
    columns = models.JSONField(
        default=dict, blank=True, help_text="Our field to their header, as guessed or confirmed."
    )
    is_cp1252 = models.BooleanField(
        default=False, help_text="The person said the file is older Windows text."
    )
    corrections = models.JSONField(
        default=list,
        blank=True,
        help_text="What to read instead: field, value, to and row or null.",
    )
    left_out = models.JSONField(default=list, blank=True, help_text="Rows left out by a person.")
    problems = models.JSONField(
        default=list, blank=True, help_text="The first of them; the list reads the file again."
    )
    rows_wrong = models.PositiveIntegerField(default=0)
    problems_found = models.PositiveIntegerField(default=0)
    notes = models.JSONField(
        default=list, blank=True, help_text="What was done to the file, in words."
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Privacy:
        holds = {"stored_as", "problems", "corrections"}
        keep_for = timedelta(days=365 * 4)

    def __str__(self) -> str:
        return self.file_name


class ColumnMap(Stamped):
    """How one school's export names its columns, remembered from the last time."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=15, choices=CHOICES, default=Kind.TERMLY.value)
    columns = models.JSONField(
        default=dict, help_text="Our field to their header, e.g. {'reading': 'Y6 Rdg Aut'}."
    )
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "kind"], name="monitoring_columnmap_once_a_kind"
            )
        ]

    def __str__(self) -> str:
        return f"Columns of {self.school}"
