"""Which URNs a school had before. A link may be missing one way, so both directions are read."""

from collections.abc import Iterable

from django.db.models import Q

from schools.models import EstablishmentLink, School

# Longer chains do not occur; a circle in the data must not hang a page.
GENERATIONS = 5


def predecessor_urns(school: School) -> list[int]:
    """The URNs of the schools this one came from, nearest first."""
    return predecessors_by_urn([school.urn])[school.urn]


def predecessors_by_urn(urns: Iterable[int]) -> dict[int, list[int]]:
    """For each URN those it came from, nearest first; a fixed number of queries for any number."""
    came_from: dict[int, list[int]] = {urn: [] for urn in urns}
    nearest = {urn: {urn} for urn in came_from}
    for _ in range(GENERATIONS):
        parents = _parents({urn for reached in nearest.values() for urn in reached})
        if not parents:
            break
        for urn, reached in nearest.items():
            known = {urn, *came_from[urn]}
            found = {parent for one in reached for parent in parents.get(one, ())} - known
            came_from[urn] += sorted(found, reverse=True)
            nearest[urn] = found
    return came_from


def _parents(urns: set[int]) -> dict[int, set[int]]:
    backwards = Q(urn__in=urns, link_type__istartswith="predecessor")
    forwards = Q(linked_urn__in=urns, link_type__istartswith="successor")
    links = EstablishmentLink.objects.filter(backwards | forwards) if urns else []
    parents: dict[int, set[int]] = {}
    for link in links:
        is_backwards = link.link_type.casefold().startswith("predecessor")
        child, parent = (link.urn, link.linked_urn) if is_backwards else (link.linked_urn, link.urn)
        parents.setdefault(child, set()).add(parent)
    return parents
