"""Keeping what is withheld right when one school's counts change, without reading the others.

The same answer as `dashboards.figures.edition.withhold` gives for the whole collection (ADR
0005): what the schools hide for their own sake is kept added up, and only partners are looked
for, by index.
"""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q

from dashboards.figures.crowd import ORDER, Standing, contributions, settle
from dashboards.figures.edition import Slice, block_of, by_group, standings
from dashboards.figures.groups import BLOCKS
from dashboards.figures.rule import BOTH, EXPECTED, HIGHER
from dashboards.models import Figure, Withholding
from dashboards.services import rows
from monitoring.models import Collection

Partners = dict[str, dict[int, int]]
SHOWN = {
    BOTH: ~Q(hides_expected=True, hides_higher=True),
    EXPECTED: Q(hides_expected=False),
    HIGHER: Q(hides_higher=False),
}


class Stored:
    """Finds partners among the stored figures of one slice: a few rows at the start of an index."""

    def __init__(
        self, collection: Collection, of: Slice, smallest: int, partners: Partners
    ) -> None:
        self.collection, self.of, self.smallest_group = collection, of, smallest
        self.partners = partners
        self.known: dict[int, Standing | None] = {}

    def smallest(self, group: str, bits: int, taken: set[int]) -> Standing | None:
        """A school that was a partner until now looks hidden but may be free, so it is asked."""
        block = block_of(group)
        before = set(self.partners.get(block, {})) - taken
        free = (
            Figure.objects.filter(SHOWN[bits] | Q(school__in=before))
            .filter(collection=self.collection, cohort=self.of.cohort, subject=self.of.subject)
            .filter(group=group, pupils__gt=0, school__isnull=False)
            .exclude(school__in=taken)
            .order_by("pupils", "school_id")
            .values_list("school_id", flat=True)[: len(before) + 1]
        )
        for school in free:
            standing = self.standing(school or 0)
            if standing and standing.masks[ORDER[block]] & bits != bits:
                return standing
        return None

    def standing(self, school: int) -> Standing | None:
        if school not in self.known:
            counts = rows.stored(self.collection, school=school, **self.of._asdict())
            found = standings(counts, self.smallest_group).values()
            self.known[school] = next(iter(found), None)
        return self.known[school]


class Ledger:
    """What a collection's cohorts withhold, read once, changed slice by slice and saved."""

    def __init__(self, collection: Collection, cohorts: set[str], smallest: int) -> None:
        self.collection, self.smallest = collection, smallest
        kept = Withholding.objects.filter(collection=collection, cohort__in=cohorts)
        self.cohorts = {row.cohort: row for row in kept}
        for cohort in cohorts - set(self.cohorts):
            self.cohorts[cohort] = Withholding(
                collection=collection, cohort=cohort, smallest=smallest
            )

    @property
    def is_up_to_date(self) -> bool:
        """Were all made for the smallest group the trust has chosen now?"""
        return all(row.smallest == self.smallest for row in self.cohorts.values())

    def change(
        self, of: Slice, school: int, before: Standing | None, after: Standing | None, trust: Any
    ) -> list[int]:
        """Settle one slice anew and write what other schools hide; the trust's mask by group."""
        row = self.cohorts[of.cohort]
        if not trust[0, 0]:  # nobody is left
            row.crowd.pop(of.subject, None)
            row.partners.pop(of.subject, None)
            return []
        crowds = rows.crowds_from_json(row.crowd.get(of.subject, {}))
        for sign, standing in ((-1, before), (1, after)):
            for block, kind, sums in contributions(standing) if standing else ():
                crowds[block].add(kind, sums, sign)
        partners = _numbered(row.partners.get(of.subject, {}))
        search = Stored(self.collection, of, self.smallest, partners)
        settled = settle(crowds, trust, search, self.smallest)
        self._write_partners(search, _without(partners, school), settled.partners)
        row.crowd[of.subject] = rows.crowds_to_json(crowds)
        row.partners[of.subject] = settled.partners
        return by_group([settled.trust[block] for block in BLOCKS])

    def _write_partners(self, search: Stored, before: Partners, after: Partners) -> None:
        for block, groups in BLOCKS.items():
            old, new = before.get(block, {}), after.get(block, {})
            for school in sorted(set(old) | set(new)):
                standing = search.standing(school)
                if old.get(school, 0) == new.get(school, 0) or standing is None:
                    continue
                mask = standing.masks[ORDER[block]] | new.get(school, 0)
                Figure.objects.filter(
                    collection=self.collection,
                    school=school,
                    group__in=groups,
                    **search.of._asdict(),
                ).update(
                    hides_expected=bool(mask & EXPECTED), hides_higher=bool(mask & HIGHER)
                )  # fmt: skip

    def save(self) -> None:
        for row in self.cohorts.values():
            if row.crowd:
                row.save()
            elif row.pk:
                row.delete()


def whole(collection: Collection, smallest: int, slices: Mapping[Slice, Any]) -> list[Withholding]:
    """The rows of a collection settled all at once (`slices` is an Edition's)."""
    kept: dict[str, Withholding] = {}
    for of, found in slices.items():
        row = kept.setdefault(
            of.cohort, Withholding(collection=collection, cohort=of.cohort, smallest=smallest)
        )
        row.crowd[of.subject] = rows.crowds_to_json(found.crowds)
        row.partners[of.subject] = found.settled.partners
    return list(kept.values())


def _numbered(written: Mapping[str, Mapping[str, int]]) -> Partners:
    """JSON keys are text; schools are numbers."""
    return {
        block: {int(school): bits for school, bits in schools.items()}
        for block, schools in written.items()
    }


def _without(partners: Partners, school: int) -> Partners:
    """A school whose rows were just written again hides only what it hides for its own sake."""
    return {
        block: {one: bits for one, bits in schools.items() if one != school}
        for block, schools in partners.items()
    }
