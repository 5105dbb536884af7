import pytest
from django.urls import reverse

from accounts.roles import Role
from banding.models import Edition, EditionState
from banding.packs.writer import write_pack
from banding.selectors.wording import pack_of
from core.models import JournalEntry
from tests.world import a_person, the_model

pytestmark = pytest.mark.django_db


def where(page, edition) -> str:
    return reverse(f"admin:banding_edition_{page}", args=[edition.pk])


def test_an_edition_offers_its_copy_and_its_export(sign_in):
    edition = the_model()
    page = sign_in(a_person(Role.ADMIN)).get(where("change", edition)).content.decode()
    assert where("copy", edition) in page
    assert where("export", edition) in page


def test_an_edition_is_copied_to_next_year_s_draft_once_it_is_confirmed(sign_in):
    edition = the_model()
    client = sign_in(a_person(Role.ADMIN))
    assert b"Make the draft" in client.get(where("copy", edition)).content
    assert Edition.objects.count() == 1
    answer = client.post(where("copy", edition))
    copy = Edition.objects.exclude(pk=edition.pk).get()
    assert answer["Location"] == where("change", copy)
    assert (copy.state, copy.start_year) == (EditionState.DRAFT, edition.start_year + 1)
    assert copy.levels.count() == edition.levels.count()
    assert JournalEntry.objects.filter(verb="banding.edition.copied").count() == 1


def test_a_second_copy_is_refused_with_the_reason(sign_in):
    edition = the_model()
    client = sign_in(a_person(Role.ADMIN))
    client.post(where("copy", edition))
    page = client.post(where("copy", edition), follow=True).content.decode()
    assert "already: edit that one." in page
    assert Edition.objects.count() == 2


def test_an_edition_is_downloaded_as_the_pack_that_makes_it_again(sign_in):
    edition = the_model()
    answer = sign_in(a_person(Role.ADMIN)).get(where("export", edition))
    name = f"{edition.model.code}-{edition.start_year}.yaml"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer.content.decode() == write_pack(pack_of(edition))


@pytest.mark.parametrize("page", ["copy", "export"])
def test_only_an_administrator_copies_or_exports(sign_in, page):
    edition = the_model()
    client = sign_in(a_person(Role.EXECUTIVE))
    assert client.get(where(page, edition)).status_code in {302, 403, 404}
    assert client.post(where(page, edition)).status_code in {302, 403, 404}
    assert Edition.objects.count() == 1
