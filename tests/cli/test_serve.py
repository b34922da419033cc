"""`upstander serve`: what it says when it cannot start, and that pages need no database."""

import os
import socket
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from urllib.request import urlopen

import pytest
from typer.testing import CliRunner

from benchmarks.running import running_hub
from upstander.cli import app
from upstander.cli.serve import only_server, public_address, say_of_renewing, why_not
from upstander.web import editions, folders
from upstander.web.editions import Edition

LOCAL = "http://127.0.0.1:8000"


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """No address is set from outside, and what a test's command sets is gone after it."""
    monkeypatch.setenv("UPSTANDER_BASE_URL", "")
    del os.environ["UPSTANDER_BASE_URL"]


def published(home: Path, base_url: str) -> None:
    """Publishes two lines of text with this very software."""
    edition = Edition(editions.software(), base_url, ("en",), ("a",), ("t",), ())
    names = ("index.html", "404.html", "en/index.html", "en/404.html")
    files = dict.fromkeys(names, b"<h1>Still here</h1>") | {"_redirects": b""}
    folders.add_version(home / "site", edition, files)


def test_a_busy_port_is_named_with_another_one_to_try() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = CliRunner().invoke(app, ["serve", f"--port={port}"])
    assert done.exit_code == 2
    assert f"Port {port} is in use by another program" in done.stderr
    assert f"--port {port + 1}" in done.stderr


def test_an_address_of_another_machine_is_refused() -> None:
    done = CliRunner().invoke(app, ["serve", "--host=203.0.113.5"])
    assert done.exit_code == 2
    assert "This machine has no address '203.0.113.5': use --host 127.0.0.1" in done.stderr


def test_a_port_of_the_system_needs_another_number() -> None:
    assert "choose one above 1023" in why_not(PermissionError(13, "denied"), "127.0.0.1", 80)


def test_a_home_that_cannot_be_written_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UPSTANDER_HOME", "/dev/null/hub")
    done = CliRunner().invoke(app, ["serve", "--port=18123"])
    assert done.exit_code == 2
    assert "written in /dev/null/hub" in done.stderr
    assert "set UPSTANDER_HOME" in done.stderr


def test_the_hub_stays_where_it_was_published_unless_told_otherwise(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert public_address(LOCAL) == LOCAL
    del os.environ["UPSTANDER_BASE_URL"]
    published(home, "https://hub.example")
    assert public_address(LOCAL) == "https://hub.example"
    monkeypatch.setenv("UPSTANDER_BASE_URL", "https://new.example")
    assert public_address(LOCAL) == "https://new.example"
    monkeypatch.setenv("UPSTANDER_BASE_URL", "http://localhost:8000")
    assert public_address("http://127.0.0.1:9000") == "http://127.0.0.1:9000"


def test_a_second_server_on_one_hub_is_refused(home: Path) -> None:
    with only_server(home):
        done = CliRunner().invoke(app, ["serve", "--port=18124"])
    assert done.exit_code == 2
    assert f"runs on the hub in {home} already (process {os.getpid()})" in done.stderr
    with only_server(home):
        assert (home / "server.lock").read_text() == str(os.getpid())


def test_a_disk_that_keeps_no_locks_is_said_and_the_hub_served(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def none(*_given: object) -> None:
        raise OSError(37, "No locks available")

    monkeypatch.setattr("fcntl.flock", none)
    with only_server(home):
        assert "would go unnoticed: [Errno 37] No locks available" in capsys.readouterr().err


def test_a_home_that_only_can_be_read_serves_what_is_published(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    served = []
    monkeypatch.setattr("upstander.cli.serve.is_writable", lambda folder: False)
    monkeypatch.setattr("upstander.cli.setup.is_writable", lambda folder: False)
    monkeypatch.setattr("upstander.cli.serve.run_server", lambda *given: served.append(given))
    assert CliRunner().invoke(app, ["serve", "--port=18125"]).exit_code == 2
    published(home, "https://hub.example")
    done = CliRunner().invoke(app, ["serve", "--port=18125"])
    assert (done.exit_code, served) == (0, [("127.0.0.1", 18125, 1)])
    assert "served as it was published last" in done.stderr


def test_a_key_that_is_empty_is_named(home: Path) -> None:
    (home / "secret.key").touch()
    said = subprocess.run(
        [sys.executable, "-m", "upstander", "desk", "welcome", LOCAL],
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 3
    assert f"The hub's key, {home / 'secret.key'}, is empty" in said.stderr
    assert "Traceback" not in said.stderr


def test_until_lists_were_renewed_each_start_says_that_they_are_and_how_to_turn_it_off(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    say_of_renewing()
    assert capsys.readouterr().err == ""
    monkeypatch.delenv("UPSTANDER_REFRESH")
    say_of_renewing()
    assert "UPSTANDER_REFRESH=off turns that off" in capsys.readouterr().err
    (home / "packs").mkdir()
    say_of_renewing()
    assert capsys.readouterr().err == ""


def test_pages_are_up_while_the_database_is_broken_and_forms_come_by_halves(home: Path) -> None:
    published(home, LOCAL)
    (home / "upstander.sqlite3").write_bytes(b"not a database" * 100)
    form = b"POST /en/lookup/ HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\ntext=503"
    with running_hub(home) as hub, ExitStack() as stack:
        for _ in range(50):
            half = stack.enter_context(socket.create_connection(("127.0.0.1", hub.port)))
            half.sendall(form)
        with urlopen(f"http://127.0.0.1:{hub.port}/en/") as page:
            assert page.read() == b"<h1>Still here</h1>"
        half.sendall(b"09")
        assert half.recv(4096).startswith(b"HTTP/1.1 ")
    said = subprocess.run(
        [sys.executable, "-m", "upstander", "desk", "welcome", LOCAL],
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 1
    assert "closed, for its database cannot be used" in said.stderr


def test_neither_the_commands_nor_the_front_wait_for_django() -> None:
    program = "import sys, upstander.cli, upstander.web.server; print('django' in sys.modules)"
    assert subprocess.check_output([sys.executable, "-c", program], text=True) == "False\n"


def test_what_a_publish_leaves_for_later_ends_with_the_server_and_by_itself(home: Path) -> None:
    command = [sys.executable, "-m", "upstander", "finish"]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as nothing_to_do:
        assert nothing_to_do.wait() == 0
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as left:
        _printed, said = left.communicate()
        assert (left.returncode, said) == (0, b"")
