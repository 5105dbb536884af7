"""Who reaches which school today, against an oracle that knows nothing of querysets."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.access import holds, holds_anywhere, holds_trust_wide, schools_for
from accounts.models import RoleAssignment, User
from accounts.roles import GRANTS, SCHOOL_ONLY, TRUST_WIDE_ONLY, Can, Role
from schools.models import Hub, Phase, School, Trust, TrustMembership
from tests.world import a_person, a_school

days = st.integers(min_value=-3, max_value=3)
maybe_days = st.none() | days
scopes = st.sampled_from(["trust", "hub", "school"])
assignments = st.lists(
    st.tuples(
        st.sampled_from(list(Role)),
        scopes,
        st.integers(0, 3),
        days,
        maybe_days,
        st.booleans(),
    ),
    max_size=5,
)
memberships = st.lists(st.tuples(days, maybe_days), min_size=4, max_size=4)
hubs_of_schools = st.lists(st.none() | st.integers(0, 1), min_size=4, max_size=4)


def on(offset: int | None) -> date | None:
    return None if offset is None else timezone.localdate() + timedelta(days=offset)


def in_order(starts: int, ends: int | None) -> int | None:
    return None if ends is None else max(starts, ends)


def place_allowed(role: Role, scope: str) -> str:
    if role in TRUST_WIDE_ONLY:
        return "trust"
    return "school" if role in SCHOOL_ONLY else scope


class ScopeIsWhatTheTableSays(TestCase):
    @settings(max_examples=60, deadline=None)
    @given(wanted=assignments, member=memberships, hub_of=hubs_of_schools, active=st.booleans())
    def test_schools_for_equals_brute_force(self, wanted, member, hub_of, active):
        hubs = [Hub.objects.create(name=f"Hub {n}") for n in range(2)]
        schools = self.make_schools(hubs, member, hub_of)
        user = User.objects.create_user("p@example.org", "P", "three random words")
        user.is_active = active
        held = []
        for role, scope, n, starts, ends, ended in wanted:
            scope, ends = place_allowed(role, scope), in_order(starts, ends)
            RoleAssignment.objects.create(
                user=user,
                role=role,
                hub=hubs[n % 2] if scope == "hub" else None,
                school=schools[n] if scope == "school" else None,
                starts_on=on(starts),
                ends_on=on(ends),
                ended_at=timezone.now() if ended else None,
            )
            held.append((role, scope, n, starts, ends, ended))
        for can in Can:
            expected = {
                schools[n].pk
                for n in range(4)
                if active and self.is_member(member[n]) and self.reaches(held, can, n, hub_of[n])
            }
            assert {school.pk for school in schools_for(user, can)} == expected
            assert {s.pk for s in schools if holds(user, can, s)} == expected
            counts = [one for one in held if self.is_now(one) and can in GRANTS[one[0]]]
            assert holds_anywhere(user, can) == bool(active and counts)
            assert holds_trust_wide(user, can) == any(
                active and scope == "trust" for _, scope, *_ in counts
            )

    def make_schools(self, hubs, member, hub_of):
        trust = Trust.objects.create(name="T")
        schools = []
        for n in range(4):
            hub = None if hub_of[n] is None else hubs[hub_of[n]]
            school = School.objects.create(urn=n + 1, name=str(n), phase=Phase.PRIMARY, hub=hub)
            starts, ends = member[n]
            TrustMembership.objects.create(
                trust=trust, school=school, starts_on=on(starts), ends_on=on(in_order(starts, ends))
            )
            schools.append(school)
        return schools

    def is_member(self, membership):
        starts, ends = membership
        ends = in_order(starts, ends)
        return starts <= 0 and (ends is None or ends >= 0)

    def is_now(self, one):
        _, _, _, starts, ends, ended = one
        return starts <= 0 and (ends is None or ends >= 0) and not ended

    def reaches(self, held, can, school, hub):
        for one in held:
            role, scope, n, *_ = one
            if not self.is_now(one) or can not in GRANTS[role]:
                continue
            if scope == "trust" or (scope == "school" and n == school):
                return True
            if scope == "hub" and hub is not None and n % 2 == hub:
                return True
        return False


@pytest.mark.django_db
def test_a_role_ended_between_two_clicks_refuses_the_second(sign_in):
    admin, other = a_person(Role.ADMIN), a_person(Role.ADMIN, name="Other")
    client = sign_in(other)
    assert client.get("/accounts/people/").status_code == 200
    from accounts.services.roles import end_role  # noqa: PLC0415 beside what it is about

    end_role(actor=admin, assignment_id=other.assignments.get().pk)
    assert client.get("/accounts/people/").status_code == 403


@pytest.mark.django_db
def test_a_role_given_between_two_clicks_works_without_signing_in_again(sign_in):
    person = a_person()
    client = sign_in(person)
    assert client.get("/accounts/people/").status_code == 403
    RoleAssignment.objects.create(user=person, role=Role.ADMIN)
    assert client.get("/accounts/people/").status_code == 200


@pytest.mark.django_db
def test_roles_never_mix_between_schools():
    """Head of one school and governor of another is a governor there."""
    own, other = a_school("Own"), a_school("Other")
    person = a_person(Role.HEADTEACHER, at=own)
    RoleAssignment.objects.create(user=person, role=Role.GOVERNOR, school=other)
    assert list(schools_for(person, Can.VIEW_PUPILS)) == [own]
    assert set(schools_for(person, Can.VIEW_SCHOOL)) == {own, other}


@pytest.mark.django_db
def test_within_a_request_roles_are_read_once(django_assert_num_queries):
    school, person = a_school(), a_person(Role.EXECUTIVE)
    person.begin_request()
    with django_assert_num_queries(2):  # the roles, and whether the school is a member
        for can in Can:
            holds(person, can, school)
            holds_anywhere(person, can)


@pytest.mark.django_db
def test_outside_a_request_roles_are_read_every_time():
    person = a_person()
    assert not holds_anywhere(person, Can.MANAGE_PEOPLE)
    RoleAssignment.objects.create(user=person, role=Role.ADMIN)
    assert holds_anywhere(person, Can.MANAGE_PEOPLE)
