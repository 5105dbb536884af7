"""An edition leaves the system as it came in."""

import pytest

from banding import services
from banding.packs.reader import available, parse_pack, read_pack
from banding.packs.writer import write_pack
from banding.selectors.wording import pack_of

pytestmark = pytest.mark.django_db


def loaded(pack, start_year=2026):
    return services.load_pack(actor=None, pack=pack, start_year=start_year).edition


def said(wording):
    """All that it says; a cast has no order, and the year is the one it was loaded for."""
    told = wording.model_dump(exclude={"first_year"})
    for line in [*told["duties"], *told["activities"]]:
        line["cast"].sort()
    return told


@pytest.mark.parametrize("code", available())
def test_load_export_and_load_again_changes_nothing(code):
    [wording] = pack_of(loaded(read_pack(code))).editions
    written = write_pack(pack_of(loaded(read_pack(code))))
    [again] = parse_pack(written).editions
    assert again == wording
    [next_year] = pack_of(loaded(parse_pack(written), start_year=2027)).editions
    assert said(next_year) == said(wording)


@pytest.mark.parametrize("code", available())
def test_an_export_says_all_that_the_pack_says(code):
    [wording] = pack_of(loaded(read_pack(code))).editions
    assert said(wording) == said(read_pack(code).edition_for(2026))
