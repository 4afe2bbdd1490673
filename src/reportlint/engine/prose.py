"""Judge the prose of a report, and give every number its place in the file."""

from collections.abc import Callable, Sequence

from reportlint.markup.locate import line_starts, offsets, span_of
from reportlint.model.claim import Lexicon, Mention
from reportlint.model.place import Span
from reportlint.model.report import Fact, Report
from reportlint.model.result import Finding
from reportlint.model.rule import Rule
from reportlint.narrative.read import Prose, read_prose


class Locator:
    """Finds the place of characters of a section; reads the document when first asked."""

    def __init__(self, source: Callable[[], str | None]):
        self.source = source
        self.text: str | None = None
        self.starts: list[int] = []
        self.known: dict[Fact, list[int] | None] = {}

    def span(self, fact: Fact, start: int, end: int) -> Span:
        """Return the span of some characters of a fact's text, the fact's own at worst."""
        if not self.starts:
            self.text = self.source()
            self.starts = line_starts(self.text or "")
        if self.text is None:
            return fact.span
        if fact not in self.known:
            self.known[fact] = offsets(self.text, self.starts, fact.span, fact.text)
        places = self.known[fact]
        if not places or not 0 <= start < end <= len(places):
            return fact.span
        return span_of(self.starts, places, start, end)


def judge_prose(report: Report, rules: Sequence[Rule], lexicon: Lexicon, locator: Locator) -> Prose:
    """Judge the prose; findings stand where their numbers stand."""
    prose = read_prose(report, rules, lexicon)
    if not prose.findings:
        return prose
    return prose._replace(
        findings=tuple(_placed(report, one, prose, locator) for one in prose.findings)
    )


def _placed(report: Report, finding: Finding, prose: Prose, locator: Locator) -> Finding:
    start, end = prose.places[finding.key]
    fact = report.narrative[dict(finding.scope)["section"]]
    return finding._replace(span=locator.span(fact, start, end))


def placed_mentions(
    report: Report, prose: Prose, locator: Locator
) -> tuple[tuple[Mention, Span], ...]:
    """Return every number that was read with its place, in the order of the file."""
    placed = [
        (one, locator.span(report.narrative[one.section], one.start, one.end))
        for one in prose.mentions
    ]
    return tuple(sorted(placed, key=lambda pair: (pair[1].line, pair[1].column, pair[0].end)))
