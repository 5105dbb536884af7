"""What the reader of a page of figures chose to look at."""

from dataclasses import dataclass

from monitoring.models import Collection, PupilGroup, cohort_label
from monitoring.rules.kinds import WHOLE_SCHOOL, Line

MOST_WITH_BOTH = 4  # lines of a kind that fit on a page with both of their measures


@dataclass(frozen=True)
class Column:
    """One column of a table of figures: a line, or the second measure of one."""

    line: Line
    part: str = "expected"
    with_sign: bool = False  # beside columns in other units

    @property
    def measure(self) -> str:
        return self.line.met if self.part == "expected" else self.line.more

    @property
    def label(self) -> str:
        return self.line.short if self.part == "expected" else self.line.more_short


@dataclass(frozen=True)
class Choice:
    """An empty `subject` means every line of the collection."""

    collection: Collection
    cohort: str
    group: str
    subject: str = ""

    @property
    def lines(self) -> list[Line]:
        every = self.collection.lines
        return [line for line in every if line.code == self.subject] or every

    @property
    def columns(self) -> list[Column]:
        """Of a kind both measures of a line, where there is room for them."""
        of_kind = self.collection.asking is not None
        has_room = of_kind and len(self.lines) <= MOST_WITH_BOTH
        return [
            Column(line, part, with_sign=of_kind)
            for line in self.lines
            for part in ("expected", "higher")
            if part == "expected" or (has_room and line.more)
        ]

    @property
    def headline(self) -> Line:
        """The one line the chart and the first figure are about."""
        return self.lines[-1]

    @property
    def what(self) -> str:
        """What a share is of: at expected, or whatever each line of a kind says."""
        return "% at expected" if self.collection.asking is None else "each measure"

    @property
    def cohort_label(self) -> str:
        return cohort_label(self.cohort)

    @property
    def group_label(self) -> str:
        return PupilGroup(self.group).label

    @property
    def group_words(self) -> str:
        """The group as it stands within a sentence."""
        return self.group_label if self.group_label[:2].isupper() else self.group_label.lower()

    @property
    def cohort_words(self) -> str:
        """The year group as it stands within a sentence: Year 6, whole school."""
        return self.cohort_label.lower() if self.cohort == WHOLE_SCHOOL else self.cohort_label

    def __str__(self) -> str:
        return f"{self.cohort_label}, {self.group_words}"
