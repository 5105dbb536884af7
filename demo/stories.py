"""One demonstration trust for each improvement model: its schools, people and what is read in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from accounts.roles import Role
from demo.people import HUMBER_PEOPLE, Invented, people_of
from demo.texts import DATA, read

HUMBER_HUBS = {
    "East hub": (139511, 139512, 140246, 140247, 140275, 144669, 144676),
    "West hub": (138467, 140902, 140906, 144670, 144672, 144677),
    "Special schools": (137363, 139628, 140904, 146220),
}
REAL = (
    "Demonstration: schools, inspections and published results are real; people, pupils, returns, "
    "judgements, posts and visits are invented."
)
ALL_INVENTED = (
    "Demonstration: the schools, people, pupils, returns and decisions are invented. National "
    "figures are real."
)
CENSUSES = {2022: "census_2022-2023.csv", 2024: "census_2024-2025.csv"}
RESULTS = ("ks2_reduced_2016.csv", "ks2_reduced_2017.csv", "ks2_reduced_2018.csv")
TRUST_RESULTS = "ks2_mats_2024-2025.csv"
LISTED = ("gias_group_links_2022-03.csv", "trust_school_urns.csv")


@dataclass(frozen=True)
class Autumn:
    """What is still to be done in Autumn 2026, so that every state can be seen."""

    not_sent: int
    sent_back: int = 0
    sent_again: int = 0
    not_looked_at: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Story:
    """`model` is the code of the pack and the name of the folder under data/.

    `not_asked` are schools the termly collection does not ask (special, secondary); `years` are
    the year groups of a school that does not have all seven.
    """

    model: str
    trust: str
    trust_uid: int
    hubs: Mapping[str, tuple[int, ...]]
    people: tuple[Invented, ...]
    autumn: Autumn
    members: tuple[str, ...] = LISTED
    results: tuple[str, ...] = RESULTS
    trust_results: str = TRUST_RESULTS
    links: str = "gias_links_2025-04.csv"
    inspections: str = ""
    benchmarks: tuple[str, ...] = ()
    notice: str = REAL
    not_asked: frozenset[int] = frozenset()
    years: Mapping[int, tuple[str, ...]] = field(default_factory=dict)

    @property
    def urns(self) -> frozenset[int]:
        return frozenset(urn for urns in self.hubs.values() for urn in urns)

    @property
    def is_real(self) -> bool:
        return self.notice == REAL

    def path(self, name: str) -> Path:
        return DATA / self.model / name

    def read(self, name: str) -> Any:
        return read(f"{self.model}/{name}")


HUMBER = Story(
    model="humber",
    trust="Humber Education Trust (demonstration)",
    trust_uid=16827,
    hubs=HUMBER_HUBS,
    people=HUMBER_PEOPLE,
    autumn=Autumn(
        not_sent=138467,
        sent_back=140906,
        sent_again=140246,
        not_looked_at=frozenset({140247, 144669, 144670, 144677}),
    ),
    members=("gias_group_links_2022-03.csv", "joined_since.csv", "trust_school_urns.csv"),
    inspections="ofsted_mi_2026.csv",
    benchmarks=("lait_hull_and_ne_lincolnshire.csv",),
    not_asked=frozenset(HUMBER_HUBS["Special schools"]),
)

SPRING_SCHOOLS = {
    136920: "hayes", 140533: "elmstead-wood", 141117: "st-mary-cray", 141291: "leesons",
    141613: "midfield",
}  # fmt: skip
SPRING = Story(
    model="spring",
    trust="The Spring Partnership Trust (demonstration)",
    trust_uid=3496,
    hubs={"All schools": tuple(SPRING_SCHOOLS)},
    people=people_of(SPRING_SCHOOLS),
    autumn=Autumn(not_sent=141291, not_looked_at=frozenset({141613})),
)

HEARTS_SCHOOLS = {
    137744: "wickford", 138404: "briscoe", 141656: "stambridge", 141715: "waterman",
    144834: "hilltop-infant", 145421: "hilltop-junior",
}  # fmt: skip
HEARTS = Story(
    model="hearts",
    trust="HEARTS Academy Trust (demonstration)",
    trust_uid=3370,
    hubs={"All schools": tuple(HEARTS_SCHOOLS)},
    people=people_of(HEARTS_SCHOOLS, everywhere=Role.SCHOOL_STAFF),
    autumn=Autumn(not_sent=141715, not_looked_at=frozenset({141656})),
    years={144834: ("R", "1", "2"), 145421: ("3", "4", "5", "6")},
)

NORTHERN_SCHOOLS = {
    199101: "cragside-lane", 199102: "foxglove-bank", 199103: "millrace", 199104: "harrow-fell",
    199105: "tarn-road", 199106: "ashbeck",
}  # fmt: skip
NORTHERN_HUB = Story(
    model="northern_hub",
    trust="A trust with a Northern Hub (demonstration)",
    trust_uid=99101,
    hubs={"Northern Hub": tuple(NORTHERN_SCHOOLS)},
    people=people_of(NORTHERN_SCHOOLS, hub="Northern Hub"),
    autumn=Autumn(not_sent=199104, not_looked_at=frozenset({199103})),
    members=("schools.csv",),
    results=(),
    trust_results="",
    links="",
    notice=ALL_INVENTED,
    not_asked=frozenset({199105, 199106}),
)

CRIN_SCHOOLS = {
    199201: "bluebell-wood", 199202: "chalk-hill", 199203: "dovecote", 199204: "fernleigh",
    199205: "goosegreen", 199206: "larkfield", 199207: "orchard-way",
}  # fmt: skip
CRIN = Story(
    model="crin",
    trust="A trust of collaboration, respect, inspiration and nurture (demonstration)",
    trust_uid=99201,
    hubs={"All schools": tuple(CRIN_SCHOOLS)},
    people=people_of(CRIN_SCHOOLS, everywhere=Role.GOVERNOR),
    autumn=Autumn(not_sent=199203, not_looked_at=frozenset({199206})),
    members=("schools.csv",),
    results=(),
    trust_results="",
    links="",
    notice=ALL_INVENTED,
)

STORIES = {story.model: story for story in (HUMBER, NORTHERN_HUB, SPRING, HEARTS, CRIN)}
