"""Who works where, with how much time, and whether they may be lent."""

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Prefetch, Q
from django.utils import timezone

from core.models import Stamped
from core.workflow import Workflow
from people.models.areas import Area, KeyStage
from people.models.imports import RegisterImport
from people.rules.cells import FULL_TIME
from schools.models import School


def dated(on: date | None) -> Q:
    """What is true on a day (today unless said) of rows with a first and a last day."""
    on = on or timezone.localdate()
    return Q(Q(starts_on=None) | Q(starts_on__lte=on), Q(ends_on=None) | Q(ends_on__gte=on))


class Entered(Stamped):
    """A row of the register. `version` is raised by every change, so that undoing an import leaves
    alone what somebody has touched, and two windows cannot overwrite each other.
    """

    made_in = models.ForeignKey(
        RegisterImport, null=True, blank=True, editable=False,
        on_delete=models.SET_NULL, related_name="%(class)s_rows",
    )  # fmt: skip
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True


class PersonQuerySet(models.QuerySet["Person"]):
    def for_listing(self) -> "PersonQuerySet":
        today = Employment.objects.current().select_related("school")
        return self.prefetch_related(
            Prefetch("employments", queryset=today, to_attr="work"),
            "expertise__area",
        ).order_by("name", "pk")


class Person(Entered):
    """Somebody who works for the trust, with or without a login."""

    name = models.CharField(max_length=120)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True,
        on_delete=models.SET_NULL, related_name="+",
    )  # fmt: skip
    also_written = models.CharField(
        max_length=300, blank=True, help_text="Other ways the name was written, by your answers."
    )

    objects = PersonQuerySet.as_manager()
    work: "list[Employment]"  # what holds today, where `for_listing` asked

    class Privacy:
        holds = {"name", "also_written"}
        keep_for = timedelta(days=365 * 6)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return self.name


class EmploymentQuerySet(models.QuerySet["Employment"]):
    def current(self, on: date | None = None) -> "EmploymentQuerySet":
        return self.filter(dated(on))


class Employment(Entered):
    """A person's work at a school or in the central team, between two dates.

    Without a school it is the central team's, or (with a `label`) at what a sheet called a school
    and nobody has said which. FTE is in hundredths: 20 is 0.2 of full time.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="employments")
    school = models.ForeignKey(
        School, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    label = models.CharField(max_length=200, blank=True)
    post_code = models.SlugField(
        max_length=40, blank=True, help_text="The code of a post of the model's edition."
    )
    fte_hundredths = models.PositiveSmallIntegerField(null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True, help_text="The last day.")
    ended_in = models.ForeignKey(
        RegisterImport, null=True, blank=True, editable=False,
        on_delete=models.SET_NULL, related_name="ended_employments",
    )  # fmt: skip

    objects = EmploymentQuerySet.as_manager()

    class Meta:
        ordering = ["person", "starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                name="people_employment_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(fte_hundredths=None) | Q(fte_hundredths__range=(1, FULL_TIME)),
                name="people_employment_is_part_of_full_time",
            ),
            models.CheckConstraint(
                condition=Q(school=None) | Q(label=""), name="people_employment_has_one_place"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.where}"

    @property
    def where(self) -> str:
        return str(self.school or self.label or "Central team")

    @property
    def is_central(self) -> bool:
        return self.school_id is None and not self.label


class UnnamedCapacity(Entered):
    """Places a register has no name for: a vacancy, or “Science SLE x4”."""

    name = models.CharField(max_length=120)
    places = models.PositiveSmallIntegerField(default=1)
    school = models.ForeignKey(
        School, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    label = models.CharField(max_length=200, blank=True)
    kind = models.SlugField(max_length=40, blank=True)
    area = models.ForeignKey(
        Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    key_stage = models.CharField(max_length=4, choices=KeyStage, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "unnamed capacity"
        constraints = [
            models.CheckConstraint(condition=Q(places__gte=1), name="people_unnamed_has_a_place")
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.places} places" if self.places > 1 else self.name

    @property
    def where(self) -> str:
        return str(self.school or self.label or "Central team")


class ReleaseState(models.TextChoices):
    OFFERED = "offered", "Waiting for the school"
    AGREED = "agreed", "Agreed"
    DECLINED = "declined", "Not agreed"


RELEASE = Workflow(
    "release",
    {ReleaseState.OFFERED: frozenset({ReleaseState.AGREED, ReleaseState.DECLINED})},
)


class Release(Stamped):
    """Days somebody can give to other schools, and whether the school they work at agrees."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="releases")
    school = models.ForeignKey(
        School, on_delete=models.PROTECT, related_name="+", help_text="The home school."
    )
    quarter_days = models.PositiveSmallIntegerField(help_text="In all, between the two days.")
    starts_on = models.DateField()
    ends_on = models.DateField()
    note = models.CharField(max_length=200, blank=True, help_text="Such as “Not on Fridays”.")
    state = models.CharField(max_length=8, choices=ReleaseState, default=ReleaseState.OFFERED)
    reason = models.CharField(max_length=300, blank=True, help_text="Why it was not agreed.")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Privacy:
        holds = {"note", "reason"}
        keep_for = timedelta(days=365 * 3)

    class Meta:
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="people_release_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(quarter_days__gte=1), name="people_release_takes_time"
            ),
            models.CheckConstraint(
                condition=Q(state="offered", decided_at=None, decided_by=None)
                | (~Q(state="offered") & Q(decided_at__isnull=False, decided_by__isnull=False)),
                name="people_release_decided_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(reason=""),
                name="people_release_declined_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.starts_on:%d %b %Y} to {self.ends_on:%d %b %Y}"


class ConflictOfInterest(Stamped):
    """A school somebody should not be sent to, and why, such as a partner who works there."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="conflicts")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    starts_on = models.DateField(default=timezone.localdate)
    ends_on = models.DateField(null=True, blank=True)

    class Privacy:
        holds = {"reason"}
        keep_for = timedelta(days=365 * 3)

    class Meta:
        ordering = ["-starts_on", "-pk"]
        verbose_name_plural = "conflicts of interest"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="people_conflict_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} and {self.school}"
