"""Every command answers one JSON value, or one sentence on standard error and exit 1."""

import json
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import CommandError

from core.commands import JsonCommand, academic_year
from core.errors import BadCommand


class Greet(JsonCommand):
    def arguments(self, parser):
        parser.add_argument("name")
        parser.add_argument("--year", default="2026/27")

    def answer(self, *, name, year, **options):
        if name == "nobody":
            raise BadCommand("There is nobody of that name.")
        if name == "blank":
            raise ValidationError("Give a name.")
        if name == "gone":
            raise FileNotFoundError(2, "No such file", "gone.csv")
        return {"greeting": f"Hello {name}", "year": str(academic_year(year))}


def typed(*arguments: str) -> tuple[int, str, str]:
    """The exit code, standard output and standard error of the command as somebody typed it."""
    out, err = StringIO(), StringIO()
    try:
        Greet(stdout=out, stderr=err).run_from_argv(["manage.py", "greet", *arguments])
    except SystemExit as ended:
        return int(ended.code or 0), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def test_json_is_one_value_and_nothing_else():
    code, out, err = typed("Zoë", "--json")
    assert (code, err) == (0, "")
    assert json.loads(out) == {"greeting": "Hello Zoë", "year": "2026/27"}


def test_without_json_it_is_for_reading():
    assert "Hello Ann" in typed("Ann")[1]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nobody"], "There is nobody of that name."),
        (["blank"], "Give a name."),
        (["gone"], "gone.csv"),
        (["Ann", "--year", "2026"], "not an academic year"),
        (["Ann", "--shout"], "unrecognized arguments: --shout"),
        ([], "required: name"),
    ],
)
def test_bad_input_exits_1_with_a_sentence_on_standard_error(arguments, sentence):
    code, out, err = typed(*arguments, "--json")
    assert (code, out) == (1, "")
    assert sentence in err
    assert "Traceback" not in err


def test_called_from_code_it_raises_instead():
    with pytest.raises(CommandError, match="nobody of that name"):
        call_command(Greet(), "nobody")
    with pytest.raises(CommandError, match="required: name"):
        call_command(Greet())
