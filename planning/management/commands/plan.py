from typing import Any

from django.core.management.base import CommandParser

from core.commands import JsonCommand
from core.errors import BadCommand
from core.years import AcademicYear
from planning.models import Plan, PlanKind
from planning.policies.route import route_for
from planning.rules.costs import by_source
from planning.selectors.content import Content, content_of
from schools.models import School


class Command(JsonCommand):
    help = "The whole plan of a school as data: its text, how it goes, its versions and reviews."

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--school", type=int, required=True, help="the school's URN")
        parser.add_argument("--kind", choices=PlanKind.values, required=True)
        parser.add_argument("--year", required=True, help="like 2026/27")

    def answer(self, **options: Any) -> dict[str, Any]:
        school, kind = options["school"], options["kind"]
        try:
            start_year = AcademicYear.parse(options["year"]).start_year
        except ValueError as wrong:
            raise BadCommand(str(wrong)) from wrong
        found = School.objects.members().filter(urn=school).first()
        if found is None:
            raise BadCommand(f"No school of the trust has the URN {school}.")
        plans = Plan.objects.filter(school=found, kind=kind, start_year=start_year)
        plan = plans.select_related("school", "framework").first()
        if plan is None:
            label = PlanKind(kind).label.lower()
            raise BadCommand(f"{found} has no {label} for {AcademicYear(start_year)}.")
        return whole(plan)

    def show(self, result: dict[str, Any]) -> str:
        said = [f"{result['school']['name']}: {result['frame']['title']} ({result['state']})"]
        said += [f"{one['rag']:<6} {one['title']}" for one in result["priorities"]]
        said += [f"{one['label']}: {one['judgement'] or 'not judged'}" for one in result["areas"]]
        said += [f"{one['on']}: {one['direction']}, {one['decision']}" for one in result["reviews"]]
        return "\n".join([*said, f"Who decides: {result['route']}"])


def whole(plan: Plan) -> Content:
    content = content_of(plan)
    costs = by_source(
        (row["funding"], row["cost_pence"])
        for one in content["priorities"]
        for row in one["actions"]
    )
    return content | {
        "state": plan.state,
        "priorities": _with_progress(plan, content["priorities"]),
        "cost_pence": costs,
        "route": route_for(plan).because,
        "versions": list(
            plan.versions.values("number", "state", "content_hash", "decided_at", "issued_at")
        ),
        "reviews": list(plan.reviews.values("on", "progress", "direction", "decision", "words")),
        "achieved": plan.achieved,
    }


def _with_progress(plan: Plan, priorities: list[Content]) -> list[Content]:
    found = plan.priorities.prefetch_related("notes", "actions", "milestones")
    now = {one.pk: one for one in found}
    return [said | _progress(now[said["id"]]) for said in priorities]


def _progress(priority: Any) -> Content:
    return {
        "rag": priority.rag,
        "impact": priority.impact,
        "notes": [
            {"at": note.created_at, "rag": note.rag, "words": note.words,
             "impact": note.impact, "impact_words": note.impact_words}
            for note in priority.notes.all()
        ],
        "done": [action.pk for action in priority.actions.all() if action.done_at],
        "reached": [one.pk for one in priority.milestones.all() if one.reached_on],
    }  # fmt: skip
