"""Who is in the story: the schools and people it needs, found by what the story calls them."""

from dataclasses import dataclass
from functools import cached_property

from accounts.models import User
from accounts.roles import Role
from demo.people import Invented
from demo.stories import HUMBER, Story
from schools.models import School


@dataclass(frozen=True)
class Cast:
    """`only` are the schools that take part, where a test lets a few of them do."""

    story: Story = HUMBER
    only: frozenset[int] | None = None

    @cached_property
    def urns(self) -> frozenset[int]:
        return self.story.urns if self.only is None else self.only

    @cached_property
    def people(self) -> list[Invented]:
        """Those who belong to the whole trust or to a school that takes part."""
        return [
            person
            for person in self.story.people
            if not (person.schools or person.hub) or self.schools_of(person)
        ]

    def schools_of(self, person: Invented) -> list[int]:
        belongs = self.story.hubs.get(person.hub, person.schools)
        return [urn for urn in belongs if urn in self.urns]

    def person(self, role: Role) -> Invented:
        """The first of a role."""
        return next(person for person in self.people if person.role == role)

    def the(self, role: Role) -> User:
        return self.user(self.person(role))

    def admin(self) -> User:
        return self.the(Role.ADMIN)

    def executive(self) -> User:
        return self.the(Role.EXECUTIVE)

    def trustee(self) -> User:
        return self.the(Role.TRUSTEE)

    def head(self, urn: int) -> User:
        return self._of(Role.HEADTEACHER, urn)

    def lead(self, urn: int) -> User:
        return self._of(Role.IMPROVEMENT_LEAD, urn)

    def who_acts(self, role: Role, urn: int | None) -> User | None:
        """Somebody with this role for the whole trust or (where there is one) for this school."""
        for person in self.people:
            is_trust_wide = not (person.schools or person.hub)
            if person.role == role and (
                is_trust_wide or urn is None or urn in self.schools_of(person)
            ):
                return self.user(person)
        return None

    def _of(self, role: Role, urn: int) -> User:
        return self.user(
            next(p for p in self.people if p.role == role and urn in self.schools_of(p))
        )

    def user(self, person: Invented) -> User:
        return User.objects.get(email=person.email)

    def school(self, urn: int) -> School:
        return School.objects.get(urn=urn)
