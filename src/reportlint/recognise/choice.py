"""Which form a report of keys and values follows: the named one, or that of its year."""

import re
from collections.abc import Sequence

from reportlint.errors import ReadError
from reportlint.markup.nodes import Mapping, Scalar
from reportlint.model.form import Form
from reportlint.model.place import Source, Span
from reportlint.model.text import Text, clip
from reportlint.recognise.labels import fold, index
from reportlint.suggest import did_you_mean, nearest

FORM_LABEL = "表式"
DOCUMENT_LABEL = "原文档"
"""What they are called in Chinese; the other facts have their labels from the form."""

_YEAR = r"\s*((?:19|20)[0-9]{2})\s*年?度?\s*"

Family = Sequence[Form]
"""The forms of one pack."""

Packs = Sequence[Family]
"""The forms of every loaded pack, the user's packs first."""


def read_year(root: Mapping, path: str, packs: Packs) -> int | None:
    """Return the report's year, or None where it gives none.

    Raises:
        ReadError: What stands there is no year.
    """
    labels = {fold("year")}
    for forms in packs:
        for form in forms:
            labels.update(
                fold(label)
                for field in form.fields
                if field.id == "year"
                for label in (field.label, *field.aliases)
            )
    for key, value in root.entries:
        if fold(key.text) in labels:
            if isinstance(value, Scalar) and value.null:
                return None
            match = re.fullmatch(_YEAR, value.text) if isinstance(value, Scalar) else None
            if match is None:
                raise ReadError(
                    Text("the year is no year", "年度不是有效年份"),
                    Source(path, value.span),
                    Text("write four digits, such as 2024", "请写四位数字，例如 2024"),
                )
            return int(match[1])
    return None


def choose_form(
    root: Mapping,
    path: str,
    packs: Packs,
    form_id: str | None,
    year: int | None,
) -> tuple[Family, Form, bool]:
    """Return the forms of a pack, the one in effect, and whether it was named.

    Raises:
        ReadError: No form has the name, or none follows from the year.
    """
    span: Span | None = None
    if form_id is None:
        named = _named_form(root, path, packs)
        if named is not None:
            form_id, span = named.text, named.span
    if form_id is not None:
        return *find_form(packs, form_id, Source(path, span)), True
    forms, form = _form_of_year(root, path, packs, year)
    return forms, form, False


def find_form(packs: Packs, form_id: str, source: Source) -> tuple[Family, Form]:
    """Return the form with an id, and the forms of its pack.

    Raises:
        ReadError: No pack has such a form.
    """
    for forms in packs:
        for form in forms:
            if form.id == form_id:
                return forms, form
    raise ReadError(
        Text(f"unknown form {clip(form_id)!r}", f"没有名为“{clip(form_id)}”的表式"),
        source,
        did_you_mean(form_id, _ids(packs)),
    )


def _ids(packs: Packs) -> list[str]:
    return [form.id for forms in packs for form in forms]


def _named_form(root: Mapping, path: str, packs: Packs) -> Scalar | None:
    """Return the value of ``form:``, or None where the report names no form."""
    for key, value in root.entries:
        if fold(key.text) not in (fold("form"), fold("表式")):
            continue
        if not isinstance(value, Scalar):
            raise ReadError(
                Text("'form' is the id of a form", "“form”应为表式的标识"),
                Source(path, value.span),
                did_you_mean("", _ids(packs)),
            )
        return None if value.null else value
    return None


def _refuse_mistyped(root: Mapping, path: str) -> None:
    """Say which key of a report without year and form is probably meant as one."""
    for key, value in root.entries:
        if fold(key.text) in ("year", "form") or not isinstance(value, Scalar) or value.null:
            continue
        if nearest(key.text, ("year", "form")) is not None:
            raise ReadError(
                Text(f"unknown key {clip(key.text)!r}", f"未知的键“{clip(key.text)}”"),
                Source(path, key.span),
                did_you_mean(key.text, ("year", "form")),
            )


def _form_of_year(
    root: Mapping,
    path: str,
    packs: Packs,
    year: int | None,
) -> tuple[Family, Form]:
    """Return the first form of the year that has a table of the report."""
    start = Span(root.span.line, root.span.column, root.span.line, root.span.column)
    if year is None:
        _refuse_mistyped(root, path)
        raise ReadError(
            Text("the report names neither its year nor its form", "报告中既没有年度也没有表式"),
            Source(path, start),
            Text(
                "add a line such as 'year: 2024', or use --form",
                "请加上一行，例如“year: 2024”，或使用 --form",
            ),
        )
    fitting = [(forms, form) for forms in packs for form in forms if form.fits(year)]
    if not fitting:
        raise ReadError(
            Text(f"no form is known for reports of {year}", f"没有适用于 {year} 年报告的表式"),
            Source(path, start),
            did_you_mean("", _ids(packs)),
        )
    keys = {fold(key.text) for key, _ in root.entries}
    for forms, form in fitting:
        tables = index((table.id, (table.label, *table.aliases)) for table in form.tables)
        if keys & set(tables):
            return forms, form
    return fitting[0]
