from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from people.models import (
    ConflictOfInterest,
    Expertise,
    ImportState,
    Person,
    Qualification,
    RegisterImport,
    Release,
    SchoolAlias,
)
from people.presenters import show_fte
from people.services import profiles
from people.services.profiles import Said
from tests.people.register import (
    a_claim,
    a_confirmed_claim,
    a_conflict,
    a_register,
    a_release,
    a_specialist,
    an_area,
    an_entry,
)
from tests.people.sheets import INVENTED
from tests.world import a_person, a_school, some_posts, the_model

pytestmark = pytest.mark.django_db
LIST, MAP = reverse("people:register-list"), reverse("people:coverage-map")
IMPORTS, OWN = reverse("people:import-list"), reverse("people:profile-own")
TODAY = timezone.localdate()


def page_of(person, name="person-detail") -> str:
    return reverse(f"people:{name}", args=[person.pk])


def names(page) -> list[str]:
    return [row.person.name for row in page.context["rows"]]


@pytest.fixture
def lead():
    return a_person(Role.IMPROVEMENT_LEAD, at=a_school("Far Away"), name="Lena")


@pytest.mark.parametrize("how_many", [1, 20])
def test_the_list_costs_the_same_for_one_person_or_many(
    sign_in, django_assert_max_num_queries, lead, how_many
):
    the_model()
    school = a_school()
    for at in range(how_many):
        a_claim(an_entry(school, f"Person {at}"))
    client = sign_in(lead)
    client.get(LIST)
    with django_assert_max_num_queries(17):
        page = client.get(LIST)
    assert page.content.count(b'id="person-') == how_many


@pytest.mark.parametrize("how_many", [1, 20])
def test_the_map_and_a_profile_cost_the_same_for_few_or_many(
    sign_in, django_assert_max_num_queries, lead, how_many
):
    the_model()
    person = an_entry()
    for at in range(how_many):
        a_claim(person, area=f"Area {at}")
        a_claim(an_entry(name=f"Person {at}"))
    client = sign_in(lead)
    client.get(MAP)
    with django_assert_max_num_queries(15):
        client.get(MAP)
    with django_assert_max_num_queries(20):
        client.get(page_of(person))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["Ann Lee", "Bo Ng", "Cy Orr"]),
        ({"name": "ann"}, ["Ann Lee"]),
        ({"kind": "sle"}, ["Cy Orr"]),
        ({"kind": "sle", "status": "legacy"}, ["Cy Orr"]),
        ({"status": "current"}, ["Ann Lee"]),
        ({"status": "claimed"}, ["Bo Ng"]),
        ({"status": "lapsed"}, ["Cy Orr"]),
        ({"key_stage": "KS2"}, ["Bo Ng"]),
        ({"key_stage": "KS2", "status": "current"}, []),
    ],
)
def test_filters_ask_about_one_claim_and_live_in_the_address(sign_in, lead, asked, found):
    ann, bo, cy = (an_entry(name=name) for name in ("Ann Lee", "Bo Ng", "Cy Orr"))
    a_confirmed_claim(ann, area="Maths")
    a_claim(bo, area="English", key_stage="KS2")
    a_claim(cy, kind="sle", area="Music")
    a_claim(cy, area="Art", ends_on=TODAY - timedelta(days=1))
    assert names(sign_in(lead).get(LIST, asked)) == found


def test_filters_know_schools_and_what_an_area_is_covered_by(sign_in, lead):
    elm = a_school("Elm Grove")
    ann, bo = an_entry(elm, "Ann Lee"), an_entry(name="Bo Ng")
    a_claim(ann, area="Maths")
    a_claim(bo, area="Maths Mastery")
    client = sign_in(lead)
    assert names(client.get(LIST, {"school": elm.pk})) == ["Ann Lee"]
    mastery = an_area("Maths Mastery")
    assert names(client.get(LIST, {"area": mastery.pk})) == ["Ann Lee", "Bo Ng"]
    assert names(client.get(LIST, {"area": an_area("Maths").pk})) == ["Ann Lee"]
    part = client.get(LIST, {"name": "nobody"}, headers={"HX-Request": "true"})
    assert b"Nobody is found" in part.content
    assert b"<html" not in part.content


def test_a_head_sees_the_school_s_people_and_who_waits(sign_in):
    school = a_school()
    person = an_entry(school, "Ann Lee")
    an_entry(name="Bo Ng")
    a_release(person, school)
    page = sign_in(a_person(Role.HEADTEACHER, at=school)).get(LIST)
    assert names(page) == ["Ann Lee"]
    assert b"has offered days to other schools" in page.content


def test_a_specialist_claims_and_changes_and_ends(sign_in):
    user, person = a_specialist()
    client = sign_in(user)
    assert client.get(OWN).url == page_of(person)
    assert b"Add what you are good at" in client.get(page_of(person)).content
    add = page_of(person, "claim-add")
    assert b"Choose what you are." in client.post(add, {}).content
    assert b"Say an area" in client.post(add, {"kind": "sle"}).content
    client.post(add, {"kind": "s2s_leader", "area": an_area().pk, "key_stage": "KS2"})
    claim = Expertise.objects.get()
    assert (claim.subject, claim.claimed_by) == ("Maths KS2", user)
    edit = page_of(claim, "claim-edit")
    assert b'value="KS2" selected' in client.get(edit).content
    client.post(edit, {"version": 1, "kind": "s2s_leader", "area": an_area("Art").pk})
    claim.refresh_from_db()
    assert (claim.subject, claim.version) == ("Art", 2)
    page = client.post(page_of(claim, "claim-end"), {"version": 2}, follow=True)
    assert b"It is kept as lapsed." in page.content
    assert b"Lapsed (1)" in page.content


def test_a_change_made_meanwhile_shows_both_and_loses_nothing(sign_in):
    user, person = a_specialist()
    claim = a_claim(person)
    said = Said(kind="s2s_leader", area=an_area("Science"))
    profiles.change_claim(actor=user, claim_id=claim.pk, version=1, said=said)
    typed = {"version": 1, "kind": "s2s_leader", "area": an_area("Music").pk}
    page = sign_in(user).post(page_of(claim, "claim-edit"), typed)
    assert page.status_code == 409
    assert b"S2S Leader: Science" in page.content
    assert b"Music</option>" in page.content
    assert b'name="version" value="2"' in page.content


def test_a_lead_confirms_what_was_read(sign_in, lead):
    claim = a_claim()
    client = sign_in(lead)
    stale = client.post(page_of(claim, "claim-confirm"), {"version": "x"}, follow=True)
    assert b"changed after you opened it" in stale.content
    page = client.post(page_of(claim, "claim-confirm"), {"version": 1}, follow=True)
    assert b"confirmed by Lena" in page.content


def test_a_lead_who_is_in_the_register_is_told_to_ask_another(sign_in, lead):
    claim = a_claim(an_entry(user=lead))
    assert (
        b"Ask another school improvement lead" in sign_in(lead).get(page_of(claim.person)).content
    )


def test_a_lead_gives_an_entry_its_login(sign_in, lead):
    school = a_school()
    person = an_entry(school, "Nia")
    user = a_person(Role.SPECIALIST, at=school, name="Nia")
    client = sign_in(lead)
    assert b"No login" in client.get(page_of(person)).content
    assert b"Choose an account." in client.post(page_of(person, "login-link"), {}).content
    client.post(page_of(person, "login-link"), {"user": user.pk})
    assert Person.objects.get(user=user) == person


def test_somebody_who_is_not_in_the_register_begins(sign_in):
    user = a_person(Role.SCHOOL_STAFF, at=a_school(), name="Nia")
    client = sign_in(user)
    assert b"You are not in the register yet" in client.get(OWN).content
    assert (
        b"Say what you are good at"
        in client.post(reverse("people:profile-begin"), follow=True).content
    )
    again = client.post(reverse("people:profile-begin"), follow=True)
    assert b"You have a profile already" in again.content
    assert Person.objects.get(user=user).employments.count() == 1


def test_days_are_offered_and_the_head_answers(sign_in):
    school = a_school()
    user, person = a_specialist(school)
    offer = page_of(person, "release-offer")
    sent = {"school": school.pk, "days": "1.3", "starts_on": TODAY, "ends_on": TODAY}
    client = sign_in(user)
    assert b"Offer days" in client.get(page_of(person)).content
    assert b"whole quarters of a day" in client.post(offer, sent).content
    assert b"number, such as 4.5" in client.post(offer, sent | {"days": "many"}).content
    client.post(offer, sent | {"days": "1.5"})
    assert b"already" in client.post(offer, sent | {"days": "1.5"}).content
    release = Release.objects.get()
    assert release.quarter_days == 6

    client = sign_in(a_person(Role.HEADTEACHER, at=school, name="Hana"))
    assert b"Agree to release" in client.get(page_of(person)).content
    decide = page_of(release, "release-decide")
    assert b"Say why" in client.post(decide, {"answer": "decline"}, follow=True).content
    page = client.post(decide, {"answer": "agree"}, follow=True)
    assert b"Agreed. Carys sees it on the profile." in page.content


def test_a_conflict_is_declared_and_ended_on_the_profile(sign_in):
    user, person = a_specialist()
    far = a_school("Far Away")
    client = sign_in(user)
    declare = page_of(person, "conflict-declare")
    assert b"Choose the school." in client.post(declare, {}).content
    client.post(declare, {"school": far.pk, "reason": "My partner teaches there."})
    assert (
        b"declared already" in client.post(declare, {"school": far.pk, "reason": "Again."}).content
    )
    conflict = ConflictOfInterest.objects.get()
    assert b"My partner teaches there." in client.get(page_of(person)).content
    page = client.post(page_of(conflict, "conflict-end"), follow=True)
    assert b"None is declared." in page.content


def test_who_is_also_something_else_writes_only_of_themselves(sign_in):
    """A headteacher who is a specialist too sees the school's people, and speaks for none."""
    school = a_school()
    both, _ = a_specialist(school, "Both")
    both.assignments.create(role=Role.HEADTEACHER, school=school)
    other = an_entry(school, "Ann Lee")
    conflict = a_conflict(other, a_school("Far Away"))
    client = sign_in(both)
    for name in ("claim-add", "release-offer", "conflict-declare"):
        assert client.get(page_of(other, name)).status_code == 403
    assert client.get(page_of(a_claim(other), "claim-edit")).status_code == 403
    page = client.post(page_of(conflict, "conflict-end"), follow=True)
    assert b"The person or a school improvement lead" in page.content
    page = client.post(
        page_of(a_claim(other, area="Art"), "claim-end"), {"version": 1}, follow=True
    )
    assert b"People say for themselves" in page.content


def answers(page, **changes) -> dict[str, str]:
    form = page.context["form"]
    return {name: form[name].value() or "" for name in form.fields} | changes


def test_a_pasted_register_is_looked_at_answered_applied_and_undone(sign_in, lead):
    tween = a_school("Tweendykes School")
    client = sign_in(lead)
    page = client.post(IMPORTS, {"pasted": INVENTED}, follow=True)
    for words in ("13 people, 1.8 FTE", "not as a school: HET", "Are Carys Evans and Carys Evens"):
        assert words in page.content.decode()
    assert not Person.objects.exists()
    run = RegisterImport.objects.get()
    chosen = answers(page, **{"same-0": "one"})
    assert list(chosen.values()).count(str(tween.urn)) == 2
    apply = page_of(run, "import-apply")
    page = client.post(apply, chosen | {"step": "look"}, follow=True)
    assert b"12 people, 1.8 FTE" in page.content
    assert SchoolAlias.objects.count() == 2
    page = client.post(apply, answers(page) | {"step": "apply"}, follow=True)
    assert b"12 people and 27 claims of expertise are new." in page.content
    run.refresh_from_db()
    assert (run.state, run.grid) == (ImportState.APPLIED, {})
    client.post(apply, {"step": "apply"})
    assert Person.objects.count() == 12
    page = client.post(page_of(run, "import-undo"), follow=True)
    assert b"Undone." in page.content
    assert not Person.objects.exists()
    page = client.post(page_of(run, "import-undo"), follow=True)
    assert b"cannot become" in page.content


def test_the_same_register_again_says_that_nothing_was_changed(sign_in, lead):
    a_register(applied=True)
    run = a_register()
    client = sign_in(lead)
    page = client.post(page_of(run, "import-apply"), {"step": "apply"}, follow=True)
    assert b"nothing was changed" in page.content


def test_an_answer_that_was_not_offered_is_refused(sign_in, lead):
    run = a_register()
    page = sign_in(lead).post(page_of(run, "import-apply"), {"alias-0": "999999"})
    assert b"There is a problem" in page.content
    assert not Person.objects.exists()


def a_file(content: bytes, name: str = "register.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "one of the two"),
        ({"pasted": "x", "file": b"Name,School,SLE"}, "one of the two"),
        ({"pasted": "only prose"}, "could not find a register"),
        ({"file": b"Name,School,SLE\nZo\xeb,Elm,Art"}, "E-ENC-UTF8"),
        ({"file": b"x" * 5_300_000}, "the most we take is 5 MB"),
    ],
)
def test_what_cannot_be_read_is_said_at_once(sign_in, lead, sent, sentence):
    typed = {key: a_file(value) if key == "file" else value for key, value in sent.items()}
    page = sign_in(lead).post(IMPORTS, typed)
    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert not RegisterImport.objects.exists()


def test_a_file_with_faults_is_read_and_each_is_shown(sign_in, lead):
    content = b"Name,School,FTE,NPQ\nAnn Lee,Elm,half,NQPSL\n"
    page = sign_in(lead).post(IMPORTS, {"file": a_file(content)}, follow=True)
    for words in ("register.csv", "such as 0.4 FTE", "Read as NPQSL"):
        assert words in page.content.decode()


def test_the_post_of_a_sheet_is_the_model_s(sign_in, lead):
    some_posts(places=2)
    sheet = "Name\tSchool\tFTE\tPost\nAnn Lee\tHQ\t0.4\tSchool improvement lead\nBo\tHQ\t\tCook"
    run = a_register(sheet)
    client = sign_in(lead)
    assert b"This is no post of the model" in client.get(page_of(run, "import-detail")).content
    client.post(page_of(run, "import-apply"), {"step": "apply"})
    ann = Person.objects.get(name="Ann Lee")
    assert ann.employments.get().post_code == "lead"
    page = client.get(page_of(ann))
    assert b"Central team (0.4 FTE), School improvement lead" in page.content
    assert b"1 of 2 places not filled" not in client.get(MAP).content
    a_claim(ann)
    assert b"1 of 2 places not filled" in client.get(MAP).content


def test_a_mapped_qualification_says_what_the_sheet_had(sign_in, lead):
    person = an_entry()
    Qualification.objects.create(person=person, code="NPQSL", written="NQPSL")
    page = sign_in(lead).get(page_of(person)).content.decode()
    assert "the sheet had “NQPSL”" in page


def test_registers_read_before_are_listed_and_old_ones_that_wait_are_forgotten(sign_in, lead):
    old = a_register()
    RegisterImport.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=8))
    kept = a_register(applied=True)
    page = sign_in(lead).get(IMPORTS)
    assert [run.pk for run in page.context["page"]] == [kept.pk]


@pytest.mark.parametrize(
    ("hundredths", "shown"), [(100, "1.0"), (20, "0.2"), (33, "0.33"), (180, "1.8")]
)
def test_full_time_is_shown_with_no_more_than_it_has(hundredths, shown):
    assert show_fte(hundredths) == shown


def test_administrators_keep_the_taxonomy_and_see_no_person(sign_in):
    client = sign_in(a_person(Role.ADMIN))
    for name in ("area", "schoolalias", "registerimport"):
        assert client.get(reverse(f"admin:people_{name}_changelist")).status_code == 200
    assert b"people_person" not in client.get(reverse("admin:index")).content
    run = a_register(applied=True)
    SchoolAlias.objects.create(label="elm", school=a_school())
    assert (
        client.get(reverse("admin:people_registerimport_change", args=[run.pk])).status_code == 200
    )
