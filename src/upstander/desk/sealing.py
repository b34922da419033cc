"""Second factors are kept unreadable in the database, with a key made from the hub's own."""

import base64

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PURPOSE = b"upstander: second factors"
"""What keeps this key apart from others that may be made from the same secret."""


def seal(text: str) -> str:
    """Returns what the database keeps of a secret."""
    return _box().encrypt(text.encode()).decode()


def unseal(kept: str) -> str:
    """Returns the secret that was kept.

    Raises:
        InvalidToken: it was kept with another key.
    """
    return _box().decrypt(kept.encode()).decode()


def _box() -> Fernet:
    derive = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE)
    return Fernet(base64.urlsafe_b64encode(derive.derive(settings.SECRET_KEY.encode())))
