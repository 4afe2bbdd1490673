"""The lines of a draft + the forms -> its outline: title, year, agency, and the sections.

A line is a paragraph, or a row of a grid that holds one text: a workbook keeps a whole
report in its grids.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from reportlint.model.draft import Draft, Grid, Paragraph
from reportlint.model.form import Field, Form, Table
from reportlint.model.place import PagePlace, Place
from reportlint.model.report import Fact
from reportlint.recognise.grids import distinct
from reportlint.recognise.labels import fold, index

_NUMBERED = re.compile(r"\s*(?:第?[一二三四五六七八九十]{1,3}\s*(?:[、.．,，:：]|部分))\s*")
_INNER = re.compile(r"\s*[（(]")
_LONGEST_HEADING = 40
_LONGEST_TITLE = 90
_LIKE = 0.62
_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})\s*年?")
_ENDS = "。；;！？!?"
_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
_AROUND = re.compile(r"(?<=[\u2e80-\uffef])\s+|\s+(?=[\u2e80-\uffef])")
_DATE = re.compile(r"((?:19|20)[0-9]{2})\s*[-年/.]\s*([0-9]{1,2})\s*[-月/.]\s*([0-9]{1,2})")


_PAGE_NUMBER = re.compile(r"[-—–―·\s]*(?:第\s*)?[0-9０-９]{1,3}\s*(?:页.*)?[-—–―·\s]*")


class Line(NamedTuple):
    """A line of text."""

    text: str
    place: Place


class Stretch(NamedTuple):
    """A part of the document: its heading, the id of the table or section, what it holds."""

    id: str
    heading: Line | None
    lines: tuple[Line, ...]
    grids: tuple[Grid, ...]


Part = Line | Grid


def parts(draft: Draft, forms: Sequence[Form]) -> list[Part]:
    """Return the lines and the tables of a draft; a grid is parted at headings inside it."""
    headings = _labels(forms)
    found: list[Part] = []
    for block in draft.blocks:
        match block:
            case Paragraph(text, place):
                found += [Line(line.strip(), place) for line in text.split("\n") if line.strip()]
            case Grid():
                found += _grid_parts(block, headings)
    return found


def _grid_parts(grid: Grid, headings: Iterable[str]) -> Iterator[Part]:
    known = set(headings)
    start = 0
    for number, row in enumerate(grid.rows):
        cells = [cell for cell in distinct(row) if cell.text.strip()]
        if len(cells) != 1:
            continue
        text = cells[0].text.strip()
        if not _is_line(text, known):
            continue
        if number > start:
            yield Grid(grid.rows[start:number], grid.place, grid.aligned)
        yield from (Line(line.strip(), cells[0].place) for line in text.split("\n") if line.strip())
        start = number + 1
    if start < len(grid.rows):
        yield Grid(grid.rows[start:], grid.place, grid.aligned)


def _is_line(text: str, headings: set[str]) -> bool:
    """Tell a heading or a sentence that fills a row of a grid from a label of the table."""
    if _NUMBERED.match(text) and fold(text) in headings:
        return True
    return len(text) > _LONGEST_HEADING or text[-1] in _ENDS


def _labels(forms: Sequence[Form]) -> dict[str, str]:
    """Return folded heading -> id of the table or section, over all forms."""
    entries: list[Table | Field] = []
    for form in forms:
        entries += [*form.tables, *form.sections]
    return index((entry.id, (entry.label, *entry.aliases)) for entry in entries)


def outline(found: Sequence[Part], forms: Sequence[Form]) -> list[Stretch]:
    """Cut a document at its section headings; what stands before the first has no id."""
    labels = _labels(forms)
    heads = _headings(found, labels)
    stretches: list[Stretch] = []
    start, current, heading = 0, "", None
    for position in [*sorted(heads), len(found)]:
        held = found[start:position]
        lines = [one for one in held if isinstance(one, Line)]
        if heading is not None and (rest := _behind_heading(heading.text, labels)):
            lines.insert(0, Line(rest, heading.place))
        grids = tuple(one for one in held if isinstance(one, Grid))
        stretches.append(Stretch(current, heading, tuple(lines), grids))
        if position < len(found):
            current, line = heads[position], found[position]
            assert isinstance(line, Line)
            heading, start = line, position + 1
    return stretches


def _headings(found: Sequence[Part], labels: dict[str, str]) -> dict[int, str]:
    """Return which lines are headings; of two for one section, the numbered one or the last."""
    chosen: dict[str, tuple[bool, int]] = {}
    for position, part in enumerate(found):
        if not isinstance(part, Line):
            continue
        entry = heading_of(part.text, labels)
        if entry is None:
            continue
        numbered = _NUMBERED.match(part.text) is not None
        if entry not in chosen or numbered >= chosen[entry][0]:
            chosen[entry] = (numbered, position)
    return {position: entry for entry, (_, position) in chosen.items()}


def heading_of(text: str, labels: dict[str, str]) -> str | None:
    """Return the table or section that a line is the heading of."""
    if _INNER.match(text):
        return None
    numbered = _NUMBERED.match(text)
    head = _before_text(text)
    if len(head) > _LONGEST_TITLE:
        return None
    exact = labels.get(fold(head))
    if exact is not None and (numbered or head == text):
        return exact
    if numbered is None or len(head) > _LONGEST_HEADING or text[-1] in _ENDS:
        return None
    scores = sorted(
        (
            (SequenceMatcher(None, fold(head), label, autojunk=False).ratio(), entry)
            for label, entry in labels.items()
            if not label.isascii()
        ),
        reverse=True,
    )
    return scores[0][1] if scores and scores[0][0] >= _LIKE else None


def _before_text(text: str) -> str:
    """Return a heading without the text that follows it in the same line."""
    numbered = _NUMBERED.match(text)
    start = numbered.end() if numbered else 0
    cut = re.search(r"[:：。\s]", text[start:])
    if numbered and cut is not None and cut.start() >= 4:
        return text[: start + cut.start()]
    return text


def _behind_heading(text: str, labels: dict[str, str]) -> str:
    """Return the text that follows a heading in its line (六、其他需要报告的事项：无)."""
    head = _before_text(text)
    return text[len(head) :].lstrip(":：。 \u3000\t") if fold(head) in labels else ""


def is_top_heading(text: str) -> bool:
    """Tell whether a line looks like a numbered heading of the first level."""
    return (
        _NUMBERED.match(text) is not None
        and len(text) <= _LONGEST_HEADING
        and text[-1] not in _ENDS
    )


class Titled(NamedTuple):
    """What the title says; ``phrase`` is the words by which it was known."""

    title: Fact | None
    year: int | None
    year_place: Place | None
    agency: Fact | None
    phrase: str


def read_title(draft: Draft, found: Sequence[Part], forms: Sequence[Form]) -> Titled:
    """Find the title, and the year and the agency that it names."""
    phrases = list(dict.fromkeys(phrase for form in forms for phrase in form.titles))
    lines = _opening(found)
    best: tuple[int, int] | None = None
    for position, line in enumerate(lines):
        text = _plain(line.text)
        if len(text) > _LONGEST_TITLE or text[-1:] in _ENDS:
            continue
        if any(phrase in text for phrase in phrases):
            rank = (_YEAR.search(text) is not None, position)
            best = max(best, rank) if best else rank
    if best is None:
        return _from_metadata(draft, phrases)
    line = lines[best[1]]
    text = _plain(line.text)
    phrase = next(phrase for phrase in phrases if phrase in text)
    before = text[: text.index(phrase)]
    above = lines[best[1] - 1] if best[1] else None
    year = _YEAR.search(text)
    names = _YEAR.sub("", before).removesuffix("度").strip(" 的")
    if above is not None and _continues(above.text, phrases) and not (names and year):
        # The title runs over two lines: the agency above, the rest below.
        joined = f"{_plain(above.text)}{text}"
        year = _YEAR.search(joined)
        names = _YEAR.sub("", joined[: joined.index(phrase)]).removesuffix("度").strip(" 的")
        return _titled(Line(joined, above.place), year, names, phrase)
    return _titled(Line(text, line.place), year, names, phrase)


def _titled(line: Line, year: re.Match[str] | None, names: str, phrase: str) -> Titled:
    names = re.sub(r"^(?:年度?|度)|(?:年度?)$", "", names).strip()
    return Titled(
        Fact(line.text, line.place),
        int(year[1]) if year else None,
        line.place if year else None,
        Fact(names, line.place) if names else None,
        phrase,
    )


def _from_metadata(draft: Draft, phrases: Sequence[str]) -> Titled:
    text = _plain(draft.title)
    phrase = next((phrase for phrase in phrases if phrase in text), "")
    year = _YEAR.search(text) if phrase else None
    return Titled(None, int(year[1]) if year else None, None, None, phrase)


def _opening(found: Sequence[Part]) -> list[Line]:
    """Return the lines before the first numbered heading or table."""
    lines: list[Line] = []
    for part in found:
        if isinstance(part, Grid) or is_top_heading(part.text):
            break
        lines.append(part)
    return lines


def _continues(text: str, phrases: Sequence[str]) -> bool:
    """Tell whether a line can be the first half of a title."""
    plain = _plain(text)
    return (
        1 < len(plain) <= _LONGEST_HEADING
        and not re.search(r"[，。：:；>＞|/]", plain)
        and not any(phrase in plain for phrase in phrases)
    )


def _plain(text: str) -> str:
    """Return a text without the spaces beside Chinese characters, and with plain digits."""
    return _AROUND.sub("", text.translate(_WIDTH).strip())


def read_year(lines: Iterable[Line], phrases: Iterable[str]) -> tuple[int, Place] | None:
    """Return the year that stands before the name of such a report in the text."""
    names = "|".join(re.escape(phrase) for phrase in phrases)
    pattern = re.compile(rf"((?:19|20)[0-9]{{2}})年度?[^，。；]{{0,40}}?(?:{names})")
    for line in lines:
        match = pattern.search(line.text.translate(_WIDTH))
        if match is not None:
            return int(match[1]), line.place
    return None


def is_page_number(line: Line) -> bool:
    """Tell whether a line is the number of its page."""
    bare = line.text.strip().isdecimal() and not isinstance(line.place, PagePlace)
    return not bare and _PAGE_NUMBER.fullmatch(line.text) is not None


def read_fields(lines: Iterable[Line], form: Form) -> dict[str, Fact]:
    """Return the facts that stand behind their labels: ``发布日期：2025-01-20``."""
    found: dict[str, Fact] = {}
    for line in lines:
        for field in form.fields:
            if field.id in found or field.id == "scope":
                continue
            for label in (field.label, *field.aliases):
                match = re.match(rf"\s*{re.escape(label)}\s*[:：]\s*(\S.*)", line.text)
                if match is None:
                    continue
                text = match[1].strip()
                date = _DATE.match(text)
                if field.id == "published" and date is not None:
                    text = f"{date[1]}-{int(date[2]):02}-{int(date[3]):02}"
                found[field.id] = Fact(text, line.place)
                break
    return found
