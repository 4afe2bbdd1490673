"""The prose of a report + the lexicon of its form -> verdicts, and what was read."""

from collections.abc import Sequence
from typing import NamedTuple

from reportlint.model.claim import Lexicon, Mention
from reportlint.model.report import Report
from reportlint.model.result import Finding, Held, Scope, Skip
from reportlint.model.rule import Rule
from reportlint.model.text import Text
from reportlint.narrative.checks import read_checks
from reportlint.narrative.claims import Passed, read_claims
from reportlint.narrative.judge import judge_claim
from reportlint.narrative.phrases import Claim
from reportlint.narrative.remark import Remark, finding
from reportlint.narrative.sentences import Section, Sentence

_MAX_TEXT = 20_000
_IN_PLANS = Text("the section is about problems and plans", "该部分写的是问题与计划")


class Prose(NamedTuple):
    """The verdicts of the rules that read the prose, and every number that was read.

    The offsets of a finding's place stand in ``places``, by its key. ``mentions`` are
    only told when they are asked for.
    """

    held: tuple[Held, ...]
    findings: tuple[Finding, ...]
    skips: tuple[Skip, ...]
    mentions: tuple[Mention, ...]
    places: dict[tuple[str, Scope], tuple[int, int]]
    claims: tuple[tuple[Claim, Held | Finding | Skip], ...]


def read_prose(
    report: Report, rules: Sequence[Rule], lexicon: Lexicon, *, mentions: bool = False
) -> Prose:
    """Read and judge every section of the narrative."""
    reader = _Reader(report, rules, lexicon, mentions)
    for section, fact in report.narrative.items():
        reader.section(section, fact.text[:_MAX_TEXT])
    reader.repeats()
    return reader.prose()


class _Reader:
    """What the sections of one report have in common."""

    def __init__(self, report: Report, rules: Sequence[Rule], lexicon: Lexicon, told: bool):
        self.report = report
        self.rules = {rule.code: rule for rule in rules}
        self.lexicon = lexicon
        self.told = told
        agency = report.facts.get("agency")
        scope = report.facts.get("scope")
        self.agency = agency.text if agency else ""
        self.region = None if scope is None else scope.text == "region"
        self.plans = frozenset(one.id for one in report.form.sections if one.plans)
        self.held: list[Held] = []
        self.findings: list[Finding] = []
        self.skips: list[Skip] = []
        self.places: dict[tuple[str, Scope], tuple[int, int]] = {}
        self.mentions: list[Mention] = []
        self.claims: list[tuple[Claim, Held | Finding | Skip]] = []
        self.undecided: list[tuple[str, Claim]] = []
        self.counts: dict[tuple[str, str], int] = {}

    def section(self, section: str, text: str) -> None:
        prose = Section(text, self.lexicon, self.report.year, self.agency, self.region)
        if section in self.plans:
            if self.told:
                self.plan(section, prose)
            return
        passed: list[Passed] | None = [] if self.told else None
        claims = read_claims(prose, passed)
        for claim in claims:
            self.claim(claim, section)
        said: set[tuple[int, int]] = set()
        for remark in read_checks(prose, claims, self.report):
            self.remark(remark, section)
            if self.told:
                said.add(remark.sentence.place(remark.start, remark.end))
        if passed:
            self.passed(passed, said, section)

    def scope(self, code: str, section: str) -> Scope:
        """Return the place of the next verdict of a rule in a section."""
        count = self.counts[code, section] = self.counts.get((code, section), 0) + 1
        return (("section", section), ("n", str(count)))

    def claim(self, claim: Claim, section: str) -> None:
        rule = self.rules[claim.meanings[0].code]
        if rule.rounded and claim.figure is not None and not claim.figure.exact:
            # Counted where its phrase is, whatever rule takes the number over.
            rule = self.rules[rule.rounded]
        scope = self.scope(rule.code, section)
        fitting, values = judge_claim(self.report, claim)
        verdict: Held | Finding | Skip
        if fitting is not None:
            verdict = Held(rule, scope)
        else:
            # Imported on use: a text that agrees with its tables needs no words.
            from reportlint.narrative.disagreements import disagreement

            verdict = disagreement(self.report, rule, claim, values, scope)
        self.add(verdict, claim.sentence, claim.start, claim.end)
        self.claims.append((claim, verdict))
        if isinstance(verdict, Skip):
            self.undecided.append((section, claim))
        if self.told:
            from reportlint.narrative.mentions import of_claim

            self.mentions.append(of_claim(self.report, section, claim, verdict, values))

    def repeats(self) -> None:
        """Compare what no table decides with each other."""
        rule = next((one for one in self.rules.values() if one.check == "repeated-fact"), None)
        if rule is None or len(self.undecided) < 2:
            return
        from reportlint.narrative.repeats import repeated

        for section, remark in repeated(rule.code, self.undecided):
            self.remark(remark, section)

    def remark(self, remark: Remark, section: str) -> None:
        rule = self.rules[remark.code]
        scope = self.scope(rule.code, section)
        verdict: Held | Finding | Skip = Held(rule, scope)
        if remark.fate == "violated":
            verdict = finding(self.report, rule, remark, scope)
        elif remark.fate == "not judged":
            verdict = Skip(rule, scope, remark.message, ())
        self.add(verdict, remark.sentence, remark.start, remark.end)
        if self.told:
            from reportlint.narrative.mentions import of_remark

            self.mentions.append(of_remark(section, remark, rule))

    def add(self, verdict: Held | Finding | Skip, sentence: Sentence, start: int, end: int) -> None:
        match verdict:
            case Held():
                self.held.append(verdict)
            case Finding():
                self.findings.append(verdict)
                self.places[verdict.key] = sentence.place(start, end)
            case Skip():
                self.skips.append(verdict)

    def plan(self, section: str, prose: Section) -> None:
        from reportlint.narrative.mentions import of_plan

        self.mentions += [
            of_plan(section, sentence, item.figure, _IN_PLANS)
            for sentence in map(prose.sentence, range(len(prose)))
            for item in sentence.items
            if item.figure is not None
        ]

    def passed(self, passed: Sequence[Passed], said: set[tuple[int, int]], section: str) -> None:
        from reportlint.narrative.mentions import of_passed

        told: list[Mention] = []
        for one in (of_passed(section, *each) for each in passed):
            if told and one.start == told[-1].end and one[4:] == told[-1][4:]:
                # 2024年1月1日 is one date.
                told[-1] = told[-1]._replace(end=one.end, text=told[-1].text + one.text)
            else:
                told.append(one)
        self.mentions += [one for one in told if (one.start, one.end) not in said]

    def prose(self) -> Prose:
        return Prose(
            tuple(self.held),
            tuple(self.findings),
            tuple(self.skips),
            tuple(sorted(self.mentions, key=lambda one: (one.section, one.start, one.end))),
            self.places,
            tuple(self.claims),
        )
