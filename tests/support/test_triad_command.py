import json

import pytest
from django.core.management import CommandError, call_command

from core.years import AcademicYear
from tests.world import a_level, a_school, this_year

pytestmark = pytest.mark.django_db


def the_rota(capsys, *options):
    call_command("triads", "--json", "--year", str(this_year()), *options)
    return json.loads(capsys.readouterr().out)


def test_the_command_prints_the_rounds_the_repeats_and_what_to_know(capsys):
    a_level("C")
    schools = {a_school(f"School {at}").urn for at in range(9)}
    told = the_rota(capsys)
    year: AcademicYear = this_year()
    assert [one["term"] for one in told["rounds"]] == [
        f"Autumn {year.start_year}", f"Spring {year.end_year}", f"Summer {year.end_year}"
    ]  # fmt: skip
    for one in told["rounds"]:
        assert {urn for group in one["groups"] for urn in group} == schools
        assert [len(group) for group in one["groups"]] == [3, 3, 3]
    assert told["repeats"] == []
    assert any("not known" in note for note in told["notes"])


def test_too_few_schools_are_told_so_and_bad_input_is_refused(capsys):
    assert the_rota(capsys)["rounds"] == []
    with pytest.raises(CommandError, match="2026/27"):
        call_command("triads", "--year", "2026")
    with pytest.raises(CommandError, match="from 1 to 9"):
        call_command("triads", "--year", "2026/27", "--apart", "0")


def test_told_in_words(capsys):
    for at in range(3):
        a_school(f"School {at}")
    call_command("triads", "--year", str(this_year()))
    assert "School 0, School 1, School 2" in capsys.readouterr().out
