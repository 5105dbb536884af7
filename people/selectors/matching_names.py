"""What is known here of schools and people, for a register that is being read."""

from people.models import Employment, Person, SamePersonAnswer, SchoolAlias
from people.rules.answers import Answers, school_meant
from people.rules.centre import short_names
from people.rules.likeness import plain
from people.rules.preview import CENTRE, Known, KnownPerson, key_of, place_of
from people.rules.spellings import KnownSchool, exact
from schools.models import School, Trust


def known_schools() -> list[KnownSchool]:
    members = School.objects.members().order_by("name").values_list("pk", "urn", "name")
    return [KnownSchool(*told) for told in members]


def known_here(
    headings: list[str], labels: list[str], answers: Answers, trusts: list[str]
) -> Known:
    """With these answers as if they were remembered; `trusts` are named around the sheet."""
    schools = known_schools()
    aliases: dict[str, int | None] = dict(SchoolAlias.objects.values_list("label", "school"))
    for told in answers.aliases:
        school = school_meant(told.means, schools)
        aliases[plain(told.label)] = school.pk if school else None
    shorts = short_names([*trusts, *Trust.objects.values_list("name", flat=True)], headings, labels)
    return Known(
        schools=schools,
        shorts=shorts,
        aliases=aliases,
        same=_same(aliases, schools, answers),
        people=_people(aliases),
    )


def _same(
    aliases: dict[str, int | None], schools: list[KnownSchool], answers: Answers
) -> dict[tuple[str, str, str], bool]:
    """Answers by the label they were given for, and by the school that label means today."""
    kept = SamePersonAnswer.objects.values_list("first_name", "second_name", "label", "is_same")
    said = [(one.a, one.b, one.school, one.is_same) for one in answers.same]
    found = {}
    for a, b, written, is_same in [*kept, *said]:
        label = plain(written)
        found[key_of(a, b, label)] = is_same
        by_name = exact(label, schools)
        school = aliases.get(label) or (by_name.pk if by_name else None)
        if school:
            found[key_of(a, b, place_of(school))] = is_same
    return found


def _people(aliases: dict[str, int | None]) -> list[KnownPerson]:
    """Everybody, at the school they work at first of all; the central team's at the centre."""
    where: dict[int, str] = {}
    rows = Employment.objects.current().order_by("pk").values_list("person", "school", "label")
    for person, school, label in rows:
        place = place_of(school) if school else _label_place(label, aliases) if label else CENTRE
        if where.get(person, CENTRE) == CENTRE:
            where[person] = place
    people = Person.objects.order_by("pk").values_list("pk", "name")
    return [KnownPerson(pk, name, where.get(pk, "")) for pk, name in people]


def _label_place(label: str, aliases: dict[str, int | None]) -> str:
    told = plain(label)
    if told not in aliases:
        return f"label {told}"
    school = aliases[told]
    return place_of(school) if school else CENTRE
