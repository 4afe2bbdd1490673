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


_AGENCY = r"\w{2,40}[局厅委部院府会室办所队处站社团司行校馆心]"
_DATE_ALONE = re.compile(
    rf"(?:{_AGENCY})?[（(]?(?:19|20)[0-9]{{2}}[-年/.][0-9一二三四五六七八九十]{{1,3}}"
    r"(?:[-月/.][0-9一二三四五六七八九十]{1,3}日?|月)[）)]?"
)
_YEAR_ALONE = re.compile(r"[（(]?(?:19|20)[0-9]{2}年?度?[）)]?")
_WRITTEN_YEAR = re.compile(r"[一二][〇○零ＯO九][〇○零ＯO一二三四五六七八九]{2}(?=年)")
_WRITTEN = str.maketrans("〇○零ＯO一二三四五六七八九", "00000123456789")
_NUMERALS = "一二三四五六七八九十"
_LISTED = re.compile(r"(?:[.．…·]{2,}|\t)[-—\s]*[0-9０-９]{1,3}[-—\s]*$")
_CRUMBS = re.compile(r"[>＞»]")
_NO_TITLE = re.compile(r"[，。：:；>＞»|/]|^附件")
_MOST_LINES = 3
"""A title has a line for each of the agency, the year and the name, and one of them is broken."""

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
    headings = section_labels(forms)
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


def section_labels(forms: Sequence[Form]) -> dict[str, str]:
    """Return folded heading -> id of the table or section, over all forms."""
    entries: list[Table | Field] = []
    for form in forms:
        entries += [*form.tables, *form.sections]
    return index((entry.id, (entry.label, *entry.aliases)) for entry in entries)


def outline(found: Sequence[Part], forms: Sequence[Form]) -> list[Stretch]:
    """Cut a document at its section headings; what stands before the first has no id."""
    labels = section_labels(forms)
    heads = _headings(found, labels, forms)
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


def _headings(
    found: Sequence[Part], labels: dict[str, str], forms: Sequence[Form]
) -> dict[int, str]:
    """Return which lines are headings; of two for one section, the surer one or the last."""
    chosen: dict[str, tuple[int, int]] = {}
    for position, part in enumerate(found):
        if not isinstance(part, Line) or is_listed(part.text):
            continue
        entry = heading_of(part.text, labels)
        sure = 1 if _NUMBERED.match(part.text) is None else 2
        if entry is None:
            entry, sure = _known_by(part.text, forms), 0
        if entry is not None and (entry not in chosen or sure >= chosen[entry][0]):
            chosen[entry] = (sure, position)
    return {position: entry for entry, (_, position) in chosen.items()}


def _known_by(text: str, forms: Iterable[Form]) -> str | None:
    """Return the part of a form that a heading means by its number and one of its words."""
    if not is_top_heading(text):
        return None
    for form in forms:
        for number, part in zip(_NUMERALS, form.outline, strict=False):
            if re.match(rf"\s*第?{number}(?![一二三四五六七八九十])", text) and any(
                word in text for word in part.known_by
            ):
                return part.id
    return None


def is_listed(text: str) -> bool:
    """Tell whether a line is one of a table of contents: a heading with the number of its page."""
    return _LISTED.search(text) is not None


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
    cut = re.search(r"[:：。，,（(\s]", text[start:])
    if numbered and cut is not None and cut.start() >= 4:
        return text[: start + cut.start()]
    return text


def _behind_heading(text: str, labels: dict[str, str]) -> str:
    """Return the text that follows a heading in its line (六、其他需要报告的事项：无)."""
    rest = text[len(heading_words(text, labels)) :]
    return rest.strip("（()） \u3000\t") if rest[:1] in "（(" else rest.lstrip(":：。，, \u3000\t")


def heading_words(text: str, labels: dict[str, str]) -> str:
    """Return a heading without the text that follows it in its line."""
    head = _before_text(text)
    # A space may stand within a heading that is worded otherwise.
    within = fold(text) in labels or (fold(head) not in labels and text[len(head) :][:1].isspace())
    return text if within else head


def is_top_heading(text: str) -> bool:
    """Tell whether a line looks like a numbered heading of the first level."""
    return (
        _NUMBERED.match(text) is not None
        and len(text) <= _LONGEST_HEADING
        and text[-1] not in _ENDS
    )


class Titled(NamedTuple):
    """What the title says.

    ``phrase`` is the words by which it was known, ``end`` the number of the document's
    lines up to its end.
    """

    title: Fact | None
    year: int | None
    year_place: Place | None
    agency: Fact | None
    phrase: str
    start: int = 0
    end: int = 0


def read_title(draft: Draft, found: Sequence[Part], forms: Sequence[Form]) -> Titled:
    """Find the title, and the year and the agency that it names."""
    phrases = list(dict.fromkeys(phrase for form in forms for phrase in form.titles))
    lines = _opening(found, phrases)
    titles = [
        _titled(lines, start, end, phrases)
        for end in range(1, len(lines) + 1)
        for start in _starts(lines, end, phrases)
    ]
    if not titles:
        return _from_metadata(draft, phrases)
    return max(titles, key=lambda title: (title.year is not None, title.end))


def _starts(lines: Sequence[Line], end: int, phrases: Sequence[str]) -> Iterator[int]:
    """Return the line in which the words of a title begin that end in the line before an end."""
    last = _plain(lines[end - 1].text)
    if len(last) > _LONGEST_TITLE or last[-1:] in _ENDS or _CRUMBS.search(last):
        return
    text = ""
    for start in range(end - 1, max(end - 1 - _MOST_LINES, -1), -1):
        part = _plain(lines[start].text)
        text = part + text
        if any(phrase in text for phrase in phrases):
            yield start
            return
        if not _continues(part, phrases):
            return


def _titled(lines: Sequence[Line], start: int, end: int, phrases: Sequence[str]) -> Titled:
    """Read a title whose words stand in some lines; more of it may stand around them."""
    text = "".join(_plain(line.text) for line in lines[start:end])
    if _YEAR.search(text) is None and end < len(lines):
        below = _plain(lines[end].text)
        if _YEAR_ALONE.fullmatch(below):
            text, end = text + below, end + 1
    for above in range(start - 1, max(start - 1 - _MOST_LINES, -1), -1):
        part = _plain(lines[above].text)
        lacks_year = _YEAR.search(text) is None and _YEAR.search(part) is not None
        if not _continues(part, phrases) or (_agency(text, phrases) and not lacks_year):
            break
        text, start = part + text, above
    line = lines[start]
    year = _YEAR.search(text)
    names = _agency(text, phrases)
    return Titled(
        Fact(text, line.place),
        int(year[1]) if year else None,
        line.place if year else None,
        Fact(names, line.place) if names else None,
        next(phrase for phrase in phrases if phrase in text),
        start,
        end,
    )


def _agency(text: str, phrases: Sequence[str]) -> str:
    """Return what a title names before the words by which it is known, without the year."""
    before = text[: text.index(next(phrase for phrase in phrases if phrase in text))]
    names = _YEAR.sub("", before).strip(" 的")
    return re.sub(r"^(?:关于|年度?|度)+|(?:关于|年度?|度)+$", "", names).strip(" 的《〈")


def _from_metadata(draft: Draft, phrases: Sequence[str]) -> Titled:
    text = _plain(draft.title)
    phrase = next((phrase for phrase in phrases if phrase in text), "")
    year = _YEAR.search(text) if phrase else None
    return Titled(None, int(year[1]) if year else None, None, None, phrase)


def _opening(found: Sequence[Part], phrases: Sequence[str]) -> list[Line]:
    """Return the lines before the first numbered heading, and before the table behind a title."""
    lines: list[Line] = []
    titled = False
    for part in found:
        if isinstance(part, Grid):
            if titled:
                break
        elif is_top_heading(part.text):
            break
        else:
            lines.append(part)
            titled = titled or next(_starts(lines, len(lines), phrases), None) is not None
    return lines


def _continues(text: str, phrases: Sequence[str]) -> bool:
    """Tell whether a line can be a part of a title."""
    plain = _plain(text)
    return (
        1 < len(plain) <= _LONGEST_HEADING
        and not _NO_TITLE.search(plain)
        and not is_date(plain)
        and not any(phrase in plain for phrase in phrases)
    )


def is_date(text: str) -> bool:
    """Tell whether a line holds a date and no more, as below a title or a signature."""
    return _DATE_ALONE.fullmatch("".join(_plain(text).split())) is not None


def is_signature(text: str) -> bool:
    """Tell whether a line above a date names an agency."""
    return re.fullmatch(_AGENCY, "".join(text.split())) is not None


def _plain(text: str) -> str:
    """Return a text without the spaces beside Chinese characters, and with plain digits."""
    plain = _AROUND.sub("", text.translate(_WIDTH).strip())
    return _WRITTEN_YEAR.sub(lambda match: match[0].translate(_WRITTEN), plain)


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
