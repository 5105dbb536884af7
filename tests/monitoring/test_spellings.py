"""A grade written in a new way is settled by one school once, and by the trust for everybody."""

import pytest
from django.urls import reverse

from accounts.roles import Role
from core.errors import NotAllowed, WrongState
from core.models import JournalEntry
from monitoring import services, verbs
from monitoring.models import Spelling, SpellingState
from monitoring.selectors.scales import scale_rules
from tests.monitoring.marks import a_row, as_csv, rows
from tests.world import a_collection, a_draft, a_person, a_school, a_spelling, an_upload

pytestmark = pytest.mark.django_db


def with_grade(written, many=2):
    return as_csv([*rows(20), *[a_row(30 + at, Maths=written) for at in range(many)]])


def corrected(draft, written="EXP+", to="EXS", **how):
    an_upload(draft, with_grade(written))
    return services.correct(
        actor=None, submission_id=draft.pk, field="maths", value=written, to=to, **how
    )


def errors(draft, content):
    return [p for p in an_upload(draft, content).problems if p["severity"] == "error"]


def test_what_a_school_corrects_for_all_rows_is_proposed_to_the_trust():
    draft = a_draft()
    corrected(draft, "exp +")
    spelling = Spelling.objects.get()
    assert (spelling.written, spelling.grade.code) == ("EXP +", "EXS")
    assert (spelling.state, spelling.first_school) == (SpellingState.PROPOSED, draft.school)
    assert JournalEntry.objects.filter(verb=verbs.SPELLING_PROPOSED).count() == 1
    corrected(draft, "EXP +", to="GDS")
    assert Spelling.objects.get().grade.code == "EXS", "the first says what it means"


@pytest.mark.parametrize(
    ("written", "to", "how"),
    [
        ("EXP+", "EXS", {"row": 22}),
        ("A surname, perhaps", "EXS", {}),
        ("Zoë", "EXS", {}),
        ("", "EXS", {}),
        ("Secure", "GDS", {}),
        ("EXP+", "nothing", {}),
    ],
)
def test_only_a_new_spelling_of_a_grade_is_proposed(written, to, how):
    corrected(a_draft(), written, to, **how)
    assert not Spelling.objects.exists()


def test_other_columns_are_no_grades():
    draft = a_draft()
    an_upload(draft, as_csv([*rows(9), a_row(9, PP="perhaps")]))
    services.correct(
        actor=None, submission_id=draft.pk, field="disadvantaged", value="perhaps", to="Y"
    )
    assert not Spelling.objects.exists()


def test_an_accepted_spelling_is_understood_in_every_schools_next_file():
    spelling = a_spelling()
    collection = a_collection()
    another = a_draft(a_school("Oak Hill"), collection)
    assert len(errors(another, with_grade("exp+"))) == 2
    services.accept_spelling(actor=None, spelling_id=spelling.pk)
    assert errors(another, with_grade("exp+")) == []
    assert another.records.filter(results__maths="EXS").exists()
    services.refuse_spelling(actor=None, spelling_id=spelling.pk)
    assert len(errors(another, with_grade("exp+"))) == 2


def test_a_spelling_belongs_to_its_scale():
    spelling = a_spelling()
    services.accept_spelling(actor=None, spelling_id=spelling.pk)
    tests = a_collection("Summer 2027", scale="ks2_scaled_score")
    assert scale_rules(spelling.scale).read("EXP+", "maths") == "EXS"
    assert scale_rules(tests.scale).read("EXP+", "writing") is None


def test_a_decision_is_not_taken_twice():
    spelling = a_spelling()
    services.refuse_spelling(actor=None, spelling_id=spelling.pk)
    with pytest.raises(WrongState):
        services.refuse_spelling(actor=None, spelling_id=spelling.pk)


def test_only_who_asks_for_data_decides_and_who_and_when_is_kept():
    spelling = a_spelling()
    for role in (Role.HEADTEACHER, Role.IMPROVEMENT_LEAD):
        with pytest.raises(NotAllowed):
            services.accept_spelling(actor=a_person(role), spelling_id=spelling.pk)
    chief = a_person(Role.EXECUTIVE)
    decided = services.accept_spelling(actor=chief, spelling_id=spelling.pk)
    assert (decided.decided_by, decided.decided_at is not None) == (chief, True)
    assert str(decided) == "EXP+ is EXS"


def test_the_trust_decides_on_a_page_that_says_what_waits(sign_in):
    client = sign_in(a_person(Role.EXECUTIVE))
    url = reverse("monitoring:spelling-list")
    assert "No school has written a grade differently" in client.get(url).content.decode()
    spelling = a_spelling(a_school("Oak Hill"))
    listed = client.get(reverse("monitoring:collection-list")).content.decode()
    assert "Spellings of grades (1)" in listed
    page = client.get(url).content.decode()
    assert "EXP+" in page
    assert "Oak Hill" in page
    assert "EXS: At the expected standard" in page
    accept = reverse("monitoring:spelling-accept", args=[spelling.pk])
    page = client.post(accept, follow=True).content.decode()
    assert "EXP+ is read as EXS from the next file on." in page
    assert "Take back" in page
    assert "cannot become accepted" in client.post(accept, follow=True).content.decode()
    refuse = reverse("monitoring:spelling-refuse", args=[spelling.pk])
    assert "is not read as EXS" in client.post(refuse, follow=True).content.decode()


def test_the_list_costs_the_same_for_one_or_many(sign_in, django_assert_max_num_queries):
    for at in range(12):
        a_spelling(written=f"X{at}")
    client = sign_in(a_person(Role.EXECUTIVE))
    client.get(reverse("monitoring:spelling-list"))
    with django_assert_max_num_queries(12):
        client.get(reverse("monitoring:spelling-list"))


@pytest.mark.parametrize("written", ["AMY JONES", "JONES", "12/03/2015", "A123456", "2015"])
def test_what_may_be_of_a_child_in_a_wrong_column_is_told_to_nobody(written):
    corrected(a_draft(), written)
    assert not Spelling.objects.exists()
