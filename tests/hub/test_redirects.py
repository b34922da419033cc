"""Addresses that were renamed, as an organizer may write them at the desk."""

import pytest
from django.core.exceptions import ValidationError

from upstander.hub.models import Redirect
from upstander.hub.operations import save

pytestmark = pytest.mark.django_db


def test_an_address_of_a_page_here_is_taken() -> None:
    assert save(Redirect(old="learn/old-name/", new="learn/new_name/"), by=None, why="test").pk


@pytest.mark.parametrize(
    "text",
    [
        "../../../etc/",
        "learn/../../x/",
        "/learn/a/",
        "//evil.example/",
        "https://evil.example/",
        "learn/a b/",
        "learn/a/\nlearn/b/",
        "learn/a",
    ],
)
def test_what_could_name_a_file_or_a_site_elsewhere_is_refused(text: str) -> None:
    for fields in ({"old": text, "new": "learn/a/"}, {"old": "learn/a/", "new": text}):
        with pytest.raises(ValidationError, match="between slashes"):
            save(Redirect(**fields), by=None, why="test")
    assert not Redirect.objects.exists()
