"""Which child a row is about. A pupil keeps a pseudonym for life, whatever becomes of the UPN."""

import hashlib
import hmac
from collections.abc import Iterable, Sequence
from datetime import date

from django.conf import settings
from django.db import transaction

from accounts.models import User
from core import journal
from monitoring import policies, verbs
from monitoring.models import Pupil, TwoChildren
from monitoring.rules import upn as upns
from monitoring.rules.checks import PupilRow
from schools.models import School

AT_ONCE = 500
Named = tuple[str, str, date | None]


def match_pupils(*, school: School, rows: Sequence[PupilRow]) -> list[Pupil]:
    """The pupil of each row: by UPN, then former UPN, then name and birthday; else a new one.

    All rows are matched by one rule before the next is tried, and a pupil is given to one row only.
    """
    roll = _Roll(Pupil.objects.filter(school=school))
    found: dict[int, Pupil] = {}
    for rule in (roll.by_upn, roll.by_former_upn, roll.by_name):
        for at, row in enumerate(rows):
            if at not in found and (pupil := rule(row)):
                found[at] = roll.take(pupil)
    new = {at: roll.admit(school, row) for at, row in enumerate(rows) if at not in found}
    Pupil.objects.bulk_create(new.values(), batch_size=AT_ONCE)
    _keep_up_to_date([(pupil, rows[at]) for at, pupil in found.items()])
    return [found.get(at) or new[at] for at in range(len(rows))]


class _Roll:
    """The pupils a school has sent before, each of whom can be one row of a file."""

    def __init__(self, pupils: Iterable[Pupil]) -> None:
        self.free = {pupil.pk: pupil for pupil in pupils}
        everybody = list(self.free.values())
        self.upns = {pupil.upn: pupil for pupil in everybody if pupil.upn}
        self.former = {pupil.former_upn: pupil for pupil in everybody if pupil.former_upn}
        self.names = {named(pupil): pupil for pupil in everybody if pupil.surname}
        self.pseudonyms = {pupil.pseudonym for pupil in everybody}

    def take(self, pupil: Pupil) -> Pupil:
        return self.free.pop(pupil.pk)

    def admit(self, school: School, row: PupilRow) -> Pupil:
        """A new pupil. A number that was somebody else's once gives another pseudonym."""
        known_as, times = pseudonym(school, row), 0
        while known_as in self.pseudonyms:
            times += 1
            known_as = pseudonym(school, row, times)
        self.pseudonyms.add(known_as)
        return Pupil(
            school=school,
            pseudonym=known_as,
            upn=row.upn,
            former_upn=row.former_upn,
            surname=row.surname[:100],
            forename=row.forename[:100],
            date_of_birth=row.date_of_birth,
        )

    def by_upn(self, row: PupilRow) -> Pupil | None:
        return self._free(self.upns.get(row.upn)) if row.upn else None

    def by_former_upn(self, row: PupilRow) -> Pupil | None:
        """The file names the number a pupil had, or still gives it."""
        by_file = self.upns.get(row.former_upn) if row.former_upn else None
        by_ours = self.former.get(row.upn) if row.upn else None
        return self._free(by_file) or self._free(by_ours)

    def by_name(self, row: PupilRow) -> Pupil | None:
        """Two permanent numbers that differ are two children, though name and birthday agree."""
        if not (row.surname and row.forename):
            return None
        pupil = self._free(self.names.get(named(row)))
        if pupil and row.upn and pupil.upn and not upns.is_temporary(pupil.upn):
            return None
        return pupil

    def _free(self, pupil: Pupil | None) -> Pupil | None:
        return pupil if pupil and pupil.pk in self.free else None


@transaction.atomic
def tell_apart(*, actor: User | None, school: School, pupils: tuple[int, int]) -> TwoChildren:
    """Remember that two entries are two children, so that nobody is asked again. Once is enough."""
    policies.check_can_prepare(actor, school)
    one, other = Pupil.objects.filter(school=school, pk__in=pupils).order_by("pk")
    told, is_new = TwoChildren.objects.get_or_create(
        one=one, other=other, defaults={"told_by": actor}
    )
    if is_new:
        journal.record(actor=actor, verb=verbs.TOLD_APART, target=told, school=school)
    return told


def named(who: Pupil | PupilRow) -> Named:
    return (who.surname.casefold(), who.forename.casefold(), who.date_of_birth)


def pseudonym(school: School, row: PupilRow, times: int = 0) -> str:
    """Keyed, so that nobody without the key can tell it from a list of UPNs or names."""
    surname, forename, born = named(row)
    who = row.upn or f"{surname}|{forename}|{born or ''}"
    told = f"{school.urn}|{who}{'|' * times}".encode()
    return hmac.new(settings.PSEUDONYM_KEY.encode(), told, hashlib.sha256).hexdigest()[:32]


def _keep_up_to_date(known: Iterable[tuple[Pupil, PupilRow]]) -> None:
    """What the file says of a pupil we know. Blank says nothing; an old number is remembered."""
    changed = [pupil for pupil, row in known if _update(pupil, row)]
    fields = ["upn", "former_upn", "surname", "forename", "date_of_birth"]
    Pupil.objects.bulk_update(changed, fields, batch_size=AT_ONCE)


def _update(pupil: Pupil, row: PupilRow) -> bool:
    before = _said(pupil)
    if row.upn and row.upn not in (pupil.upn, pupil.former_upn):
        pupil.former_upn, pupil.upn = pupil.upn or pupil.former_upn, row.upn
    if row.former_upn != pupil.upn:
        pupil.former_upn = pupil.former_upn or row.former_upn
    pupil.surname = row.surname[:100] or pupil.surname
    pupil.forename = row.forename[:100] or pupil.forename
    pupil.date_of_birth = row.date_of_birth or pupil.date_of_birth
    return before != _said(pupil)


def _said(pupil: Pupil) -> tuple[str, str, str, str, date | None]:
    return pupil.upn, pupil.former_upn, pupil.surname, pupil.forename, pupil.date_of_birth
