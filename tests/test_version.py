import tomllib
from pathlib import Path

import upstander


def test_the_package_and_the_program_say_the_same_version() -> None:
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text())["project"]
    assert project["version"] == upstander.__version__
