"""The hub's folder: whose it is, where it is, and its key."""

import stat
import threading
from pathlib import Path

import pytest

from upstander.common import home


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_what_others_could_read_is_closed_once(tmp_path: Path) -> None:
    hub = tmp_path / "hub"
    (hub / "site" / "versions").mkdir(parents=True)
    outside = tmp_path / "outside"
    outside.write_text("not ours")
    outside.chmod(0o644)
    for name in ("upstander.sqlite3", "site/versions/index.html"):
        (hub / name).write_text("kept")
        (hub / name).chmod(0o644)
    (hub / "link").symlink_to(outside)
    for folder in (hub, hub / "site", hub / "site" / "versions"):
        folder.chmod(0o755)

    with home.for_others():
        assert home.keep_private(hub) == 5
        assert home.keep_private(hub) == 0
        (hub / "new").write_text("made later")

    found = {path: mode(path) for path in (hub, *hub.rglob("*")) if not path.is_symlink()}
    assert all(bits == (0o700 if path.is_dir() else 0o600) for path, bits in found.items())
    assert mode(outside) == 0o644


def test_a_file_that_was_opened_later_is_closed_again(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    (tmp_path / "secret.key").write_text("kept")
    (tmp_path / "secret.key").chmod(0o640)
    with home.for_others():
        assert home.keep_private(tmp_path) == 1
    assert mode(tmp_path / "secret.key") == 0o600


def test_what_another_process_takes_away_meanwhile_is_no_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tmp_path.chmod(0o700)
    (tmp_path / "secret.key").touch()
    walked = [(str(tmp_path), [], ["upstander.sqlite3-journal", "secret.key"])]
    monkeypatch.setattr("os.walk", lambda folder: walked)
    (tmp_path / "secret.key").chmod(0o644)
    with home.for_others():
        assert home.keep_private(tmp_path) == 1


def test_for_a_static_host_files_are_made_as_usual(tmp_path: Path) -> None:
    with home.for_others():
        home.keep_private(tmp_path)
        with home.for_others():
            (tmp_path / "page").write_text("public")
        (tmp_path / "row").write_text("private")
    assert mode(tmp_path / "page") == 0o666 & ~home.USUAL
    assert mode(tmp_path / "row") == 0o600


def test_the_key_is_made_once_whoever_asks_first(tmp_path: Path) -> None:
    found = []
    ask = [
        threading.Thread(target=lambda: found.append(home.secret_key(tmp_path))) for _ in range(8)
    ]
    for one in ask:
        one.start()
    for one in ask:
        one.join()
    assert len(set(found)) == 1
    assert len(found[0]) > 40
    assert [path.name for path in tmp_path.iterdir()] == ["secret.key"]
    assert mode(tmp_path / "secret.key") == 0o600


@pytest.mark.parametrize("written", [b"", b"\n", b"\xff\xfe"])
def test_a_key_that_is_none_is_named_and_left_alone(tmp_path: Path, written: bytes) -> None:
    (tmp_path / "secret.key").write_bytes(written)
    with pytest.raises(home.KeyUnusable, match=r"secret\.key"):
        home.secret_key(tmp_path)
    assert (tmp_path / "secret.key").read_bytes() == written


def test_a_key_that_cannot_be_written_whole_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(home.KeyUnusable, match="No space left"):
        home.secret_key(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_an_installed_package_keeps_its_hub_with_the_user_or_where_one_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("UPSTANDER_HOME")
    assert home.home() == home.SOURCE / "hub"
    monkeypatch.setattr(home, "SOURCE", tmp_path / "lib" / "python3.11")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("HOME", str(tmp_path / "me"))
    monkeypatch.chdir(tmp_path)
    assert home.home().name == "upstander"
    assert tmp_path / "lib" not in home.home().parents
    assert home.home().is_relative_to(tmp_path)
    (tmp_path / "hub").mkdir()
    assert home.home().name == "upstander"
    (tmp_path / "hub" / "upstander.sqlite3").touch()
    assert home.home() == tmp_path / "hub"
