from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client

from tests.desk.signing_in import PASSWORD, SECRET, code
from upstander.desk.sealing import seal
from upstander.desk.throttle import throttle
from upstander.hub.models import Hub


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    """No rate limit or used code is left over from another test."""
    cache.clear()
    throttle.clear()
    yield
    cache.clear()
    throttle.clear()


@pytest.fixture
def olive(hub: Hub) -> User:
    """Olive organizes this hub and has an authenticator app."""
    user = User.objects.create_superuser("olive", password=PASSWORD)
    Authenticator.objects.create(
        user=user, type=Authenticator.Type.TOTP, data={"secret": seal(SECRET)}
    )
    return user


@pytest.fixture
def newton(hub: Hub) -> User:
    """Newton is an organizer since today, without an authenticator app."""
    return User.objects.create_superuser("newton", password=PASSWORD)


@pytest.fixture
def desk(client: Client, olive: User) -> Client:
    """Olive's browser, signed in with password and code."""
    client.post("/desk/account/login/", {"login": "olive", "password": PASSWORD})
    answer = client.post("/desk/account/2fa/authenticate/", {"code": code()})
    assert answer.headers["Location"] == "/desk/"
    return client
