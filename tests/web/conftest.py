import pytest

from tests.web.quick import QUICK
from upstander.web import folders


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every publish compresses quickly and waits for no disk."""
    monkeypatch.setattr(folders, "ENCODERS", QUICK)
    monkeypatch.setattr(folders, "_sync", lambda path: None)
