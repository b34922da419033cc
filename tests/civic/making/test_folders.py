"""Publishers' files from several folders."""

from pathlib import Path

from upstander.civic.making.sources.files import joined


def test_of_files_of_the_same_name_that_of_the_first_folder_counts(tmp_path: Path) -> None:
    for folder, files in (("a", ("x.csv", "sld/1.zip")), ("b", ("x.csv", "sld/2.zip"))):
        for name in files:
            path = tmp_path / folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(folder)
    with joined([tmp_path / "a", tmp_path / "b"]) as files:
        found = {str(path.relative_to(files)): path.read_text() for path in files.rglob("*.*")}
    assert found == {"x.csv": "a", "sld/1.zip": "a", "sld/2.zip": "b"}
    assert not files.exists()
    assert (tmp_path / "b" / "sld" / "2.zip").exists()


def test_one_folder_is_taken_as_it_is(tmp_path: Path) -> None:
    with joined([tmp_path]) as files:
        assert files == tmp_path
