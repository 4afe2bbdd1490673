"""The generated pages are those of today's rules."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from reportlint.markup.nodes import plain
from reportlint.markup.yaml import parse_yaml
from reportlint.model.rule import Rule
from reportlint.reporters.catalog import bilingual_page, page
from reportlint.rules.builtin import load_builtin

ROOT = Path(__file__).parents[2]
RULES = load_builtin().rules


def test_no_generated_page_is_stale() -> None:
    command = [sys.executable, "scripts/generate_docs.py", "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_examples_on_a_page_are_those_of_the_rule(rule: Rule) -> None:
    text = page(rule, "en").partition("## Examples\n")[2]
    holds, violates = re.findall(r"^    .+(?:\n    .+)*", text, re.M)
    assert plain(parse_yaml(holds)) == rule.examples["holds"]
    assert plain(parse_yaml(violates)) == rule.examples["violates"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_page_of_the_documentation_is_in_both_languages(rule: Rule) -> None:
    english, chinese = bilingual_page(rule).split("\n## 中文\n")
    assert f"\n{rule.why.en}\n" in english
    assert f"\n{rule.why.zh}\n" in chinese
