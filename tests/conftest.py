import time

import pytest
from django.core.cache import cache

from accounts.sessions import BEGAN, SEEN


@pytest.fixture(autouse=True)
def _media_in_a_temporary_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def _nobody_has_tried_to_sign_in_before():
    cache.clear()


@pytest.fixture
def sign_in(client):
    """Sign a person in and hand back the client."""

    def signed_in(person):
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        session[BEGAN] = session[SEEN] = int(time.time())
        session.save()
        return client

    return signed_in
