"""The one password of the invented people: random for each installation, kept beside its files."""

import os
import secrets
from pathlib import Path

from django.conf import settings
from django.db import transaction

from accounts.models import User
from accounts.services.sign_in import set_password
from demo.people import DOMAIN

FILE_NAME = "demonstration.txt"
SYLLABLES = [consonant + vowel for consonant in "bdfghjklmnprtvz" for vowel in "aeiou"]
WORDS, SYLLABLES_IN_A_WORD = 4, 2


def invent() -> str:
    """Four words that mean nothing, such as `mibo-tazu-kelo-rapi`: about 50 bits."""
    return "-".join(
        "".join(secrets.choice(SYLLABLES) for _ in range(SYLLABLES_IN_A_WORD)) for _ in range(WORDS)
    )


def keep(passphrase: str) -> None:
    """Write it where only the owner of this installation can read it."""
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(f"{passphrase}\n")


def kept() -> str | None:
    path = _path()
    return path.read_text().strip() if path.exists() else None


@transaction.atomic
def renew() -> str:
    """Another one for all of the invented people, where the kept one is lost."""
    secret = invent()
    for person in User.objects.filter(email__endswith=f"@{DOMAIN}"):
        set_password(actor=person, password=secret)
    keep(secret)
    return secret


def _path() -> Path:
    return Path(settings.MEDIA_ROOT) / FILE_NAME
