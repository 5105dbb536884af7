"""Every number of the humber document, read from the running system."""

import json

import pytest
from django.core.management import CommandError, call_command

from banding import selectors
from banding.models import OfferPart
from core.years import AcademicYear
from schools.models import School
from tests.world import a_school, the_model, this_year

pytestmark = pytest.mark.django_db

YEAR = str(this_year())
DOCUMENT = AcademicYear(2021)


def run(command, *args):
    return json.loads(call_command(command, *args, "--json"))


def set_levels(*pairs, **options):
    more = [f"--{name}={value}" for name, value in options.items()]
    return run("set_level", *pairs, f"--year={YEAR}", "--reason=Trustees, July.", *more)


def entitled(*args):
    return run("entitlements", f"--year={YEAR}", *args)


@pytest.fixture
def sixteen() -> list[School]:
    the_model()
    return [a_school(f"School {number:02}") for number in range(1, 17)]


def test_the_levels_are_a_to_e_in_order_with_criteria_in_the_document_s_words():
    levels = the_model(DOCUMENT).levels.all()
    assert [level.code for level in levels] == ["A", "B", "C", "D", "E"]
    assert [level.label for level in levels] == [f"Band {code}" for code in "ABCDE"]
    assert [level.criteria.count() for level in levels] == [2, 4, 4, 2, 2]
    first = levels[1].criteria.first()
    assert first.text == "Good/Outstanding school at most recent Ofsted inspection."
    assert "ended in September 2024" in first.open_doubt


def test_from_2026_27_the_tests_speak_of_report_cards_and_turn_no_grade_into_another():
    first = the_model(AcademicYear(2026)).levels.get(code="B").criteria.first()
    assert "every evaluation area at expected standard or above" in first.text
    assert "Good or Outstanding" in first.text
    assert "for trustees to settle" in first.open_doubt


def test_what_follows_from_a_level_is_may_or_will_and_the_levy_has_no_number():
    levels = {level.code: level for level in the_model().levels.all()}
    assert [levels[c].supported_school for c in "ABCDE"] == ["", "", "", "may", "will"]
    assert [levels[c].levy_effect for c in "ABCDE"] == [
        "receives", "", "", "may_rise", "will_rise",
    ]  # fmt: skip
    assert "not stated" in levels["D"].doubt
    assert "not stated" in levels["E"].doubt


def test_the_core_offer_is_six_lines_and_twelve_days():
    core = the_model().offer_lines.filter(part=OfferPart.CORE)
    assert [line.quarter_days / 4 for line in core] == [2.5, 3.5, 1.0, 1.5, 0.5, 3.0]


def test_the_bespoke_menu_has_thirteen_items_without_days():
    bespoke = the_model().offer_lines.filter(part=OfferPart.BESPOKE)
    assert bespoke.count() == 13
    assert {line.quarter_days for line in bespoke} == {None}


def test_the_trust_s_word_for_a_level_is_band():
    assert the_model().word("level") == "Band"
    assert the_model().word("improvement_plan") == "SIP"
    assert the_model().word("pupil_premium") == "Pupil premium"


def test_each_band_s_days(sixteen):
    set_levels(*(f"{s.urn}={code}" for s, code in zip(sixteen, "ABCDE", strict=False)))
    days = {s["level"]: s["days"] for s in entitled()["schools"] if s["level"]}
    assert days == {"A": 12.0, "B": 12.0, "C": 12.0, "D": 15.5, "E": 19.0}


def test_sixteen_schools_in_c_then_one_to_d_then_another_to_e(sixteen):
    set_levels(*(f"{school.urn}=C" for school in sixteen))
    assert entitled()["total_days"] == 192.0
    set_levels(f"{sixteen[3].urn}=D")
    assert entitled()["total_days"] == 195.5
    set_levels(f"{sixteen[8].urn}=E")
    assert entitled()["total_days"] == 202.5


def test_the_document_s_size_of_trust_has_206_days(sixteen):
    set_levels(*(f"{s.urn}={code}" for s, code in zip(sixteen, "AAABBBBBCCCCCDDE", strict=True)))
    assert entitled()["total_days"] == 206.0


def test_a_school_without_a_band_has_the_core_offer_and_says_so(sixteen):
    [school] = entitled(f"--school={sixteen[0].urn}")["schools"]
    assert (school["level"], school["days"], len(school["lines"])) == (None, 12.0, 6)
    assert school["note"].startswith("No band is settled for")
    set_levels(f"{sixteen[0].urn}=D")
    [school] = entitled(f"--school={sixteen[0].urn}")["schools"]
    assert "note" not in school
    assert school["lines"][-1]["days"] == 3.5
    assert school["lines"][-1]["because"] == f"Band D from 1 Sep {this_year().start_year}"


def test_a_band_from_the_middle_of_the_year_gives_its_days_pro_rata(sixteen):
    set_levels(f"{sixteen[0].urn}=D")
    set_levels(f"{sixteen[0].urn}=E", **{"from": f"{this_year().end_year}-01-01"})
    [school] = entitled(f"--school={sixteen[0].urn}")["schools"]
    assert school["days"] == 17.75  # 2.25 more than Band D all year
    assert sum(line["days"] for line in school["lines"]) == school["days"]


@pytest.mark.parametrize(
    ("pairs", "more", "sentence"),
    [
        (["{ours}=C", "999999=C"], [], "No school with the URN 999999"),
        (["{ours}=C", "{outside}=C"], [], "not a school of the trust"),
        (["{ours}=F"], [], "no level 'F'. The levels are A, B, C, D, E"),
        (["{ours}=C", "{ours}=D"], [], "given twice"),
        (["{ours}:C"], [], "is not URN=LEVEL"),
        (["{ours}=C"], ["--from=soon"], "is not a day"),
        (["{ours}=C"], ["--from=1999-01-01"], "choose a day from 1 Sep"),
        (["{ours}=C"], ["--year=2026"], "not an academic year"),
        (["{ours}=C"], ["--year=2035/36"], "No improvement model is in force for 2035/36"),
        (["{ours}=C"], ["--reason="], "as the reason"),
    ],
)
def test_a_level_that_cannot_be_recorded_is_refused_and_nothing_is_half_done(
    sixteen, pairs, more, sentence
):
    outside = School.objects.create(urn=777_777, name="Elsewhere")
    written = [pair.format(ours=sixteen[0].urn, outside=outside.urn) for pair in pairs]
    with pytest.raises(CommandError, match=sentence):
        run("set_level", *written, f"--year={YEAR}", "--reason=Trustees.", *more)
    current = selectors.current_levels(schools=sixteen, start_year=this_year().start_year)
    assert current == {}


def test_what_was_recorded_is_printed(sixteen):
    [line] = set_levels(f"{sixteen[0].urn}=C")["recorded"]
    assert (line["urn"], line["level"], line["was"], line["new"]) == (
        sixteen[0].urn, "C", None, True,
    )  # fmt: skip
    [line] = set_levels(f"{sixteen[0].urn}=C")["recorded"]
    assert line["new"] is False
    text = call_command(
        "set_level", f"{sixteen[0].urn}=D", f"--year={YEAR}", "--reason=Trustees, March."
    )
    assert text == f"{sixteen[0].urn} School 01: D from {this_year().starts_on}"


def test_loading_the_model_says_what_happened():
    assert run("load_model", "humber", "--year=2026/27")["loaded"] is True
    again = run("load_model", "humber", "--year=2026/27")
    assert again["loaded"] is False
    assert again["message"].endswith("was already loaded; nothing was changed.")
    assert call_command("load_model", "humber", "--year=2027/28").endswith("in force.")


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (["entitlements", "--year=2035/36"], "No improvement model is in force"),
        (["entitlements", f"--year={YEAR}", "--school=999999"], "No school of the trust"),
        (["load_model", "nope", "--year=2026/27"], "no improvement model called nope"),
    ],
)
def test_other_bad_input_is_one_sentence(sixteen, args, sentence):
    with pytest.raises(CommandError, match=sentence):
        run(*args)


def test_days_are_readable_without_json(sixteen):
    text = call_command("entitlements", f"--year={YEAR}")
    assert "School 01: 12.0 days. No band is settled" in text
    assert text.endswith("In all 192.0 days.")
