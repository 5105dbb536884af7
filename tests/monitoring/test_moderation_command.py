import json

import pytest
from django.core.management import CommandError, call_command

from tests.monitoring.moderating import a_closed_moderation
from tests.world import a_school

pytestmark = pytest.mark.django_db


def told(capsys, **options):
    call_command("moderation", json=True, **options)
    return json.loads(capsys.readouterr().out)


def test_the_command_says_each_schools_agreement_and_that_the_seed_still_draws_it(capsys):
    school = a_school()
    a_closed_moderation(school, changed=2, size=10)
    [event] = told(capsys)
    [one] = event["schools"]
    assert (event["subject"], event["year_group"], event["state"]) == ("writing", "6", "closed")
    assert (one["urn"], one["numerator"], one["denominator"]) == (school.urn, 8, 10)
    assert (one["low"], one["high"]) == (49.0, 94.3)
    assert one["is_drawn_again"] is True
    assert (one["version"], one["changed_to"]) == (1, 2)
    assert told(capsys, collection="autumn 2026") == [event]


def test_the_command_refuses_a_collection_there_is_not():
    with pytest.raises(CommandError, match="no collection called Winter"):
        call_command("moderation", collection="Winter")
