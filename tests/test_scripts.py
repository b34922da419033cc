"""Scripts run on phones that get no newer browser, and know each other as the rooms do.

The phones are of iOS 12 and the Chrome of 2019.
"""

import json
import posixpath
import re
import tomllib
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from upstander.hub.templatetags.hub import needs
from upstander.web import scripts

TOP = Path(__file__).parents[1]
FOLDERS = sorted((TOP / "src/upstander").glob("*/static/upstander"))
SCRIPTS = {
    script.relative_to(folder).as_posix(): script
    for folder in FOLDERS
    for script in sorted(folder.rglob("*.js"))
}
IMPORT = re.compile(
    r"""^(?:import|export)\b[^;()"]*"(.+?)";|(?<!\w)import\(\s*["'`](.*?)["'`]\s*\)""", re.MULTILINE
)
NAMED_BY_THE_PAGE = {"hub/site.js", "officials/seats.js"}
"""Those that load what the page names: the registry's way, upwards."""
NEWER_THAN_2019 = {
    "optional chaining": r"\?\.[a-zA-Z([]",
    "nullish operators": r"\?\?",
    "numeric separators": r"\d_\d",
    "private and static fields": r"^\s+#\w+|this\.#|static \w+ = ",
    "lookbehind": r"\(\?<[=!]",
    "newer methods": r"\.(?:at|matchAll|replaceAll|allSettled|replaceChildren|groupBy)\(",
    "await outside of a function": r"^await ",
    "selectors with :has": r":has\(",
}


def code_of(script: Path) -> str:
    """Returns a script without its comments."""
    return re.sub(r"/\*\*[\s\S]*?\*/|(?<!:)//.*", "", script.read_text("utf-8"))


def imports() -> dict[str, set[str]]:
    """Returns the scripts that each script imports, at once or when they are used, by name."""
    found = {}
    for name, script in SCRIPTS.items():
        written = {at_once or later for at_once, later in IMPORT.findall(code_of(script))}
        if name in NAMED_BY_THE_PAGE:
            written = {one for one in written if "${" not in one}
        folder = posixpath.dirname(name)
        found[name] = {posixpath.normpath(posixpath.join(folder, one)) for one in written}
    return found


def room(name: str) -> str:
    return posixpath.dirname(name)


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_keeps_to_what_old_phones_can_read(name: str) -> None:
    code = code_of(SCRIPTS[name])
    found = [name for name, pattern in NEWER_THAN_2019.items() if re.search(pattern, code, re.M)]
    assert found == []


def test_there_are_scripts_each_in_the_folder_of_its_room() -> None:
    assert {"hub/site.js", "places/lookup.js", "commitments/plan.js"} <= SCRIPTS.keys()
    rooms = {name: script.parents[3].name for name, script in SCRIPTS.items()}
    assert [name for name, of in rooms.items() if name != f"{of}/{posixpath.basename(name)}"] == []


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_published_script_has_lost_its_types_and_nothing_else(name: str) -> None:
    source = SCRIPTS[name].read_bytes()
    made = scripts.published(source)

    assert b"/**" not in made
    assert b"@param" not in made
    assert re.sub(rb"/\*\*.*?\*/|\s", b"", source, flags=re.DOTALL) == re.sub(rb"\s", b"", made)


def test_node_and_the_types_know_every_room_that_has_scripts() -> None:
    rooms = {script.parents[3].name for script in SCRIPTS.values()}
    package = json.loads((TOP / "package.json").read_text())
    types = json.loads((TOP / "tsconfig.json").read_text())["compilerOptions"]
    assert package["imports"].keys() == {f"#{room}/*" for room in rooms}
    assert set(types["rootDirs"]) == {f"src/upstander/{room}/static/upstander" for room in rooms}


def test_a_script_imports_only_scripts_that_are_there() -> None:
    missing = {name: sorted(found - SCRIPTS.keys()) for name, found in imports().items()}
    assert {name: absent for name, absent in missing.items() if absent} == {}


def test_scripts_import_downwards_as_their_rooms_do() -> None:
    contracts = tomllib.loads((TOP / "pyproject.toml").read_text())["tool"]["importlinter"]
    layers = next(one for one in contracts["contracts"] if one["type"] == "layers")["layers"]
    upwards = [
        f"{name} imports {imported}"
        for name, found in imports().items()
        for imported in found
        if layers.index(room(imported)) < layers.index(room(name))
    ]
    assert upwards == []


def test_no_script_comes_back_to_itself_by_imports() -> None:
    try:
        TopologicalSorter(imports()).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


def test_a_look_up_asks_at_once_for_what_it_imports_and_what_the_page_names_to_it() -> None:
    assert {
        "officials/officials",
        "officials/kinds",
        "places/lookup-text",
        "hub/dom",
        "campaigns/targets",
    } <= set(needs("officials/officials").split())
