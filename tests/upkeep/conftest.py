"""A small guide file that is right, and the whole of the database to hold against itself."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

GOOD = """\
format: 1
guide:
  slug: water
  dated: 2025-04-02
  title: {en: The water on Elm Street, es: El agua de la calle Elm}
  summary: What is known about the pipes.
  credits: Ana first asked.
claims:
  - slug: lead-pipes
    sentence: The city laid lead pipes in 1950.
    standing: supported
    sources:
      - title: Minutes of May
        url: https://city.example/minutes
        publisher: The city
        published: 2025-03-01
  - slug: safe-water
    sentence: The water is safe.
    standing: withdrawn
    sources:
      - {title: Leaflet, url: "https://city.example/leaflet", publisher: The city}
    corrections:
      - said: The water is safe.
        right: {en: The water was not tested., es: El agua no se analizó.}
        why: There is no record of a test.
        since: 2025-05-01
        source:
          title: Minutes of May
          url: https://city.example/minutes
          publisher: The city
          published: 2025-03-01
campaigns:
  - slug: new-pipes
    title: Ask for new pipes
    request: Vote for new pipes.
    script: "Hello {name}. {claims}"
    letter: {en: "Dear {name}: {claims}", es: "{name}: {claims}"}
    claims: [lead-pipes]
groups:
  - slug: tenants
    name: Elm Street Tenants
    description: They test the water.
    website: https://tenants.example/
    scope: local
    serves: [IA]
    locations:
      - {city: Des Moines, state_province: IA, postal_code: "50309"}
search_words:
  - words: "{city} clean water"
asks:
  - slug: test-your-water
    kind: skill
    title: Test your water
    why: One test says more than a guess.
    how: Fill the bottle.
    minutes: 20
    costs_money: false
    leads_to: groups/
    organization: tenants
"""


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    """Writes the good file, with some of its text replaced, and returns its path."""

    def write(old: str = "", new: str = "", *, name: str = "water.yaml") -> Path:
        assert GOOD.count(old) >= 1
        path = tmp_path / name
        path.write_text(GOOD.replace(old, new, 1) if old else GOOD, encoding="utf-8")
        return path

    return write


@pytest.fixture
def everything(db: None) -> Callable[[], dict[str, list[Any]]]:
    """Returns every row of every table."""

    def rows() -> dict[str, list[Any]]:
        with connection.cursor() as cursor:
            return {
                table: cursor.execute(f'SELECT * FROM "{table}" ORDER BY rowid').fetchall()
                for table in connection.introspection.table_names(cursor)
            }

    return rows
