"""What only the pages for authors promise: nothing on them is left untried."""

import json
import re
from pathlib import Path
from typing import Any, get_args

import pytest

from reportlint.engine.check import Checker
from reportlint.model.cell import Trait
from reportlint.model.form import Column
from reportlint.model.pack import Pack
from reportlint.recognise.numerals import read_number
from reportlint.reporters.view import View, render
from reportlint.rules.schema import OverrideModel, PackModel, RuleModel
from reportlint.wording import RELATION_SLOTS, STRUCTURE_SLOTS, number

DOCS = Path(__file__).parents[2] / "docs"
SAMPLES = DOCS.parent / "samples"
BLOCK = re.compile(r"^ *```(\S.*)$", re.M)
COUNT = Column("change", "Change", "Change", (), "", "count", "项", True, "")
AMOUNT = Column("fees", "Fees", "Fees", (), "", "amount", "万元", False, "")


def text(page: str) -> str:
    return (DOCS / page).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", ["writing-rules.md", "file-format.md", "outputs.md"])
def test_every_snippet_is_tried(page: str) -> None:
    infos = BLOCK.findall(text(page))
    assert infos
    assert [
        info for info in infos if info != "console" and not re.search(r" (file|add)=\S+$", info)
    ] == []


def test_every_key_of_a_rule_is_named() -> None:
    page = text("writing-rules.md").partition("## All keys")[2].partition("## Error messages")[0]
    models = (RuleModel, OverrideModel, PackModel)
    keys = {field.alias or name for one in models for name, field in one.model_fields.items()}
    assert {key for key in keys if f"`{key}`" not in page} == set()


def test_every_property_that_a_rule_may_forbid_is_named() -> None:
    page = text("writing-rules.md")
    assert [trait for trait in get_args(Trait) if f"| `{trait}` |" not in page] == []


def test_every_slot_is_named() -> None:
    page = text("writing-rules.md")
    slots = RELATION_SLOTS | STRUCTURE_SLOTS
    assert [slot for slot in sorted(slots) if f"`{{{slot}}}`" not in page] == []


def test_the_numbers_of_the_table_are_read_as_it_says(pack: Pack) -> None:
    table = text("file-format.md").partition("## Numbers")[2].partition("```")[0]
    rules = {rule.code: rule for rule in pack.rules}
    tried = 0
    for line in re.findall(r"^\| `.*", table, re.M):
        written, values, remark = (part.strip() for part in line.strip("|").split(" | "))
        column = AMOUNT if "万元" in written else COUNT
        readings = [read_number(one.strip('"'), column) for one in re.findall("`([^`]+)`", written)]
        shown = ["no number" if one.value is None else number(one.value) for one in readings]
        assert ", ".join(shown) == values or set(shown) == {values}
        named = [rules[code].trait for code in re.findall(r"\[([A-Z]\d{3})\]", remark)]
        if len(named) == 1:
            assert all(named[0] in one.traits for one in readings)
        tried += len(readings)
    assert tried == 18


def keys_of(value: Any) -> set[str]:
    match value:
        case dict():
            inner = set().union(*(keys_of(one) for key, one in value.items() if key != "scope"))
            return set(value) - {"r", "c", "t"} | inner
        case list():
            return set().union(*(keys_of(one) for one in value))
        case _:
            return set()


def test_every_key_of_the_json_output_is_named(checker: Checker) -> None:
    results = tuple(
        checker.check(path.read_bytes(), path.name)
        for path in sorted(SAMPLES.glob("published/*.yaml"))
    )
    results += (checker.check(b"year: 2012", "unreadable.yaml"),)
    keys = keys_of(json.loads(render("json", results, View("en"))))
    page = text("outputs.md")
    assert len(keys) > 40
    assert {key for key in keys if f"`{key}`" not in page} == set()
