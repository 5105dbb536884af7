"""Text that is a programme somewhere else. Here it is text: as a name it is stored as it is, as a
grade it is a wrong one; on the page, in the list and in an export it does nothing.
"""

from collections.abc import Iterator
from random import Random

from tests.corpus.made import Accepted, File, Wrong, as_csv, as_xlsx, put, sheet, stored
from tests.monitoring.marks import HEADER

PAYLOADS = (
    "=1+1", "+1+1", "-1+1", "@SUM(A1:A9)", "|calc", "%0A=1", "=cmd|'/c calc'!A1",
    '=HYPERLINK("http://127.0.0.1","x")', '=WEBSERVICE("http://127.0.0.1")',
    "-2+3+cmd|' /C calc'!A0", "<script>alert(1)</script>", "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>", "javascript:alert(1)",
    '"><b onmouseover=alert(1)>', "' autofocus onfocus=alert(1) '", "{{ 7*7 }}", "{% debug %}",
    "${7*7}", "#{7*7}", "$\\href{javascript:alert(1)}{x}$", '<a href="file:///etc/passwd">x</a>',
    "<link rel=attachment href=file:///etc/passwd>", "&lt;b&gt;", "'; DROP TABLE x; --",
    "\\u003cscript\\u003e", "]]><script>alert(1)</script>", "%3Cscript%3E",
    "data:text/html,<script>alert(1)</script>",
)  # fmt: skip


def files(pick: Random) -> Iterator[File]:
    for number, payload in enumerate(PAYLOADS):
        at = pick.randrange(12)
        rows = put(sheet(12), at, "Surname", payload)
        taken = Accepted(stored(rows))
        if number % 2:
            yield File(f"a name {payload}", "marks.xlsx", as_xlsx([HEADER, *rows]), taken)
        else:
            yield File(f"a name {payload}", "marks.csv", as_csv([HEADER, *rows]), taken)
    for payload in PAYLOADS:
        at = pick.randrange(12)
        rows = put(sheet(12), at, "Maths", payload)
        wrong = Wrong("E-ROW-GRADE", at + 2, "Maths")
        yield File(f"a grade {payload}", "marks.csv", as_csv([HEADER, *rows]), wrong)
