"""What people are good at: a small taxonomy that a trust adds to."""

from django.db import models

from core.models import Stamped


class KeyStage(models.TextChoices):
    EYFS = "EYFS", "EYFS"
    KS1 = "KS1", "KS1"
    KS2 = "KS2", "KS2"
    KS3 = "KS3", "KS3"
    KS4 = "KS4", "KS4"
    KS5 = "KS5", "KS5"


class Area(Stamped):
    """A subject or aspect of school life. Who is good at it is good at what it covers as well."""

    name = models.CharField(max_length=120, unique=True)
    spellings = models.CharField(
        max_length=300, blank=True, help_text="Other words for it, with commas between."
    )
    covers = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="covered_by",
        help_text="Narrower areas: Maths covers Maths Mastery.",
    )  # fmt: skip
    made_in = models.ForeignKey(
        "people.RegisterImport", null=True, blank=True, editable=False,
        on_delete=models.SET_NULL, related_name="areas",
    )  # fmt: skip

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
