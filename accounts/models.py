from collections.abc import Callable, Hashable
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.management.base import CommandError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.roles import GRANTS, SCHOOL_ONLY, TRUST_WIDE_ONLY, Can, Role
from core.models import Stamped
from core.workflow import Workflow
from schools.models import Hub, School

T = TypeVar("T")


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, name: str, password: str | None = None) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), name=name)
        user.set_password(password)
        user.full_clean()
        user.save(using=self._db)
        return user

    def create_superuser(self, **fields: Any) -> "User":
        raise CommandError(
            "Nobody is a superuser here: what people may do comes from their roles. "
            "Make the first administrator with: manage.py invite_administrator EMAIL --name NAME"
        )

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person who signs in by e-mail address. What they may do comes from their assignments."""

    email = models.EmailField(unique=True, error_messages={"unique": "Somebody has this address."})
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now, editable=False)
    sign_outs = models.PositiveIntegerField(
        default=0, editable=False, help_text="Raised to end every session this person has open."
    )
    wants_digest = models.BooleanField(
        default=True, help_text="Writes to this person of a morning what waits and falls due."
    )

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Privacy:
        holds = {"email", "name"}
        keep_for = timedelta(days=365 * 2)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def begin_request(self) -> None:
        """From here on answer from memory: one request sees one state of its reader."""
        self._memory: dict[Hashable, Any] | None = {}

    def once(self, key: Hashable, find: Callable[[], T]) -> T:
        """Ask once in a request; outside a request (commands, jobs, services) ask every time."""
        memory = getattr(self, "_memory", None)
        if memory is None:
            return find()
        if key not in memory:
            memory[key] = find()
        return memory[key]

    def roles_today(self) -> "list[RoleAssignment]":
        """What this person holds today, with its places. A closed account holds nothing."""
        if not self.is_active:
            return []
        return self.once("roles", lambda: list(self.assignments.current().for_listing()))

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Sessions end when the password changes (Django's rule) or `sign_outs` is raised."""
        salt = "accounts.User.session"
        value = f"{self.password}:{self.sign_outs}"
        return salted_hmac(salt, value, secret=secret, algorithm="sha256").hexdigest()

    @property
    def is_staff(self) -> bool:
        """Django's word for "may open the administration site"."""
        return any(Can.USE_ADMIN in held.grants for held in self.roles_today())

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        return self.is_active and self.is_staff

    def has_perms(self, perms: Any, obj: Any = None) -> bool:
        return all(self.has_perm(perm, obj) for perm in perms)

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_active and self.is_staff


class AssignmentQuerySet(models.QuerySet["RoleAssignment"]):
    def current(self, on: date | None = None) -> "AssignmentQuerySet":
        on = on or timezone.localdate()
        return self.unended(on).filter(starts_on__lte=on)

    def unended(self, on: date | None = None) -> "AssignmentQuerySet":
        """Held on a day or to be held later. One ended at once stops on the day it is ended."""
        on = on or timezone.localdate()
        day_after = timezone.make_aware(datetime.combine(on + timedelta(days=1), time.min))
        return self.filter(
            Q(ends_on=None) | Q(ends_on__gte=on), Q(ended_at=None) | Q(ended_at__gte=day_after)
        )

    def for_listing(self) -> "AssignmentQuerySet":
        return self.select_related("school", "hub").order_by("role", "school__name", "hub__name")


class RoleAssignment(Stamped):
    """A role held by a person: for the whole trust, a hub or one school, between two dates."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="assignments")
    role = models.CharField(max_length=20, choices=Role)
    hub = models.ForeignKey(Hub, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    school = models.ForeignKey(
        School, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    starts_on = models.DateField(default=timezone.localdate)
    ends_on = models.DateField(null=True, blank=True, help_text="The last day it is held.")
    ended_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="When it was taken away at once."
    )
    only = models.CharField(
        max_length=200, blank=True, editable=False,
        help_text="Of what the role may do, just these, with commas between. Empty: all of it.",
    )  # fmt: skip

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["user", "role"]
        constraints = [
            models.CheckConstraint(
                condition=Q(hub=None) | Q(school=None), name="accounts_assignment_one_scope"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="accounts_assignment_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=~Q(role__in=sorted(TRUST_WIDE_ONLY)) | Q(hub=None, school=None),
                name="accounts_assignment_trust_role_is_trust_wide",
            ),
            models.CheckConstraint(
                condition=~Q(role__in=sorted(SCHOOL_ONLY)) | Q(school__isnull=False),
                name="accounts_assignment_school_role_names_its_school",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}, {self.where}"

    @property
    def where(self) -> str:
        return str(self.school or self.hub or "whole trust")

    @property
    def grants(self) -> frozenset[Can]:
        """What it lets its holder do; a brief narrows a role and never widens it."""
        whole = GRANTS[Role(self.role)]
        return whole & {Can(code) for code in self.only.split(",")} if self.only else whole

    @property
    def is_over(self) -> bool:
        last_day_is_past = self.ends_on is not None and self.ends_on < timezone.localdate()
        return self.ended_at is not None or last_day_is_past


class InvitationState(models.TextChoices):
    OPEN = "open", "Waiting for an answer"
    ANSWERED = "answered", "Answered"
    REVOKED = "revoked", "Withdrawn"


INVITATION = Workflow(
    "invitation",
    {InvitationState.OPEN: frozenset({InvitationState.ANSWERED, InvitationState.REVOKED})},
)


class Invitation(Stamped):
    """A role offered to an e-mail address. Whoever answers from that address gets it.

    The link's token is signed, not stored (accounts.tokens): a copy of the database opens nothing.
    """

    LASTS = timedelta(days=14)

    email = models.EmailField()
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=20, choices=Role)
    hub = models.ForeignKey(Hub, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    schools = models.ManyToManyField(School, blank=True, related_name="+")
    starts_on = models.DateField(default=timezone.localdate)
    ends_on = models.DateField(null=True, blank=True)
    invited_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(
        max_length=8, choices=InvitationState, default=InvitationState.OPEN, editable=False
    )
    times_sent = models.PositiveSmallIntegerField(
        default=1, editable=False, help_text="Only the link of the last sending works."
    )
    expires_at = models.DateTimeField(editable=False)
    mailed_at = models.DateTimeField(null=True, blank=True, editable=False)
    settled_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Privacy:
        holds = {"email", "name"}
        keep_for = timedelta(days=365 * 2)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="accounts_invitation_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(state=InvitationState.OPEN, settled_at=None)
                | (~Q(state=InvitationState.OPEN) & Q(settled_at__isnull=False)),
                name="accounts_invitation_settled_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} for {self.name}"

    @property
    def is_open(self) -> bool:
        return self.state == InvitationState.OPEN

    @property
    def is_late(self) -> bool:
        return self.is_open and self.expires_at <= timezone.now()

    @property
    def where(self) -> str:
        schools = ", ".join(school.name for school in self.schools.all())
        return schools or str(self.hub or "whole trust")
