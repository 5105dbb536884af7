import uuid
from typing import Any, NoReturn

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone


class Stamped(models.Model):
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True


class AppendOnly(TypeError):
    """Somebody tried to change or delete history."""


class JournalQuerySet(models.QuerySet["JournalEntry"]):
    def update(self, **changes: Any) -> NoReturn:
        raise AppendOnly

    def delete(self) -> NoReturn:
        raise AppendOnly


class JournalEntry(models.Model):
    """Who did what to which thing, and what it was before and after. Never changed, never deleted.

    It holds ids and names but no foreign keys, so that erasing live data cannot break history.
    """

    at = models.DateTimeField(default=timezone.now, editable=False)
    verb = models.CharField(max_length=80)
    actor_id = models.BigIntegerField(null=True, blank=True)
    actor_name = models.CharField(max_length=200)
    target_type = models.CharField(max_length=80)
    target_id = models.CharField(max_length=40)
    target_name = models.CharField(max_length=200, blank=True)
    school_id = models.BigIntegerField(null=True, blank=True)
    before = models.JSONField(default=dict, blank=True, encoder=DjangoJSONEncoder)
    after = models.JSONField(default=dict, blank=True, encoder=DjangoJSONEncoder)

    objects = JournalQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "journal entries"
        indexes = [
            models.Index(fields=["target_type", "target_id"], name="core_journal_by_target"),
            models.Index(fields=["school_id", "verb"], name="core_journal_by_school"),
            models.Index(fields=["actor_id"], name="core_journal_by_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%d %b %Y %H:%M} {self.actor_name}: {self.verb}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly


class JobState(models.TextChoices):
    QUEUED = "queued", "Waiting to start"
    RUNNING = "running", "Running"
    DONE = "done", "Finished"
    FAILED = "failed", "Failed"


class Queue(models.TextChoices):
    FIGURES = "figures", "Figures"
    REPORTS = "reports", "Reports"
    MAIL = "mail", "Mail"
    IMPORTS = "imports", "Imports"


class Job(models.Model):
    """One piece of background work, written in the transaction that caused it.

    The row is the memory; whatever wakes a worker (Celery, a thread) is only a wake-up. `attempts`
    is also the fence: only the worker whose attempt number still stands may write a result.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=80)
    args = models.JSONField(default=dict, blank=True, help_text="Ids only, never data.")
    key = models.CharField(max_length=200, unique=True, help_text="The same key is the same work.")
    queue = models.CharField(max_length=10, choices=Queue)
    requested_by = models.BigIntegerField(null=True, blank=True)
    school_id = models.BigIntegerField(null=True, blank=True)
    needs = models.CharField(
        max_length=40, blank=True, help_text="The permission its reader needs."
    )
    state = models.CharField(max_length=8, choices=JobState, default=JobState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    run_after = models.DateTimeField(default=timezone.now)
    rung_at = models.DateTimeField(
        default=timezone.now, help_text="When a worker was last rung for."
    )
    lease_until = models.DateTimeField(null=True, blank=True)
    progress = models.PositiveSmallIntegerField(default=0, help_text="Percent.")
    doing = models.CharField(
        max_length=200, blank=True, help_text="What it is doing now, in words."
    )
    result = models.JSONField(default=dict, blank=True)
    error_code = models.CharField(max_length=40, blank=True)
    error = models.TextField(blank=True, help_text="What went wrong, for the person who asked.")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["state", "run_after"], name="core_job_to_claim"),
            models.Index(fields=["requested_by", "created_at"], name="core_job_by_person"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(progress__lte=100), name="core_job_progress_percent"
            ),
            models.CheckConstraint(
                condition=Q(state="running", lease_until__isnull=False) | ~Q(state="running"),
                name="core_job_running_has_a_lease",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["done", "failed"], finished_at__isnull=False)
                | (~Q(state__in=["done", "failed"]) & Q(finished_at__isnull=True)),
                name="core_job_ended_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.state})"

    @property
    def is_over(self) -> bool:
        return self.state in {JobState.DONE, JobState.FAILED}
