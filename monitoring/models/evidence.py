"""Evidence: what is asked for (collections), what a school gives (submissions), and published results."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from core.models import Stamped
from core.workflow import Workflow
from core.years import AcademicYear
from schools.models import School


class Term(models.IntegerChoices):
    AUTUMN = 1, "Autumn"
    SPRING = 2, "Spring"
    SUMMER = 3, "Summer"


class Subject(models.TextChoices):
    READING = "reading", "Reading"
    WRITING = "writing", "Writing"
    MATHS = "maths", "Maths"


class YearGroup(models.TextChoices):
    """Ordered as a school orders them; sort by `year_order`, never as text."""

    N1 = "N1", "Nursery 1"
    N2 = "N2", "Nursery 2"
    R = "R", "Reception"
    Y1 = "1", "Year 1"
    Y2 = "2", "Year 2"
    Y3 = "3", "Year 3"
    Y4 = "4", "Year 4"
    Y5 = "5", "Year 5"
    Y6 = "6", "Year 6"
    Y7 = "7", "Year 7"
    Y8 = "8", "Year 8"
    Y9 = "9", "Year 9"
    Y10 = "10", "Year 10"
    Y11 = "11", "Year 11"
    Y12 = "12", "Year 12"
    Y13 = "13", "Year 13"
    Y14 = "14", "Year 14"
    X = "X", "Year group not followed"


def year_order(code: str) -> int:
    return list(YearGroup.values).index(code)


class SenProvision(models.TextChoices):
    NONE = "N", "No SEN"
    SUPPORT = "K", "SEN support"
    EHC_PLAN = "E", "EHC plan"


class Sex(models.TextChoices):
    FEMALE = "F", "Female"
    MALE = "M", "Male"


class Family(models.TextChoices):
    """Families of assessment, never charted together (domain-reference 3.7)."""

    POINT_IN_TIME = "point_in_time", "Teacher assessment, point in time"
    SCALED_SCORE = "scaled_score", "Key stage 2 scaled score"


class AssessmentScale(Stamped):
    """A trust's scale: the codes a school may give, and which of them count as expected or higher.

    A score scale has no codes but a lowest, highest, expected and higher mark.
    """

    code = models.SlugField(max_length=30, unique=True)
    name = models.CharField(max_length=100)
    family = models.CharField(max_length=20, choices=Family)
    lowest = models.PositiveSmallIntegerField(null=True, blank=True)
    highest = models.PositiveSmallIntegerField(null=True, blank=True)
    expected_from = models.PositiveSmallIntegerField(null=True, blank=True)
    higher_from = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(lowest=None, highest=None, expected_from=None, higher_from=None)
                | Q(
                    lowest__isnull=False,
                    highest__isnull=False,
                    expected_from__isnull=False,
                    higher_from__isnull=False,
                ),
                name="monitoring_scale_marks_are_whole",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Grade(models.Model):
    """One code of a scale. A code that does not count (left, absent …) leaves the denominator or not."""

    scale = models.ForeignKey(AssessmentScale, on_delete=models.CASCADE, related_name="grades")
    code = models.CharField(max_length=8)
    label = models.CharField(max_length=80)
    rank = models.SmallIntegerField(
        help_text="Higher is better; codes without a level are negative."
    )
    in_denominator = models.BooleanField(default=True)
    is_expected = models.BooleanField(default=False, help_text="At or above expected.")
    is_higher = models.BooleanField(default=False, help_text="Greater depth or higher standard.")
    also_written = models.CharField(
        max_length=200, blank=True, help_text="Other spellings in schools' files, joined by commas."
    )

    class Meta:
        ordering = ["scale", "rank"]
        constraints = [
            models.UniqueConstraint(fields=["scale", "code"], name="monitoring_grade_once"),
            models.CheckConstraint(
                condition=Q(is_higher=False) | Q(is_expected=True),
                name="monitoring_grade_higher_is_expected",
            ),
            models.CheckConstraint(
                condition=Q(is_expected=False) | Q(in_denominator=True),
                name="monitoring_grade_expected_is_counted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.label}"


class CollectionState(models.TextChoices):
    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"


COLLECTION = Workflow(
    name="collection",
    moves={
        CollectionState.OPEN: frozenset({CollectionState.CLOSED}),
        CollectionState.CLOSED: frozenset({CollectionState.OPEN}),
    },
)


class CollectionQuerySet(models.QuerySet["Collection"]):
    def newest_first(self) -> "CollectionQuerySet":
        return self.order_by("-start_year", "-term")


class Collection(Stamped):
    """What the trust asks of its schools for one term: subjects × year groups on one scale, and why."""

    name = models.CharField(max_length=60, unique=True)
    start_year = models.PositiveSmallIntegerField(help_text="The year the academic year starts in.")
    term = models.PositiveSmallIntegerField(choices=Term)
    due_on = models.DateField()
    purpose = models.CharField(max_length=300, help_text="Why it is asked: heads read this.")
    scale = models.ForeignKey(AssessmentScale, on_delete=models.PROTECT, related_name="+")
    subjects = models.JSONField(default=list, help_text="Subject codes, in the order shown.")
    year_groups = models.JSONField(default=list, help_text="Year group codes, in order.")
    asks_special_schools = models.BooleanField(
        default=False, help_text="Special schools are compared with special schools only."
    )
    state = models.CharField(max_length=6, choices=CollectionState, default=CollectionState.OPEN)

    objects = CollectionQuerySet.as_manager()

    class Meta:
        ordering = ["-start_year", "-term"]
        constraints = [
            models.UniqueConstraint(
                fields=["start_year", "term", "scale"], name="monitoring_collection_once_a_term"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def academic_year(self) -> AcademicYear:
        return AcademicYear(self.start_year)


class SubmissionState(models.TextChoices):
    DRAFT = "draft", "Being prepared"
    SUBMITTED = "submitted", "Submitted"
    ACCEPTED = "accepted", "Accepted"
    RETURNED = "returned", "Returned"
    SUPERSEDED = "superseded", "Replaced by a later version"


SUBMISSION = Workflow(
    name="submission",
    moves={
        SubmissionState.DRAFT: frozenset({SubmissionState.SUBMITTED}),
        SubmissionState.SUBMITTED: frozenset(
            {SubmissionState.ACCEPTED, SubmissionState.RETURNED, SubmissionState.SUPERSEDED}
        ),
        SubmissionState.ACCEPTED: frozenset({SubmissionState.RETURNED, SubmissionState.SUPERSEDED}),
        SubmissionState.RETURNED: frozenset({SubmissionState.SUPERSEDED}),
    },
)


class Way(models.TextChoices):
    UPLOAD = "upload", "Pupils, from a file"
    GRID = "grid", "Counts, typed in"


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def counting(self) -> "SubmissionQuerySet":
        """The versions figures are made from: given, and neither returned nor replaced."""
        return self.filter(state__in=[SubmissionState.SUBMITTED, SubmissionState.ACCEPTED])


class Submission(Stamped):
    """One version of what a school gives to a collection. A later version supersedes; none is changed."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    collection = models.ForeignKey(Collection, on_delete=models.PROTECT, related_name="submissions")
    version = models.PositiveSmallIntegerField()
    way = models.CharField(max_length=6, choices=Way)
    state = models.CharField(max_length=10, choices=SubmissionState, default=SubmissionState.DRAFT)
    receipt = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    content_hash = models.CharField(max_length=64, blank=True)
    pupils = models.PositiveIntegerField(default=0)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    return_reason = models.TextField(blank=True)
    explanations = models.JSONField(
        default=dict, blank=True, help_text="The school's words for differences it was asked about."
    )

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        ordering = ["school", "collection", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "collection", "version"], name="monitoring_submission_version"
            ),
            models.UniqueConstraint(
                fields=["school", "collection"],
                condition=Q(state="draft"),
                name="monitoring_submission_one_draft",
            ),
            models.UniqueConstraint(
                fields=["school", "collection"],
                condition=Q(state__in=["submitted", "accepted"]),
                name="monitoring_submission_one_counts",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_at=None, reviewed_by=None)
                | Q(reviewed_at__isnull=False, reviewed_by__isnull=False),
                name="monitoring_submission_review_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(submitted_at=None, submitted_by=None) | Q(submitted_at__isnull=False),
                name="monitoring_submission_submitted_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(state="draft", submitted_at=None)
                | (~Q(state="draft") & Q(submitted_at__isnull=False)),
                name="monitoring_submission_given_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school}, {self.collection}, version {self.version}"


class Pupil(Stamped):
    """A child on a school's roll. Names are seen only inside the school."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    pseudonym = models.CharField(
        max_length=32, help_text="Keyed; how the pupil is known elsewhere."
    )
    upn = models.CharField(max_length=13, blank=True)
    former_upn = models.CharField(max_length=13, blank=True)
    surname = models.CharField(max_length=100, blank=True)
    forename = models.CharField(max_length=100, blank=True)
    date_of_birth = models.DateField(null=True, blank=True)

    class Privacy:
        holds = {"upn", "former_upn", "surname", "forename", "date_of_birth"}
        keep_for = timedelta(days=365 * 4)

    class Meta:
        ordering = ["surname", "forename"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "pseudonym"], name="monitoring_pupil_once_per_school"
            )
        ]

    def __str__(self) -> str:
        return f"Pupil {self.pseudonym[:6]}"


class PupilRecord(models.Model):
    """One pupil in one submission: characteristics on the day and a grade per subject.

    `results` maps a subject code to the code or score given, e.g. {"reading": "EXS", "maths": "WTS"}.
    """

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="records")
    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="records")
    row = models.PositiveIntegerField(help_text="The row of the file it came from.")
    year_group = models.CharField(max_length=2, choices=YearGroup)
    sex = models.CharField(max_length=1, choices=Sex, blank=True)
    is_disadvantaged = models.BooleanField(null=True, blank=True)
    sen_provision = models.CharField(max_length=1, choices=SenProvision, blank=True)
    is_eal = models.BooleanField(null=True, blank=True)
    results = models.JSONField(default=dict)

    class Privacy:
        holds = {"sex", "is_disadvantaged", "sen_provision", "is_eal", "results"}
        keep_for = timedelta(days=365 * 4)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "pupil"], name="monitoring_record_once_per_submission"
            )
        ]

    def __str__(self) -> str:
        return f"{self.pupil} in {self.submission}"


class PupilGroup(models.TextChoices):
    ALL = "ALL", "All pupils"
    DIS = "DIS", "Disadvantaged"
    NOT_DIS = "NOT_DIS", "Not disadvantaged"
    SEN_N = "SEN_N", "No SEN"
    SEN_K = "SEN_K", "SEN support"
    SEN_E = "SEN_E", "EHC plan"
    EAL = "EAL", "English as an additional language"
    NOT_EAL = "NOT_EAL", "English first language"
    F = "F", "Girls"
    M = "M", "Boys"


class GridCount(models.Model):
    """Counts a school typed: pupils assessed, at or above expected, at the higher standard."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="grid_counts")
    subject = models.CharField(max_length=20, help_text="A subject code, or rwm for all three.")
    year_group = models.CharField(max_length=2, choices=YearGroup)
    group = models.CharField(max_length=8, choices=PupilGroup, default=PupilGroup.ALL)
    pupils = models.PositiveSmallIntegerField()
    expected = models.PositiveSmallIntegerField()
    higher = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "subject", "year_group", "group"],
                name="monitoring_gridcount_once",
            ),
            models.CheckConstraint(
                condition=Q(higher__lte=models.F("expected")) & Q(expected__lte=models.F("pupils")),
                name="monitoring_gridcount_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.year_group} {self.group}: {self.expected} of {self.pupils}"


class UploadState(models.TextChoices):
    MAPPING = "mapping", "Columns to match"
    REFUSED = "refused", "Refused"
    CHECKED = "checked", "Checked"


class Upload(Stamped):
    """A file on its way in: kept until it is submitted, or seven days if it was refused."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    submission = models.OneToOneField(Submission, on_delete=models.CASCADE, related_name="upload")
    file_name = models.CharField(max_length=200)
    stored_as = models.CharField(max_length=100, blank=True, help_text="Path under MEDIA_ROOT.")
    content_hash = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=UploadState, default=UploadState.MAPPING)
    rows_read = models.PositiveIntegerField(default=0)
    problems = models.JSONField(default=list, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    def __str__(self) -> str:
        return self.file_name


class ColumnMap(Stamped):
    """How one school's export names its columns, remembered from the last time."""

    school = models.OneToOneField(School, on_delete=models.PROTECT, related_name="+")
    columns = models.JSONField(
        default=dict, help_text="Our field to their header, e.g. {'reading': 'Y6 Rdg Aut'}."
    )
    updated_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"Columns of {self.school}"
