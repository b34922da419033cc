"""Opening publishers' files: YAML says what the library's own safe loader says."""

import pytest
import yaml

from upstander.civic.making.sources.files import BadSource, parse_yaml

RECORDS = """
- &ana
  id: ocd-person/1
  name: "Ana: Ñ"
  born: 1950-05-02
  at: 2026-08-05T10:00:00Z
  numbers: [1, -2, 0x1F, 1_000, 1.5, .inf, 1e3]
  said: [yes, No, true, off, ~, null, "", 'null', "1", 08, 1:30]
  roles:
    - {type: upper, district: 1, 2: two, true: three, 1950-05-02: four}
    - &role
      type: lower
  note: |
    one
      two
  folded: >-
    one
    two
- <<: *ana
  name: Bo
  roles: [*role, *role]
- <<: [{a: 1, b: 2}, {a: 3, c: 4}]
  b: 5
  b: 6
- !!str 5
- !!set {a, b}
- !!binary aGk=
- = : value
"""


def test_yaml_is_read_as_the_safe_loader_reads_it() -> None:
    read, safe = parse_yaml("records.yaml", RECORDS), yaml.safe_load(RECORDS)
    assert read == safe
    assert repr(read) == repr(safe), "types and order, too"


def test_what_is_named_twice_is_one_thing_and_may_hold_itself() -> None:
    one, other = parse_yaml("records.yaml", "[&a {b: 1}, *a]")
    assert one is other
    (itself,) = parse_yaml("records.yaml", "&a [*a]")
    assert itself == [itself]


@pytest.mark.parametrize("text", ["", "5", "text", "a: 1"])
def test_a_document_may_be_anything(text: str) -> None:
    assert parse_yaml("records.yaml", text) == yaml.safe_load(text)


@pytest.mark.parametrize(
    "text", ["[1", "{[a]: 1}", "{{a: 1}: 1}", "!!python/name:os.system", "!other a", "--- 1\n--- 2"]
)
def test_what_the_safe_loader_refuses_is_refused_by_name(text: str) -> None:
    with pytest.raises(yaml.YAMLError):
        yaml.safe_load(text)
    with pytest.raises(BadSource, match="not whole YAML") as refused:
        parse_yaml("records.yaml", text)
    assert refused.value.file == "records.yaml"
