"""What a plan costs. Money is in pence, and written in pounds."""

from collections.abc import Iterable

FUNDING = {
    "budget": "School budget",
    "pupil_premium": "Pupil premium",
    "pe_premium": "PE and sport premium",
    "other": "Other",
}


def show_pounds(pence: int) -> str:
    """£1,250, and £1,250.50 where there are pence."""
    pounds, rest = divmod(pence, 100)
    return f"£{pounds:,}.{rest:02d}" if rest else f"£{pounds:,}"


def by_source(costs: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Pence by source of money, in the order a plan shows them; sources without a cost left out."""
    totals = dict.fromkeys(FUNDING, 0)
    for source, pence in costs:
        totals[source] += pence
    return {source: pence for source, pence in totals.items() if pence}
