"""An edition leaves the system as it came in."""

import pytest

from banding import services
from banding.packs.reader import available, parse_pack, read_pack
from banding.packs.writer import write_pack
from banding.selectors.wording import pack_of

pytestmark = pytest.mark.django_db


def loaded(pack, start_year=2026):
    return services.load_pack(actor=None, pack=pack, start_year=start_year).edition


@pytest.mark.parametrize("code", available())
def test_load_export_and_load_again_changes_nothing(code):
    edition = loaded(read_pack(code))
    written = write_pack(pack_of(edition))
    again = parse_pack(written)
    assert write_pack(again) == written
    edition.delete()
    assert write_pack(pack_of(loaded(again))) == written


@pytest.mark.parametrize("code", available())
def test_an_export_says_all_that_the_pack_says(code):
    said = read_pack(code).edition_for(2026).model_dump(exclude={"first_year"})
    assert pack_of(loaded(read_pack(code))).editions[0].model_dump(exclude={"first_year"}) == said
