"""The plan of a whole term: never worse than a greedy planner, and nothing broken."""

import json
import random
import time

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from accounts.roles import Role
from support.models import Deployment
from support.presenters.allocation import overload
from support.rules.allocation import (
    Giver,
    Need,
    Problem,
    allocate,
    greedy,
    load_of,
    plan_of,
    why_unmet,
)
from support.selectors.allocation import plan_term, term_named
from tests.people.register import an_area
from tests.properties import through_services
from tests.support.deploying import a_helper, a_request
from tests.world import a_person, a_school, a_settled_band, the_calendar, this_year


@st.composite
def problems(draw):
    needs = tuple(
        Need(f"n{n}", f"School {n}", "Maths", draw(st.integers(1, 12)), draw(st.integers(1, 5)))
        for n in range(draw(st.integers(0, 6)))
    )
    givers = tuple(
        Giver(g, f"Person {g}", draw(st.integers(0, 16))) for g in range(draw(st.integers(0, 4)))
    )
    ways = {
        (n, g): draw(st.none() | st.integers(0, 90))
        for n in range(len(needs))
        for g in range(len(givers))
        if draw(st.booleans())
    }
    pinned = {}
    for need, giver in ways:
        if need not in pinned and draw(st.integers(0, 5)) == 0:
            pinned[need] = giver
    return Problem(needs, givers, ways, pinned)


@through_services
@given(problems())
def test_no_plan_is_worse_than_greedy_or_breaks_anything(problem):
    plan, simple = allocate(problem, work=0.5), greedy(problem)
    assert plan.met >= simple.met
    assert plan.met > simple.met or plan.travel <= simple.travel
    for need, giver in plan.chosen.items():
        assert (need, giver) in problem.ways
    assert all(plan.chosen[need] == giver for need, giver in problem.pinned.items())
    pinned = load_of(problem, plan_of(problem, problem.pinned))
    for giver, days in load_of(problem, plan).items():
        assert days <= max(problem.givers[giver].left, pinned.get(giver, 0))
    for need in range(len(problem.needs)):
        assert need in plan.chosen or why_unmet(problem, plan, need)
    assert allocate(problem, work=0.5) == plan


def test_the_solver_meets_need_that_greedy_misses():
    """Greedy sends the nearest to the heaviest, who was the only one for the other."""
    needs = (Need("a", "A", "Maths", 4, 2), Need("b", "B", "Art", 4, 1))
    givers = (Giver(1, "Both", 4), Giver(2, "Maths only", 4))
    problem = Problem(needs, givers, {(0, 0): 5, (0, 1): 30, (1, 0): 5})
    assert greedy(problem).chosen == {0: 0}
    assert allocate(problem).chosen == {0: 1, 1: 0}


def test_of_equal_plans_the_one_that_more_people_share():
    needs = (Need("a", "A", "Maths", 4), Need("b", "B", "Maths", 4))
    givers = (Giver(1, "One", 8), Giver(2, "Two", 8))
    ways = {(need, giver): 10 for need in (0, 1) for giver in (0, 1)}
    assert allocate(Problem(needs, givers, ways)).helpers == 2


def a_whole_trust(schools=100, specialists=300, needs=250):
    chance = random.Random(7)
    where = [(chance.randrange(60), chance.randrange(60)) for _ in range(schools)]
    homes = [chance.randrange(schools) for _ in range(specialists)]
    good_at = [set(chance.sample(range(12), 2)) for _ in range(specialists)]
    wanted = [(chance.randrange(schools), chance.randrange(12)) for _ in range(needs)]
    return Problem(
        tuple(
            Need(f"n{n:03}", f"School {school}", f"Area {area}",
                 chance.choice([4, 8, 12, 20]), chance.randrange(1, 6))
            for n, (school, area) in enumerate(wanted)
        ),
        tuple(
            Giver(g, f"Person {g}", chance.choice([0, 0, 4, 8, 12, 16]))
            for g in range(specialists)
        ),
        {
            (n, g): abs(where[school][0] - where[homes[g]][0])
            + abs(where[school][1] - where[homes[g]][1])
            for n, (school, area) in enumerate(wanted)
            for g in range(specialists)
            if area in good_at[g] and homes[g] != school
        },
    )  # fmt: skip


@pytest.mark.corpus  # once: no database has a part in it
def test_a_hundred_schools_and_three_hundred_specialists_are_planned_in_half_a_minute():
    problem = a_whole_trust()
    began = time.perf_counter()
    plan, simple = allocate(problem), greedy(problem)
    taken = time.perf_counter() - began
    assert taken < 30
    assert plan.order >= simple.order


@pytest.fixture
def trust(db):
    """Two schools that ask for maths, the one in band D; one specialist with three days."""
    the_calendar()
    low, fine = a_school("Low Lane"), a_school("Fine Road")
    a_settled_band(low, "D")
    a_settled_band(fine, "A")
    a_helper("Ann Lee", at=a_school("Beech Hill"), quarter_days=12)
    return low, fine, [a_request(school) for school in (fine, low)]


def this_term() -> str:
    return f"Spring {this_year().end_year}"


def test_the_command_tells_assignments_and_why_a_need_is_not_met(trust):
    a_request(trust[1], area=an_area("Art"))
    told = json.loads(call_command("allocate", "--term", this_term(), "--json"))
    asked = [row for row in told["assignments"] if row["key"].startswith("request")]
    assert [(row["school"], row["person"], row["days"]) for row in asked] == [
        ("Low Lane", "Ann Lee", 3.0)
    ]
    why = {(row["school"], row["need"]): row["why"] for row in told["unmet"]}
    assert "weigh more" in why["Fine Road", "Maths"]
    assert why["Fine Road", "Art"] == "Nobody in the register covers Art."
    assert told["plan"]["met"] >= told["greedy"]["met"]
    text = call_command("allocate", "--term", this_term())
    assert "a greedy planner" in text
    assert "Travel is estimated" in text


@pytest.mark.parametrize("words", ["Spring", "Winter 2027", "Spring 1999"])
@pytest.mark.django_db
def test_a_term_that_is_not_one_is_refused(words):
    with pytest.raises(CommandError, match=r"not a term|not published"):
        call_command("allocate", "--term", words)


def test_a_broker_pins_leaves_out_and_proposes_the_plan(client, trust):
    _, fine, [first, second] = trust
    lead = a_person(Role.IMPROVEMENT_LEAD, name="Lena")
    client.force_login(lead, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = reverse("support:allocation-plan")
    decided = {"term": this_term(), f"need-request-{second.pk}": "left out"}
    shown = client.get(page, decided)
    rows = {row["key"]: row for row in shown.context["rows"]}
    assert rows[f"request-{first.pk}"]["person"] == "Ann Lee"
    assert rows[f"request-{second.pk}"]["is_left_out"]
    pairs = {"pairs": shown.context["pairs"]}
    changed = client.post(reverse("support:allocation-propose"), {**decided, "pairs": "x"})
    assert changed.status_code == 302
    assert not Deployment.objects.exists()
    client.post(reverse("support:allocation-propose"), decided | pairs)
    made = Deployment.objects.exclude(request=None).get()
    assert (made.school, made.person.name, made.state) == (fine, "Ann Lee", "proposed")
    second.refresh_from_db()
    assert second.state == "asked"


def test_somebody_chosen_by_hand_is_kept(trust):
    [first, _] = trust[2]
    other = a_helper("Bo Ng", at=a_school("Far Away"), quarter_days=0)
    found = plan_term(term_named(this_term()), {f"request-{first.pk}": str(other.pk)})
    chosen = {found.wishes[at].need.key: found.people[giver].name
              for at, giver in found.plan.chosen.items()}  # fmt: skip
    assert chosen[f"request-{first.pk}"] == "Bo Ng"
    assert overload(found)[0]["person"] == "Bo Ng"


def test_a_plan_costs_the_same_for_any_number_of_needs(trust, django_assert_max_num_queries):
    for number in range(5):
        a_request(a_school(f"School {number}"))
    with django_assert_max_num_queries(40):
        plan_term(term_named(this_term()))
