"""What-if: a named copy of the present with changes. Nothing in it is live."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from banding.models.contents import Post
from banding.models.rulebook import Edition, Level, OfferLine
from core.models import Stamped
from core.workflow import Workflow
from schools.models import School


class ScenarioState(models.TextChoices):
    OPEN = "open", "Being tried"
    PROPOSED = "proposed", "Turned into proposals"
    DISCARDED = "discarded", "Discarded"


SCENARIO = Workflow(
    name="scenario",
    moves={
        ScenarioState.OPEN: frozenset({ScenarioState.PROPOSED, ScenarioState.DISCARDED}),
        ScenarioState.PROPOSED: frozenset(),
        ScenarioState.DISCARDED: frozenset(),
    },
)


class Scenario(Stamped):
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="scenarios")
    name = models.CharField(max_length=120)
    from_date = models.DateField(help_text="The day its levels would count from.")
    state = models.CharField(max_length=9, choices=ScenarioState, default=ScenarioState.OPEN)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "name"],
                condition=~Q(state="discarded"),
                name="banding_scenario_name_once",
            )
        ]

    def __str__(self) -> str:
        return self.name


class ChangeKind(models.TextChoices):
    LEVEL = "level", "A school on another level"
    ADD_SCHOOL = "add_school", "A school more"
    REMOVE_SCHOOL = "remove_school", "A school less"
    OFFER = "offer", "Other days of an activity"
    CAPACITY = "capacity", "Other capacity of a post"


class ScenarioChange(models.Model):
    """One difference from the present. Which fields it uses follows from its kind."""

    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=13, choices=ChangeKind)
    school = models.ForeignKey(
        School, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(
        max_length=120, blank=True, help_text="Of a school more that is not known here."
    )
    level = models.ForeignKey(
        Level, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    offer_line = models.ForeignKey(
        OfferLine, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    quarter_days = models.PositiveSmallIntegerField(null=True, blank=True)
    post = models.ForeignKey(
        Post, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    fte = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    deployable_percent = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["scenario", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["scenario", "kind", "school"], name="banding_change_one_a_school"
            ),
            models.UniqueConstraint(
                fields=["scenario", "offer_line"], name="banding_change_one_a_line"
            ),
            models.UniqueConstraint(fields=["scenario", "post"], name="banding_change_one_a_post"),
            models.CheckConstraint(
                condition=Q(kind="level", school__isnull=False, level__isnull=False)
                | Q(kind="remove_school", school__isnull=False)
                | (Q(kind="add_school") & (Q(school__isnull=False) | ~Q(name="")))
                | Q(kind="offer", offer_line__isnull=False, quarter_days__isnull=False)
                | Q(
                    kind="capacity",
                    post__isnull=False,
                    fte__isnull=False,
                    deployable_percent__isnull=False,
                ),
                name="banding_change_says_what_its_kind_needs",
            ),
        ]

    def __str__(self) -> str:
        return (
            f"{self.get_kind_display()}: {self.school or self.name or self.offer_line or self.post}"
        )
