"""One edition is in force a year, and it gives way only when nothing would be lost."""

import json

import pytest
from django.core.management import CommandError, call_command

from accounts.roles import Role
from banding import selectors, services
from banding.models import EditionState, OfferLine, OfferPart
from banding.packs.reader import read_pack
from banding.selectors.wording import pack_of
from core.errors import DomainError, NotAllowed
from core.models import JournalEntry
from schools.models import School
from tests.world import a_person, a_proposal, a_school, a_settled_band, the_model, this_year

pytestmark = pytest.mark.django_db


def a_draft(model="spring"):
    start_year = the_model().start_year
    pack = read_pack(model)
    return services.load_pack(actor=None, pack=pack, start_year=start_year).edition


def load(model, *more):
    return json.loads(call_command("load_model", model, f"--year={this_year()}", *more, "--json"))


def test_a_draft_takes_the_place_of_the_edition_in_force_and_both_moves_are_journalled():
    draft, admin = a_draft(), a_person(Role.ADMIN)
    services.put_in_force(actor=admin, edition=draft, replaces=True)
    assert selectors.edition_in_force(draft.start_year) == draft
    assert the_model().state == EditionState.RETIRED
    entries = JournalEntry.objects.filter(actor_id=admin.pk).order_by("pk")
    assert [entry.verb for entry in entries] == [
        "banding.edition.retired", "banding.edition.put_in_force",
    ]  # fmt: skip


def test_another_edition_in_force_gives_way_only_when_it_is_said():
    draft = a_draft()
    with pytest.raises(DomainError, match="is in force for that year: say that"):
        services.put_in_force(actor=None, edition=draft)
    assert the_model().state == EditionState.IN_FORCE


def test_schools_whose_level_would_no_longer_exist_are_named():
    draft = a_draft()
    a_settled_band(a_school("Elm Grove"), "D")
    with pytest.raises(DomainError, match="no level for Elm Grove, now in Band D"):
        services.put_in_force(actor=None, edition=draft, replaces=True)
    assert the_model().state == EditionState.IN_FORCE


def test_days_and_duties_go_on_where_the_edition_that_comes_has_a_level_of_the_same_code():
    school, year = a_school("Elm Grove"), the_model().start_year
    a_settled_band(school, "D")
    days = selectors.entitlements(start_year=year, schools=[school])[0].quarter_days
    said = pack_of(the_model()).model_copy(update={"model": "own", "name": "Our own"})
    draft = services.load_pack(actor=None, pack=said, start_year=year).edition
    services.put_in_force(actor=None, edition=draft, replaces=True)
    assert selectors.edition_in_force(year) == draft
    now = selectors.entitlements(start_year=year, schools=[school])[0]
    assert now.quarter_days == days > core_days()
    assert selectors.entitled_in_all(schools=School.objects.all(), start_year=year) == days


def core_days() -> int:
    lines = OfferLine.objects.filter(edition=the_model(), part=OfferPart.CORE)
    return sum(line.quarter_days or 0 for line in lines)


def test_a_waiting_proposal_is_decided_first():
    draft = a_draft()
    a_proposal(a_school("Elm Grove"))
    with pytest.raises(DomainError, match="A proposal waits for Elm Grove"):
        services.put_in_force(actor=None, edition=draft, replaces=True)


def test_an_edition_that_judges_needs_levels():
    draft = a_draft()
    for line in draft.offer_lines.all():
        line.delete()
    draft.levels.all().delete()
    with pytest.raises(DomainError, match="has no levels"):
        services.put_in_force(actor=None, edition=draft, replaces=True)


def test_only_a_draft_is_put_in_force_and_only_what_is_in_force_is_retired():
    draft = a_draft()
    with pytest.raises(DomainError, match="only a draft is put in force"):
        services.put_in_force(actor=None, edition=the_model())
    with pytest.raises(DomainError, match="only an edition in force is retired"):
        services.retire(actor=None, edition=draft)


def test_an_edition_that_schools_rest_on_is_not_retired_alone():
    assert services.retire(actor=None, edition=an_unused_edition()).state == EditionState.RETIRED
    a_settled_band(a_school())
    with pytest.raises(DomainError, match="1 school rests on"):
        services.retire(actor=None, edition=the_model())


def an_unused_edition():
    pack = read_pack("spring")
    return services.load_pack(actor=None, pack=pack, start_year=2040).edition


def test_only_administrators_keep_the_rulebook():
    draft, lead = a_draft(), a_person(Role.EXECUTIVE)
    for act in (
        lambda: services.put_in_force(actor=lead, edition=draft, replaces=True),
        lambda: services.retire(actor=lead, edition=the_model()),
        lambda: services.settle_doubt(actor=lead, thing=draft, words="So."),
    ):
        with pytest.raises(NotAllowed, match="Only administrators"):
            act()


def test_a_settled_doubt_is_no_longer_open_and_changes_no_value():
    level = the_model().levels.get(code="D")
    assert level.open_doubt
    settled = services.settle_doubt(
        actor=a_person(Role.ADMIN), thing=level, words="By one percentage point; board, July."
    )
    assert (settled.open_doubt, settled.levy_effect) == ("", level.levy_effect)
    assert JournalEntry.objects.filter(verb="banding.doubt.settled").count() == 1


def test_a_doubt_is_settled_in_words_and_only_where_there_is_one():
    levels = the_model().levels
    with pytest.raises(DomainError, match="Say how"):
        services.settle_doubt(actor=None, thing=levels.get(code="D"), words=" ")
    with pytest.raises(DomainError, match="no doubt here"):
        services.settle_doubt(actor=None, thing=levels.get(code="C"), words="So.")


def test_the_command_replaces_the_model_in_force_only_when_asked():
    assert load("humber")["state"] == "in_force"
    assert load("spring")["state"] == "draft"
    assert load("spring", "--in-force")["state"] == "in_force"
    assert load("hearts", "--in-force")["state"] == "in_force"
    assert selectors.edition_in_force(this_year().start_year).model.code == "hearts"


def test_a_model_that_cannot_replace_is_not_loaded_at_all():
    a_settled_band(a_school("Elm Grove"), "D")
    with pytest.raises(CommandError, match="no level for Elm Grove"):
        load("spring", "--in-force")
    assert the_model().state == EditionState.IN_FORCE
    assert load("spring")["loaded"] is True
