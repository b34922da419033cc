"""`upstander new` and `upstander import guide`, as an organizer runs them."""

from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from upstander.campaigns.models import Campaign
from upstander.cli import import_, new
from upstander.hub.models import Hub
from upstander.hub.operations import set_up_hub
from upstander.learn.models import Guide


@pytest.fixture(autouse=True)
def prepared(db: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A hub that is set up, and a folder of one's own to stand in."""
    set_up_hub(Hub(name="Elm Street", promise="We help.", languages=["en", "es"]), by=None)
    monkeypatch.chdir(tmp_path)


def run(*words: str) -> Result:
    app = typer.Typer()
    app.command()(new.new)
    app.add_typer(import_.app, name="import")
    return CliRunner().invoke(app, list(words))


def test_a_new_guide_file_can_be_stored_as_it_is() -> None:
    assert run("new", "clean-water").stdout == "clean-water.yaml\n"

    result = run("import", "guide", "clean-water.yaml")

    assert result.exit_code == 0
    assert result.stdout == "guides: 1, claims: 1, campaigns: 1, translations: 1\n"
    assert (Guide.objects.get().slug, Guide.objects.get().status) == ("clean-water", "draft")
    assert [claim.slug for claim in Campaign.objects.get().claims.all()] == [
        "clean-water-first-claim"
    ]


def test_a_new_guide_file_never_takes_the_place_of_another(tmp_path: Path) -> None:
    Path("water.yaml").write_text("mine")

    result = run("new", "water")

    assert (result.exit_code, Path("water.yaml").read_text()) == (2, "mine")
    assert "is there already" in result.stderr


@pytest.mark.parametrize("slug", ["Clean Water", "../water", "water-", "w" * 61, ""])
def test_an_address_that_cannot_be_one_is_refused(tmp_path: Path, slug: str) -> None:
    assert run("new", slug).exit_code == 2
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_file_is_named_on_standard_error_with_status_3() -> None:
    run("new", "water")
    Path("water.yaml").write_text(Path("water.yaml").read_text().replace("supported", "likely", 2))

    result = run("import", "guide", "water.yaml")

    assert (result.exit_code, result.stdout) == (3, "")
    assert "water.yaml, line 27, claims[0].standing: Found “likely”." in result.stderr
    assert not Guide.objects.exists()


def test_published_files_say_what_comes_next() -> None:
    run("new", "water")

    result = run("import", "guide", "--publish", "water.yaml")

    assert "upstander publish" in result.stderr
    assert Guide.objects.get().is_published


def test_a_file_that_is_not_there_is_a_mistake_in_the_command() -> None:
    assert run("import", "guide", "none.yaml").exit_code == 2
