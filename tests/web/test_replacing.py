"""A folder for a static host is the old site or the new one, whenever the publish was killed."""

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from upstander.web import editions, folders
from upstander.web.editions import Edition

KILLED = """
import itertools, os, sys
from pathlib import Path
from upstander.web import folders
from upstander.web.editions import Edition

STEPS = {"os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.chmod"}
STEPS |= {"open", "ctypes.dlsym", "shutil.rmtree", "shutil.copytree"}
if sys.argv[2] == "two renames":
    class Libc: pass
    folders.ctypes.CDLL = lambda *given, **more: Libc()
folders._sync = lambda path: None

def site(text):
    edition = Edition("one", "https://hub.example", ("en",), ("a",), ("t",), ("en", "index.html"))
    names = ("index.html", "en/index.html", "en/about/index.html")
    return edition, {name: text.encode() for name in names}

def told(folder):
    return {p.read_text() for p in folder.rglob("*.html") if ".git" not in p.parts}

def of_others(folder):
    return [(folder / name).read_text() for name in ("CNAME", ".git/HEAD", ".git/refs/main")] + [
        os.readlink(folder / "link")]

kills = 0
for step in itertools.count(1):
    target = Path(sys.argv[1], str(step), "public")
    target.parent.mkdir()
    folders.replace(target, *site("old"))
    (target / "CNAME").write_text("hub.example")
    (target / ".git" / "refs").mkdir(parents=True)
    (target / ".git" / "HEAD").write_text("head")
    (target / ".git" / "refs" / "main").write_text("abc")
    (target / "link").symlink_to("CNAME")
    kept = of_others(target)
    child = os.fork()
    if not child:
        left = [step]
        def hook(event, given):
            if event in STEPS:
                left[0] -= 1
                if left[0] == 0:
                    os._exit(9)
        sys.addaudithook(hook)
        folders.replace(target, *site("new"))
        os._exit(0)
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert ended in (0, 9), ended
    if sys.argv[2] == "one rename":
        assert told(target) in ({"old"}, {"new"}), (step, told(target))
        assert of_others(target) == kept, step
    folders.replace(target, *site("newer"))
    assert told(target) == {"newer"}, (step, told(target))
    assert of_others(target) == kept, step
    assert [path.name for path in target.parent.iterdir()] == ["public"], step
    if ended == 0:
        break
    kills += 1
print(kills)
"""


@pytest.mark.parametrize("how", ["one rename", "two renames"])
def test_killed_at_any_step_nothing_of_others_is_lost(tmp_path: Path, how: str) -> None:
    command = [sys.executable, "-c", KILLED, str(tmp_path), how]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 30


def site(text: str) -> tuple[Edition, dict[str, bytes]]:
    edition = Edition("one", "https://hub.example", ("en",), ("a",), ("t",), ("index.html",))
    return edition, {"index.html": text.encode()}


def test_what_the_version_before_left_behind_comes_back(tmp_path: Path) -> None:
    """That one moved what others had put there only after the new site was in its place."""
    target, stale = tmp_path / "public", tmp_path / ".public.old-0123abcd"
    folders.replace(stale, *site("old"))
    (stale / ".git").mkdir()
    (stale / "CNAME").write_text("hub.example")
    folders.replace(target, *site("new"))

    assert (target / ".git").is_dir()
    assert (target / "CNAME").read_text() == "hub.example"
    assert (target / "index.html").read_text() == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["public"]


def test_what_only_looks_like_left_behind_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / ".public.old-2019").mkdir()
    (tmp_path / ".public.old-2019" / "thesis").write_text("ten years of work")
    folders.replace(tmp_path / "public", *site("new"))
    assert (tmp_path / ".public.old-2019" / "thesis").exists()


def test_a_disk_without_links_gets_copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_given: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    target = tmp_path / "public"
    folders.replace(target, *site("old"))
    (target / "CNAME").write_text("hub.example")
    monkeypatch.setattr(os, "link", none)
    folders.replace(target, *site("new"))
    assert (target / "CNAME").read_text() == "hub.example"


def test_it_keeps_who_may_open_it_and_is_not_compressed(tmp_path: Path) -> None:
    target = tmp_path / "public"
    folders.replace(target, *site("old" * 1000))
    target.chmod(0o2775)
    folders.replace(target, *site("new" * 1000))
    assert target.stat().st_mode & 0o7777 == 0o2775
    assert {path.name for path in target.iterdir()} == {"index.html", editions.FILE}
    assert json.loads((target / editions.FILE).read_text())["software"] == "one"
