import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from tests import world


def test_another_trusts_database_is_left_alone(db):
    world.a_school()
    with pytest.raises(CommandError, match="belongs to Northgate Learning Trust"):
        call_command("demo_trust")
    assert not User.objects.exists()


def test_people_without_the_trust_are_refused_with_what_to_do(db):
    with pytest.raises(CommandError, match="run demo_trust"):
        call_command("demo_people")
