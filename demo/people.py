"""The invented people of the demonstration trusts, at least one for every role."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from accounts.roles import Role

DOMAIN = "demo.example"


@dataclass(frozen=True)
class Invented:
    """`schools` are URNs, `hub` a name of the story's; neither means the whole trust."""

    name: str
    address: str
    role: Role
    schools: tuple[int, ...] = ()
    hub: str = ""

    @property
    def email(self) -> str:
        return f"{self.address}@{DOMAIN}"


# The first of each role is the one bin/demo prints.
HUMBER_PEOPLE = (
    Invented("Amara Oyelaran-Hythe", "chief.executive", Role.EXECUTIVE),
    Invented("Gideon Larkbarrow", "trustee", Role.TRUSTEE),
    Invented("Wren Castlegate", "second.trustee", Role.TRUSTEE),
    Invented("Sian Hollinsclough", "improvement.lead", Role.IMPROVEMENT_LEAD, hub="East hub"),
    Invented("Tobias Fenwickham", "west.lead", Role.IMPROVEMENT_LEAD, hub="West hub"),
    Invented("Priya Dalgarnock", "special.lead", Role.IMPROVEMENT_LEAD, hub="Special schools"),
    Invented("Ewan Muskerby", "headteacher", Role.HEADTEACHER, (139511,)),
    Invented("Leila Ravensworthy", "school.staff", Role.SCHOOL_STAFF, (139511,)),
    Invented("Odile Marfleetson", "staff.bursar", Role.SCHOOL_STAFF, (138467,)),
    Invented("Jonas Thirlbyson", "governor", Role.GOVERNOR, (139511,)),
    Invented("Carys Nunnington", "specialist", Role.SPECIALIST, (140246, 144676)),
    Invented("Dev Skelderskew", "administrator", Role.ADMIN),
    Invented("Ottilie Garthwright", "head.cambridge-park", Role.HEADTEACHER, (137363,)),
    Invented("Silas Westerdaleson", "head.bursar", Role.HEADTEACHER, (138467,)),
    Invented("Marta Yearsleyham", "head.highlands", Role.HEADTEACHER, (139512,)),
    Invented("Idris Pickeringill", "head.tweendykes", Role.HEADTEACHER, (139628,)),
    Invented("Beatrix Flintergill", "head.maybury", Role.HEADTEACHER, (140246,)),
    Invented("Samir Osmotherley", "head.neasden", Role.HEADTEACHER, (140247,)),
    Invented("Gwen Tollertonby", "head.kingswood-parks", Role.HEADTEACHER, (140275,)),
    Invented("Felix Brackenbury-Oduya", "head.christopher-pickering", Role.HEADTEACHER, (140902,)),
    Invented("Nadia Wharramby", "head.ganton", Role.HEADTEACHER, (140904,)),
    Invented("Hugo Kexbrough", "head.st-nicholas", Role.HEADTEACHER, (140906,)),
    Invented("Thea Longstaffe", "head.broadacre", Role.HEADTEACHER, (144669,)),
    Invented("Rafi Coverdaleson", "head.parkstone", Role.HEADTEACHER, (144670,)),
    Invented("Imogen Rabyfield", "head.adelaide", Role.HEADTEACHER, (144672,)),
    Invented("Kit Sleightholme", "head.woodland", Role.HEADTEACHER, (144676,)),
    Invented("Farah Inglethorpe", "head.clifton", Role.HEADTEACHER, (144677,)),
    Invented("Emil Nethercoat", "head.frederick-holmes", Role.HEADTEACHER, (146220,)),
)
ADMINISTRATOR = next(person for person in HUMBER_PEOPLE if person.role == Role.ADMIN)
HEADS = [person for person in HUMBER_PEOPLE if person.role == Role.HEADTEACHER]


# Who joins a first school's own person of a role, where a model asks something of each school's.
OTHERS = (
    "Bronte Askriggan", "Callum Thwaiterton", "Delphine Marrickby", "Osric Gunnersley",
    "Pia Hardrawson", "Tomos Keldbanks",
)  # fmt: skip


def people_of(
    schools: Mapping[int, str], *, hub: str = "All schools", everywhere: Role | None = None
) -> tuple[Invented, ...]:
    """The same people in another trust: its centre, the first school's own, and a head for each.

    `schools` gives each URN the short name that addresses are made of. `everywhere` is the role
    that somebody holds at every school, not at the first only.
    """
    first, second, *_ = schools
    at = {Role.SCHOOL_STAFF: (first,), Role.GOVERNOR: (first,), Role.SPECIALIST: (first, second)}
    central = [
        replace(person, schools=at.get(person.role, ()), hub=hub if person.hub else "")
        for person in HUMBER_PEOPLE
        if person.role != Role.HEADTEACHER
        and (not person.hub or person.role == Role.IMPROVEMENT_LEAD)
    ]
    heads = [
        replace(
            head,
            address="headteacher" if urn == first else f"head.{name}",
            schools=(urn,),
        )
        for head, (urn, name) in zip(HEADS, schools.items(), strict=False)
    ]
    return (*_one_lead(central), *heads, *_others(schools, everywhere))


def _others(schools: Mapping[int, str], role: Role | None) -> list[Invented]:
    rest = list(schools.items())[1:] if role else []
    return [
        Invented(name, f"{role}.{short}".replace("_", "."), role, (urn,))
        for name, (urn, short) in zip(OTHERS, rest, strict=False)
        if role
    ]


def _one_lead(people: list[Invented]) -> list[Invented]:
    """A smaller trust has one improvement lead."""
    lead = next(person for person in people if person.role == Role.IMPROVEMENT_LEAD)
    return [p for p in people if p.role != Role.IMPROVEMENT_LEAD or p is lead]
