"""A key that means nothing beside what a rule demands is a mistake, not a comment."""

from pathlib import Path

import pytest

from reportlint.cli.setup import load_packs
from reportlint.errors import PackError

FORM = """\
form: tested-1
label: Tested
tables:
  cases:
    label: Cases
    columns: [{id: old, label: Old}, {id: new, label: New}]
    rows: [{id: overall, label: All}]
"""
RULE = """\
rules:
- code: T101
  name: tested-rule
  severity: warning
  DEMAND
  title: tested
  why: because
  examples: {holds: {}, violates: {}}
"""


def refused(folder: Path, rules: str, header: str = "") -> PackError:
    (folder / "pack.yaml").write_text(f"pack: tested\ntitle: Tested\n{header}")
    (folder / "form.yaml").write_text(FORM)
    (folder / "rules.yaml").write_text(rules)
    with pytest.raises(PackError) as raised:
        load_packs([folder])
    return raised.value


@pytest.mark.parametrize(
    ("demand", "message"),
    [
        (
            "forbid: blank\n  when: year >= 2024",
            "T101: 'when' means nothing beside 'forbid: blank'",
        ),
        (
            "check: blank-rows\n  for: {r: cases.rows}",
            "T101: 'for' means nothing beside 'check: blank-rows'",
        ),
        (
            "check: blank-rows\n  group: columns",
            "T101: 'group' means nothing beside 'check: blank-rows'",
        ),
        (
            "assert: cases[overall, old] >= 1\n  tables: [cases]",
            "T101: 'tables' means nothing beside 'assert'",
        ),
        (
            "check: blank-rows\n  of: [office]",
            "T101: 'of' means nothing beside 'check: blank-rows'",
        ),
        (
            "check: title-year\n  words: {words: [a]}",
            "T101: 'words' means nothing beside 'check: title-year'",
        ),
        (
            "check: title-year\n  parts: [text]",
            "T101: 'parts' means nothing beside 'check: title-year'",
        ),
        (
            "check: unfinished\n  limit: 3",
            "T101: 'limit' means nothing beside 'check: unfinished'",
        ),
    ],
)
def test_an_idle_key_is_refused(tmp_path: Path, demand: str, message: str) -> None:
    error = refused(tmp_path, RULE.replace("DEMAND", demand))
    assert error.message.en == message
    assert error.source is not None
    assert error.source.span is not None
    assert (error.source.span.line, error.source.span.column) == (6, 3)


def test_an_override_cannot_turn_a_rule_into_one_of_another_kind(tmp_path: Path) -> None:
    rules = "rules:\n- code: S201\n  override: true\n  assert: cases[overall, old] >= 1\n"
    error = refused(tmp_path, rules, "extends: disclosure\n")
    assert error.message.en == "S201: 'assert' means nothing beside 'forbid: blank'"


def test_distinct_columns_needs_its_columns(tmp_path: Path) -> None:
    error = refused(tmp_path, RULE.replace("DEMAND", "check: distinct-columns"))
    assert error.message.en == "T101: distinct-columns needs a 'group' of columns"


@pytest.mark.parametrize(
    ("demand", "message"),
    [
        ("check: length", "T101: length needs a 'limit'"),
        ("check: topics", "T101: topics needs 'words'"),
        ("check: in-time", "T101: in-time needs a list 'deadline' in 'words'"),
        (
            "check: nothing-said\n  words: {nothing: [none], more: [some]}",
            "T101: nothing-said has no list 'more'",
        ),
        ("check: title-year\n  of: [office]", "unknown kind of agency 'office'"),
        (
            "check: unfinished\n  parts: [text]",
            "T101: unknown part 'text' (form tested-1)",
        ),
        (
            "check: mention\n  when: cases[overal, old] > 0\n  words: {words: [a]}",
            "T101: unknown row 'overal' (form tested-1)",
        ),
    ],
)
def test_a_check_of_the_document_has_what_it_needs(
    demand: str, message: str, tmp_path: Path
) -> None:
    error = refused(tmp_path, RULE.replace("DEMAND", demand))
    assert error.message.en == message
