from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from tests.desk.signing_in import PASSWORD, SECRET, code
from upstander.hub.models import Hub
from upstander.hub.operations import set_up_hub


@pytest.fixture(autouse=True)
def _quick_and_fresh(settings: Settings) -> Iterator[None]:
    """Weak hashes, for speed, and no rate limit or used code left over from another test."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def hub(db: None) -> Hub:
    return set_up_hub(Hub(name="Elm Street", promise="We help.", languages=["en", "es"]), by=None)


@pytest.fixture
def olive(hub: Hub) -> User:
    """Olive organizes this hub and has an authenticator app."""
    user = User.objects.create_superuser("olive", password=PASSWORD)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": SECRET})
    return user


@pytest.fixture
def newton(hub: Hub) -> User:
    """Newton is an organizer since today, without an authenticator app."""
    return User.objects.create_superuser("newton", password=PASSWORD)


@pytest.fixture
def vic(hub: Hub) -> User:
    """Vic has an account but is no organizer; what Vic asks for is refused."""
    return User.objects.create_user("vic", password=PASSWORD)


@pytest.fixture
def desk(client: Client, olive: User) -> Client:
    """Olive's browser, signed in with password and code."""
    client.post("/desk/account/login/", {"login": "olive", "password": PASSWORD})
    answer = client.post("/desk/account/2fa/authenticate/", {"code": code()})
    assert answer.headers["Location"] == "/desk/"
    return client
