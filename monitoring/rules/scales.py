"""What a code of a scale means, and the many ways schools write it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches


@dataclass(frozen=True)
class Mark:
    """One code or score. `counts`: it is in the denominator; absent pupils are, leavers are not."""

    code: str
    label: str
    counts: bool
    expected: bool
    higher: bool
    has_level: bool = True
    spellings: tuple[str, ...] = ()
    rank: int = 0  # higher is better, among levels


@dataclass(frozen=True)
class ScoreRange:
    lowest: int
    highest: int
    expected_from: int
    higher_from: int

    def marks(self) -> Iterable[Mark]:
        for score in range(self.lowest, self.highest + 1):
            expected, higher = score >= self.expected_from, score >= self.higher_from
            label = f"Score {score}"
            yield Mark(str(score), label, counts=True, expected=expected, higher=higher)


TEACHERS_JUDGE = frozenset({"writing"})  # not tested at key stage 2 (domain-reference 3.5)


@dataclass(frozen=True)
class Scale:
    """A scale ready for use: `marks` by code, scores of a score scale among them."""

    name: str
    marks: Mapping[str, Mark]
    scores: ScoreRange | None = None
    by_spelling: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, name: str, marks: Iterable[Mark], scores: ScoreRange | None = None) -> "Scale":
        every = [*marks, *(scores.marks() if scores else ())]
        spelled = {plain(written): m.code for m in every for written in (*m.spellings, m.code)}
        return cls(name, {m.code: m for m in every}, scores, spelled)

    def codes_for(self, subject: str) -> list[str]:
        """The codes a subject may have. On a score scale teachers judge writing only."""
        if self.scores is None:
            return list(self.marks)
        judged = subject in TEACHERS_JUDGE
        return [code for code, mark in self.marks.items() if self._suits(mark, judged=judged)]

    @staticmethod
    def _suits(mark: Mark, *, judged: bool) -> bool:
        if not mark.has_level or mark.code == "PKS":
            return True
        return mark.code.isdigit() != judged

    def read(self, written: str, subject: str) -> str | None:
        """The code that is meant by what is written, or None."""
        code = self.by_spelling.get(plain(written))
        return code if code in self.codes_for(subject) else None

    def nearest(self, written: str, subject: str) -> str | None:
        """The code somebody probably meant: EXP+ is EXS. Scores are never guessed."""
        allowed = [c for c in self.codes_for(subject) if not c.isdigit()]
        spelled = [s for s, code in self.by_spelling.items() if code in allowed and len(s) > 1]
        bare = plain(written).rstrip("+-*. ?!")
        if self.by_spelling.get(bare) in allowed:
            return self.by_spelling[bare]
        close = get_close_matches(bare, spelled, n=1, cutoff=0.6)
        return self.by_spelling[close[0]] if close else None


def plain(written: str) -> str:
    return " ".join(written.upper().split())
