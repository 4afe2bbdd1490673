"""A part of a fact's text -> its place in the document."""

from bisect import bisect_right
from collections.abc import Callable

from reportlint.markup.locate import line_starts, offsets, span_of, verbatim
from reportlint.model.place import Place, Span
from reportlint.model.report import Fact, Piece


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
