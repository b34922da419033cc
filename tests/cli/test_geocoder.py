"""The operator's geocoder: what is sent where, and how every failure is told."""

import json
import ssl
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import IPv4Address
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from upstander.cli import geocoder
from upstander.cli.geocoder import Geocoder, GeocoderError

CENSUS = {"result": {"addressMatches": [{"coordinates": {"x": -93.6, "y": 41.5}}]}}
NOMINATIM = [{"lat": "41.5", "lon": "-93.6"}, {"lat": "1", "lon": "2"}]
GEOJSON = {"features": [{"geometry": {"type": "Point", "coordinates": [-93.6, 41.5, 290]}}]}


class Service(BaseHTTPRequestHandler):
    """Answers every request alike, and remembers what was asked."""

    asked: list[str]
    status: int
    body: bytes
    elsewhere: str

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(self.status)
        if self.elsewhere:
            self.send_header("Location", self.elsewhere)
        self.send_header("Content-Length", str(len(self.body)))
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, *_arguments: Any) -> None:
        """Keeps the test's output clean."""


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate and key for 127.0.0.1, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "geocoder")])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path = tmp_path_factory.mktemp("tls") / "geocoder.pem"
    path.write_bytes(secret + signed.public_bytes(serialization.Encoding.PEM))
    return path


class Started:
    """A service that runs: its address, and what it was asked."""

    def __init__(self, port: int, asked: list[str]) -> None:
        self.geocoder = Geocoder(f"https://127.0.0.1:{port}/find?q={{address}}&format=json")
        self.asked = asked


@pytest.fixture
def service(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Started]]:
    """Starts services over TLS that this process trusts."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    servers = []

    def start(answer: object, *, status: int = 200, elsewhere: str = "") -> Started:
        asked: list[str] = []
        body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        how = {"asked": asked, "status": status, "body": body, "elsewhere": elsewhere}
        server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (Service,), how))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        servers.append(server)
        return Started(server.server_address[1], asked)

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize("answer", [CENSUS, NOMINATIM, GEOJSON])
def test_the_first_match_of_each_known_format_is_the_point(
    service: Callable[..., Started], answer: object
) -> None:
    started = service(answer)
    assert started.geocoder.locate("1 Elm St & 2nd, Ames") == (41.5, -93.6)
    assert started.asked == ["/find?q=1%20Elm%20St%20%26%202nd%2C%20Ames&format=json"]


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        ({"result": {"addressMatches": []}}, "does not know this address"),
        ([], "does not know this address"),
        ({"features": []}, "does not know this address"),
        ({"error": "no key"}, "in a format that we do not read"),
        ([{"lat": "north", "lon": "1"}], "with a point that is none"),
        ([{"lat": "NaN", "lon": "1"}], "with a point that is none"),
        ([{"lat": None, "lon": 1}], "with a point that is none"),
        (b"<html>Sorry</html>", "with something else than JSON"),
        (b"\xff\xfe", "with something else than JSON"),
    ],
)
def test_an_answer_without_a_point_is_named_for_what_it_is(
    service: Callable[..., Started], answer: object, problem: str
) -> None:
    with pytest.raises(GeocoderError, match=problem) as caught:
        service(answer).geocoder.locate("1 Elm St")
    assert "Elm" not in str(caught.value)
    assert str(caught.value).startswith("127.0.0.1 ")


def test_an_error_of_the_service_is_told_with_its_number(service: Callable[..., Started]) -> None:
    with pytest.raises(GeocoderError, match="answers with error 503"):
        service(CENSUS, status=503).geocoder.locate("1 Elm St")


def test_no_redirect_takes_the_address_elsewhere(service: Callable[..., Started]) -> None:
    other = service(CENSUS)
    there = other.geocoder.template.replace("{address}", "1")
    with pytest.raises(GeocoderError, match="sends us elsewhere"):
        service(CENSUS, status=302, elsewhere=there).geocoder.locate("1 Elm St")
    assert other.asked == []


def test_a_certificate_that_nobody_vouches_for_is_not_believed(
    service: Callable[..., Started], monkeypatch: pytest.MonkeyPatch
) -> None:
    started = service(CENSUS)
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(GeocoderError, match="cannot be reached"):
        started.geocoder.locate("1 Elm St")
    assert started.asked == []


def test_a_service_that_is_too_slow_or_too_long_is_given_up(
    service: Callable[..., Started], monkeypatch: pytest.MonkeyPatch
) -> None:
    long = service(b"[" + b" " * 2000 + b"]")
    monkeypatch.setattr(geocoder, "LIMIT", 1000)
    with pytest.raises(GeocoderError, match="something else than JSON"):
        long.geocoder.locate("1 Elm St")
    monkeypatch.setattr(geocoder, "monotonic", iter([0.0, 11.0]).__next__)
    with pytest.raises(GeocoderError, match="does not answer within 10 seconds"):
        service(CENSUS).geocoder.locate("1 Elm St")


@pytest.mark.parametrize(
    "template",
    ["http://geo.example/?q={address}", "https://geo.example/?q=", "https://{address}.example/",
     "geo.example/{address}", "https://[::1/{address}", "file:///{address}"],
)  # fmt: skip
def test_only_https_with_a_place_for_the_address_is_asked(template: str) -> None:
    with pytest.raises(GeocoderError, match="must be an https:// address"):
        Geocoder(template).locate("1 Elm St")


def test_there_is_none_unless_the_operator_sets_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UPSTANDER_GEOCODER", " ")
    assert Geocoder.configured() is None
    monkeypatch.setenv("UPSTANDER_GEOCODER", "https://geo.example/?q={address}")
    configured = Geocoder.configured()
    assert configured is not None
    assert configured.host == "geo.example"
