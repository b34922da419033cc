"""A device that keeps a passkey, in software: what it says is what a browser would send."""

import json
from dataclasses import dataclass, field
from hashlib import sha256
from secrets import token_bytes
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestedCredentialData, AuthenticatorData

FLAG = AuthenticatorData.FLAG
PRESENT, VERIFIED = FLAG.UP, FLAG.UP | FLAG.UV


@dataclass
class Device:
    """One passkey; it counts from `counter` on, or not at all where that is None."""

    name: str = "hub.example"
    origin: str = "https://hub.example"
    flags: FLAG = VERIFIED
    counter: int | None = 0
    algorithm: int = ES256.ALGORITHM
    id: bytes = field(default_factory=lambda: token_bytes(32))
    private: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def make(self, options: dict[str, Any], **other: Any) -> str:
        """Returns the answer to a hub that asks for a new passkey; `other` goes into it."""
        public = ES256.from_cryptography_key(self.private.public_key())
        public[3] = self.algorithm
        key = AttestedCredentialData.create(bytes(16), self.id, public)
        said = AuthenticatorData.create(
            sha256(self.name.encode()).digest(), self.flags | FLAG.AT, self.counter or 0, key
        )
        whole = cbor.encode({"fmt": "none", "attStmt": {}, "authData": bytes(said)})
        return self._answer("create", options, {"attestationObject": whole}, other)

    def show(self, options: dict[str, Any], **other: Any) -> str:
        """Returns the answer to a hub that asks to be shown a passkey; `other` goes into it."""
        if self.counter is not None:
            self.counter += 1
        name = sha256(self.name.encode()).digest()
        said = bytes(AuthenticatorData.create(name, self.flags, self.counter or 0))
        signed = said + sha256(self._client("get", options)).digest()
        signature = self.private.sign(signed, ec.ECDSA(SHA256()))
        parts = {"authenticatorData": said, "signature": signature}
        return self._answer("get", options, parts, other)

    def _client(self, what: str, options: dict[str, Any]) -> bytes:
        said = {
            "type": f"webauthn.{what}",
            "challenge": options["publicKey"]["challenge"],
            "origin": self.origin,
        }
        return json.dumps(said).encode()

    def _answer(
        self, what: str, options: dict[str, Any], parts: dict[str, bytes], other: dict[str, Any]
    ) -> str:
        parts = {"clientDataJSON": self._client(what, options), **parts}
        answer = {
            "id": websafe_encode(self.id),
            "rawId": websafe_encode(self.id),
            "type": "public-key",
            "response": {name: websafe_encode(part) for name, part in parts.items()},
        }
        return json.dumps({**answer, **other})
