from django.db import models

from core.models import Stamped


class ImportRun(Stamped):
    """One reading of a published file: what the journal points at, and where the rows came from."""

    kind = models.CharField(max_length=40)
    source = models.CharField(max_length=300, help_text="The names of the files.")
    read = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    skipped = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.kind} from {self.source}"
