"""The pages on which a head shares a return out, and staff look after their part of it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from monitoring import services
from monitoring.models import SectionAsked
from monitoring.services.grids import stamp
from tests.monitoring.marks import a_marksheet, a_row, as_csv
from tests.monitoring.sharing import a_head, a_section, a_teacher, typed
from tests.world import a_collection, a_draft, a_person, a_school, an_upload

pytestmark = pytest.mark.django_db


def text(answer):
    return " ".join(answer.content.decode().split())


def of_draft(page, draft, *more):
    return reverse(f"monitoring:{page}", args=[draft.school.urn, draft.receipt, *more])


def of(page, asked):
    return reverse(f"monitoring:{page}", args=[asked.school.urn, asked.pk])


@pytest.fixture
def school():
    return a_school()


@pytest.fixture
def draft(school):
    draft = a_draft(school, a_collection(year_groups=["5", "6"]))
    an_upload(draft, a_marksheet())
    return draft


@pytest.fixture
def grid(school):
    return a_draft(school, a_collection(year_groups=["5", "6"]), way="grid")


def test_a_head_asks_somebody_and_takes_it_back(sign_in, school, draft):
    teacher = a_teacher(school)
    a_teacher(a_school("Oak Hill"), "Olga")
    head = sign_in(a_head(school))
    prepare, ask = of_draft("submission-prepare", draft), of_draft("section-ask", draft, "maths")
    assert ask in text(head.get(prepare))
    page = text(head.get(ask))
    assert "Tariq" in page
    assert "Olga" not in page
    answer = head.post(ask, {"person": teacher.pk, "note": "By Friday."}, follow=True)
    assert "Maths is asked of Tariq." in text(answer)
    assert "Maths was asked of Tariq and is not finished." in text(answer)
    assert "Send to the trust all the same" in text(answer)
    asked = SectionAsked.objects.get()
    assert (asked.person, asked.note) == (teacher, "By Friday.")
    page = text(head.post(of("section-take-back", asked), follow=True))
    assert "Maths is not asked of Tariq any more." in page
    assert "is not finished" not in page


def test_a_head_is_told_whom_to_invite_and_who_cannot_be_asked(sign_in, school, draft):
    head = sign_in(a_head(school))
    ask = of_draft("section-ask", draft, "maths")
    assert "Nobody can be asked yet" in text(head.get(ask))
    a_teacher(school)
    answer = head.post(ask, {"person": a_teacher(a_school("Oak Hill")).pk})
    assert answer.status_code == 422
    assert "Choose somebody on the school&#x27;s staff." in text(answer)
    assert head.get(of_draft("section-ask", draft, "science")).status_code == 404


def test_nobody_is_asked_once_the_collection_is_closed(sign_in, school, draft):
    teacher = a_teacher(school)
    services.close_collection(actor=None, collection_id=draft.collection_id)
    head = sign_in(a_head(school))
    answer = head.post(of_draft("section-ask", draft, "maths"), {"person": teacher.pk})
    assert answer.status_code == 422
    assert "is closed. Ask the trust to open it again." in text(answer)
    assert not SectionAsked.objects.exists()


def test_what_was_asked_of_a_discarded_draft_waits_for_the_next(sign_in, draft):
    asked = a_section(draft)
    services.discard_draft(actor=None, submission_id=draft.pk)
    page = text(sign_in(asked.person).get(of("section-detail", asked)))
    assert "Cannot start yet." in page
    assert "Nothing is needed of it yet." in page
    answer = sign_in(asked.asked_by).post(of("section-take-back", asked))
    assert answer.url == reverse("monitoring:asked-list")


def test_a_return_is_sent_with_a_part_unfinished(sign_in, school, draft):
    asked = a_section(draft)
    said = {one["code"]: "It is so." for one in draft.differences}
    services.explain(actor=None, submission_id=draft.pk, explanations=said)
    head = sign_in(asked.asked_by)
    answer = head.post(of_draft("submission-send", draft), {"seen": draft.content_hash})
    assert answer.url == of_draft("submission-receipt", draft)
    ask = head.get(of_draft("section-ask", draft, "maths"))
    assert ask.url == of_draft("submission-receipt", draft)
    page = text(sign_in(asked.person).get(of("section-detail", asked)))
    assert "It was sent." in page
    assert "Is this right?" not in page


def test_staff_see_their_subject_and_nothing_of_any_other(sign_in, draft):
    asked = a_section(draft, note="Look at Year 6 first.")
    teacher = sign_in(asked.person)
    assert of("section-detail", asked) in text(teacher.get(reverse("monitoring:section-list")))
    page = text(teacher.get(of("section-detail", asked)))
    for said in (
        "Look at Year 6 first.",
        "Maths by year group and group",
        "SEN support",
        "Girls",
    ):
        assert said in page
    for hidden in ("Reading", "Writing", "reading", "writing", "Surname", "Forename"):
        assert hidden not in page
    assert teacher.get(of_draft("submission-prepare", draft)).status_code == 403


def test_staff_say_that_it_is_right_and_a_new_file_asks_them_again(sign_in, draft):
    asked = a_section(draft)
    teacher = sign_in(asked.person)
    page = teacher.get(of("section-detail", asked))
    seen = page.context["section"].content
    page = text(
        teacher.post(of("section-answer", asked), {"answer": "right", "seen": seen}, follow=True)
    )
    assert "You said that it is right." in page
    an_upload(draft, as_csv([a_row(at, Maths="WTS") for at in range(30)]))
    page = text(teacher.get(of("section-detail", asked)))
    assert "It has changed since you answered. Look again, please." in page
    answer = teacher.post(of("section-answer", asked), {"answer": "right", "seen": seen})
    assert answer.status_code == 409
    page = text(sign_in(asked.asked_by).get(of_draft("submission-prepare", draft)))
    assert "it has changed since, so they are asked again" in page


def test_staff_say_what_is_not_right_and_the_head_sees_it(sign_in, draft):
    asked = a_section(draft)
    teacher = sign_in(asked.person)
    seen = teacher.get(of("section-detail", asked)).context["section"].content
    told = {"answer": "wrong", "seen": seen}
    answer = teacher.post(of("section-answer", asked), {**told, "because": "x" * 501})
    assert (answer.status_code, "At most 500 characters." in text(answer)) == (422, True)
    answer = teacher.post(of("section-answer", asked), {**told, "because": ""})
    assert (answer.status_code, "Say what is not right" in text(answer)) == (422, True)
    teacher.post(of("section-answer", asked), {**told, "because": "Summer's grades."})
    page = text(sign_in(asked.asked_by).get(of_draft("submission-prepare", draft)))
    assert "says that it is not right: Summer&#x27;s grades." in page


def test_staff_see_the_rows_of_their_subject_that_are_wrong(sign_in, school):
    draft = a_draft(school, a_collection(year_groups=["5", "6"]))
    wrong = [a_row(4, Maths="EXP+"), a_row(5, Reading="QQQ")]
    an_upload(draft, as_csv([*wrong, *(a_row(at) for at in range(6, 30))]))
    asked = a_section(draft)
    page = text(sign_in(asked.person).get(of("section-detail", asked)))
    assert "EXP+" in page
    assert "QQQ" not in page
    assert "when every row of the file can be read" in page


def test_staff_explain_what_is_unlike_in_their_subject(sign_in, school):
    draft = a_draft(school, a_collection(year_groups=["5", "6"]))
    an_upload(draft, as_csv([a_row(at, year=6, Maths="") for at in range(20)]))
    asked = a_section(draft)
    teacher = sign_in(asked.person)
    page = text(teacher.get(of("section-detail", asked)))
    assert "Maths has no result that counts for 20 of 20 pupils." in page
    assert "There are no pupils in Year 5." not in page
    explain = {"explain-without-maths": "Not tested.", "explain-empty-5": "Forged."}
    page = text(teacher.post(of("section-explain", asked), explain, follow=True))
    assert "Your explanations are saved." in page
    draft.refresh_from_db()
    assert draft.explanations == {"without-maths": "Not tested."}
    too_long = {"explain-without-maths": "x" * 501}
    page = text(teacher.post(of("section-explain", asked), too_long, follow=True))
    assert "at most 500 characters" in page


def test_staff_type_their_own_counts_and_no_others(sign_in, grid):
    services.save_grid(actor=None, submission_id=grid.pk, typed=typed(reading=(37, 20, 5)))
    asked = a_section(grid)
    teacher = sign_in(asked.person)
    page = text(teacher.get(of("section-detail", asked)))
    assert 'name="6-maths-ALL-pupils"' in page
    assert "6-reading-ALL" not in page
    assert "37" not in page
    old = stamp(grid, "maths")
    cells = typed(maths=(30, 20, 5), reading=(1, 1, 1)) | {"stamp": old}
    page = text(teacher.post(of("section-detail", asked), cells, follow=True))
    assert "Saved." in page
    grid.refresh_from_db()
    assert grid.typed["cells"] == typed(reading=(37, 20, 5), maths=(30, 20, 5))
    answer = teacher.post(of("section-detail", asked), {**cells, **typed(maths=(9, 8, 7))})
    assert answer.status_code == 409
    assert 'value="9"' in text(answer)


def test_staff_finish_later_unless_something_cannot_be(sign_in, grid):
    asked = a_section(grid)
    teacher = sign_in(asked.person)
    wrong = typed(maths=(30, 31, 5)) | {"later": "1"}
    page = text(teacher.post(of("section-detail", asked), wrong, follow=True))
    assert "1 cell cannot be right" in page
    right = typed(maths=(30, 30, 5)) | {"later": "1"}
    answer = teacher.post(of("section-detail", asked), right)
    assert answer.url == reverse("monitoring:section-list")


def test_a_file_is_not_typed_into(sign_in, draft):
    asked = a_section(draft)
    answer = sign_in(asked.person).post(of("section-detail", asked), typed(maths=(1, 1, 1)))
    assert answer.status_code == 422
    assert "nothing is typed here" in text(answer)


@pytest.mark.parametrize("who", ["a colleague", "another school's", "gone here", "taken back"])
@pytest.mark.parametrize("page", ["section-detail", "section-explain", "section-answer"])
def test_what_is_not_asked_of_somebody_is_not_there(sign_in, school, draft, page, who):
    asked = a_section(draft)
    person = asked.person
    if who == "a colleague":
        person = a_teacher(school, "Una")
    elif who == "another school's":
        person = a_teacher(a_school("Oak Hill"), "Olga")
    elif who == "gone here":
        person.assignments.update(school=a_school("Oak Hill"))
    else:
        services.take_section_back(actor=asked.asked_by, asked_id=asked.pk)
    client = sign_in(person)
    send = client.get if page == "section-detail" else client.post
    assert send(of(page, asked)).status_code == 404
    mixed = reverse(f"monitoring:{page}", args=[a_school().urn, asked.pk])
    assert send(mixed).status_code == 404


def test_who_holds_no_role_any_more_gets_nothing(sign_in, draft):
    asked = a_section(draft)
    asked.person.assignments.update(ended_at=timezone.now())
    client = sign_in(asked.person)
    assert client.get(of("section-detail", asked)).status_code == 403
    page = text(sign_in(asked.asked_by).get(of_draft("submission-prepare", draft)))
    assert "no longer on the school's staff: ask somebody else" in page


def test_nothing_is_asked_of_who_was_not_asked(sign_in, school):
    client = sign_in(a_teacher(school))
    assert "Nothing is asked of you now" in text(client.get(reverse("monitoring:section-list")))


def test_the_list_costs_the_same_for_few_and_many(sign_in, django_assert_max_num_queries):
    teacher = a_person(None, name="Tariq")
    collection = a_collection(year_groups=["5", "6"])
    for many in (1, 4):
        for at in range(many):
            school = a_school(f"School {many}{at}")
            teacher.assignments.create(role=Role.SCHOOL_STAFF, school=school)
            draft = a_draft(school, collection)
            an_upload(draft, a_marksheet(12))
            a_section(draft, of=teacher)
            a_section(draft, "reading", of=teacher)
        client = sign_in(teacher)
        client.get(reverse("monitoring:section-list"))
        with django_assert_max_num_queries(12):
            client.get(reverse("monitoring:section-list"))


def test_a_part_costs_little(sign_in, draft, django_assert_max_num_queries):
    asked = a_section(draft)
    client = sign_in(asked.person)
    client.get(of("section-detail", asked))
    with django_assert_max_num_queries(17):
        client.get(of("section-detail", asked))


def test_sharing_out_costs_a_head_little(sign_in, school, draft, django_assert_max_num_queries):
    for subject in ("reading", "writing", "maths"):
        asked = a_section(draft, subject, of=a_teacher(school, subject.title()))
        services.answer_for_section(
            actor=asked.person, asked_id=asked.pk, answer="wrong", because="No.",
            seen=sign_in(asked.person).get(of("section-detail", asked)).context["section"].content,
        )  # fmt: skip
    client = sign_in(a_head(school))
    client.get(of_draft("submission-prepare", draft))
    with django_assert_max_num_queries(26):
        client.get(of_draft("submission-prepare", draft))
