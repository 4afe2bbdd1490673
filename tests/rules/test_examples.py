"""The examples of every built-in rule show what the rule says."""

from typing import Any

import pytest

from reportlint.engine.judge import Verdicts, judge, whole
from reportlint.engine.prose import judge_prose
from reportlint.markup.nodes import plain
from reportlint.model.pack import Pack
from reportlint.model.rule import CLAIM_CHECKS, Rule
from reportlint.recognise.keyed import recognise
from reportlint.rules.builtin import load_builtin
from reportlint.rules.examples import example_document, example_form

RULES = load_builtin().rules


def judged(pack: Pack, rule: Rule, name: str) -> Verdicts:
    example: Any = rule.examples[name]
    form = example_form(rule, example, pack.forms)
    root = example_document(rule, example, form)
    report = recognise(root, "example", [pack.forms], None)
    bound = [one for one in pack.constraints[form.id] if one.rule.code == rule.code]
    verdicts = judge(report, bound)
    if rule.kind != "claim" and rule.check not in CLAIM_CHECKS:
        return verdicts
    prose = judge_prose(report, pack.rules, pack.lexicon(form.id), whole)
    return verdicts._replace(
        held=tuple(one for one in prose.held if one.rule.code == rule.code),
        findings=tuple(one for one in prose.findings if one.rule.code == rule.code),
    )


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_first_example_holds(rule: Rule, pack: Pack) -> None:
    verdicts = judged(pack, rule, "holds")
    assert verdicts.findings == ()
    assert verdicts.held or rule.check in ("impossible-rate", "missing-number", "unlikely-scale")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_second_example_violates_in_one_place(rule: Rule, pack: Pack) -> None:
    assert len(judged(pack, rule, "violates").findings) == 1


def rule(pack: Pack, code: str) -> Rule:
    return next(one for one in pack.rules if one.code == code)


def test_cells_and_rows_that_are_not_given_are_zero(pack: Pack) -> None:
    form = pack.form("disclosure-2021")
    assert form is not None
    example = {"form": "disclosure-2021", "disputes": {"review": {"upheld": "1", "total": "1"}}}
    assert plain(example_document(rule(pack, "L101"), example, form)) == {
        "form": "disclosure-2021",
        "disputes": {
            "review": {
                "upheld": "1", "corrected": "0", "other_result": "0", "pending": "0", "total": "1",
            },
            "direct_litigation": dict.fromkeys(
                ("upheld", "corrected", "other_result", "pending", "total"), "0"
            ),
            "post_review_litigation": dict.fromkeys(
                ("upheld", "corrected", "other_result", "pending", "total"), "0"
            ),
        },
    }  # fmt: skip


def test_what_is_given_stays_as_it_is_written(pack: Pack) -> None:
    form = pack.form("disclosure-2021")
    assert form is not None
    blank: list[object] = [None, "/", "1", "2", "3"]
    example = {
        "year": "2024",
        "disputes": {"review": blank, "direct_litigation": None, "post_review_litigation": {}},
    }
    content: Any = plain(example_document(rule(pack, "L101"), example, form))
    assert content["form"] == "disclosure-2021"
    assert content["year"] == "2024"
    assert content["disputes"]["review"] == blank
    assert content["disputes"]["direct_litigation"] is None


@pytest.mark.parametrize("code", ["S102", "S103", "S104", "S105"])
def test_examples_of_gaps_and_layouts_are_not_filled(code: str, pack: Pack) -> None:
    one = rule(pack, code)
    example: Any = one.examples["violates"]
    form = example_form(one, example, pack.forms)
    assert plain(example_document(one, example, form)) == example


def test_an_example_without_a_form_follows_the_first_of_the_rule(pack: Pack) -> None:
    assert example_form(rule(pack, "D203"), {}, pack.forms).id == "disclosure-2021"
    assert example_form(rule(pack, "D101"), {}, pack.forms).id == "disclosure-2019"
