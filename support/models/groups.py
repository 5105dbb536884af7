"""Groups of people from many schools: networks, design teams, task-and-finish groups and others."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.models import Stamped
from core.workflow import Workflow
from people.models import Person


class GroupKind(models.TextChoices):
    NETWORK = "network", "Network"
    CO_DESIGN = "co_design", "Co-design team"
    FOCUS = "focus", "Focus group (task and finish)"
    RESEARCH = "research", "Teacher research group"
    SUBJECT_LEADERS = "subject_leaders", "Subject leaders' meeting"
    LEADERSHIP = "leadership", "Leadership meeting"


class Meets(models.TextChoices):
    TERMLY = "termly", "Once a term"
    HALF_TERMLY = "half_termly", "Once each half term"
    AS_NEEDED = "as_needed", "When it is needed"


class GroupState(models.TextChoices):
    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"


SUPPORT_GROUP = Workflow(
    name="group",
    moves={GroupState.OPEN: frozenset({GroupState.CLOSED}), GroupState.CLOSED: frozenset()},
)


class SupportGroup(Stamped):
    """A focus group has a deadline, and is closed with its outcome (improvement-models, 001)."""

    kind = models.CharField(max_length=15, choices=GroupKind)
    name = models.CharField(max_length=120)
    purpose = models.CharField(max_length=300)
    leader = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    meets = models.CharField(max_length=11, choices=Meets)
    deadline = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=6, choices=GroupState, default=GroupState.OPEN)
    outcome = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="focus", deadline__isnull=False) | ~Q(kind="focus"),
                name="support_group_focus_has_a_deadline",
            ),
            models.CheckConstraint(
                condition=Q(state="open", closed_at=None, closed_by=None, outcome="")
                | (Q(state="closed", closed_at__isnull=False, closed_by__isnull=False)
                   & ~Q(outcome="")),
                name="support_group_closed_says_its_outcome",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class GroupMember(Stamped):
    group = models.ForeignKey(SupportGroup, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["group", "person__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "person"],
                condition=Q(left_on=None),
                name="support_group_member_once",
            )
        ]

    def __str__(self) -> str:
        return str(self.person)


class GroupMeeting(Stamped):
    """A day on which a group meets, and afterwards who came and what was said."""

    group = models.ForeignKey(SupportGroup, on_delete=models.CASCADE, related_name="meetings")
    on = models.DateField()
    notes = models.TextField(blank=True)
    came: "models.ManyToManyField[Person, models.Model]" = models.ManyToManyField(
        Person, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    class Privacy:
        holds = {"notes"}
        keep_for = timedelta(days=365 * 6)

    class Meta:
        ordering = ["group", "on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["group", "on"], name="support_group_meets_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.group}, {self.on}"


class GroupAction(Stamped):
    """What a group agreed to do, by a post and by a day."""

    meeting = models.ForeignKey(GroupMeeting, on_delete=models.CASCADE, related_name="actions")
    what = models.CharField(max_length=300)
    owner = models.CharField(max_length=120)
    due_on = models.DateField()

    class Meta:
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return self.what
