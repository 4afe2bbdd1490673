"""A draft + the known forms -> a report, by the labels of the form.

Nothing is guessed: a table that is not found is absent, a number without a place is a
remnant, a label that is printed with a slip is noted.
"""

from collections.abc import Collection, Sequence
from itertools import pairwise

from reportlint.errors import ReadError
from reportlint.model.draft import Draft, Gap, Grid
from reportlint.model.form import Form, Table
from reportlint.model.place import START, Place, Source, order
from reportlint.model.report import Fact, Piece, Relabeled, Remnant, Report
from reportlint.model.text import Text
from reportlint.recognise.choice import Family, Packs, find_form
from reportlint.recognise.grids import distinct, grid_labels, open_rows, read_table, remnant
from reportlint.recognise.labels import fold
from reportlint.recognise.legend import Legend
from reportlint.recognise.outline import (
    Line,
    Part,
    Stretch,
    heading_of,
    heading_words,
    is_date,
    is_listed,
    is_page_number,
    is_signature,
    is_top_heading,
    outline,
    parts,
    read_fields,
    read_title,
    read_year,
    section_labels,
)

_ENOUGH = 3
"""So many labels of a table tell that a grid is that table."""

_MOST_SIGNED = 3
"""The date of a signature is one of so many last lines: whom to ask may stand below it."""

_NO_TABLE = Text("a table that the form does not have", "表式中没有这张表")


def recognise_draft(draft: Draft, path: str, packs: Packs, form_id: str | None) -> Report:
    """Recognise a report in a draft.

    Raises:
        ReadError: The document is no report of a known form.
    """
    if form_id is not None:
        family, form = find_form(packs, form_id, Source(path))
        return _Recogniser(draft, path, family).report(form, named=True)
    recognisers = [_Recogniser(draft, path, family) for family in packs]
    best = max(recognisers, key=_Recogniser.familiarity, default=None)
    if best is None or best.familiarity() < (False, _ENOUGH):
        raise ReadError(
            Text("no title and no table of a known report was found",
                 "没有找到已知报告的标题或表格"),
            Source(path),
            Text("if the tables are pictures, or have no lines, write the numbers"
                 " into a report.yaml: reportlint init",
                 "如果表格是图片或没有表格线，请把数字写入 report.yaml：reportlint init"),
        )  # fmt: skip
    return best.report(best.form(), named=False)


class _Recogniser:
    """Recognises one document by the forms of one pack; holds what the steps share."""

    def __init__(self, draft: Draft, path: str, family: Family):
        self.draft = draft
        self.path = path
        self.family = family
        self.remnants: list[Remnant] = []
        self.relabeled: list[Relabeled] = []
        self.parts: list[Part] = []
        for part in parts(draft, family):
            if isinstance(part, Line) and is_page_number(part):
                self.remnants.append(Remnant(part.text, part.place, _PAGE, False))
            else:
                self.parts.append(part)
        grids = [part for part in self.parts if isinstance(part, Grid)]
        self.labels = {id(grid): grid_labels(grid) for grid in grids}
        self.legends = {
            (form.id, table.id): Legend(table) for form in family for table in form.tables
        }
        self.lines = [part for part in self.parts if isinstance(part, Line)]
        self.titled = read_title(draft, self.parts, family)
        self.section_labels = section_labels(family)
        self.stretches = outline(self.parts, family)

    def familiarity(self) -> tuple[bool, int]:
        """Tell how much of the document the forms know: its title, and how many labels."""
        return bool(self.titled.phrase), max(map(self._labels_of, self.family), default=0)

    def _labels_of(self, form: Form) -> int:
        legends = [self.legends[form.id, table.id] for table in form.tables]
        grids = self.labels.values()
        return sum(max(map(legend.shared, grids), default=0) for legend in legends)

    def year(self) -> tuple[int | None, Place]:
        """Return the report's year, from the title or from the text that names the report."""
        title = self.titled
        if title.year is not None:
            return title.year, title.year_place or self._start()
        phrases = [phrase for form in self.family for phrase in form.titles]
        return read_year(self.lines, phrases) or (None, self._start())

    def form(self) -> Form:
        """Return the form of the year, or the one that shares most labels."""
        year, _ = self.year()
        fitting = [form for form in self.family if year is not None and form.fits(year)]
        return fitting[0] if fitting else max(self.family, key=self._labels_of)

    def report(self, form: Form, *, named: bool) -> Report:
        """Recognise the document as a report of a form."""
        year, year_place = self.year()
        grids = self._grids(form)
        layouts = {table: self._layout(form, table, found) for table, found in grids.items()}
        tables = [layouts[one.id][1].table if one.id in layouts else one for one in form.tables]
        if tables != list(form.tables):
            form = form._replace(tables=tuple(tables))
        readings = {
            table.id: read_table(grids[table.id], layouts[table.id][1])
            for table in form.tables
            if table.id in grids
        }
        for reading in readings.values():
            self.remnants += reading.remnants
            self.relabeled += reading.relabeled
        narrative = self._narrative(form)
        gaps = self._gaps(form, readings)
        return Report(
            path=self.path,
            form=form,
            form_named=named,
            year=year,
            facts=self._facts(form, year, year_place),
            narrative=narrative,
            headings=self._headings(),
            table_forms={table: layouts[table][0].id for table in readings},
            table_places={table: self._table_place(table, grids[table]) for table in readings},
            row_places={key: at for one in readings.values() for key, at in one.row_places.items()},
            cells={key: cell for one in readings.values() for key, cell in one.cells.items()},
            unplaced=tuple(cell for reading in readings.values() for cell in reading.unplaced),
            start=self._start(),
            relabeled=tuple(self.relabeled),
            remnants=tuple(sorted(self.remnants, key=lambda one: order(one.place))),
            gaps=gaps,
        )

    def _gaps(self, form: Form, found: Collection[str]) -> tuple[Gap, ...]:
        """Return what could not be read; pictures count only where a table may be one of them."""
        absent = [
            Gap(
                Text(f"the table {table.label} was not found", f"没有找到“{table.label}”的表格"),
                next((one.heading.place for one in self.stretches
                      if one.id == table.id and one.heading is not None), self._start()),
            )
            for table in form.tables
            if table.id not in found
        ]  # fmt: skip
        if absent:
            return (*self.draft.gaps, *absent)
        asides = [gap for gap in self.draft.gaps if gap.aside]
        self.remnants += [Remnant(_ASIDE, gap.place, gap.reason, False) for gap in asides]
        return tuple(gap for gap in self.draft.gaps if not gap.aside)

    def _start(self) -> Place:
        return self.draft.blocks[0].place if self.draft.blocks else START

    def _grids(self, form: Form) -> dict[str, list[Grid]]:
        """Return the grids of each table; a grid that is none is kept as remnants."""
        found: dict[str, list[tuple[Stretch, Grid]]] = {}
        strays: list[tuple[Stretch, Grid]] = []
        for stretch in self.stretches:
            for grid in stretch.grids:
                table = self._table_of(form, grid, stretch)
                if table is None:
                    strays.append((stretch, grid))
                else:
                    found.setdefault(table, []).append((stretch, grid))
        for table, grids in found.items():
            # A table in the text may use the same words as the one in its own section.
            own = [one for one in grids if one[0].id == table]
            if own:
                strays += [one for one in grids if one[0].id != table]
                found[table] = own
        complete = len(found) == len(form.tables)
        for stretch, grid in strays:
            self._keep(grid, numeric=not complete or form.table(stretch.id) is not None)
        return {table: [grid for _, grid in grids] for table, grids in found.items()}

    def _table_of(self, form: Form, grid: Grid, stretch: Stretch) -> str | None:
        """Return the table that a grid is, by its labels; the section decides between equals."""
        labels = self.labels[id(grid)]
        scores: dict[str, int] = {}
        known: set[str] = set()
        for one in self.family:
            for table in one.tables:
                if form.table(table.id) is not None:
                    legend = self.legends[one.id, table.id]
                    points = legend.shared(labels)
                    scores[table.id] = max(scores.get(table.id, 0), points)
                    if points > 1 and all(map(legend.knows, labels)):
                        known.add(table.id)
        own = scores.get(stretch.id, 0)
        best = max(scores, key=lambda table: scores[table])
        if own and own >= scores[best] - 1:
            return stretch.id
        return best if scores[best] >= _ENOUGH or best in known else None

    def _layout(self, form: Form, table_id: str, grids: Sequence[Grid]) -> tuple[Form, Legend]:
        """Return the form that a table follows: the report's own unless another fits better."""
        own = form.table(table_id)
        assert own is not None
        best = (self._fit(form, own, grids), form)
        for one in self.family:
            other = one.table(table_id)
            if other is not None and one.id != form.id:
                fit = self._fit(one, other, grids)
                if fit > best[0]:
                    best = (fit, one)
        legend = self.legends[best[1].id, table_id]
        if legend.table.open_rows:
            legend = Legend(legend.table.with_open_rows(open_rows(grids, legend)))
        return best[1], legend

    def _fit(self, form: Form, table: Table, grids: Sequence[Grid]) -> int:
        """Count the labels that the document shares with a layout, less those it lacks."""
        labels = frozenset().union(*(self.labels[id(grid)] for grid in grids))
        shared = self.legends[form.id, table.id].shared(labels)
        return 2 * shared - len(table.rows) - len(table.columns)

    def _keep(self, grid: Grid, *, numeric: bool) -> None:
        """Keep a table that the form does not have; its numbers matter where one is missed."""
        kept = [
            remnant(line, _NO_TABLE)
            for line in grid.rows
            if any(cell.text.strip() for cell in distinct(line))
        ]
        self.remnants += [one._replace(numeric=one.numeric and numeric) for one in kept]

    def _table_place(self, table: str, grids: Sequence[Grid]) -> Place:
        for stretch in self.stretches:
            if stretch.id == table and stretch.heading is not None:
                return stretch.heading.place
        first = grids[0]
        cells = (cell for line in first.rows for cell in line if cell is not None)
        return next((cell.place for cell in cells), first.place)

    def _facts(self, form: Form, year: int | None, year_place: Place) -> dict[str, Fact]:
        facts = read_fields(self.lines, form)
        title = self.titled
        if title.title is not None:
            facts.setdefault("title", title.title)
        if title.agency is not None:
            facts.setdefault("agency", title.agency)
        if year is not None:
            facts["year"] = Fact(str(year), year_place)
        return {field.id: facts[field.id] for field in form.fields if field.id in facts}

    def _headings(self) -> tuple[Fact, ...]:
        """Return the numbered headings of the first level, as printed."""
        chosen = {id(one.heading) for one in self.stretches if one.heading is not None}
        # A table may have the heading of its section once more in its first row.
        again = {
            id(part)
            for part, below in pairwise(self.parts)
            if isinstance(part, Line) and isinstance(below, Line) and part.text == below.text
        }
        return tuple(
            Fact(heading_words(part.text, self.section_labels), part.place)
            for part in self.lines
            if id(part) in chosen
            or (is_top_heading(part.text) and not is_listed(part.text) and id(part) not in again)
        )

    def _narrative(self, form: Form) -> dict[str, Fact]:
        """Return the text of each section; text elsewhere is kept as remnants."""
        sections = {section.id for section in form.sections}
        found: dict[str, Fact] = {}
        for stretch in self.stretches:
            section = stretch.id
            lines = stretch.lines
            if not section:
                section, lines = "preamble", self._behind_title(form, lines)
            elif stretch is self.stretches[-1]:
                lines = self._without_end(form, lines)
            if section in sections:
                place = stretch.heading.place if stretch.heading else self._start()
                fact = _text(lines, place)
                if fact.text or stretch.heading is not None:
                    found[section] = fact
            else:
                self.remnants += [
                    Remnant(line.text, line.place, _IN_TABLES, False)
                    for line in lines
                    if not any(legend.knows(line.text) for legend in self.legends.values())
                ]
        return {one.id: found[one.id] for one in form.sections if one.id in found}

    def _without_end(self, form: Form, lines: tuple[Line, ...]) -> tuple[Line, ...]:
        """Return the lines of the last section before what stands below the report.

        That is what the page prints there, and a signature: the agency and the date.
        """
        after = (at for at, one in enumerate(lines) if at and one.text.startswith(form.furniture))
        end = next(after, len(lines))
        dates = (at for at in range(max(end - _MOST_SIGNED, 0), end) if is_date(lines[at].text))
        signed = next(dates, end)
        while 0 < signed < end and is_signature(lines[signed - 1].text):
            signed -= 1
        self.remnants += [Remnant(one.text, one.place, _SIGNED, False) for one in lines[signed:end]]
        self.remnants += [Remnant(one.text, one.place, _AROUND, False) for one in lines[end:]]
        return lines[:signed]

    def _behind_title(self, form: Form, lines: Sequence[Line]) -> tuple[Line, ...]:
        """Return the lines between the title and the first section, without labeled facts."""
        title = self.titled
        start = title.end
        self.remnants += [
            Remnant(line.text, line.place, _BEFORE, False) for line in lines[: title.start]
        ]
        while start < len(lines) and title.title and _within(lines[start].text, title.title.text):
            start += 1
        kept = []
        for line in lines[start:]:
            if self._around(form, line):
                self.remnants.append(Remnant(line.text, line.place, _AROUND, False))
            elif not read_fields((line,), form):
                kept.append(line)
        return tuple(kept)

    def _around(self, form: Form, line: Line) -> bool:
        """Tell whether a line before the first section is no text: furniture, a date, contents."""
        return (
            line.text.startswith(form.furniture)
            or is_date(line.text)
            or is_listed(line.text)
            or fold(line.text) == _CONTENTS
            or heading_of(line.text, self.section_labels) is not None
        )


_CONTENTS = "目录"
_IN_TABLES = Text("text in a section of tables", "表格部分中的文字")
_PAGE = Text("the number of a page", "页码")
_ASIDE = "…"
_AROUND = Text("printed around the report", "页面上报告之外的文字")
_SIGNED = Text("the signature below the report", "落款")
_BEFORE = Text("before the title", "标题之前的文字")


def _within(text: str, title: str) -> bool:
    """Tell whether a line is the second half of a title that was put together."""
    plain = "".join(text.split())
    return bool(plain) and title.endswith(plain)


def _text(lines: Sequence[Line], place: Place) -> Fact:
    pieces = []
    length = 0
    for line in lines:
        pieces.append(Piece(length, line.place))
        length += len(line.text) + 1
    return Fact("\n".join(line.text for line in lines), pieces[0].place if pieces else place,
                tuple(pieces))  # fmt: skip
