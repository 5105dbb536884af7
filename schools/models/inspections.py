"""Inspections of all regimes side by side. Nothing converts a grade of one scale into another."""

from django.db import models
from django.db.models import F, Q

from core.models import Stamped


class GradeScale(models.Model):
    code = models.CharField(max_length=30, unique=True)
    name = models.CharField(max_length=100)

    def __str__(self) -> str:
        return self.name


class Grade(models.Model):
    """`rank` orders grades of one scale, higher is better; across scales it means nothing."""

    scale = models.ForeignKey(GradeScale, on_delete=models.PROTECT, related_name="grades")
    code = models.CharField(max_length=20)
    label = models.CharField(max_length=60)
    rank = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["scale", "-rank"]
        constraints = [
            models.UniqueConstraint(fields=["scale", "code"], name="schools_grade_code_once"),
            models.UniqueConstraint(fields=["scale", "rank"], name="schools_grade_rank_once"),
            # NA reads as needs attention, as not applicable and as not available.
            models.CheckConstraint(condition=~Q(code="NA"), name="schools_grade_is_never_na"),
        ]

    def __str__(self) -> str:
        return self.label


class InspectionFramework(models.Model):
    """A regime and the inspection start dates it applies to."""

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=120)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    has_overall_grade = models.BooleanField()

    class Meta:
        ordering = ["valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="schools_framework_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return self.name


class EvaluationArea(models.Model):
    """What a regime grades. `is_provision` marks early years and sixth form, which not all have."""

    framework = models.ForeignKey(
        InspectionFramework, on_delete=models.PROTECT, related_name="areas"
    )
    code = models.CharField(max_length=10)
    label = models.CharField(max_length=100)
    sort = models.PositiveSmallIntegerField()
    is_provision = models.BooleanField(default=False)
    scale = models.ForeignKey(GradeScale, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["framework", "sort"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "code"], name="schools_area_code_once")
        ]

    def __str__(self) -> str:
        return self.label


class InspectionKind(models.TextChoices):
    GRADED = "graded", "Graded inspection"
    UNGRADED = "ungraded", "Ungraded inspection"


class Safeguarding(models.TextChoices):
    """Two vocabularies, kept apart: effective until November 2025, met since."""

    EFFECTIVE = "effective", "Effective"
    INEFFECTIVE = "ineffective", "Not effective"
    MET = "met", "Met"
    NOT_MET = "not_met", "Not met"
    NOT_RECORDED = "not_recorded", "Not recorded"


class Category(models.TextChoices):
    """Ofsted's stated category of concern. None found is not the same as not stated."""

    NOT_STATED = "", "Not stated"
    NO_CATEGORY = "none", "No category of concern"
    SPECIAL_MEASURES = "special_measures", "Special measures"
    SERIOUS_WEAKNESSES = "serious_weaknesses", "Serious weaknesses"
    SIGNIFICANT_IMPROVEMENT = "significant_improvement", "Requires significant improvement"
    NOTICE_TO_IMPROVE = "notice_to_improve", "Notice to improve"


class MissingReason(models.TextChoices):
    NOT_INSPECTED = "not_inspected", "Not inspected"
    NOT_APPLICABLE = "not_applicable", "Not applicable"
    INSUFFICIENT_EVIDENCE = "insufficient_evidence", "Not enough evidence"
    SHG_DISCONTINUED = "shg_discontinued", "No overall grade since September 2024"
    NOT_PUBLISHED = "not_published", "Not published"


class Inspection(Stamped):
    """One inspection of the school that had this URN then; the school of today may have another."""

    urn = models.PositiveIntegerField(help_text="The school's URN at the time.")
    laestab = models.CharField(max_length=7, blank=True)
    school_name = models.CharField(max_length=200, blank=True, help_text="Its name at the time.")
    number = models.CharField(max_length=20, blank=True)
    kind = models.CharField(max_length=8, choices=InspectionKind)
    type_name = models.CharField(max_length=100, blank=True)
    framework = models.ForeignKey(
        InspectionFramework, on_delete=models.PROTECT, related_name="inspections"
    )
    starts_on = models.DateField()
    published_on = models.DateField(null=True, blank=True)
    category = models.CharField(max_length=24, choices=Category, blank=True)
    safeguarding = models.CharField(
        max_length=12, choices=Safeguarding, default=Safeguarding.NOT_RECORDED
    )
    outcome = models.CharField(
        max_length=200, blank=True, help_text="What an ungraded inspection said, in its words."
    )
    report_url = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-starts_on", "-pk"]
        indexes = [models.Index(fields=["urn", "starts_on"], name="schools_inspection_by_urn")]
        constraints = [
            models.UniqueConstraint(
                fields=["urn", "number", "kind", "starts_on"], name="schools_inspection_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.urn} on {self.starts_on}"


class InspectionGrade(models.Model):
    """What was said of one area: a grade, or why there is none."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="grades")
    area = models.ForeignKey(EvaluationArea, on_delete=models.PROTECT, related_name="+")
    grade = models.ForeignKey(
        Grade, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    missing_reason = models.CharField(max_length=24, choices=MissingReason, blank=True)
    graded_on = models.DateField(
        null=True, blank=True, help_text="On a report card each area has its own date."
    )

    class Meta:
        ordering = ["area__sort"]
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "area"], name="schools_inspection_grade_once"
            ),
            models.CheckConstraint(
                condition=(Q(grade=None) & ~Q(missing_reason=""))
                | Q(grade__isnull=False, missing_reason=""),
                name="schools_inspection_grade_or_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area}: {self.says}"

    @property
    def says(self) -> str:
        return self.grade.label if self.grade else self.get_missing_reason_display()
