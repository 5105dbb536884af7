"""What the reader of a page of figures chose to look at."""

from dataclasses import dataclass

from dashboards.filters import COMBINED
from monitoring.models import Collection, PupilGroup, YearGroup


@dataclass(frozen=True)
class Choice:
    """An empty `subject` means all of them, and the combined one where all its parts are asked."""

    collection: Collection
    cohort: str
    group: str
    subject: str = ""

    @property
    def every_subject(self) -> list[str]:
        asked = list(self.collection.subjects)
        return [*asked, COMBINED] if {"reading", "writing", "maths"} <= set(asked) else asked

    @property
    def subjects(self) -> list[str]:
        return [subject for subject in self.every_subject if subject == (self.subject or subject)]

    @property
    def headline(self) -> str:
        """The one subject the chart and the first figure are about."""
        return (self.subjects or self.every_subject)[-1]

    @property
    def cohort_label(self) -> str:
        return YearGroup(self.cohort).label

    @property
    def group_label(self) -> str:
        return PupilGroup(self.group).label

    @property
    def group_words(self) -> str:
        """The group as it stands within a sentence."""
        return self.group_label if self.group_label[:2].isupper() else self.group_label.lower()

    def __str__(self) -> str:
        return f"{self.cohort_label}, {self.group_words}"
