import pytest

from tests.web.quick import QUICK
from upstander.web import editions, folders


@pytest.fixture(scope="session")
def software() -> str:
    """What names this very version of the software, with all its files read once."""
    return editions.software()


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch, software: str) -> None:
    """Every publish compresses quickly, waits for no disk, and reads no files of the software."""
    monkeypatch.setattr(folders, "ENCODERS", QUICK)
    monkeypatch.setattr(folders, "_sync", lambda path: None)
    monkeypatch.setattr(editions, "software", lambda: software)
