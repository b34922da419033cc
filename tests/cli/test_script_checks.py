"""The scripts' part of `./up test`."""

from pathlib import Path

import pytest

from upstander.cli import script_checks


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a lock and nothing installed, in place of this one."""
    monkeypatch.setattr(script_checks, "SOURCE", tmp_path)
    monkeypatch.setattr(script_checks, "LOCK", tmp_path / "package-lock.json")
    monkeypatch.setattr(script_checks, "MODULES", tmp_path / "node_modules")
    (tmp_path / "package.json").write_text('{"dependencies": {"a": "1.0.0"}}')
    (tmp_path / "package-lock.json").write_text(
        '{"lockfileVersion": 3, "packages": {"": {"dependencies": {"a": "1.0.0"}},'
        ' "node_modules/a": {"version": "1.0.0"}}}'
    )
    return tmp_path


def test_without_a_registry_it_is_said_what_to_do(
    copy: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("npm_config_registry", "http://127.0.0.1:9/")
    monkeypatch.setenv("npm_config_fetch_retries", "0")
    monkeypatch.setenv("npm_config_cache", str(copy / "cache"))

    assert script_checks.run() == 2
    assert "npm's registry could not be reached: connect" in capfd.readouterr().err


def test_one_check_that_fails_fails_the_run_and_the_others_still_run(
    copy: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (copy / "package.json").write_text("{}")
    (copy / "package-lock.json").write_text('{"lockfileVersion": 3, "packages": {"": {}}}')
    (copy / "node_modules").mkdir()
    codes = (3, 0)
    checks = [["--eval", f"console.log('ends {code}'); process.exit({code})"] for code in codes]
    monkeypatch.setattr(script_checks, "CHECKS", checks)

    assert script_checks.run() == 3
    assert capfd.readouterr().out.split("\n") == ["ends 3", "ends 0", ""]
