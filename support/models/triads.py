"""The rota of a year: which schools meet as a triad in which term."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.models import Stamped
from core.workflow import Workflow
from core.years import AcademicYear
from schools.models import School, TermName


class RotaState(models.TextChoices):
    DRAFT = "draft", "Draft"
    PUBLISHED = "published", "Published"
    DISCARDED = "discarded", "Discarded"


TRIAD_ROTA = Workflow(
    name="rota of triads",
    moves={
        RotaState.DRAFT: frozenset({RotaState.PUBLISHED, RotaState.DISCARDED}),
        RotaState.PUBLISHED: frozenset(),
        RotaState.DISCARDED: frozenset(),
    },
)


class RotaQuerySet(models.QuerySet["TriadRota"]):
    def standing(self) -> "RotaQuerySet":
        return self.exclude(state=RotaState.DISCARDED)

    def published(self) -> "RotaQuerySet":
        return self.filter(state=RotaState.PUBLISHED)


class TriadRota(Stamped):
    """Who meets whom each term of a year. A draft is seen by those who plan it and nobody else."""

    start_year = models.PositiveSmallIntegerField(help_text="2026 for the year 2026/27.")
    apart = models.PositiveSmallIntegerField(
        help_text="No two schools are to meet twice within so many terms."
    )
    is_proved = models.BooleanField(
        default=False, help_text="As it was solved, nobody could do with fewer repeats."
    )
    state = models.CharField(max_length=9, choices=RotaState, default=RotaState.DRAFT)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = RotaQuerySet.as_manager()

    class Meta:
        ordering = ["-start_year", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["start_year"],
                condition=~Q(state="discarded"),
                name="support_rota_one_a_year",
            ),
            models.CheckConstraint(
                condition=Q(apart__gte=1, apart__lte=9), name="support_rota_apart_is_terms"
            ),
            models.CheckConstraint(
                condition=Q(published_at=None, published_by=None)
                | Q(published_at__isnull=False, published_by__isnull=False),
                name="support_rota_published_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_at__isnull=False),
                name="support_rota_published_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"Triads {self.year}"

    @property
    def year(self) -> AcademicYear:
        return AcademicYear(self.start_year)


class Triad(Stamped):
    """Three schools (or four, or five) that challenge each other in a term."""

    rota = models.ForeignKey(TriadRota, on_delete=models.CASCADE, related_name="triads")
    term = models.CharField(max_length=6, choices=TermName)
    number = models.PositiveSmallIntegerField()
    schools: "models.ManyToManyField[School, TriadPlace]" = models.ManyToManyField(
        School, through="TriadPlace", related_name="+"
    )

    class Meta:
        ordering = ["rota", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["rota", "term", "number"], name="support_triad_number_once"
            )
        ]

    def __str__(self) -> str:
        return f"Triad {self.number}, {self.term_name}"

    @property
    def term_name(self) -> str:
        """Autumn 2026, as the rules call it."""
        year = self.rota.year
        in_year = year.start_year if self.term == TermName.AUTUMN else year.end_year
        return f"{TermName(self.term).label} {in_year}"


class TriadPlace(Stamped):
    """A school in a triad. Rota and term are those of the triad: a school has one place in each."""

    triad = models.ForeignKey(Triad, on_delete=models.CASCADE, related_name="places")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    rota = models.ForeignKey(TriadRota, on_delete=models.CASCADE, related_name="+")
    term = models.CharField(max_length=6, choices=TermName)

    class Meta:
        ordering = ["triad", "school__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["rota", "term", "school"], name="support_triad_place_once_a_term"
            )
        ]

    def __str__(self) -> str:
        return f"{self.school} in {self.triad}"
