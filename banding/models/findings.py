"""What a judgement rests on: each criterion looked at, with its evidence, and the profile."""

from django.db import models

from banding.models.contents import Aspect
from banding.models.decisions import BandDecision
from banding.models.rulebook import Criterion, Level


class Answer(models.TextChoices):
    MET = "met", "Met"
    NOT_MET = "not_met", "Not met"
    UNKNOWN = "unknown", "Not yet known"


class Finding(models.Model):
    """One criterion of the edition, looked at for one decision."""

    decision = models.ForeignKey(BandDecision, on_delete=models.CASCADE, related_name="findings")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=7, choices=Answer, default=Answer.UNKNOWN)
    comment = models.TextField(blank=True)

    class Meta:
        ordering = ["decision", "criterion__level__rank", "criterion__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "criterion"], name="banding_finding_once_a_criterion"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_answer_display()}: {self.criterion}"


class EvidenceKind(models.TextChoices):
    INSPECTION = "inspection", "Inspection"
    FIGURES = "figures", "Figures"
    VISIT = "visit", "Visit note"
    DEPLOYMENT = "deployment", "Support given to another school"
    OTHER = "other", "Other evidence"


class Evidence(models.Model):
    """What a finding rests on, as it read when it was linked; `url` leads to the thing itself.

    It has no foreign key, because later rooms offer evidence too (see `banding.evidence`).
    """

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="evidence")
    kind = models.CharField(max_length=10, choices=EvidenceKind)
    key = models.CharField(max_length=80, blank=True, help_text="Which one, to whoever offered it.")
    text = models.CharField(max_length=300)
    on = models.DateField(null=True, blank=True)
    url = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["finding", "pk"]
        verbose_name_plural = "evidence"
        constraints = [
            models.UniqueConstraint(
                fields=["finding", "kind", "key", "text"], name="banding_evidence_once_a_finding"
            )
        ]

    def __str__(self) -> str:
        return self.text


class AspectFinding(models.Model):
    """Where one aspect of the profile stands; aspects may stand on different levels."""

    decision = models.ForeignKey(BandDecision, on_delete=models.CASCADE, related_name="profile")
    aspect = models.ForeignKey(Aspect, on_delete=models.PROTECT, related_name="+")
    level = models.ForeignKey(
        Level, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    comment = models.TextField(blank=True)

    class Meta:
        ordering = ["decision", "aspect__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "aspect"], name="banding_aspect_finding_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.aspect}: {self.level or 'not yet known'}"
