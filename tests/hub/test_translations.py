"""The product's own words, in every language it offers."""

from pathlib import Path

import polib
import pytest

ROOMS = Path(__file__).parents[2] / "src" / "upstander"
CATALOGUES = sorted(ROOMS.glob("*/locale/*/LC_MESSAGES/django.po"))


def test_there_are_catalogues() -> None:
    assert {path.parts[-5] for path in CATALOGUES} >= {"hub", "learn", "web"}


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-5])
def test_every_word_of_a_room_is_translated_and_compiled(path: Path) -> None:
    catalogue = polib.pofile(str(path))
    compiled = polib.mofile(str(path.with_suffix(".mo")))

    assert not [entry.msgid for entry in catalogue.untranslated_entries()]
    assert not [entry.msgid for entry in catalogue.fuzzy_entries()]
    assert not [entry.msgid for entry in catalogue.obsolete_entries()]
    wanted = {(entry.msgid, entry.msgstr) for entry in catalogue}
    assert {(entry.msgid, entry.msgstr) for entry in compiled} == wanted
