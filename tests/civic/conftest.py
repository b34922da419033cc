"""The engine on the tables that come with the package."""

import pytest

from upstander.civic import Civic


@pytest.fixture(scope="session")
def civic() -> Civic:
    return Civic.open()
