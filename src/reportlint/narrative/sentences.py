"""Text + lexicon -> sentences of items: figures, words, punctuation and years, in order.

A sentence is read without its blanks, so that neither spaces nor line breaks within it
matter, and only when somebody asks for its items: most sentences of a report hold
nothing that a rule knows. Knows nothing of what an item means.
"""

import re
from collections.abc import Iterator
from functools import cached_property
from operator import add
from typing import Literal, NamedTuple

from reportlint.model.claim import Lexicon, Word
from reportlint.narrative.numbers import NUMBER, Figure, figure_at

ItemKind = Literal["figure", "word", "mark", "year"]

_LONGEST = 4_000
"""Characters of a sentence that are read; no honest sentence has as many."""
_MOST_ITEMS = 400
_NOT_A_WORD = Word("", (), "")
_END = re.compile(r"[。！？!?]|\n\s*")
_PUNCTUATION = re.compile(r"[，、；：（）,;:()]")
_BLANKS = {ord(one): None for one in " \t\r\n\x0b\x0c\x85\xa0\u2028\u2029\u3000\u200b\ufeff*"}
_CLOSED = tuple("。！？；!?;”")
_OPEN = tuple("，、,（(“《—")
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


class Sentence:
    """A sentence of a section; ``previous`` is the one before it in its paragraph.

    ``start`` and ``end`` are offsets into the section; those of the items are into
    ``text``, which is the sentence without blanks, with titles and addresses blotted out.
    """

    def __init__(
        self,
        section: str,
        start: int,
        end: int,
        previous: "Sentence | None",
        lexicon: Lexicon,
        year: int | None,
    ):
        self.section = section
        self.start = start
        self.end = end
        self.previous = previous
        self.lexicon = lexicon
        self.year = year

    @property
    def opens(self) -> bool:
        """Whether it is the first one of its paragraph."""
        return self.previous is None

    @cached_property
    def text(self) -> str:
        raw = self.section[self.start : min(self.end, self.start + _LONGEST)]
        plain = raw.translate(_BLANKS)
        if len(plain) < len(raw) and _apart(raw):
            plain = _apart_kept(raw)[0]
        return _relative_years(_mask(plain), self.year)

    @cached_property
    def _offsets(self) -> list[int] | None:
        """The offset into the section of each character of the text; None: one by one."""
        raw = self.section[self.start : self.end]
        if len(self.text) == len(raw):
            return None
        if _apart(raw):
            return [self.start + one for one in _apart_kept(raw)[1]]
        return [index for index, one in enumerate(raw, self.start) if ord(one) not in _BLANKS]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets into the section of a part of the text."""
        if self._offsets is None:
            return self.start + start, self.start + end
        if not self._offsets:
            return self.start, self.end
        first = self._offsets[min(start, len(self._offsets) - 1)]
        return first, max(self._offsets[min(end, len(self._offsets)) - 1] + 1, first)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        return _items(self.text, self.lexicon)

    @cached_property
    def figures(self) -> list[Figure]:
        """The figures that count something, in order."""
        return [
            one.figure
            for one in self.items
            if one.figure is not None and one.figure.ignored is None
        ]


def read_sentences(section: str, lexicon: Lexicon, year: int | None = None) -> Iterator[Sentence]:
    """Yield the sentences of a section in order."""
    begin = 0
    previous: Sentence | None = None
    for match in _END.finditer(section):
        end = match.start()
        broken = section[end] == "\n"
        if broken and begin < end and _goes_on(section, begin, end, match.end()):
            continue
        if begin < end:
            previous = Sentence(section, begin, end, previous, lexicon, year)
            yield previous
        # What follows a colon at the end of a line belongs to what stands before it.
        if broken and not section.endswith(("：", ":"), begin, end):
            previous = None
        begin = match.end()
    if begin < len(section):
        yield Sentence(section, begin, len(section), previous, lexicon, year)


def _goes_on(section: str, begin: int, end: int, following: int) -> bool:
    """Tell whether a sentence goes on after a line break: neither closed nor a heading."""
    line = section[max(section.rfind("\n", begin, end) + 1, begin) : end].strip(" \t\u3000*")
    if not line or following >= len(section):
        return False
    if line.endswith(_OPEN):
        return True
    if line.endswith((*_CLOSED, "：", ":")):
        return False
    if _marked(section[following : following + 8].lstrip("*")):
        return False
    bare = not any(one in line[4:] for one in "，；、,;")
    return not (bare and len(line) <= (_HEADING if _marked(line) else _SHORT))


def _marked(line: str) -> bool:
    """Tell whether a line starts with the number of a heading or an item: （一）, 1., 一是."""
    if not line.startswith(_MARKERS):
        return False
    if line[0] in "（(①②③④⑤⑥⑦⑧⑨⑩":
        return line[0] not in "（(" or any(one in line[1:5] for one in "）)")
    return any(one in line[1:4] for one in _MARKER_ENDS) and not re.match(r"[\d０-９]+[.．]\d", line)


def _apart(raw: str) -> bool:
    """Tell whether a blank keeps two numbers or words in Latin script apart."""
    parts = raw.split()
    return any(
        one[-1].isascii() and one[-1].isalnum() and two[0].isascii() and two[0].isalnum()
        for one, two in zip(parts, parts[1:])
    )


def _apart_kept(raw: str) -> tuple[str, list[int]]:
    """Return the text without blanks but those between Latin letters or digits, and the places."""
    kept = []
    for index, one in enumerate(raw):
        if ord(one) in _BLANKS:
            before = raw[kept[-1]] if kept else ""
            after = raw[index + 1 : index + 2]
            if not (before.isascii() and before.isalnum() and after.isascii() and after.isalnum()):
                continue
        kept.append(index)
    return "".join(" " if raw[one].isspace() else raw[one] for one in kept), kept


def _mask(text: str) -> str:
    """Return the text with titles of documents and addresses blotted out, place for place."""
    if "《" in text:
        first, *parts = text.split("《")
        done = [first]
        for part in parts:
            end = part.find("》")
            if 0 < end <= 80:
                part = "※" * (end + 1) + part[end + 1 :]
                done.append("※" + part)
            else:
                done.append("《" + part)
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
        if text[:place].endswith(_CARRYING):
            text = text[:place] + "下年" + "※" * (len(coming) - 2) + text[place + len(coming) :]
        place = text.find(coming, place + 1)
    return text


_CARRIED = tuple(
    f"{optional}{word}" for word in ("结转", "转入", "转至", "转结", "遗留") for optional in ("", "度")
)
_CARRYING = tuple(
    f"{word}{optional}" for word in ("结转", "顺延", "转", "延") for optional in ("", *"至到入")
)


def _items(text: str, lexicon: Lexicon) -> tuple[Item, ...]:
    items: list[Item] = []
    for match in NUMBER.finditer(text):
        figure = figure_at(text, match)
        if figure is None:
            continue
        start = figure.start
        items.append(Item(start, figure.end, "figure", figure.text, _NOT_A_WORD, figure))
        if figure.unit == "年" and figure.end - start == 5:
            year = figure.value
            if 1900 <= year < 2100:
                items.append(
                    Item(start, figure.end, "year", figure.text, _NOT_A_WORD, None, int(year))
                )
    figures = [(one.start, one.end) for one in items if one.kind == "figure"]
    items += _words(text, lexicon, figures)
    items += [
        Item(match.start(), match.end(), "mark", match[0]) for match in _PUNCTUATION.finditer(text)
    ]
    if "二〇" in text:
        items += _chinese_years(text)
    items.sort()
    return tuple(items[:_MOST_ITEMS])


def _words(text: str, lexicon: Lexicon, figures: list[tuple[int, int]]) -> list[Item]:
    """Look up every known word, the longest at each place, beside the figures."""
    heads, words = lexicon.heads, lexicon.words
    found = []
    free = 0
    for index in [i for i, head in enumerate(map(add, text, text[1:])) if head in heads]:
        if index < free:
            continue
        for length in heads[text[index : index + 2]]:
            shown = text[index : index + length]
            word = words.get(shown)
            if word is not None and len(shown) == length:
                free = index + length
                found.append(Item(index, free, "word", shown, word))
                break
    if not figures:
        return found
    spans = iter(figures)
    start, end = next(spans)
    kept = []
    for item in found:
        while end <= item.start:
            start, end = next(spans, (len(text), len(text) + 1))
        # A word may hold a figure (1-6月); the figure wins unless the word is the longer.
        if item.end <= start or item.start < start:
            kept.append(item)
    return kept


def _chinese_years(text: str) -> Iterator[Item]:
    for match in re.finditer(r"二〇([一二])([〇一二三四五六七八九])年", text):
        year = 2000 + "〇一二".index(match[1]) * 10 + "〇一二三四五六七八九".index(match[2])
        yield Item(match.start(), match.end(), "year", match[0], _NOT_A_WORD, None, year)
