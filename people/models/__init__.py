from people.models.areas import Area, KeyStage
from people.models.expertise import (
    EXPERTISE,
    ClaimState,
    Expertise,
    ExpertiseQuerySet,
    Qualification,
)
from people.models.imports import (
    REGISTER_IMPORT,
    ImportState,
    RegisterImport,
    SamePersonAnswer,
    SchoolAlias,
)
from people.models.persons import (
    RELEASE,
    ConflictOfInterest,
    Employment,
    Person,
    PersonQuerySet,
    Release,
    ReleaseState,
    UnnamedCapacity,
)

__all__ = [
    "EXPERTISE",
    "REGISTER_IMPORT",
    "RELEASE",
    "Area",
    "ClaimState",
    "ConflictOfInterest",
    "Employment",
    "Expertise",
    "ExpertiseQuerySet",
    "ImportState",
    "KeyStage",
    "Person",
    "PersonQuerySet",
    "Qualification",
    "RegisterImport",
    "Release",
    "ReleaseState",
    "SamePersonAnswer",
    "SchoolAlias",
    "UnnamedCapacity",
]
