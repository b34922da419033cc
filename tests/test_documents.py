"""Documents that fall out of date fail here."""

import re
import shlex
from pathlib import Path

import pytest
from typer.main import get_command

from upstander.cli import app

ROOT = Path(__file__).parents[1]
DOCUMENTS = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]


def commands_in(path: Path) -> set[str]:
    """Returns what follows `./up ` or `upstander ` in the code of a document."""
    code = re.findall(r"^    (.+)$|^```.*?\n(.*?)^```|`([^`]+)`", path.read_text(), re.M | re.S)
    lines = [line for found in code for part in found for line in part.splitlines()]
    return {line for line in lines if re.match(r"(\./up|upstander) [a-z]", line.strip())}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_in_a_document_exists(path: Path) -> None:
    for line in commands_in(path):
        command = get_command(app)
        words = [word for word in shlex.split(line, comments=True)[1:] if word != "..."]
        while words and hasattr(command, "commands"):
            name = words.pop(0)
            assert name in command.commands, f"{path.name}: {line}"
            command = command.commands[name]
        known = {option for parameter in command.params for option in parameter.opts}
        options = [word.partition("=")[0] for word in words if word.startswith("--")]
        assert set(options) <= known, f"{path.name}: {line}"


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_in_a_document_leads_somewhere(path: Path) -> None:
    links = re.findall(r'\]\(([^)#:]+)\)|src="([^":]+)"', path.read_text())
    targets = [path.parent / target for found in links for target in found if target]
    assert [str(target) for target in targets if not target.exists()] == []


def test_the_room_map_names_the_rooms_there_are() -> None:
    drawn = set(re.findall(r"^\| `(\w+)` \|", (ROOT / "ARCHITECTURE.md").read_text(), re.M))
    there = {
        path.parent.name
        for path in (ROOT / "src" / "upstander").glob("*/*.py")
        if path.parent.name != "__pycache__"
    }
    assert drawn == there


def test_the_table_of_settings_names_those_that_are_read() -> None:
    listed = set(re.findall(r"^\| `(\w+)` \|", (ROOT / "docs/settings.md").read_text(), re.M))
    readers = (
        *("config/settings.py", "config/dynamic.py", "common/home.py", "cli/geocoder.py"),
        "web/site.py",
    )
    files = [ROOT / "src/upstander" / name for name in readers]
    source = "".join(path.read_text() for path in files)
    assert listed == set(re.findall(r'env(?:iron)?\.\w+\(\s*"(\w+)"', source))


def test_the_readme_begins_with_promise_picture_and_two_commands() -> None:
    first_screen = (ROOT / "README.md").read_text().splitlines()[:12]
    text = "\n".join(first_screen)
    assert first_screen[2].startswith("**From")
    assert text.count("<img src=") == 2
    assert re.findall(r"^    (\./up\S*(?: test)?)", text, re.M) == ["./up", "./up test"]
