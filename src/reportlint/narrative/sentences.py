"""Text + lexicon -> sentences of items: figures, words, punctuation and years, in order.

A section is read without its blanks, so that neither spaces nor line breaks within a
sentence matter. A sentence is only cut into items when somebody asks for them: most
sentences of a report hold nothing that a rule knows. Knows nothing of what an item means.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import pairwise
from operator import add, itemgetter
from typing import Literal, NamedTuple

from reportlint.model.claim import Lexicon, Word
from reportlint.narrative.numbers import Figure, read_figures

ItemKind = Literal["figure", "word", "mark", "year"]

_LONGEST = 4_000
"""Characters of a sentence that are read; no honest sentence has as many."""
_MOST_ITEMS = 400
_MOST_SENTENCES = 4_000
_NOT_A_WORD = Word("", (), "")
_ENDS = "\n！？!?"
_PUNCTUATION = frozenset("，、；：（）,;:()")
_NO_FIGURE = (1 << 30, 1 << 30)
_START = itemgetter(0, 1)
_INVISIBLE = "*\u200b\ufeff\ue000"
_APART = "\ue000"
"""Stands for a blank that keeps two numbers or two words in Latin letters apart."""
_FOR_BLANKS = "\n\ue000"
_CLOSED = tuple("。！？；!?;”：:")
_OPEN = tuple("，、,（(“《—")
_GOING_ON = "：:；;"
_BEHIND = "，。；、）：%％"
_HEADING = 40
_SHORT = 14
_MARKERS = tuple("一二三四五六七八九十（(①②③④⑤⑥⑦⑧⑨⑩第0123456789０１２３４５６７８９")
_MARKER_ENDS = "、.．）)是"


class Item(NamedTuple):
    """A figure, a known word, a punctuation mark or a year, with its offsets."""

    start: int
    end: int
    kind: ItemKind
    text: str
    word: Word = _NOT_A_WORD
    figure: Figure | None = None
    year: int = 0


class Section:
    """A section of the prose, as it is written and as it is read.

    ``text`` is the section without blanks, with one line break between paragraphs and
    with titles and addresses blotted out. The ``year``, the ``agency`` and whether it
    reports for a whole ``region`` (None: not said) tell its own figures from others'.
    """

    def __init__(
        self,
        written: str,
        lexicon: Lexicon,
        year: int | None,
        agency: str = "",
        region: bool | None = None,
    ):
        self.written = written
        self.lexicon = lexicon
        self.year = year
        self.agency = agency
        self.region = region
        self.text = _relative_years(_mask(_squeezed(written)), year)
        self.starts = [0]
        self.ends: list[int] = []
        closed = self.text
        for mark in _ENDS:
            closed = closed.replace(mark, "。")
        place = closed.find("。")
        while place >= 0 and len(self.ends) < _MOST_SENTENCES:
            self.ends.append(place)
            self.starts.append(place + 1)
            place = closed.find("。", place + 1)
        self.ends.append(len(self.text))
        self._sentences: dict[int, Sentence] = {}

    def __len__(self) -> int:
        return len(self.starts)

    def sentence(self, index: int) -> "Sentence":
        """Return the sentence of this number."""
        found = self._sentences.get(index)
        if found is None:
            found = self._sentences[index] = Sentence(self, index)
        return found

    def opens(self, index: int) -> bool:
        """Tell whether a sentence is the first one of its paragraph.

        What follows a heading, a colon or a semicolon at the end of a line belongs to
        what stands before it.
        """
        start = self.starts[index]
        if start == 0:
            return True
        if self.text[start - 1] != "\n":
            return False
        if self.text[start - 2] in _CLOSED:
            return self.text[start - 2] not in _GOING_ON
        return _marked(self.text[start : start + 8])

    def heads(self, index: int) -> bool:
        """Tell whether a sentence is a heading: a line of its own that nothing closes."""
        end = self.ends[index]
        return self.text[end : end + 1] == "\n" and self.text[end - 1] not in _CLOSED

    @cached_property
    def headings(self) -> list[int]:
        """The numbers of the headings, in order."""
        return [index for index in range(len(self.starts)) if self.heads(index)]

    def heading(self, index: int) -> int | None:
        """Return the number of the heading that a sentence stands under, or None."""
        place = bisect_right(self.headings, index - 1)
        return self.headings[place - 1] if place else None

    def at(self, place: int) -> "Sentence":
        """Return the sentence that stands at a place of the text."""
        return self.sentence(bisect_right(self.starts, place) - 1)

    def having(self, words: Iterable[str]) -> "Iterator[Sentence]":
        """Yield the sentences in which one of some words stands, in order."""
        return map(self.sentence, self.indexes(words))

    def indexes(self, words: Iterable[str]) -> list[int]:
        """Return the numbers of the sentences in which one of some words stands, in order."""
        found = set()
        text, starts = self.text, self.starts
        for word in words:
            place = text.find(word)
            while place >= 0:
                index = bisect_right(starts, place) - 1
                found.add(index)
                place = text.find(word, max(self.ends[index], place + 1))
        return sorted(found)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets in the section as written of a part of its text."""
        offsets = self._offsets
        if offsets is None:
            return start, end
        first = offsets[start]
        return first, max(offsets[end - 1] + 1, first)

    @cached_property
    def _offsets(self) -> list[int] | None:
        """The offset as written of each character of the text; None where they are the same."""
        if len(self.text) == len(self.written):
            return None
        seen = (
            place
            for place, one in enumerate(self.written)
            if not one.isspace() and one not in _INVISIBLE
        )
        offsets, last = [], -1
        for one in _squeezed(self.written):
            last = last + 1 if one in _FOR_BLANKS else next(seen)
            offsets.append(last)
        return offsets


class Sentence:
    """A sentence of a section; the offsets of its items are into ``text``."""

    def __init__(self, section: Section, index: int):
        self.section = section
        self.index = index
        self.start = section.starts[index]
        self.end = section.ends[index]
        self.text = section.text[self.start : min(self.end, self.start + _LONGEST)]
        self.lexicon = section.lexicon

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets in the section as written of a part of the text."""
        return self.section.place(self.start + start, self.start + end)

    @property
    def previous(self) -> "Sentence | None":
        """The sentence before it in its paragraph, the heading before the first one."""
        if not self.section.opens(self.index):
            return self.section.sentence(self.index - 1)
        heading = None if self.section.heads(self.index) else self.section.heading(self.index)
        return None if heading is None else self.section.sentence(heading)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The figures, words, punctuation marks and years, in order."""
        return _items(self.text, self.lexicon)

    @cached_property
    def figures(self) -> list[Figure]:
        """The figures that count something, in order."""
        return [
            one.figure
            for one in self.items
            if one.figure is not None and one.figure.ignored is None
        ]


def _squeezed(written: str) -> str:
    """Return a text without blanks, with one line break between paragraphs.

    A line break within a sentence is none: neither before it nor behind it does
    anything say that the sentence ends there.
    """
    for mark in _INVISIBLE:
        if mark in written:
            written = written.replace(mark, "")
    lines = [line for line in map(_joined, written.split("\n")) if line]
    if len(lines) < 2:
        return "".join(lines)
    parts = []
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        parts.append(line)
        if following and (line.endswith(_CLOSED) or not _goes_on(line, following)):
            parts.append("\n")
    return "".join(parts)


def _joined(line: str) -> str:
    """Return a line without blanks, but for those between Latin letters or digits."""
    parts = line.split()
    if len(parts) < 2:
        return parts[0] if parts else ""
    for index, (part, following) in enumerate(pairwise(parts)):
        if (
            part[-1] < "\x7f"
            and following[0] < "\x7f"
            and _latin(part[-1])
            and _latin(following[0])
        ):
            parts[index] = part + _APART
    return "".join(parts)


def _latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _goes_on(line: str, following: str) -> bool:
    """Tell whether a sentence goes on after a line that is not closed: it is no heading."""
    if line.endswith(_OPEN):
        return True
    if _marked(following):
        return False
    if following[0].isdigit() or following[0] in _BEHIND:
        return True
    bare = not any(one in line[4:] for one in "，；、。,;")
    return not (bare and len(line) <= (_HEADING if _marked(line) else _SHORT))


def _marked(line: str) -> bool:
    """Tell whether a line starts with the number of a heading or an item: （一）, 1., 一是."""
    if not line.startswith(_MARKERS):
        return False
    if line[0] in "（(":
        return any(one in line[1:5] for one in "）)")
    if line[0] in "①②③④⑤⑥⑦⑧⑨⑩":
        return True
    for place, one in enumerate(line[1:4], 1):
        if one in _MARKER_ENDS:
            return not line[place + 1 : place + 2].isdigit()
    return False


def _mask(text: str) -> str:
    """Return the text with titles of documents and addresses blotted out, place for place."""
    if "《" in text:
        first, *parts = text.split("《")
        done = [first]
        for part in parts:
            end = part.find("》")
            titled = 0 < end <= 80
            done.append("※" * (end + 2) + part[end + 1 :] if titled else "《" + part)
        text = "".join(done)
    if "http" in text or "www." in text:
        text = re.sub(
            r"https?://[^\s，。；、）)]{1,200}|www\.[\w./-]{1,100}",
            lambda match: "※" * len(match[0]),
            text,
        )
    return text


def _relative_years(text: str, year: int | None) -> str:
    """Write 2023年结转 and 结转至2025年 as last and next year, place for place."""
    if year is None or ("转" not in text and "顺延" not in text and "遗留" not in text):
        return text
    last, coming = f"{year - 1}年", f"{year + 1}年"
    place = text.find(last)
    while place >= 0:
        if text.startswith(_CARRIED, place + len(last)):
            text = text[:place] + "※" * (len(last) - 2) + "上年" + text[place + len(last) :]
        place = text.find(last, place + 1)
    place = text.find(coming)
    while place >= 0:
        if text[max(place - 4, 0) : place].endswith(_CARRYING):
            text = text[:place] + "下年" + "※" * (len(coming) - 2) + text[place + len(coming) :]
        place = text.find(coming, place + 1)
    return text


_CARRIED = tuple(
    f"{optional}{word}"
    for word in ("结转", "转入", "转至", "转结", "遗留")
    for optional in ("", "度")
)
_CARRYING = tuple(
    f"{word}{optional}" for word in ("结转", "顺延", "转", "延") for optional in ("", *"至到入")
)


def _items(text: str, lexicon: Lexicon) -> tuple[Item, ...]:
    items: list[Item] = []
    spans: list[tuple[int, int]] = []
    for figure in read_figures(text):
        start, end = figure.start, figure.end
        items.append(Item(start, end, "figure", figure.text, _NOT_A_WORD, figure))
        spans.append((start, end))
        if figure.unit == "年" and end - start == 5 and 1900 <= figure.value < 2100:
            year = int(figure.value)
            items.append(Item(start, end, "year", figure.text, _NOT_A_WORD, None, year))
    inside = _words(text, lexicon, spans, items)
    for place, one in enumerate(text):
        if one in _PUNCTUATION and place not in inside:
            items.append(Item(place, place + 1, "mark", one))
    if "二〇" in text:
        items += _chinese_years(text)
    items.sort(key=_START)
    return tuple(items[:_MOST_ITEMS])


def _words(
    text: str, lexicon: Lexicon, figures: list[tuple[int, int]], items: list[Item]
) -> set[int]:
    """Add every known word, the longest at each place, beside the figures.

    Return the places of punctuation within words.
    """
    inside: set[int] = set()
    heads, words = lexicon.heads, lexicon.words
    free = 0
    spans = iter(figures)
    first, last = next(spans, _NO_FIGURE)
    for index in [i for i, head in enumerate(map(add, text, text[1:])) if head in heads]:
        if index < free:
            continue
        while index >= last:
            first, last = next(spans, _NO_FIGURE)
        if index >= first:
            continue
        for length in heads[text[index : index + 2]]:
            shown = text[index : index + length]
            if shown in words and len(shown) == length:
                free = index + length
                items.append(Item(index, free, "word", shown, words[shown]))
                if "、" in shown or "，" in shown:
                    inside.update(range(index, free))
                break
    return inside


def _chinese_years(text: str) -> Iterator[Item]:
    for match in re.finditer(r"二〇([一二])([〇一二三四五六七八九])年", text):
        year = 2000 + "〇一二".index(match[1]) * 10 + "〇一二三四五六七八九".index(match[2])
        yield Item(match.start(), match.end(), "year", match[0], _NOT_A_WORD, None, year)
