"""Where the rivals are, and how they get there: only on request, and apart from all else."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from benchmarks.table import Missing

LOCK = Path(__file__).parents[1] / "rivals.txt"
FOLDER = Path(__file__).parents[1] / ".rivals"
PYTHON = FOLDER / "venv" / "bin" / "python"
INSTALLED = FOLDER / "installed"
INSTALL = "upstander bench engine --install-rivals"
PACKAGES = ("postgresql", "postgresql-postgis", "nginx-light", "wrk")
"""Debian's."""


def python(rival: str) -> Path:
    """Returns the interpreter that has the rivals.

    Raises:
        Missing: they are not installed, or other versions than the list has now.
    """
    if not INSTALLED.exists() or INSTALLED.read_text() != _digest():
        raise Missing(f"{rival} is not installed: {INSTALL}")
    return PYTHON


def postgres_programs() -> Path:
    """Returns the folder with the programs of the newest PostgreSQL that has PostGIS.

    Raises:
        Missing: there is none.
    """
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        extensions = Path("/usr/share/postgresql", folder.parent.name, "extension")
        if (extensions / "postgis.control").exists():
            return folder
    raise Missing("PostGIS is not installed: apt-get install postgresql postgresql-postgis")


def install() -> list[str]:
    """Installs all rivals that it may; returns what is left to do by hand, as commands."""
    if not INSTALLED.exists() or INSTALLED.read_text() != _digest():
        _install_python()
    if not shutil.which("apt-get"):
        return []
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *PACKAGES]
    if os.geteuid() != 0:
        return [" ".join(["sudo", *command])]
    subprocess.run(command, check=True, stdout=sys.stderr)
    return []


def _install_python() -> None:
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir()
    (FOLDER / ".gitignore").write_text("*\n")
    subprocess.run([sys.executable, "-m", "venv", str(PYTHON.parents[1])], check=True)
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    pip += ["--require-hashes", "--only-binary", ":all:", "-r", str(LOCK)]
    subprocess.run(pip, check=True, stdout=sys.stderr)
    INSTALLED.write_text(_digest())


def _digest() -> str:
    return hashlib.sha256(LOCK.read_bytes()).hexdigest()
