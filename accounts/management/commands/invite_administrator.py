from typing import Any

from django.core.management.base import CommandParser
from django.core.validators import validate_email
from django.forms import ValidationError

from accounts.roles import Role
from accounts.services.invitations import invite, open_invitation, send_again
from accounts.subscribers import link_of
from core.commands import JsonCommand
from core.errors import BadCommand


class Command(JsonCommand):
    help = "Print a link, good once and for 14 days, with which an administrator sets a password."

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", required=True, help="the person's name")

    def answer(self, **options: Any) -> dict[str, str]:
        email, name = options["email"].strip().lower(), options["name"]
        try:
            validate_email(email)
        except ValidationError as error:
            raise BadCommand(f"'{email}' is not an e-mail address.") from error
        waiting = open_invitation(email=email, role=Role.ADMIN)
        if waiting:
            invitation = send_again(actor=None, invitation_id=waiting.pk, by_hand=True)
        else:
            invitation = invite(actor=None, email=email, name=name, role=Role.ADMIN, by_hand=True)
        return {
            "email": email,
            "link": link_of(invitation),
            "expires_at": invitation.expires_at.isoformat(),
        }

    def show(self, result: dict[str, str]) -> str:
        return f"Open this link once, before {result['expires_at'][:10]}:\n{result['link']}"
