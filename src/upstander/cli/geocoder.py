"""A geocoder of the operator's choice, for `upstander lookup` alone: a street address to a point.

Off unless `UPSTANDER_GEOCODER` names one. The site never uses it: what a visitor types stays there.
"""

import json
import math
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException
from time import monotonic
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from upstander import __version__

TIMEOUT = 10.0
"""Seconds until an answer must be whole."""
LIMIT = 1024 * 1024
"""Bytes of the longest answer that is read."""
SLOT = "{address}"


class GeocoderError(RuntimeError):
    """Raised where no point came back; the message says why, without the address."""


class _Stay(HTTPRedirectHandler):
    """Follows no redirect: the person was told where the address goes."""

    def redirect_request(self, *_arguments: Any) -> None:
        """Returns nothing, so that the redirect counts as an error."""
        return


@dataclass(frozen=True, slots=True)
class Geocoder:
    """A service that is asked by one address, `template`, with `{address}` in it."""

    template: str

    @classmethod
    def configured(cls) -> "Geocoder | None":
        """Returns the one that the operator set, None without one."""
        template = os.environ.get("UPSTANDER_GEOCODER", "").strip()
        return cls(template) if template else None

    @property
    def host(self) -> str:
        """Whom the address goes to.

        Raises:
            GeocoderError: the setting is no https address with a place for the street address.
        """
        try:
            parts = urlsplit(self.template)
            host = parts.hostname
        except ValueError:
            host = None
        if host is None or parts.scheme != "https" or SLOT not in parts.path + parts.query:
            raise GeocoderError(
                f"UPSTANDER_GEOCODER must be an https:// address with {SLOT} in its path or query"
            )
        return host

    def locate(self, address: str) -> tuple[float, float]:
        """Returns latitude and longitude of the best match.

        Raises:
            GeocoderError: there is none, or no answer that can be read within 10 seconds.
        """
        host = self.host
        url = self.template.replace(SLOT, quote(address, safe="", errors="replace"))
        headers = {"Accept": "application/json", "User-Agent": f"upstander/{__version__}"}
        with _told(host):
            request = Request(url, headers=headers)  # noqa: S310  (`host` lets only https pass)
            answer = json.loads(_fetch(request))
        return _point(answer, host)


@contextmanager
def _told(host: str) -> Iterator[None]:
    """Turns every way in which a service can fail into one error that names it."""
    try:
        yield
    except HTTPError as error:
        elsewhere = 300 <= error.code < 400
        did = "sends us elsewhere" if elsewhere else f"answers with error {error.code}"
        raise GeocoderError(f"{host} {did}") from None
    except TimeoutError:
        raise GeocoderError(f"{host} does not answer within {TIMEOUT:.0f} seconds") from None
    except (OSError, HTTPException) as error:
        slow = isinstance(getattr(error, "reason", None), TimeoutError)
        did = f"does not answer within {TIMEOUT:.0f} seconds" if slow else "cannot be reached"
        raise GeocoderError(f"{host} {did}") from None
    except (ValueError, RecursionError):
        raise GeocoderError(f"{host} answers with something else than JSON") from None


def _fetch(request: Request) -> bytes:
    """Returns the body of an answer, whole and in time."""
    until = monotonic() + TIMEOUT
    with build_opener(_Stay).open(request, timeout=TIMEOUT) as response:
        body = b""
        while chunk := response.read1(65536):
            body += chunk
            if monotonic() > until:
                raise TimeoutError
            if len(body) > LIMIT:
                raise ValueError
    return body


def _point(answer: object, host: str) -> tuple[float, float]:
    """Returns the first match of an answer in one of the three formats that we read."""
    match answer:
        case {"result": {"addressMatches": [{"coordinates": {"x": lng, "y": lat}}, *_]}}:
            pass  # the Census Bureau's onelineaddress
        case [{"lat": lat, "lon": lng}, *_]:
            pass  # Nominatim
        case {"features": [{"geometry": {"coordinates": [lng, lat, *_]}}, *_]}:
            pass  # GeoJSON
        case {"result": {"addressMatches": []}} | [] | {"features": []}:
            raise GeocoderError(f"{host} does not know this address")
        case _:
            raise GeocoderError(f"{host} answers in a format that we do not read")
    try:
        point = float(lat), float(lng)
    except (TypeError, ValueError):
        point = math.nan, math.nan
    if not all(map(math.isfinite, point)):
        raise GeocoderError(f"{host} answers with a point that is none")
    return point
