import pytest
from django.urls import reverse

from accounts.roles import Role
from banding.models import EditionState
from core.models import JournalEntry
from tests.world import a_level, a_person, the_model

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
    first = next(name for name, value in typed.items() if value == "target_setting")
    typed[first.replace("code", "days")] = "2.75"
    assert client.post(change_page(draft), typed).status_code == 302
    assert draft.offer_lines.get(code="target_setting").quarter_days == 11
    assert draft.offer_lines.get(code="bespoke_send").quarter_days is None


@pytest.mark.parametrize("role", [Role.EXECUTIVE, Role.TRUSTEE, Role.HEADTEACHER])
def test_nobody_but_an_administrator_opens_the_rulebook(sign_in, role):
    page = sign_in(a_person(role)).get(change_page(the_model()))
    assert page.status_code in {302, 403, 404}
