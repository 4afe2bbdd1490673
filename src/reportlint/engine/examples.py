"""Rules + their examples -> the examples that do not show what they say."""

from collections.abc import Iterator, Mapping

from reportlint.engine.judge import Verdicts, judge, whole
from reportlint.engine.prose import judge_prose
from reportlint.errors import PackError, ReadError
from reportlint.model.pack import Pack
from reportlint.model.rule import CLAIM_CHECKS, Rule
from reportlint.model.text import Text
from reportlint.recognise.keyed import recognise
from reportlint.rules.examples import example_document, example_form, example_source
from reportlint.rules.pack import bind_all
from reportlint.suggest import did_you_mean

_NAMES = ("holds", "violates")

_ONLY_VIOLATED = ("impossible-rate", "missing-number", "unlikely-scale")
"""Checks that look for something wrong in the text and count nothing that is right."""


def wrong_examples(pack: Pack) -> Iterator[PackError]:
    """Try both examples of every rule and yield what is wrong with them.

    On ``holds`` the rule is judged and finds nothing, on ``violates`` it finds something.
    """
    for rule in pack.rules:
        for name in _NAMES:
            example = rule.examples[name]
            assert isinstance(example, Mapping)
            problem = _problem(pack, rule, name, example)
            if problem is not None:
                message, hint = problem
                where = Text(f"{rule.code}: the example {name!r} ", f"{rule.code}：示例“{name}”")
                yield PackError(
                    Text(where.en + message.en, where.zh + message.zh),
                    example_source(rule, name),
                    hint,
                )


def _problem(
    pack: Pack, rule: Rule, name: str, example: Mapping[str, object]
) -> tuple[Text, Text | None] | None:
    named = example.get("form", rule.forms[0])
    if named not in rule.forms:
        return (
            Text(f"names the form {named!r}, to which the rule does not apply",
                 f"所写的表式“{named}”不在该规则的适用范围内"),
            did_you_mean(str(named), rule.forms),
        )  # fmt: skip
    try:
        verdicts = _verdicts(pack, rule, example)
    except ReadError as error:
        return (
            Text(f"cannot be read: {error.message.en}", f"无法读取：{error.message.zh}"),
            error.hint,
        )
    if name == "violates":
        return None if verdicts.findings else _not_broken(verdicts)
    if verdicts.findings:
        said = verdicts.findings[0].message
        return Text(f"breaks the rule: {said.en}", f"违反了规则：{said.zh}"), None
    quiet = rule.check in _ONLY_VIOLATED
    return None if verdicts.held or quiet else _not_judged(verdicts)


def _verdicts(pack: Pack, rule: Rule, example: Mapping[str, object]) -> Verdicts:
    form = example_form(rule, example, pack.forms)
    report = recognise(example_document(rule, example, form), "example", [pack.forms], None)
    verdicts = judge(report, bind_all((rule,), report.form))
    if rule.kind != "claim" and rule.check not in CLAIM_CHECKS:
        return verdicts
    prose = judge_prose(report, pack.rules, pack.lexicon(form.id), whole)
    return verdicts._replace(
        held=tuple(one for one in prose.held if one.rule.code == rule.code),
        findings=tuple(one for one in prose.findings if one.rule.code == rule.code),
        skips=tuple(one for one in prose.skips if one.rule.code == rule.code),
    )


def _not_broken(verdicts: Verdicts) -> tuple[Text, Text | None]:
    if verdicts.skips and not verdicts.held:
        return _not_judged(verdicts)
    return Text("does not break the rule", "没有违反规则"), None


def _not_judged(verdicts: Verdicts) -> tuple[Text, Text | None]:
    hint = Text("give the table, with at least one row", "请写出该表，至少一行")
    if not verdicts.skips:
        return Text("has nothing to judge", "中没有可判定的内容"), hint
    reason = verdicts.skips[0].reason
    return Text(f"is not judged: {reason.en}", f"无法判定：{reason.zh}"), hint
