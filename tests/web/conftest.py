import pytest

from tests.web.quick import QUICK
from upstander.web import folders


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every publish compresses quickly."""
    monkeypatch.setattr(folders, "ENCODERS", QUICK)
