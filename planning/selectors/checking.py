"""What is still missing from a plan, gathered for the rules that say so."""

from planning.models import Plan, PlanKind, Tier
from planning.rules import completeness, premium
from planning.rules.completeness import Checked, PlanFacts, PriorityFacts
from planning.rules.weeks import weeks_of, why_not_these_days
from planning.selectors.content import Content


def check_content(plan: Plan, content: Content) -> Checked:
    """What stands in the way of putting this text forward, and what to look at again."""
    frame, days_problem, last_week = content["frame"], "", 0
    if plan.kind == PlanKind.RAP:
        days_problem = why_not_these_days(plan.starts_on, plan.ends_on)
    if plan.starts_on and plan.ends_on:
        last_week = weeks_of(plan.starts_on, plan.ends_on)
    weeks = [row["week"] for one in content["priorities"] for row in one["milestones"]]
    return completeness.check(
        PlanFacts(
            kind=plan.kind,
            priorities=[_facts(one) for one in content["priorities"]],
            missing_required=[one["label"] for one in content["required"] if not one["text"]],
            has_exit_criteria=bool(frame.get("exit_criteria")),
            has_lead=bool(frame.get("lead_professional")),
            days_problem=days_problem,
            last_week=last_week,
            milestone_weeks=[week for week in weeks if week],
            warnings=premium_warnings(content),
        )
    )


def premium_warnings(content: Content) -> list[str]:
    said = content.get("premium")
    if not said:
        return []
    return premium.warnings(
        activities=activities_of(said),
        challenges=[one["number"] for one in said["challenges"]],
        budget_pence=said["allocation_pence"] + said["carried_forward_pence"],
    )


def activities_of(said: Content) -> list[premium.Activity]:
    return [
        premium.Activity(one["text"], one["tier"], one["cost_pence"], one["answers"])
        for one in said["activities"]
    ]


def tier_costs(said: Content) -> dict[str, int]:
    return premium.tier_costs(activities_of(said), list(Tier))


def _facts(one: Content) -> PriorityFacts:
    return PriorityFacts(
        title=one["title"],
        has_outcome=bool(one["outcome"]),
        criteria=len(one["criteria"]),
        milestones=len(one["milestones"]),
        actions=len(one["actions"]),
        monitoring=len(one["monitoring"]),
        actions_without_day=sum(1 for row in one["actions"] if not row["due_on"]),
        has_measure=bool(one["measure"]),
        has_target=one["target_percent"] is not None,
    )
