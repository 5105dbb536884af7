"""A self-evaluation by the areas of one framework, and what each area rests on."""

from datetime import timedelta

from django.db import models

from banding.models import EvidenceKind
from planning.models.plans import Plan, Section


class SelfEvaluationArea(Section):
    """One area, in the words of the framework chosen. A judgement is one of its words, or none."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="areas")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40, help_text="The framework's or the aspect's.")
    label = models.CharField(max_length=120)
    words = models.JSONField(
        default=list, blank=True, help_text="The judgements the framework has, best first."
    )
    judgement = models.CharField(max_length=60, blank=True)
    narrative = models.TextField(blank=True)
    strengths = models.TextField(blank=True)

    class Privacy:
        holds = {"narrative", "strengths"}
        keep_for = timedelta(days=365 * 6)

    class Meta:
        ordering = ["plan", "position"]
        constraints = [models.UniqueConstraint(fields=["plan", "code"], name="planning_area_once")]

    def __str__(self) -> str:
        return self.label


class DevelopmentPoint(models.Model):
    """Something to get better, which one press turns into a priority of the improvement plan."""

    area = models.ForeignKey(SelfEvaluationArea, on_delete=models.CASCADE, related_name="points")
    position = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(max_length=400)
    action = models.CharField(max_length=400, blank=True)
    priority = models.ForeignKey(
        "planning.Priority", null=True, blank=True, on_delete=models.SET_NULL, related_name="points"
    )

    class Meta:
        ordering = ["area", "position", "pk"]

    def __str__(self) -> str:
        return self.text


class AreaEvidence(models.Model):
    """What an area rests on, as it read when it was linked (see `banding.evidence`)."""

    area = models.ForeignKey(SelfEvaluationArea, on_delete=models.CASCADE, related_name="evidence")
    kind = models.CharField(max_length=10, choices=EvidenceKind)
    key = models.CharField(max_length=80, blank=True, help_text="Which one, to whoever offered it.")
    text = models.CharField(max_length=300)
    on = models.DateField(null=True, blank=True)
    url = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["area", "pk"]
        verbose_name_plural = "evidence"
        constraints = [
            models.UniqueConstraint(
                fields=["area", "kind", "key", "text"], name="planning_evidence_once_an_area"
            )
        ]

    def __str__(self) -> str:
        return self.text
