"""Registers for tests: an invented one of the shape trusts send, and one as large as any."""

import random

INVENTED = """\
3. What capacity is there within the Trust's School Improvement Team.

Name|School|Central Team|SLE|Statutory Moderator|HET S2S Leader|HET Subject Area Lead
Amara Okafor|HET|1.0 FTE||||CEO
Tom Birkett|HET|0.4 FTE||||Strategic School Improvement
Priya Nair|Tweendykes|0.2 FTE||||School Improvement (Special)
Ewan Marsh|Highlands||Assessment|KS1 & 2||Assessment & Moderation
Sian Prosser|Highlands|0.2 FTE|ITT, English|KS1 & 2|English|School Improvement, English
Leila Haddad|Adelaide|||KS1|KS1|Phonics
Jonas Weir|Tweedykes||SEND||SEND|
Carys Evans|Kingswood Parks||||EYFS|
Carys Evans-Lane|Kingswood Parks||||Science|
Carys Evens|Kingswood Parks||||Reading|

Marta Kowal|C Pickering||Maths||Maths|Maths
Dev Anand|Maybury|||||
Ruth Adeyemi|Clifton|||KS2|Curriculum|
TOTALS|||4|4|8|

6. Who manages the performance of the headteachers?

- All Headteachers are line managed by the CEO.
""".replace("|", "\t")
COLUMNS = ["Central Team", "SLE", "Statutory Moderator", "HET S2S Leader", "HET Subject Area Lead"]
SYLLABLES = ["ba", "do", "fen", "gar", "hol", "kir", "lam", "mor", "nes", "pel", "ros", "tun"]
AREAS = ["Maths", "English", "ITT, English", "SEND", "Phonics", "Science", "Reading, Writing"]
STAGES = ["KS1", "KS2", "KS1 & 2", "EYFS"]


class Large:
    """A register of so many people with faults in places that are known."""

    def __init__(self, people: int, *, twins: int, misspelt: int, unread: int) -> None:
        self.random = random.Random(7)
        self.schools = [f"{self._word(5)} Primary School" for _ in range(100)]
        self.names: dict[str, set[str]] = {school: set() for school in self.schools}
        self.rows: list[list[str]] = []
        self.cells = dict.fromkeys(COLUMNS, 0)
        for at in range(people - twins):
            self._person(self.schools[at % 100])
        self.twins = [self._twin(row) for row in self.rows[:twins]]
        self.rows += self.twins
        for row in self.rows[-misspelt - twins : -twins]:
            row[1] = row[1].replace(" Primary", "x Primary", 1)
        for row in self.rows[twins : twins + unread]:
            self.cells["Central Team"] += not row[2]
            row[2] = "half"

    def _word(self, syllables: int) -> str:
        return "".join(self.random.choices(SYLLABLES, k=syllables)).title()

    def _person(self, school: str) -> None:
        """Nobody by chance a letter from somebody: words differ by syllables of two or more."""
        name = f"{self._word(3)} {self._word(4)}"
        while name in self.names[school]:
            name = f"{self._word(3)} {self._word(4)}"
        self.names[school].add(name)
        given = [
            self.random.choice([text, ""]) for text in ("0.2 FTE", *self.random.choices(AREAS, k=2))
        ]
        row = [name, school, given[0], given[1], self.random.choice([*STAGES, ""]), given[2], ""]
        self.rows.append(row)
        self._count(row)

    def _twin(self, row: list[str]) -> list[str]:
        """The same person again with a letter left out of the surname, and other designations."""
        twin = [f"{row[0][:-2]}{row[0][-1]}", row[1], "", "Music", "", "", ""]
        self._count(twin)
        return twin

    def _count(self, row: list[str]) -> None:
        for column, cell in zip(COLUMNS, row[2:], strict=True):
            self.cells[column] += bool(cell)

    @property
    def text(self) -> str:
        lines = ["\t".join(["Name", "School", *COLUMNS]), *map("\t".join, self.rows)]
        total = "\t".join(["TOTALS", "", *(str(self.cells[column]) for column in COLUMNS)])
        return "\n".join([*lines[:40], "", *lines[40:], total, "", "Then the document goes on."])
