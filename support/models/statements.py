"""The statement of support as a school was given it, and what its head said to it."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.models import Stamped
from core.years import AcademicYear
from schools.models import School


class StatementReply(models.TextChoices):
    AGREED = "agreed", "Agreed"
    NOT_AS_WE_SEE_IT = "not_so", "Not as we see it, because"


class SupportStatement(Stamped):
    """A version that was issued: it keeps what it said, whatever the ledger says since."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    start_year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    said = models.JSONField(help_text="Days by line, who comes when for what, and the levy.")
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    stored_as = models.CharField(max_length=100, blank=True, help_text="Path under MEDIA_ROOT.")
    reply = models.CharField(max_length=8, choices=StatementReply, blank=True)
    reply_text = models.TextField(blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Privacy:
        holds = {"said", "stored_as", "reply_text"}
        keep_for = timedelta(days=365 * 6)

    class Meta:
        ordering = ["school", "-start_year", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "start_year", "number"], name="support_statement_version_once"
            ),
            models.CheckConstraint(
                condition=Q(replied_at=None, replied_by=None, reply="")
                | (Q(replied_at__isnull=False, replied_by__isnull=False) & ~Q(reply="")),
                name="support_statement_reply_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(reply="not_so") | ~Q(reply_text=""),
                name="support_statement_not_so_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"Statement of support {self.academic_year}, version {self.number}"

    @property
    def academic_year(self) -> AcademicYear:
        return AcademicYear(self.start_year)
