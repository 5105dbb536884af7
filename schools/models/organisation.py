from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from core.models import Stamped


class Trust(Stamped):
    """The trust this installation belongs to, and how it wants its figures shown."""

    name = models.CharField(max_length=200)
    group_uid = models.PositiveIntegerField(
        null=True, blank=True, unique=True, help_text="The trust's UID in GIAS."
    )
    smallest_group = models.PositiveSmallIntegerField(
        default=6,
        choices=[(n, f"Fewer than {n} pupils") for n in (5, 6, 10, 11)],
        help_text="Figures of smaller groups are withheld beyond the school.",
    )
    notice = models.CharField(
        max_length=200,
        blank=True,
        help_text="A sentence for the foot of every page and report, such as what is invented.",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(smallest_group__in=[5, 6, 10, 11]),
                name="schools_trust_smallest_group_is_allowed",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Hub(Stamped):
    """A cluster of schools; a role may be held for one."""

    name = models.CharField(max_length=120, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Phase(models.TextChoices):
    """The app's own phases: in GIAS a special school has no phase (domain-reference 6.1)."""

    NURSERY = "nursery", "Nursery"
    PRIMARY = "primary", "Primary"
    MIDDLE_PRIMARY = "middle_primary", "Middle, deemed primary"
    SECONDARY = "secondary", "Secondary"
    MIDDLE_SECONDARY = "middle_secondary", "Middle, deemed secondary"
    ALL_THROUGH = "all_through", "All-through"
    SPECIAL = "special", "Special"
    AP = "ap", "Alternative provision"
    POST16 = "post16", "16 plus"
    UNKNOWN = "unknown", "Not known"


class SchoolQuerySet(models.QuerySet["School"]):
    def members(self, on: date | None = None) -> "SchoolQuerySet":
        """Schools that are in the trust on a day (today unless said)."""
        on = on or timezone.localdate()
        current = TrustMembership.objects.filter(
            Q(ends_on=None) | Q(ends_on__gte=on), starts_on__lte=on
        )
        return self.filter(pk__in=current.values("school"))


class School(Stamped):
    """One legal school: a new URN is a new school, with an EstablishmentLink to the old one."""

    urn = models.PositiveIntegerField(unique=True)
    name = models.CharField(max_length=200)
    phase = models.CharField(max_length=16, choices=Phase, default=Phase.UNKNOWN)
    type_name = models.CharField(max_length=100, blank=True)
    is_open = models.BooleanField(default=True)
    laestab = models.CharField(max_length=7, blank=True, help_text="LA and number, e.g. 8102902.")
    la_name = models.CharField(max_length=100, blank=True)
    ukprn = models.CharField(max_length=8, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    low_age = models.PositiveSmallIntegerField(null=True, blank=True)
    high_age = models.PositiveSmallIntegerField(null=True, blank=True)
    capacity = models.PositiveIntegerField(null=True, blank=True)
    pupils = models.PositiveIntegerField(null=True, blank=True)
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    easting = models.PositiveIntegerField(null=True, blank=True)
    northing = models.PositiveIntegerField(null=True, blank=True)
    hub = models.ForeignKey(
        Hub, null=True, blank=True, on_delete=models.SET_NULL, related_name="schools"
    )

    objects = SchoolQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(low_age=None) | Q(high_age=None) | Q(high_age__gte=F("low_age")),
                name="schools_school_ages_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_special(self) -> bool:
        return self.phase == Phase.SPECIAL


class TrustMembership(Stamped):
    """A school's time in the trust."""

    trust = models.ForeignKey(Trust, on_delete=models.PROTECT, related_name="memberships")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="memberships")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="schools_membership_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["school"],
                condition=Q(ends_on=None),
                name="schools_membership_one_open_per_school",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school} in {self.trust} from {self.starts_on}"


class EstablishmentLink(Stamped):
    """GIAS's link between two URNs. A link may be missing one way, so read both directions."""

    urn = models.PositiveIntegerField(db_index=True)
    linked_urn = models.PositiveIntegerField(db_index=True)
    linked_name = models.CharField(max_length=200, blank=True)
    link_type = models.CharField(max_length=60)
    established_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["urn", "linked_urn", "link_type"], name="schools_link_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.urn} {self.link_type} {self.linked_urn}"
