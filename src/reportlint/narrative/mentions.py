"""Verdicts of claims and checks -> what is told of each number that was read."""

from collections.abc import Sequence

from reportlint.model.claim import Fate, Mention
from reportlint.model.report import Report
from reportlint.model.result import Finding, Held, Skip
from reportlint.model.rule import Rule
from reportlint.model.text import Text
from reportlint.narrative.claims import LAST_YEAR, counted
from reportlint.narrative.disagreements import told
from reportlint.narrative.judge import Value
from reportlint.narrative.numbers import Figure
from reportlint.narrative.phrases import Claim
from reportlint.narrative.remark import Remark
from reportlint.narrative.sentences import Sentence


def _written(sentence: Sentence, start: int, end: int) -> tuple[int, int, str]:
    """Return the place of a part of a sentence in its section, and what is written there."""
    first, last = sentence.place(start, end)
    return first, last, " ".join(sentence.section.written[first:last].split())


def of_claim(
    report: Report,
    section: str,
    claim: Claim,
    verdict: Held | Finding | Skip,
    values: Sequence[Value],
) -> Mention:
    """Tell what became of a number that states cells."""
    start, end, text = _written(claim.sentence, claim.start, claim.end)
    code = verdict.rule.code
    match verdict:
        case Held():
            note = told(report.form, values[-1], claim)
            return Mention(section, start, end, text, "held", code, note)
        case Finding():
            return Mention(section, start, end, text, "violated", code, verdict.message)
        case Skip():
            absent = all(one.absent for one in values)
            fate: Fate = "no cell" if absent else "not judged"
            return Mention(section, start, end, text, fate, code, verdict.reason)


def of_remark(section: str, remark: Remark, rule: Rule) -> Mention:
    """Tell what a check says of a part of a sentence."""
    start, end, text = _written(remark.sentence, remark.start, remark.end)
    note = rule.title if remark.fate == "held" else remark.message
    return Mention(section, start, end, text, remark.fate, rule.code, note)


def of_passed(section: str, sentence: Sentence, figure: Figure, reason: Text) -> Mention:
    """Tell why a number states no cell."""
    fate: Fate = "no cell" if figure.ignored is None else "ignored"
    if reason is LAST_YEAR and counted(sentence, figure):
        fate = "not judged"
    return _of_figure(section, sentence, figure, fate, reason)


def of_plan(section: str, sentence: Sentence, figure: Figure, reason: Text) -> Mention:
    """Tell why a number of a section of plans is passed over."""
    return _of_figure(section, sentence, figure, "ignored", figure.ignored or reason)


def _of_figure(
    section: str, sentence: Sentence, figure: Figure, fate: Fate, reason: Text
) -> Mention:
    start, end, text = _written(sentence, figure.start, figure.end)
    return Mention(section, start, end, text, fate, "", reason)
