"""Judge the prose of a report, and give every number its place in the file."""

from bisect import bisect_right
from collections.abc import Callable, Sequence

from reportlint.markup.locate import line_starts, offsets, span_of, verbatim
from reportlint.model.claim import Lexicon, Mention
from reportlint.model.place import Place, Span, order
from reportlint.model.report import Fact, Piece, Report
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

    def place(self, fact: Fact, start: int, end: int) -> Place:
        """Return the place of some characters of a fact's text, the fact's own at worst."""
        if fact.pieces:
            position = bisect_right(fact.pieces, start, key=lambda piece: piece.start) - 1
            piece = fact.pieces[max(position, 0)]
            return self._in_piece(fact, piece, start, end)
        if not isinstance(fact.place, Span) or not self._load():
            return fact.place
        assert self.text is not None
        if fact not in self.known:
            self.known[fact] = offsets(self.text, self.starts, fact.place, fact.text)
        places = self.known[fact]
        if not places or not 0 <= start < end <= len(places):
            return fact.place
        return span_of(self.starts, places, start, end)

    def _in_piece(self, fact: Fact, piece: Piece, start: int, end: int) -> Place:
        if not isinstance(piece.place, Span) or not self._load():
            return piece.place
        assert self.text is not None
        lead, written = fact.text[piece.start : start], fact.text[start:end]
        return verbatim(self.text, self.starts, piece.place, lead, written) or piece.place

    def _load(self) -> bool:
        """Read the document when a place is first asked for, and say whether it is a text."""
        if not self.starts:
            self.text = self.source()
            self.starts = line_starts(self.text or "")
        return self.text is not None


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
    return finding._replace(place=locator.place(fact, start, end))


def placed_mentions(
    report: Report, prose: Prose, locator: Locator
) -> tuple[tuple[Mention, Place], ...]:
    """Return every number that was read with its place, in the order of the file."""
    placed = [
        (one, locator.place(report.narrative[one.section], one.start, one.end))
        for one in prose.mentions
    ]
    return tuple(sorted(placed, key=lambda pair: (order(pair[1]), pair[0].start)))
