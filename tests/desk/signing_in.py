"""What it takes to sign in at the desk."""

import base64
import hmac
import struct
import time

PASSWORD = "a long enough phrase"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code(secret: str = SECRET) -> str:
    """Returns what an authenticator app shows now (RFC 6238)."""
    key, counter = base64.b32decode(secret), struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.digest(key, counter, "sha1")
    (number,) = struct.unpack_from(">I", digest, digest[-1] & 15)
    return f"{(number & 0x7FFFFFFF) % 10**6:06}"
