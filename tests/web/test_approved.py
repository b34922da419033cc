"""The kept copy of what organizers approved: whole, and with nothing else in it."""

import stat
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth.models import User

from upstander.hub.models import Hub
from upstander.learn.models import Claim, Guide, Source
from upstander.officials.models import OfficeChange
from upstander.suggestions.models import Suggestion
from upstander.web import approved, editions
from upstander.web.approved import NothingApproved
from upstander.web.editions import Edition

pytestmark = pytest.mark.django_db


def kept(home: Path) -> Edition:
    name = approved.keep(home)
    return Edition(editions.software(), "http://x", ("en",), (), (), (), content=name)


def test_the_copy_holds_what_organizers_write_and_none_of_the_rest() -> None:
    tables = {one._meta.label for one in apps.get_models() if approved.is_content(one)}
    assert tables == {
        "campaigns.Campaign", "campaigns.Stance", "contenttypes.ContentType",
        "elections.Answer", "elections.Candidacy", "elections.Contest", "elections.Election",
        "elections.Question", "give.Ask", "groups.Channel", "groups.Location",
        "groups.Organization", "groups.SearchWords", "hub.Hub", "hub.Redirect", "hub.Translation",
        "learn.Citation", "learn.Claim", "learn.Correction", "learn.Development", "learn.Guide",
        "learn.Source", "officials.AddedOfficial", "officials.OfficeCorrection",
        "officials.TownHall",
    }  # fmt: skip


def test_accounts_and_suggestions_are_in_no_byte_of_it_and_nobody_else_reads_it(
    home: Path, claim: Claim, olive: User
) -> None:
    Suggestion.objects.create(kind="group", fields={"name": "Tell nobody"}, language="en",
                              received_on="2026-11-29")  # fmt: skip
    kept(home)
    (path,) = (home / "approved").iterdir()
    data = path.read_bytes()
    assert b"The city laid lead pipes" in data
    assert b"Tell nobody" not in data
    assert olive.password.encode() not in data
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_what_is_written_later_does_not_show_and_what_is_noted_does(
    home: Path, claim: Claim, source: Source
) -> None:
    edition = kept(home)
    Guide.objects.update(title="Later")
    Claim.objects.all().delete()
    OfficeChange.objects.create(
        office_id="x", on="2026-11-29", kind=OfficeChange.Kind.PHONE, before="a", after="b"
    )
    with approved.shown(home, edition):
        found = Claim.objects.get()
        assert found.guide.title == "The water on Elm Street"
        assert [one.source for one in found.citations.all()] == [source]
        assert Hub.objects.prefetch_related("translations").get().name == "Elm Street"
        assert OfficeChange.objects.count() == 1
    assert Guide.objects.get().title == "Later"


def test_every_row_and_field_is_as_it_was(home: Path, claim: Claim) -> None:
    models = [one for one in apps.get_models(include_auto_created=True) if approved.is_content(one)]

    def rows() -> list[list[object]]:
        return [list(model._base_manager.order_by("pk").values_list()) for model in models]

    edition, before = kept(home), rows()
    Hub.objects.update(name="Later")
    Claim.objects.all().delete()
    assert rows() != before
    with approved.shown(home, edition):
        assert rows() == before


def test_a_publish_of_another_version_or_without_a_copy_has_none(home: Path, hub: Hub) -> None:
    edition = kept(home)
    other = Edition("older", "http://x", ("en",), (), (), (), content=edition.content)
    none = Edition(edition.software, "http://x", ("en",), (), (), ())
    for one in (None, other, none):
        with pytest.raises(NothingApproved), approved.shown(home, one):
            pass
