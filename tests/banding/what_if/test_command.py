import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from core.models import JournalEntry
from tests.world import a_school, a_settled_band, some_posts, the_calendar, the_model, this_year

pytestmark = pytest.mark.django_db

YEAR = str(this_year())


def what_if(*options: str, json_too: bool = True):
    out = StringIO()
    call_command("what_if", "--year", YEAR, *options, *["--json"] * json_too, stdout=out)
    return json.loads(out.getvalue()) if json_too else out.getvalue()


def test_it_prints_before_after_and_difference_and_writes_nothing():
    the_calendar()
    some_posts()
    elm, oak = a_school("Elm Grove"), a_school("Oak Bank")
    for school in (elm, oak):
        a_settled_band(school, "C")
    written = JournalEntry.objects.count()
    said = what_if("--set", f"{elm.urn}=E", "--set", f"{oak.urn}=D")
    assert (said["before"]["total_days"], said["after"]["total_days"]) == (24.0, 34.5)
    assert said["difference"]["total_days"] == 10.5
    assert said["difference"]["capacity_days"] == 0
    assert said["before"]["capacity_days"] > 0
    assert [(s["name"], s["from"], s["to"], s["days"]) for s in said["difference"]["schools"]] == [
        ("Elm Grove", "C", "E", 7.0),
        ("Oak Bank", "C", "D", 3.5),
    ]
    assert {school["level"] for school in said["after"]["schools"]} == {"D", "E"}
    assert JournalEntry.objects.count() == written


def test_in_words_it_says_what_breaks_and_what_is_not_known():
    elm = a_school("Elm Grove")
    a_settled_band(elm, "C")
    assert "capacity not known" in what_if("--set", f"{elm.urn}=D", json_too=False)
    the_calendar()
    some_posts(fte="0.1", deployable_percent=10)
    assert "days asked" in what_if("--set", f"{elm.urn}=D", json_too=False)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--set", "what"], "is not URN=LEVEL"),
        (["--set", "1=D"], "No school of the trust has the URN 1"),
        (["--from", "soon"], "is not a day"),
        (["--from", "2001-01-01"], "is not in"),
    ],
)
def test_bad_input_is_refused_in_a_sentence(options, said):
    the_model()
    with pytest.raises(CommandError, match=said):
        what_if(*options)


def test_a_level_that_is_not_there_and_a_school_given_twice_are_refused():
    elm = a_school("Elm Grove")
    the_model()
    with pytest.raises(CommandError, match="There is no level 'Z'"):
        what_if("--set", f"{elm.urn}=Z")
    with pytest.raises(CommandError, match="given twice"):
        what_if("--set", f"{elm.urn}=C", "--set", f"{elm.urn}=D")


def test_without_a_model_there_is_nothing_to_start_from():
    with pytest.raises(CommandError, match="No improvement model is in force"):
        what_if()
