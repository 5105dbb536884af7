"""Children, and what was said of each in one submission."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from core.models import Stamped
from monitoring.models.codes import SenProvision, Sex, YearGroup
from monitoring.models.submissions import Submission
from schools.models import School


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


class TwoChildren(Stamped):
    """Somebody of the school said that two entries that look alike are two children."""

    one = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="+")
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="monitoring_twochildren_once"),
            models.CheckConstraint(
                condition=Q(one__lt=F("other")), name="monitoring_twochildren_lower_first"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.one} and {self.other}"


class PupilRecord(models.Model):
    """One pupil in one submission: characteristics on the day and a grade per subject.

    `results` maps a subject to the code or score given, e.g. {"reading": "EXS", "maths": "WTS"}.
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
    other_results = models.JSONField(
        default=dict,
        blank=True,
        help_text="Results of a transfer file that were not asked for, under the file's own codes.",
    )

    class Privacy:  # whole school years: monitoring.rules.retention
        holds = {"sex", "is_disadvantaged", "sen_provision", "is_eal", "results", "other_results"}
        keep_for = timedelta(days=365 * 4)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "pupil"], name="monitoring_record_once_per_submission"
            )
        ]

    def __str__(self) -> str:
        return f"{self.pupil} in {self.submission}"
