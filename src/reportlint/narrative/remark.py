"""What a check of sentences found, before it is a verdict of its rule."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from reportlint.model.cell import Number
from reportlint.model.report import Report
from reportlint.model.result import Finding, Scope
from reportlint.model.rule import Rule
from reportlint.model.text import Text
from reportlint.narrative.phrases import Claim
from reportlint.narrative.sentences import Section, Sentence

Fate = Literal["held", "violated", "not judged"]


class Given(NamedTuple):
    """What a check of sentences has to go by."""

    section: Section
    claims: Sequence[Claim]
    report: Report


class Remark(NamedTuple):
    """A verdict about a part of a sentence, with what to say of it."""

    code: str
    sentence: Sentence
    start: int
    end: int
    fate: Fate
    message: Text
    left: Number | None = None
    right: Number | None = None
    equation: str | None = None


def finding(report: Report, rule: Rule, remark: Remark, scope: Scope) -> Finding:
    """Turn a remark that is against a sentence into a finding of its rule."""
    from reportlint.narrative.disagreements import quote

    return Finding(
        rule=rule,
        scope=scope,
        message=remark.message,
        constraint=None,
        left=remark.left,
        right=remark.right,
        equation=remark.equation,
        place=report.narrative[dict(scope)["section"]].place,
        cells=(),
        assumed=(),
        quote=quote(remark.sentence, remark.start, remark.end, remark.left),
    )
