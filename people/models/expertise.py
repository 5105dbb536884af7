"""What somebody says they are good at, who has confirmed it, and until when it holds."""

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from core.workflow import Workflow
from people.models.areas import Area, KeyStage
from people.models.persons import Entered, Person
from people.rules.kinds import LEGACY, standing
from people.rules.npqs import NPQS
from schools.models import Phase


class ClaimState(models.TextChoices):
    CLAIMED = "claimed", "Claimed"
    CONFIRMED = "confirmed", "Confirmed"
    LAPSED = "lapsed", "Lapsed"


EXPERTISE = Workflow(
    "claim of expertise",
    {
        ClaimState.CLAIMED: frozenset({ClaimState.CONFIRMED, ClaimState.LAPSED}),
        ClaimState.CONFIRMED: frozenset({ClaimState.CLAIMED, ClaimState.LAPSED}),
        ClaimState.LAPSED: frozenset(),
    },
)


class ExpertiseQuerySet(models.QuerySet["Expertise"]):
    def usable(self, on: date | None = None) -> "ExpertiseQuerySet":
        """Claimed or confirmed and not over, legacy titles among them: what people can do."""
        on = on or timezone.localdate()
        live = Q(ends_on=None) | Q(ends_on__gte=on)
        return self.filter(live).exclude(state=ClaimState.LAPSED)

    def in_standing(self, standing: str) -> "ExpertiseQuerySet":
        """Those whose `standing` is this, asked of the database."""
        over = Q(state=ClaimState.LAPSED) | Q(ends_on__lt=timezone.localdate())
        if standing == "lapsed":
            return self.filter(over)
        if standing == "legacy":
            return self.usable().filter(kind__in=LEGACY)
        state = ClaimState.CONFIRMED if standing == "current" else ClaimState.CLAIMED
        return self.usable().exclude(kind__in=LEGACY).filter(state=state)

    def for_listing(self) -> "ExpertiseQuerySet":
        return self.select_related("area", "confirmed_by").order_by("kind", "area__name", "pk")


class Expertise(Entered):
    """One thing somebody is good at, of a kind the model's edition names by `kind`.

    Changing a confirmed claim makes it a claim again. A claim that is over lapses; it is kept.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="expertise")
    kind = models.SlugField(max_length=40)
    area = models.ForeignKey(
        Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    key_stage = models.CharField(max_length=4, choices=KeyStage, blank=True)
    phase = models.CharField(max_length=16, choices=Phase, blank=True)
    state = models.CharField(max_length=9, choices=ClaimState, default=ClaimState.CLAIMED)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True, help_text="The last day it holds.")
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+", help_text="Empty where a register said so.",
    )  # fmt: skip
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = ExpertiseQuerySet.as_manager()

    class Meta:
        ordering = ["person", "kind", "pk"]
        verbose_name_plural = "expertise"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                name="people_expertise_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None, confirmed_by=None)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="people_expertise_confirmation_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | Q(confirmed_at__isnull=False),
                name="people_expertise_confirmed_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.subject}" if self.subject else self.kind

    @property
    def subject(self) -> str:
        return " ".join(filter(None, [self.area.name if self.area else "", self.key_stage]))

    @property
    def standing(self) -> str:
        """`current`, `claimed`, `legacy` or `lapsed`: a legacy title is never current."""
        return standing(self.kind, self.state, self.ends_on, timezone.localdate())


class Qualification(Entered):
    """A national professional qualification. `written` is how the sheet had it."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="qualifications")
    code = models.CharField(max_length=10, choices=[(code, code) for code in NPQS])
    written = models.CharField(max_length=40, blank=True)
    awarded_on = models.DateField(null=True, blank=True)

    class Privacy:
        holds = {"code", "written"}
        keep_for = timedelta(days=365 * 6)

    class Meta:
        ordering = ["person", "code"]
        constraints = [
            models.UniqueConstraint(fields=["person", "code"], name="people_npq_once_a_person")
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def words(self) -> str:
        return NPQS[self.code]

    @property
    def was_mapped(self) -> bool:
        return bool(self.written) and self.written.upper().replace(" ", "") != self.code
