"""The token in an invitation's link: signed with the installation's key and stored nowhere.

It names the invitation and how often it had been sent, so sending again puts the older link out of
use, a copy of the database opens nothing, and a worker writes the link with no secret handed to it.
"""

from django.core import signing

from accounts.models import Invitation

_signer = signing.Signer(salt="accounts.invitation")


def token_of(invitation: Invitation) -> str:
    return _signer.sign(f"{invitation.pk}-{invitation.times_sent}")


def read_token(token: str) -> tuple[int, int] | None:
    """The invitation's id and the sending it was made for, or None for anything we did not sign."""
    try:
        invitation_id, _, sending = _signer.unsign(token).partition("-")
    except signing.BadSignature:
        return None
    return int(invitation_id), int(sending)
