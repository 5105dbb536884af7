"""A head shares a return out: staff fill the part delegated to them, and the head sends it."""

import pytest

from tests.chromium import breaches, fits
from tests.monitoring.sharing import a_head, a_teacher
from tests.world import a_collection, a_draft, a_school

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


def is_fine(window):
    return breaches(window.page) == [] and fits(window.page)


def test_a_teacher_types_maths_on_a_phone_and_the_head_sees_that_it_is_right(as_person):
    elm = a_school("Elm Grove")
    a_draft(elm, a_collection(subjects=["reading", "maths"], year_groups=["6"]), way="grid")
    head, teacher = as_person(a_head(elm)), as_person(a_teacher(elm), width=375)
    head.follow("Data")
    head.follow("Go on")
    assert is_fine(head)
    head.follow("Ask somebody to look after maths")
    head.choose("Who", "Tariq")
    head.fill("A note to them", "The test was on Monday.")
    assert is_fine(head)
    head.press("Ask")
    head.sees("Maths is asked of Tariq.", "asked on")

    teacher.follow("Asked of you")
    teacher.sees("Hanna: The test was on Monday.", "Not started")
    assert is_fine(teacher)
    teacher.follow("Open")
    teacher.does_not_see("Reading")
    for part, number in {"pupils": "30", "expected or above": "31", "higher": "6"}.items():
        teacher.fill(f"Year 6, maths, all pupils: {part}", number)
    teacher.press("Save and check")
    teacher.sees("31 at or above expected is more than the 30 pupils.")
    assert is_fine(teacher)
    teacher.fill("Year 6, maths, all pupils: expected or above", "21")
    teacher.press("Save and check")
    teacher.press("This is right")
    teacher.sees("Completed.", "You said that it is right.")

    head.page.reload()
    head.sees("that it is right")
    assert head.row("Maths").first.inner_text().rstrip().endswith("Completed")
