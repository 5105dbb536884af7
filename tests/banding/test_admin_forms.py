"""Editing the rulebook: in an administrator's words, at the same cost however long it is."""

import pytest
from django.urls import reverse

from accounts.roles import Role
from banding import services
from banding.models import EditionState, OfferLine
from banding.packs.reader import read_pack
from tests.banding.duties import a_duty
from tests.world import a_person, the_model, this_year

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(sign_in):
    return sign_in(a_person(Role.ADMIN))


@pytest.fixture
def draft():
    """The longest of the models: levels, offer, duties, parties, posts and doubts."""
    loaded = services.load_pack(
        actor=None,
        pack=read_pack("spring"),
        start_year=this_year().start_year,
        as_draft=True,
    )
    return loaded.edition


def page_of(thing, page="change"):
    meta = thing._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{page}", args=[thing.pk])


def list_of(edition, part):
    return f"{reverse(f'admin:banding_{part}_changelist')}?edition__id__exact={edition.pk}"


def test_doubts_stand_beneath_their_rows_with_the_way_to_settle_them(admin, draft):
    text = admin.get(page_of(draft)).content.decode()
    line = draft.offer_lines.exclude(doubt="").first()
    after = text.partition(f"{line.activity}</textarea>")[2]
    beneath = after.partition('class="form-row')[0]
    assert "Settle this doubt" in beneath
    assert line.doubt.split("“")[0].split('"')[0][:20] in beneath


def test_choices_and_short_names_are_said_in_words(admin, draft):
    text = admin.get(page_of(draft)).content.decode()
    assert "---------" not in text
    assert 'value="support_stabilise"' not in text
    assert "type where it goes: 2.5 goes between 2 and 3" in text
    duty = admin.get(page_of(draft.duties.first())).content.decode()
    assert "---------" not in duty
    assert "No set month" in duty
    assert "December" in duty


def test_what_is_read_shows_a_month_and_a_colour_by_name(admin):
    edition = the_model()
    assert "July" in admin.get(page_of(edition.duties.get(month=7))).content.decode()
    level = admin.get(page_of(edition.levels.get(code="D"))).content.decode()
    assert "Amber" in level


def test_a_list_of_one_edition_says_whose_it_is_above_and_not_on_every_line(admin, draft):
    text = admin.get(list_of(draft, "duty")).content.decode()
    assert text.count('class="field-edition') == 0
    assert page_of(draft) in text
    every = admin.get(reverse("admin:banding_duty_changelist")).content.decode()
    assert 'class="field-edition' in every


def test_saving_a_line_leads_back_to_the_lines_of_its_edition(admin, draft):
    party = draft.parties.first()
    typed = {"name": "Chief executive", "role": party.role, "code": party.code, "doubt": ""}
    answer = admin.post(page_of(party), typed)
    assert answer["Location"] == list_of(draft, "party")


def test_a_line_added_without_a_short_name_is_given_one_of_its_own(admin, draft):
    url = f"{reverse('admin:banding_party_add')}?edition__id__exact={draft.pk}"
    typed = {"name": "Parent council", "role": "", "code": "", "doubt": ""}
    for code in ("parent_council", "parent_council_2"):
        answer = admin.post(url, typed)
        assert answer["Location"] == list_of(draft, "party")
        assert draft.parties.last().code == code


def test_a_short_name_is_never_longer_than_it_may_be(draft):
    line = OfferLine(edition=draft, activity="Visits " * 20)
    first = services.code_for(line, draft)
    assert len(first) == 40
    OfferLine.objects.create(
        edition=draft, part="core", position=90, code=first, activity=line.activity, quarter_days=1
    )
    second = services.code_for(line, draft)
    assert (len(second), second[-2:]) == (40, "_2")


@pytest.mark.parametrize(
    "part", ["level", "offerline", "duty", "activitytype", "party", "post", "clause"]
)
def test_a_list_costs_the_same_for_any_number_of_lines(
    admin, draft, part, django_assert_max_num_queries
):
    owner = draft.parties.first()
    for _ in range(20):
        a_duty(draft, owner=owner, approver=owner)
    with django_assert_max_num_queries(15):
        assert admin.get(list_of(draft, part)).status_code == 200


def test_the_list_of_editions_costs_the_same_for_any_number(
    admin, draft, django_assert_max_num_queries
):
    for year in range(1, 6):
        services.copy_edition(actor=None, edition=draft, start_year=draft.start_year + year)
    with django_assert_max_num_queries(9):
        assert admin.get(reverse("admin:banding_edition_changelist")).status_code == 200


@pytest.mark.parametrize("state", [EditionState.DRAFT, EditionState.IN_FORCE])
def test_the_page_of_an_edition_costs_the_same_for_any_number_of_lines(
    admin, draft, state, django_assert_max_num_queries
):
    for number in range(20):
        OfferLine.objects.create(
            edition=draft,
            part="bespoke",
            position=50 + number,
            code=f"more_{number}",
            activity=f"More {number}",
        )
    draft.state = state
    draft.save()
    with django_assert_max_num_queries(36):
        assert admin.get(page_of(draft)).status_code == 200
