"""The pupil premium strategy statement, in the parts of the DfE's template. Money is in pence."""

from datetime import timedelta

from django.db import models

from planning.models.plans import Plan, Section


class PremiumStatement(Section):
    plan = models.OneToOneField(Plan, on_delete=models.CASCADE, related_name="statement")
    years_covered = models.CharField(max_length=40, blank=True)
    publish_on = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    authorised_by = models.CharField(max_length=120, blank=True, help_text="A post.")
    lead = models.CharField(max_length=120, blank=True, help_text="A post.")
    governor_lead = models.CharField(max_length=120, blank=True, help_text="A post.")
    allocation_pence = models.PositiveIntegerField(default=0)
    carried_forward_pence = models.PositiveIntegerField(default=0)
    intent = models.TextField(blank=True)
    review = models.TextField(blank=True, help_text="Part B: the outcomes of last year.")
    programmes = models.TextField(blank=True, help_text="Externally provided programmes.")
    service_pupils = models.TextField(blank=True, help_text="Service pupil premium, if any.")

    class Privacy:
        holds = {"review"}
        keep_for = timedelta(days=365 * 6)

    def __str__(self) -> str:
        return f"Statement: {self.plan}"

    @property
    def budget_pence(self) -> int:
        return self.allocation_pence + self.carried_forward_pence


class Challenge(models.Model):
    """A challenge disadvantaged pupils meet; activities name it by its number."""

    statement = models.ForeignKey(
        PremiumStatement, on_delete=models.CASCADE, related_name="challenges"
    )
    number = models.PositiveSmallIntegerField()
    text = models.TextField()

    class Meta:
        ordering = ["statement", "number", "pk"]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"


class IntendedOutcome(models.Model):
    statement = models.ForeignKey(
        PremiumStatement, on_delete=models.CASCADE, related_name="outcomes"
    )
    position = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(max_length=400)
    criteria = models.TextField(blank=True, help_text="How the school will know.")

    class Meta:
        ordering = ["statement", "position", "pk"]

    def __str__(self) -> str:
        return self.text


class Tier(models.TextChoices):
    TEACHING = "teaching", "Teaching"
    TARGETED = "targeted", "Targeted academic support"
    WIDER = "wider", "Wider strategies"


class StrategyActivity(models.Model):
    statement = models.ForeignKey(
        PremiumStatement, on_delete=models.CASCADE, related_name="activities"
    )
    position = models.PositiveSmallIntegerField(default=0)
    tier = models.CharField(max_length=8, choices=Tier)
    text = models.CharField(max_length=400)
    evidence = models.TextField(blank=True, help_text="What supports the approach.")
    cost_pence = models.PositiveIntegerField(default=0)
    answers = models.CharField(
        max_length=60, blank=True, help_text="Numbers of the challenges it answers: 1, 3."
    )

    class Meta:
        ordering = ["statement", "position", "pk"]
        verbose_name_plural = "strategy activities"

    def __str__(self) -> str:
        return self.text
