"""The headings of a report + the outline of its form -> what is missing, moved or reworded.

A heading is a part's when it reads like its label. Punctuation, 和, 及, 与, 的 and 主要 are
no difference; a numbered heading that is worded otherwise is still known by the words that
the form names. Sub-headings (（一）) and headings that start to count anew belong to nothing.
"""

import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple

from reportlint.model.form import Field, Form, Table
from reportlint.model.report import Fact, Report
from reportlint.model.result import Remark, Unknown
from reportlint.model.rule import Check, Rule
from reportlint.model.text import Text, clip
from reportlint.presentation.ordinals import NUMERALS, ordinal
from reportlint.presentation.remark import Outcome, about

_NUMBERED = r"第?([一二三四五六七八九十]{1,3}|\d{1,2})(?:部分)?\s*[、.,:﹑\s]\s*"
_NO_DIFFERENCE = r"主要|[\s\W_的和及与]+"
_MOST = 500
_LONGEST = 300
_FEWEST = 3
"""With fewer parts known than this, the headings are not those of the form."""

_STRANGE = Text("the headings are not those of the form", "各标题与表式的标题无法对应")


class Heading(NamedTuple):
    """A heading of the report; ``number`` is 0 where none is printed."""

    fact: Fact
    position: int
    number: int
    chinese: bool
    title: str
    key: str


class Outline(NamedTuple):
    """The headings of a report by the parts of the form, and those that belong to none."""

    report: Report
    parts: dict[str, Heading]
    exact: dict[str, list[Heading]]
    others: list[Heading]


def outline(report: Report) -> Outline:
    """Tell which heading belongs to which part of the form."""
    form = report.form
    headings = [
        one
        for position, fact in enumerate(report.headings[:_MOST])
        if (one := _heading(fact, position)) is not None
    ]
    exact: dict[str, list[Heading]] = {}
    for part in form.outline:
        keys = {_key(label.split("、", 1)[1]) for label in (part.label, *part.aliases)
                if label[1:2] == "、"}  # fmt: skip
        exact[part.id] = [one for one in headings if one.key in keys]
    taken = {id(one) for found in exact.values() for one in found}
    if sum(len(found) > 1 for found in exact.values()) >= _FEWEST:
        # A table of contents stands before the sections.
        exact = {part: found[-1:] for part, found in exact.items()}
    parts = {part: found[0] for part, found in exact.items() if found}
    rest = [one for one in headings if id(one) not in taken]
    if rest:
        rows = _rows(form)
        rest = [one for one in rest if one.key not in rows]
    for number, part in enumerate(form.outline, start=1):
        if part.id not in parts:
            like = [one for one in rest if _is_like(form, one, part)]
            best = next((one for one in like if one.number == number), None)
            if best is None and like:
                best = like[-1]
            if best is not None:
                parts[part.id] = best
                rest.remove(best)
    return Outline(report, parts, exact, rest)


def _rows(form: Form) -> set[str]:
    """Return what the rows of tables are called, which are numbered like headings."""
    return {
        _key(re.sub(_NUMBERED, "", name, count=1))
        for table in form.tables
        for row in table.rows
        for name in (row.label, row.short, row.under)
    }


def _heading(fact: Fact, position: int) -> Heading | None:
    """Read a heading; None for one of a lower level."""
    text = unicodedata.normalize("NFKC", fact.text[:_LONGEST]).strip().lstrip("#* ").rstrip("* ")
    if text.startswith("("):
        return None
    match = re.match(_NUMBERED, text)
    number, chinese, title = 0, False, text
    if match is not None:
        written, title = match[1], text[match.end() :]
        chinese = written[0] in NUMERALS
        number = ordinal(written) or 0
    # The text of a section may follow its heading in the same line.
    key = _key(re.split("[:。]", title, maxsplit=1)[0])
    return Heading(fact, position, number, chinese, title, key) if key else None


def _key(title: str) -> str:
    return re.sub(_NO_DIFFERENCE, "", unicodedata.normalize("NFKC", title))


def _is_like(form: Form, heading: Heading, part: Field | Table) -> bool:
    """Tell whether a heading is that of a part in other words.

    Word numbers headings itself, so that the number may be missing; then the title must
    be there, whatever stands around it.
    """
    if heading.chinese:
        return _known_by(form, heading) == part.id
    return heading.number == 0 and _key(part.label.split("、", 1)[1]) in heading.key


def _known_by(form: Form, heading: Heading) -> str:
    """Return the part that the words of a heading tell, the last where several do.

    复议 is of applications too, and 问题 of anything.
    """
    told = [
        part.id for part in form.outline if any(word in heading.title for word in part.known_by)
    ]
    return told[-1] if told else ""


def headings(found: Outline, rule: Rule, _: str) -> Outcome:
    """Look for a part of the form without a heading."""
    del rule
    known = found.parts
    if len(known) < min(_FEWEST, len(found.report.form.outline)):
        return Unknown(_STRANGE)
    missing = [part for part in found.report.form.outline
               if part.id not in known and not _run_in(found.report, part)]  # fmt: skip
    if not missing:
        return None
    labels = [part.label for part in missing]
    values = {"titles": Text(", ".join(labels), "、".join(f"“{label}”" for label in labels))}
    return Remark(found.report.headings[0], 0, 0, values)


def _run_in(report: Report, part: Field | Table) -> bool:
    """Tell whether a heading stands in a text, at the beginning of a line."""
    key = _key(part.label.split("、", 1)[1])
    return any(
        _key(line)[len(part.label[:1]) :].startswith(key)
        for fact in report.narrative.values()
        for line in fact.text.split("\n")
        if line.strip().startswith(part.label[0])
    )


def heading_order(found: Outline, rule: Rule, _: str) -> Outcome:
    """Look for a heading that stands twice, or before one that it should follow."""
    del rule
    if len(found.parts) < _FEWEST:
        return Unknown(_STRANGE)
    for part in found.report.form.outline:
        twice = found.exact[part.id]
        if len(twice) > 1:
            return about(twice[1].fact)._replace(
                message=Text(
                    f"the heading {part.label} stands twice", f"标题“{part.label}”重复出现"
                )
            )
    last: tuple[int, str] = (-1, "")
    for part in found.report.form.outline:
        heading = found.parts.get(part.id)
        if heading is None:
            continue
        if heading.position < last[0]:
            return about(heading.fact)._replace(
                message=Text(
                    f"{part.label} stands before {last[1]}", f"“{part.label}”排在“{last[1]}”之前"
                )
            )
        last = (heading.position, part.label)
    return None


def heading_titles(found: Outline, rule: Rule, part: str) -> Outcome:
    """Look for a heading that is not worded as the form prints it."""
    del rule
    if len(found.parts) < _FEWEST:
        return Unknown(_STRANGE)
    heading = found.parts.get(part)
    if heading is None:
        return Unknown(Text("the heading is missing", "没有这个标题"))
    if found.exact[part]:
        return None
    return about(heading.fact, found=clip(heading.fact.text.strip(), 60))


def heading_numbers(found: Outline, rule: Rule, _: str) -> Outcome:
    """Look for headings that are not numbered as the form numbers them."""
    del rule
    if len(found.parts) < _FEWEST:
        return Unknown(_STRANGE)
    wrong = [
        (part, heading)
        for number, part in enumerate(found.report.form.outline, start=1)
        if (heading := found.parts.get(part.id)) and heading.number not in (0, number)
    ]
    if wrong:
        shown = [f"{clip(one.fact.text.strip(), 40)} → {part.label[:2]}" for part, one in wrong]
        return about(wrong[0][1].fact)._replace(
            values={"titles": Text("; ".join(shown), "；".join(shown))}
        )
    again = [one for one in found.others if one.chinese and 0 < one.number <= len(found.parts)]
    if len(again) < 2 or again[0].number != 1:
        return None
    shown = [clip(one.fact.text.strip(), 30) for one in again[:4]]
    return Remark(
        again[0].fact,
        0,
        len(again[0].fact.text),
        {},
        Text(
            f"sub-headings are numbered like the sections, (一) is meant: {'; '.join(shown)}",
            f"下级标题使用了与各部分相同的序号，应为“（一）”：{'；'.join(shown)}",
        ),
    )


def heading_tables(found: Outline, rule: Rule, part: str) -> Outcome:
    """Look for the heading of a table under which no table was found."""
    del rule
    heading = found.parts.get(part)
    if part in found.report.table_forms:
        return None
    if heading is None:
        return Unknown(Text("the heading is missing", "没有这个标题"))
    return about(heading.fact)


def empty_section(found: Outline, rule: Rule, part: str) -> Outcome:
    """Look for a heading without a text."""
    del rule
    fact = found.report.narrative.get(part)
    if fact is not None and fact.text.strip():
        return None
    heading = found.parts.get(part)
    if heading is None:
        return Unknown(Text("the heading is missing", "没有这个标题"))
    if re.split("[:。]", heading.title, maxsplit=1)[1:] not in ([], [""]):
        # The text follows its heading in the same line.
        return None
    return about(heading.fact)


def listed_parts(form: Form, text: str) -> list[Field | Table]:
    """Return the parts of the form that a text names."""
    key = _key(unicodedata.normalize("NFKC", text))
    return [
        part
        for part in form.outline
        if _key(part.label.split("、", 1)[1]) in key
        or any(_key(word) in key for word in part.known_by)
    ]


CHECKS: dict[Check, Callable[[Outline, Rule, str], Outcome]] = {
    "empty-section": empty_section,
    "heading-numbers": heading_numbers,
    "heading-order": heading_order,
    "heading-tables": heading_tables,
    "heading-titles": heading_titles,
    "headings": headings,
}
