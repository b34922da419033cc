import base64
import hmac
import struct
import time
from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client

from upstander.hub.models import Hub
from upstander.hub.operations import set_up_hub

PASSWORD = "four plain quiet words"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code(secret: str = SECRET) -> str:
    """Returns what an authenticator app shows now (RFC 6238)."""
    key, counter = base64.b32decode(secret), struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.digest(key, counter, "sha1")
    (number,) = struct.unpack_from(">I", digest, digest[-1] & 15)
    return f"{(number & 0x7FFFFFFF) % 10**6:06}"


@pytest.fixture(autouse=True)
def _fresh_rate_limits() -> Iterator[None]:
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
