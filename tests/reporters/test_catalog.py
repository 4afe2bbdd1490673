"""The pages about rules, and the empty report to fill in."""

from collections.abc import Callable
from typing import Any

import pytest

from reportlint.markup.nodes import plain
from reportlint.markup.yaml import parse_yaml
from reportlint.model.pack import Pack
from reportlint.model.result import CheckResult
from reportlint.model.rule import Rule
from reportlint.model.text import Lang
from reportlint.reporters.blank_report import blank_report
from reportlint.reporters.catalog import page
from reportlint.rules.builtin import load_builtin

Golden = Callable[[str, str], None]
RULES = load_builtin().rules


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("code", ["A103", "S104"])
def test_the_page_of_a_rule(code: str, lang: Lang, pack: Pack, golden: Golden) -> None:
    rule = next(one for one in pack.rules if one.code == code)
    golden(f"explain/{code}-{lang}.md", page(rule, lang))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_examples_of_a_page_read_back_as_themselves(rule: Rule) -> None:
    text = page(rule, "en")
    for name, until in (("holds", "\nviolates:"), ("violates", "\nApplies to:")):
        block = text.split(f"\n{name}:\n")[1].split(until)[0]
        expected: Any = rule.examples[name]
        given = {key: value for key, value in expected.items() if value != {}}
        read: Any = plain(parse_yaml(block))
        assert {key: value for key, value in read.items() if value not in (None, {})} == given


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("form_id", ["disclosure-2019", "disclosure-2021"])
def test_the_empty_report(form_id: str, lang: Lang, pack: Pack, golden: Golden) -> None:
    form = pack.form(form_id)
    assert form is not None
    golden(f"init/{form_id}-{lang}.yaml", blank_report(form, None, lang))


@pytest.mark.parametrize("form_id", ["disclosure-2019", "disclosure-2021"])
def test_the_empty_report_is_a_report_whose_cells_are_all_blank(
    form_id: str, pack: Pack, check: Callable[[str], CheckResult]
) -> None:
    form = pack.form(form_id)
    assert form is not None
    result = check(blank_report(form, form.first_year, "zh"))
    assert result.report is not None
    assert result.report.year == form.first_year
    assert len(result.report.cells) == {"disclosure-2019": 198, "disclosure-2021": 200}[form_id]
    assert {cell.status for cell in result.report.cells.values()} == {"blank"}
    assert {one.rule.code for one in result.findings} == {"S201"}
