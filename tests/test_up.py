"""`./up` on machines that lack something: one sentence that says what to do."""

import ast
import re
import subprocess
import sys
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

import pytest

UP = Path(__file__).parents[1] / "up"
UNKNOWN = "upstander-of-no-index==1.0 --hash=sha256:" + "0" * 64


@pytest.fixture
def up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The program, as it stands in a fresh folder."""
    loader = SourceFileLoader("up", str(UP))
    spec = spec_from_loader("up", loader)
    assert spec is not None
    module = module_from_spec(spec)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    loader.exec_module(module)
    (tmp_path / "requirements").mkdir()
    for name in ("runtime", "data", "dev"):
        (tmp_path / "requirements" / f"{name}.txt").write_text(UNKNOWN)
    venv = tmp_path / ".venv"
    vars(module).update(ROOT=tmp_path, VENV=venv, STATE=venv / "upstander.json")
    return module


def program(path: Path, script: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def test_a_python_as_old_as_3_6_can_read_it() -> None:
    ast.parse(UP.read_text(), feature_version=(3, 6))


@pytest.mark.parametrize(
    ("version", "supported"),
    [((3, 10, 13), False), ((3, 11, 0), True), ((3, 13, 9), True), ((3, 14, 0), False)],
)
def test_only_tested_versions_of_python_are_used(
    up: ModuleType, version: tuple[int, int, int], supported: bool
) -> None:
    assert up.supported(version) is supported


def test_another_python_is_looked_for_on_the_path(
    up: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    program(tmp_path / "python3.13", "exit 127")
    with pytest.raises(up.Stop, match=r"needs Python 3\.11, 3\.12 or 3\.13.*install one of them"):
        up.another_python()
    program(tmp_path / "python3.12", "echo 3 12")
    assert up.another_python() == str(tmp_path / "python3.12")


def test_a_python_without_venv_is_told_which_package_to_install(
    up: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    package = f"apt-get install python3.{sys.version_info.minor}-venv"
    with pytest.raises(up.Stop, match=f"no ensurepip module.*{package}"):
        up.make_environment()


def test_a_folder_that_cannot_be_written_is_named(up: ModuleType) -> None:
    vars(up).update(ROOT=Path("/nowhere/upstander"), VENV=Path("/nowhere/upstander/.venv"))
    with pytest.raises(up.Stop, match="written in /nowhere/upstander: make the folder writable"):
        up.prepare("runtime")


def test_an_index_that_cannot_be_reached_is_said_plainly(
    up: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    monkeypatch.delenv("PIP_FIND_LINKS", raising=False)
    vars(up).update(PYTHON=Path(sys.executable))
    with pytest.raises(up.Stop, match="could not be reached: connect to the internet"):
        up.install(up.lock_file("runtime"))


@pytest.mark.parametrize(
    ("printed", "sentence"),
    [
        ("ERROR: Could not install: [Errno 28] No space left on device", "The disk is full"),
        ("WARNING: x\nERROR: No matching distribution for brotli==1\nhint", "brotli==1$"),
        ("Killed", "Killed$"),
    ],
)
def test_other_failures_of_pip_are_passed_on_in_one_line(
    up: ModuleType, printed: str, sentence: str
) -> None:
    reason = up.why_pip_failed(printed)
    assert re.search(sentence, reason)
    assert "\n" not in reason


def test_an_install_that_was_cut_short_is_started_over(up: ModuleType) -> None:
    up.VENV.mkdir()
    up.write_state(installing="runtime")
    assert not up.ready(["runtime", "dev"])
    assert not up.usable(up.read_state())


def test_a_second_start_finds_everything_there_until_something_changes(
    up: ModuleType, tmp_path: Path
) -> None:
    up.VENV.mkdir()
    up.write_state(dev=up.digest("dev"))
    assert up.ready(["runtime", "dev"])
    assert not up.ready(["runtime"])
    up.lock_file("dev").write_text("something newer")
    assert not up.ready(["runtime", "dev"])
    up.write_state(dev=up.digest("dev"))
    vars(up).update(ROOT=tmp_path / "moved")
    (tmp_path / "moved").mkdir()
    (tmp_path / "requirements").rename(tmp_path / "moved" / "requirements")
    assert not up.ready(["runtime", "dev"])
    assert not up.usable(up.read_state())


def test_what_reads_outlines_is_installed_for_the_commands_that_need_it(
    up: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[str]] = []

    def ready(names: list[str]) -> bool:
        asked.append(names)
        return True

    vars(up).update(ready=ready)
    monkeypatch.setattr(up.os, "execv", lambda *_: None)
    for command in ("lookup", "data", "bench", "test"):
        up.main([command])
    assert asked == [["runtime", "data", "dev"], ["data", "dev"], ["data", "dev"], ["dev"]]


@pytest.mark.parametrize(
    ("typed", "run"),
    [
        ("", "serve"),
        ("--port 9000", "serve --port 9000"),
        ("lookup 50309 --json", "lookup 50309 --json"),
        ("test tests/web", "test tests/web"),
        ("--version", "--version"),
    ],
)
def test_every_command_runs_in_the_environment(
    up: ModuleType, tmp_path: Path, typed: str, run: str
) -> None:
    program(tmp_path / ".venv" / "bin" / "python", 'echo "$@"')
    up.write_state(dev=up.digest("dev"))
    copy = tmp_path / "up"
    copy.write_bytes(UP.read_bytes())
    printed = subprocess.check_output([sys.executable, str(copy), *typed.split()], text=True)
    assert printed == f"-m upstander {run}\n"
