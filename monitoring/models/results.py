"""Published results as they were published, with the figures of England and its areas."""

from decimal import Decimal

from django.db import models
from django.db.models import Q

from core.models import Stamped
from core.years import AcademicYear
from monitoring.models.codes import PupilGroup
from monitoring.rules.measures import MORE_GROUPS, measure_label

GROUPS = [*PupilGroup.choices, *MORE_GROUPS.items()]


class Dataset(models.TextChoices):
    """Where results come from. Two that cover the same year stand side by side."""

    KS2_SCHOOLS = "ks2_schools", "Key stage 2 performance tables"
    KS2_LONG = "ks2_long", "Key stage 2 by school, Explore education statistics"
    KS2_REDUCED = "ks2_reduced", "Key stage 2 performance tables, a shortened copy"
    KS2_TRUSTS = "ks2_trusts", "Key stage 2 performance tables by trust"
    BENCHMARKS = "benchmarks", "National and local figures"


class Stage(models.TextChoices):
    """How settled a published figure is; a later stage replaces an earlier one."""

    YEAR_TO_DATE = "year_to_date", "Year to date"
    PROVISIONAL = "provisional", "Provisional"
    AS_PUBLISHED = "as_published", "As published"
    REVISED = "revised", "Revised"
    FINAL = "final", "Final"


class ResultsImport(Stamped):
    """One file that brought something new: its name, its stage and what became of its rows."""

    dataset = models.CharField(max_length=12, choices=Dataset)
    stage = models.CharField(max_length=12, choices=Stage)
    file_name = models.CharField(max_length=200)
    report = models.JSONField(default=dict, help_text="Rows read, created, changed and so on.")

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.get_stage_display().lower()})"


class ResultSetQuerySet(models.QuerySet["ResultSet"]):
    def current(self) -> "ResultSetQuerySet":
        return self.filter(superseded_at=None)


class ResultSet(Stamped):
    """All that one file says about one school (by its URN at the time) or one trust, in one year.

    A later release supersedes the whole set and the old one is kept. Trust totals are weighted by
    time in the trust, so they are stored as published and never recomputed (formats.md 3c).
    """

    source = models.ForeignKey(ResultsImport, on_delete=models.PROTECT, related_name="sets")
    dataset = models.CharField(max_length=12, choices=Dataset)
    start_year = models.PositiveSmallIntegerField(help_text="The year the academic year starts in.")
    urn = models.PositiveIntegerField(null=True, blank=True, db_index=True)
    trust_uid = models.PositiveIntegerField(null=True, blank=True)
    name = models.CharField(max_length=200, blank=True)
    la_code = models.CharField(max_length=3, blank=True)
    school_type = models.CharField(max_length=5, blank=True, help_text="NFTYPE: AC, CY, VA …")
    is_special = models.BooleanField(default=False)
    missing = models.CharField(max_length=8, blank=True, help_text="NEW: nothing to report yet.")
    context = models.JSONField(default=dict, blank=True, help_text="A trust's lists of schools.")
    content_hash = models.CharField(max_length=40)
    superseded_at = models.DateTimeField(null=True, blank=True)

    objects = ResultSetQuerySet.as_manager()

    class Meta:
        ordering = ["start_year"]
        constraints = [
            models.CheckConstraint(
                condition=Q(urn__isnull=False, trust_uid=None)
                | Q(urn=None, trust_uid__isnull=False),
                name="monitoring_resultset_school_or_trust",
            ),
            models.UniqueConstraint(
                fields=["start_year", "dataset", "urn"],
                condition=Q(superseded_at=None, trust_uid=None),
                name="monitoring_resultset_one_stands_per_school",
            ),
            models.UniqueConstraint(
                fields=["start_year", "dataset", "trust_uid"],
                condition=Q(superseded_at=None, urn=None),
                name="monitoring_resultset_one_stands_per_trust",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {AcademicYear(self.start_year)}"

    @property
    def key(self) -> tuple[int, int | None, int | None]:
        return self.start_year, self.urn, self.trust_uid


class PublishedResult(models.Model):
    """One figure: a value, or the code that stood in its place. A blank cell has no row here."""

    result_set = models.ForeignKey(
        ResultSet,
        on_delete=models.CASCADE,
        related_name="results",
        db_index=False,  # the unique rule starts with it; a second index halves an England import
    )
    measure = models.CharField(max_length=30)
    group = models.CharField(max_length=8, choices=GROUPS)
    value = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    missing = models.CharField(max_length=8, blank=True, help_text="SUPP, NA, NE, LOWCOV …")
    lower = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    upper = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    band = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Of progress: 1 well above average to 5 well below."
    )
    coverage = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Of progress: percent of pupils it is made from."
    )
    pupils = models.PositiveIntegerField(
        null=True, blank=True, help_text="Eligible pupils of the group, when shown."
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["result_set", "measure", "group"], name="monitoring_result_once"
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False, missing="") | (Q(value=None) & ~Q(missing="")),
                name="monitoring_result_value_or_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{measure_label(self.measure)}, {self.group}: {self.missing or self.value}"


class AreaLevel(models.TextChoices):
    NATIONAL = "national", "England"
    REGION = "region", "Region"
    LA = "la", "Local authority"


class Coverage(models.TextChoices):
    """Which schools a figure is made from. The two differ, so they are never mixed."""

    STATE_FUNDED = "state_funded", "state-funded"
    ALL_SCHOOLS = "all_schools", "all schools"


class Publication(models.TextChoices):
    """Official sources, the preferred one first: two of them can differ by a point."""

    KS2_TABLES = "ks2_tables", "performance tables"
    KS2_TABLES_LATER = "ks2_tables_later", "performance tables of a later year"
    LAIT = "lait", "LA Interactive Tool"
    OTHER = "other", "other"


class BenchmarkQuerySet(models.QuerySet["Benchmark"]):
    def current(self) -> "BenchmarkQuerySet":
        return self.filter(superseded_at=None)


class Benchmark(Stamped):
    """A figure of England, a region or a local authority, with everything needed to cite it."""

    measure = models.CharField(max_length=60)
    group = models.CharField(max_length=8, choices=GROUPS, default=PupilGroup.ALL)
    start_year = models.PositiveSmallIntegerField(help_text="The year the academic year starts in.")
    phase = models.CharField(max_length=10, help_text="primary, secondary, special or all.")
    level = models.CharField(max_length=8, choices=AreaLevel)
    area = models.SlugField(max_length=60, help_text="england, surrey …")
    area_name = models.CharField(max_length=60)
    coverage = models.CharField(max_length=12, choices=Coverage)
    status = models.CharField(max_length=12, choices=Stage)
    value = models.DecimalField(max_digits=12, decimal_places=4, null=True, blank=True)
    missing = models.CharField(max_length=8, blank=True, help_text="Why there is no value.")
    places = models.PositiveSmallIntegerField(default=0, help_text="Decimals as published.")
    pupils = models.PositiveIntegerField(null=True, blank=True)
    publication = models.CharField(max_length=16, choices=Publication)
    source = models.CharField(max_length=120, help_text="The table, series or file it is from.")
    superseded_at = models.DateTimeField(null=True, blank=True)

    objects = BenchmarkQuerySet.as_manager()

    class Meta:
        ordering = ["measure", "group", "start_year"]
        indexes = [
            models.Index(
                fields=["measure", "group", "start_year"], name="monitoring_benchmark_lookup"
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "measure",
                    "group",
                    "start_year",
                    "phase",
                    "level",
                    "area",
                    "coverage",
                    "source",
                ],
                condition=Q(superseded_at=None),
                name="monitoring_benchmark_one_stands",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False, missing="") | (Q(value=None) & ~Q(missing="")),
                name="monitoring_benchmark_value_or_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{measure_label(self.measure)}, {self.group}, {AcademicYear(self.start_year)}"

    @property
    def shown(self) -> Decimal | None:
        """The value with the decimals it was published with."""
        return None if self.value is None else round(self.value, self.places)
