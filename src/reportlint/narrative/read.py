"""The prose of a report + the lexicon of its form -> verdicts, and what was read."""

from collections.abc import Sequence
from typing import NamedTuple

from reportlint.model.claim import Fate, Lexicon, Mention
from reportlint.model.report import Report
from reportlint.model.result import Finding, Held, Scope, Skip
from reportlint.model.rule import Rule
from reportlint.model.text import Text
from reportlint.narrative.claims import Claim, Context, Unbound, read_claims
from reportlint.narrative.clauses import read_sentences
from reportlint.narrative.gaps import read_gaps
from reportlint.narrative.judge import judge_claim
from reportlint.narrative.numbers import read_figures
from reportlint.narrative.sums import Sum, read_sums, verdict

_PLANS = frozenset({"problems"})
"""Sections of problems and plans, whose numbers are not of the report's year."""

_MAX_TEXT = 20_000
_IN_PLANS = Text("the section is about problems and plans", "该部分写的是问题与计划")


class Prose(NamedTuple):
    """The verdicts of the rules that read the prose, and every number that was read.

    The offsets of a finding's place stand in ``places``, by its key.
    """

    held: tuple[Held, ...]
    findings: tuple[Finding, ...]
    skips: tuple[Skip, ...]
    mentions: tuple[Mention, ...]
    places: dict[tuple[str, Scope], tuple[int, int]]
    claims: tuple[tuple[Claim, Held | Finding | Skip], ...]


def read_prose(report: Report, rules: Sequence[Rule], lexicon: Lexicon) -> Prose:
    """Read and judge every section of the narrative."""
    own = [rule for rule in rules if report.form.id in rule.forms]
    by_code = {rule.code: rule for rule in own}
    by_check = {str(rule.check): rule for rule in own if rule.check is not None}
    reader = _Reader(report, by_code, by_check, lexicon)
    for section, fact in report.narrative.items():
        reader.section(section, fact.text[:_MAX_TEXT])
    return reader.prose()


class _Reader:
    """What the sections of one report have in common."""

    def __init__(
        self,
        report: Report,
        by_code: dict[str, Rule],
        by_check: dict[str, Rule],
        lexicon: Lexicon,
    ):
        self.report = report
        self.by_code = by_code
        self.by_check = by_check
        self.lexicon = lexicon
        agency = report.facts.get("agency")
        scope = report.facts.get("scope")
        self.context = Context(
            report.year,
            agency.text if agency else "",
            None if scope is None else scope.text == "region",
        )
        self.verdicts: list[tuple[Held | Finding | Skip, int, int]] = []
        self.mentions: list[Mention] = []
        self.claims: list[tuple[Claim, Held | Finding | Skip]] = []
        self.counts: dict[tuple[str, str], int] = {}

    def scope(self, code: str, section: str) -> Scope:
        """Return the place of the next verdict of a rule in a section."""
        count = self.counts[code, section] = self.counts.get((code, section), 0) + 1
        return (("section", section), ("n", str(count)))

    def section(self, section: str, text: str) -> None:
        if section in _PLANS:
            self.mentions += [
                Mention(section, one.start, one.end, one.text, "ignored", "",
                        one.ignored or _IN_PLANS)
                for one in read_figures(text)
            ]  # fmt: skip
            return
        masked, sentences = read_sentences(text, self.lexicon, self.report.year)
        reading = read_claims(masked, sentences, self.lexicon, self.context)
        for claim in reading.claims:
            self.claim(claim, text, section)
        summed: set[int] = set()
        sums = read_sums(masked, sentences, reading.claims, self.report)
        for found in (*sums, *read_gaps(masked)):
            rule = self.by_check.get(found.check)
            if rule is not None:
                self.sum(rule, found, text, section)
                summed.add(found.start)
        for unbound in reading.unbound:
            if unbound.figure.start not in summed:
                self.unbound(unbound, section)

    def claim(self, claim: Claim, text: str, section: str) -> None:
        meaning = claim.meanings[0]
        exact = claim.figure is None or claim.figure.exact
        rule = self.by_code[meaning.code]
        code = rule.code if exact or not rule.rounded else rule.rounded
        judged = judge_claim(
            self.report, self.by_code, claim, text, section, self.scope(code, section)
        )
        self.verdicts.append((judged.verdict, claim.start, claim.end))
        self.mentions.append(judged.mention)
        self.claims.append((claim, judged.verdict))

    def sum(self, rule: Rule, found: Sum, text: str, section: str) -> None:
        judged = verdict(self.report, rule, found, text, self.scope(rule.code, section))
        self.verdicts.append((judged, found.start, found.end))
        fate: Fate = "held" if found.holds else "violated"
        note = rule.title if found.holds else found.message
        written = text[found.start : found.end]
        self.mentions.append(
            Mention(section, found.start, found.end, written, fate, rule.code, note)
        )

    def unbound(self, unbound: Unbound, section: str) -> None:
        figure = unbound.figure
        fate: Fate = "no cell" if figure.ignored is None else "ignored"
        self.mentions.append(
            Mention(section, figure.start, figure.end, figure.text, fate, "", unbound.reason)
        )

    def prose(self) -> Prose:
        return Prose(
            tuple(one for one, _, _ in self.verdicts if isinstance(one, Held)),
            tuple(one for one, _, _ in self.verdicts if isinstance(one, Finding)),
            tuple(one for one, _, _ in self.verdicts if isinstance(one, Skip)),
            tuple(sorted(self.mentions, key=lambda one: (one.section, one.start, one.end))),
            {(one.rule.code, one.scope): (start, end) for one, start, end in self.verdicts},
            tuple(self.claims),
        )
