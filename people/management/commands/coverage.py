from typing import Any

from core.commands import JsonCommand
from people.selectors.coverage import Coverage, coverage


class Command(JsonCommand):
    help = "How many people the trust has in each area, and which areas rest on one person."

    def answer(self, **options: Any) -> dict[str, Any]:
        return told(coverage())

    def show(self, result: dict[str, Any]) -> str:
        lines = [f"  {row['people']:>3}  {row['area']}" for row in result["areas"]]
        alone = [f"  {row['area']}: {row['person']}" for row in result["single_points"]]
        return "\n".join(["People in each area", *lines, "Rests on one person", *alone])


def told(found: Coverage) -> dict[str, Any]:
    return {
        "areas": [
            {
                "area": depth.subject,
                "people": depth.number,
                "own": depth.own,
                "current": depth.current,
                "schools": dict(depth.by_place),
            }
            for depth in found.depths
        ],
        "single_points": [
            {"area": depth.subject, "person": depth.people[0], "where": next(iter(depth.by_place))}
            for depth in found.single_points
        ],
        "lapsing_soon": [
            {"person": one.name, "area": one.subject, "ends_on": one.ends_on}
            for one in found.lapsing
        ],
        "nobody": found.nobody,
        "vacancies": [
            {"post": post.name, "places": post.places, "vacant": vacant}
            for post, vacant in found.vacancies
        ],
        "unnamed": [
            {"name": one.name, "places": one.places, "where": one.where} for one in found.unnamed
        ],
    }
