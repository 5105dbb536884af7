import pytest
from django.urls import reverse

from accounts.roles import Role
from banding.models import Edition, EditionState, ImprovementModel, Level
from core.models import JournalEntry
from tests.world import a_level, a_person, a_school, a_settled_band, the_model, this_year

pytestmark = pytest.mark.django_db


def change_page(thing) -> str:
    meta = thing._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[thing.pk])


@pytest.fixture
def draft():
    edition = the_model()
    edition.state = EditionState.DRAFT
    edition.save()
    return edition


def test_an_edition_in_force_is_read_with_its_levels_days_and_doubts(sign_in):
    edition = the_model()
    text = sign_in(a_person(Role.ADMIN)).get(change_page(edition)).content.decode()
    assert "Trustees will" in text
    assert "By how much the levy will rise is not stated." in text
    assert "3.5" in text
    assert 'name="_save"' not in text
    assert '<textarea name="doubt"' not in text


def test_a_level_in_force_is_read_with_its_criteria(sign_in):
    text = sign_in(a_person(Role.ADMIN)).get(change_page(a_level("B"))).content.decode()
    assert "every evaluation area at expected standard or above" in text
    assert 'name="_save"' not in text


def test_a_draft_s_level_is_edited_and_the_journal_says_what_changed(sign_in, draft):
    level = draft.levels.get(code="C")
    client = sign_in(a_person(Role.ADMIN))
    page = client.get(change_page(level))
    assert b'name="_save"' in page.content
    formset = page.context["inline_admin_formsets"][0].formset
    typed = {field.html_name: field.value() or "" for form in formset for field in form}
    typed |= {field.html_name: field.value() for field in formset.management_form}
    form = page.context["adminform"].form
    typed |= {field.html_name: field.value() or "" for field in form}
    typed["criteria-0-text"] = "Likely to have no area that needs attention."
    answer = client.post(change_page(level), typed)
    assert answer.status_code == 302
    assert level.criteria.first().text == "Likely to have no area that needs attention."
    entry = JournalEntry.objects.filter(target_type="banding.level").get()
    assert "no area that needs attention" in str(entry.after)


def test_a_draft_s_days_are_typed_in_days(sign_in, draft):
    client = sign_in(a_person(Role.ADMIN))
    page = client.get(change_page(draft))
    typed = {}
    for inline in page.context["inline_admin_formsets"]:
        typed |= {field.html_name: field.value() for field in inline.formset.management_form}
        typed |= {f.html_name: f.value() for form in inline.formset for f in form}
    typed |= {field.html_name: field.value() for field in page.context["adminform"].form}
    typed = {name: "" if value is None else value for name, value in typed.items()}
    activity = draft.offer_lines.get(code="target_setting").activity
    row = next(name for name, value in typed.items() if value == activity)
    typed[row.replace("activity", "days")] = "2.75"
    assert client.post(change_page(draft), typed).status_code == 302
    assert draft.offer_lines.get(code="target_setting").quarter_days == 11
    assert draft.offer_lines.get(code="bespoke_send").quarter_days is None


@pytest.mark.parametrize("role", [Role.EXECUTIVE, Role.TRUSTEE, Role.HEADTEACHER])
def test_nobody_but_an_administrator_opens_the_rulebook(sign_in, role):
    page = sign_in(a_person(role)).get(change_page(the_model()))
    assert page.status_code in {302, 403, 404}


def test_a_draft_is_previewed_put_in_force_and_retired(sign_in, draft):
    client = sign_in(a_person(Role.ADMIN))
    preview = reverse("admin:banding_edition_preview", args=[draft.pk])
    assert "Put" in client.get(preview).content.decode()
    client.post(preview)
    draft.refresh_from_db()
    assert draft.state == EditionState.IN_FORCE
    client.post(reverse("admin:banding_edition_retire", args=[draft.pk]))
    draft.refresh_from_db()
    assert draft.state == EditionState.RETIRED


def test_within_a_year_a_school_on_a_level_that_is_gone_blocks_and_is_named(sign_in):
    a_settled_band(a_school("Elm Grove"), "E")
    other = ImprovementModel.objects.create(code="other", name="Another model")
    new = Edition.objects.create(model=other, start_year=the_model().start_year)
    Level.objects.create(edition=new, rank=1, code="A", label="Band A")
    url = reverse("admin:banding_edition_preview", args=[new.pk])
    client = sign_in(a_person(Role.ADMIN))
    assert "has no level for Elm Grove, now in Band E" in client.get(url).content.decode()
    refused = client.post(url, follow=True).content.decode()
    assert "has no level for Elm Grove, now in Band E" in refused
    new.refresh_from_db()
    assert new.state == EditionState.DRAFT


def test_for_the_next_year_a_school_on_a_level_that_is_gone_is_judged_anew(sign_in):
    a_settled_band(a_school("Elm Grove"), "E")
    old = the_model()
    new = Edition.objects.create(model=old.model, start_year=old.start_year + 1)
    Level.objects.create(edition=new, rank=1, code="A", label="Band A")
    url = reverse("admin:banding_edition_preview", args=[new.pk])
    client = sign_in(a_person(Role.ADMIN))
    assert "Elm Grove stands on Band E" in client.get(url).content.decode()
    client.post(url)
    new.refresh_from_db()
    assert new.state == EditionState.IN_FORCE


def test_a_doubt_is_settled_while_the_edition_is_in_force(sign_in):
    level = a_level("E")
    assert level.open_doubt
    where = [level.edition_id, "level", level.pk]
    url = reverse("admin:banding_edition_settle", args=where)
    client = sign_in(a_person(Role.ADMIN))
    assert client.get(url).status_code == 200
    client.post(url, {"words": "Six percent, trustees, July."})
    level.refresh_from_db()
    assert level.settled == "Six percent, trustees, July."
    assert level.open_doubt == ""
    assert client.get(reverse("admin:banding_edition_doubts", args=where[:1])).status_code == 200


def test_a_level_is_moved_and_all_are_numbered_in_one_go(sign_in, draft):
    client = sign_in(a_person(Role.ADMIN))
    second = draft.levels.get(code="B")
    client.post(reverse("admin:banding_level_move", args=[second.pk]), {"by": "-1"})
    assert [level.code for level in draft.levels.all()] == ["B", "A", "C", "D", "E"]
    assert [level.rank for level in draft.levels.all()] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    "part", ["level", "offerline", "duty", "party", "aspect", "post", "clause", "levyrate"]
)
def test_every_part_has_a_list_of_the_edition_s_own(sign_in, draft, part):
    url = reverse(f"admin:banding_{part}_changelist")
    page = sign_in(a_person(Role.ADMIN)).get(f"{url}?edition__id__exact={draft.pk}")
    assert page.status_code == 200


def test_a_party_is_added_to_a_draft_and_its_code_is_used_once(sign_in, draft):
    client = sign_in(a_person(Role.ADMIN))
    url = f"{reverse('admin:banding_party_add')}?edition__id__exact={draft.pk}"
    typed = {"name": "Trust Board", "code": "board", "role": "", "doubt": ""}
    there = draft.parties.count()
    assert client.post(url, typed).status_code == 302
    assert draft.parties.get(code="board").position == there + 1
    assert client.post(url, typed).status_code == 200
    assert draft.parties.count() == there + 1


def test_a_model_is_chosen_and_loaded_as_a_draft(sign_in):
    client = sign_in(a_person(Role.ADMIN))
    url = reverse("admin:banding_edition_choose")
    assert "Humber Education Trust" in client.get(url).content.decode()
    client.post(url, {"pack": "humber", "year": this_year().start_year})
    assert Edition.objects.get().state == EditionState.DRAFT


@pytest.mark.parametrize("page", ["choose", "join", "preview", "retire", "doubts", "settle"])
@pytest.mark.parametrize("role", [Role.EXECUTIVE, Role.TRUSTEE, Role.HEADTEACHER])
def test_only_administrators_open_the_pages_of_an_edition(sign_in, role, page):
    level = a_level("E")
    where = {"choose": [], "join": [], "settle": [level.edition_id, "level", level.pk]}
    url = reverse(f"admin:banding_edition_{page}", args=where.get(page, [level.edition_id]))
    assert sign_in(a_person(role)).get(url).status_code in {302, 403, 404}
