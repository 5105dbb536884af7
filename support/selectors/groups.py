"""The groups somebody may see: all to who reads the register, else those of the own people."""

from django.db.models import Q, QuerySet

from accounts.models import User
from people.models import Person
from people.policies import reads_everybody
from people.selectors.register import visible_people
from support.models import GroupMeeting, GroupMember, SupportGroup


def visible_groups(user: User) -> QuerySet[SupportGroup]:
    groups = SupportGroup.objects.select_related("leader").order_by("state", "name", "pk")
    if reads_everybody(user):
        return groups
    people = visible_people(user)
    members = GroupMember.objects.filter(person__in=people, left_on=None)
    return groups.filter(Q(leader__in=people) | Q(pk__in=members.values("group")))


def visible_meetings(user: User) -> QuerySet[GroupMeeting]:
    return GroupMeeting.objects.filter(group__in=visible_groups(user)).select_related(
        "group__leader"
    )


def members_of(group: SupportGroup) -> QuerySet[Person]:
    now = group.members.filter(left_on=None)
    return Person.objects.filter(pk__in=now.values("person")).order_by("name", "pk")
