from typing import Any

from django.core.management.base import CommandParser

from core.commands import JsonCommand
from core.errors import BadCommand
from demo import passphrase
from demo.summary import head_with_a_return_to_finish, is_loaded, one_of_each_role


class Command(JsonCommand):
    help = "Print who can sign in to the demonstration trust: one person of each role."

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--renew", action="store_true", help="give all of them a new password first"
        )

    def answer(self, **options: Any) -> list[dict[str, str]]:
        if not is_loaded():
            raise BadCommand("The demonstration trust is not in this database: run demo_trust.")
        password = passphrase.renew() if options["renew"] else passphrase.kept()
        if password is None:
            raise BadCommand(
                "The demonstration's password is not under this MEDIA_ROOT. Set it to where "
                "it was loaded, or make a new password with demo_people --renew."
            )
        return [person | {"password": password} for person in one_of_each_role()]

    def show(self, result: list[dict[str, str]]) -> str:
        lines = [
            f"  {person['role']:<25}{person['email']:<38}{person['name']}, {person['where']}"
            for person in result
        ]
        return "\n".join(
            [
                "Sign in as any of these. All have the password " + result[0]["password"],
                *lines,
                *_also(),
                "Schools, inspections and published results are real (Open Government Licence).",
                "People, pupils, returns, bands, posts and visits are invented.",
            ]
        )


def _also() -> list[str]:
    head = head_with_a_return_to_finish()
    return [f"  Another headteacher, with a return to finish: {head}"] if head else []
