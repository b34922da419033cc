"""Passkeys as WebAuthn has them: what a browser is asked, and what it answers.

fido2 checks the answers. What it leaves to its caller is here and in `operations`: a challenge is
good once and for minutes, the origin is the hub's to the letter, and a counter does not go back.
"""

import json
import struct
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from cryptography.exceptions import UnsupportedAlgorithm
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.sessions.backends.base import SessionBase
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from fido2.cose import CoseKey
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    RegistrationResponse,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from upstander.hub.queries import hub

GOOD_FOR = timedelta(minutes=5)
"""How long a challenge waits for its answer."""
LONGEST = 1 << 16
"""Characters of an answer that are read; those of real devices have a few thousand."""
CHALLENGE = "desk.passkey"
"""Where the session keeps the challenge that was asked last."""
USUAL_PORTS = {"https": 443, "http": 80}
VERIFIED = UserVerificationRequirement.REQUIRED
"""The device asks for a finger, a face or a PIN: found on a table, it opens nothing."""
UNREADABLE = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    AssertionError,
    RuntimeError,  # nested too deep, or of a kind that cannot be checked
    struct.error,
    UnsupportedAlgorithm,
)
"""What fido2 raises of an answer that is wrong, or is none."""

Known = Sequence[AttestedCredentialData]
"""Ids and public keys of passkeys that somebody has at the hub's address."""


@dataclass(frozen=True)
class Address:
    """What passkeys are made for: the origin of a hub's pages, and the name of the host in it."""

    origin: str
    name: str

    @property
    def name_hash(self) -> bytes:
        """What a device says of the name."""
        return sha256(self.name.encode()).digest()


@dataclass(frozen=True)
class Made:
    """A passkey as it was made: id and public key, for which address, how often used by then."""

    key: AttestedCredentialData
    origin: str
    name_hash: bytes
    counter: int


@dataclass(frozen=True)
class Shown:
    """A right answer: the id of the passkey, and how often it was used; 0 where none counts."""

    id: bytes
    counter: int


def address() -> Address | None:
    """Returns what passkeys are made for; None where browsers make none for the hub's address.

    They do so for a name with https, and for the machine itself as `localhost`.
    """
    try:
        parts = urlsplit(settings.BASE_URL)
        name, port = parts.hostname or "", parts.port
    except ValueError:
        return None
    secure = parts.scheme == "https" or (parts.scheme == "http" and _is_here(name))
    if not name or _is_number(name) or not secure:
        return None
    suffix = "" if port in (None, USUAL_PORTS[parts.scheme]) else f":{port}"
    return Address(f"{parts.scheme}://{name}{suffix}", name)


def ask_new(session: SessionBase, user: User, *, known: Known) -> dict[str, Any]:
    """Returns what a browser needs to make a passkey on a device that has none of `known`.

    Raises:
        ValidationError: the hub's address is none that passkeys are made for.
    """
    options, state = _server().register_begin(
        user=PublicKeyCredentialUserEntity(
            id=str(user.pk).encode(), name=user.username, display_name=user.username
        ),
        credentials=known,
        resident_key_requirement=ResidentKeyRequirement.PREFERRED,
        user_verification=VERIFIED,
    )
    _keep(session, state)
    return dict(options)


def take_new(session: SessionBase, answer: str, *, known: Known) -> dict[str, Any]:
    """Returns a passkey that was made, to be stored: what `read` reads.

    Raises:
        ValidationError: it is none, or not for this challenge or address, or it is known.
    """
    server, state = _server(), _asked(session)
    try:
        made = RegistrationResponse.from_dict(json.loads(answer[:LONGEST]))
        server.register_complete(state, made)
        stored = {"rawId": made["rawId"], "response": dict(made.response)}
        key = read(stored).key
    except UNREADABLE as error:
        raise _refused() from error
    if key.public_key.ALGORITHM not in CoseKey.supported_algorithms():
        raise ValidationError(
            _("This device makes passkeys of a kind that cannot be checked here.")
        )
    if key.credential_id in {one.credential_id for one in known}:
        raise ValidationError(_("You have added this passkey before."))
    return stored


def ask(session: SessionBase, *, known: Known) -> dict[str, Any]:
    """Returns what a browser needs to show one of `known`.

    Raises:
        ValidationError: the hub's address is none that passkeys are made for.
    """
    options, state = _server().authenticate_begin(credentials=known, user_verification=VERIFIED)
    _keep(session, state)
    return dict(options)


def take(session: SessionBase, answer: str, *, known: Known) -> Shown:
    """Returns which of `known` was shown.

    Raises:
        ValidationError: none was, or not for this challenge or address.
    """
    server, state = _server(), _asked(session)
    try:
        shown = AuthenticationResponse.from_dict(json.loads(answer[:LONGEST]))
        key = server.authenticate_complete(state, known, shown)
    except UNREADABLE as error:
        raise _refused() from error
    return Shown(key.credential_id, shown.response.authenticator_data.counter)


def read(stored: dict[str, Any]) -> Made:
    """Returns what `take_new` gave to be stored.

    Raises:
        ValueError: it is no whole passkey.
    """
    response = RegistrationResponse.from_dict(stored).response
    said = response.attestation_object.auth_data
    if said.credential_data is None:
        raise ValueError("a passkey without its key")
    return Made(said.credential_data, response.client_data.origin, said.rp_id_hash, said.counter)


def _server() -> Fido2Server:
    to = address()
    if to is None:
        raise ValidationError(_("This hub has no address that passkeys are made for."))
    # fido2 would take any port, and every name below this one.
    server = Fido2Server(
        PublicKeyCredentialRpEntity(id=to.name, name=hub().name),
        verify_origin=lambda said: said == to.origin,
    )
    vars(server).update(timeout=int(GOOD_FOR.total_seconds() * 1000))
    return server


def _keep(session: SessionBase, state: dict[str, Any]) -> None:
    session[CHALLENGE] = {**state, "asked": time.time()}


def _asked(session: SessionBase) -> dict[str, Any]:
    """Returns the challenge that was asked last, which nothing else can answer from now on."""
    state: dict[str, Any] | None = session.pop(CHALLENGE, None)
    if state is None:
        raise _refused()
    if not 0 <= time.time() - state["asked"] <= GOOD_FOR.total_seconds():
        raise ValidationError(_("That took more than five minutes. Try again."))
    return state


def _refused() -> ValidationError:
    return ValidationError(_("This passkey could not be checked. Try again, or type a code."))


def _is_here(name: str) -> bool:
    return name == "localhost" or name.endswith(".localhost")


def _is_number(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
