"""Write samples/one-report/ in all formats from its report.yaml, with real writers.

Run ``python scripts/make_one_report.py`` after changing that file. It needs python-docx and
openpyxl (in the group ``dev``), LibreOffice for .doc, .xls and .ods, and chromium with a
Chinese font for .pdf: ``apt-get install libreoffice-writer libreoffice-calc chromium
fonts-droid-fallback``. Formats given as arguments are written alone.
"""

import html
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "samples" / "one-report"
FORM = ROOT / "rules" / "disclosure" / "forms" / "disclosure-2021.yaml"


class Cell(NamedTuple):
    """A cell of a table as it is printed."""

    text: str
    wide: int = 1
    tall: int = 1


Rows = list[list[Cell]]
Part = str | Rows


class Source(NamedTuple):
    """The report and the labels that its form prints."""

    report: dict[str, Any]
    tables: dict[str, Any]


def main() -> None:
    """Write the formats that are named, or all."""
    report = yaml.safe_load((FOLDER / "report.yaml").read_text(encoding="utf-8"))
    source = Source(report, yaml.safe_load(FORM.read_text(encoding="utf-8"))["tables"])
    writers = {
        "json": write_json,
        "txt": write_txt,
        "md": write_markdown,
        "html": write_html,
        "pdf": write_pdf,
        "docx": write_docx,
        "doc": write_doc,
        "xlsx": write_xlsx,
        "xls": write_xls,
        "ods": write_ods,
    }
    for name in sys.argv[1:] or writers:
        path = FOLDER / f"report.{name}"
        writers[name](source, path)
        print(f"{path.relative_to(ROOT)}  {path.stat().st_size:,} bytes")


def parts(source: Source) -> Iterator[tuple[str, list[Part]]]:
    """Return the sections of the report in order, each with its heading."""
    report = source.report
    first, second, third, fourth, fifth, sixth = report["headings"]
    text = report["narrative"]
    yield "", text["preamble"].splitlines()
    yield first, text["overview"].splitlines()
    yield second, [disclosure(source)]
    yield third, [applications(source)]
    yield fourth, [disputes(source)]
    yield fifth, text["problems"].splitlines()
    yield sixth, text["other"].splitlines()


def disclosure(source: Source) -> Rows:
    """Lay out table 二: a block for each item of article 20, with its own header."""
    table = source.tables["disclosure"]
    labels = {column["id"]: column["label"] for column in table["columns"]}
    rows: Rows = []
    under = ""
    for row in table["rows"]:
        width = 3 // len(row["columns"])
        if row["under"] != under:
            under = row["under"]
            rows.append([Cell(under, wide=4)])
            rows.append([Cell("信息内容"), *(Cell(labels[c], width) for c in row["columns"])])
        values = source.report["disclosure"][row["id"]]
        rows.append([Cell(row["label"]), *(Cell(str(value), width) for value in values)])
    return rows


NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"


def applications(source: Source) -> Rows:
    """Lay out table 三: three rows of header, three columns of labels."""
    table = source.tables["applications"]
    labels = [column["label"] for column in table["columns"]]
    rows: Rows = [
        [Cell(NOTE, 3, 3), Cell("申请人情况", 7)],
        [Cell(labels[0], tall=2), Cell("法人或其他组织", 5), Cell(labels[6], tall=2)],
        [Cell(label) for label in labels[1:6]],
    ]
    outer = inner = ""
    unders = [row.get("under", "") for row in table["rows"]]
    groups = [under for under in unders if under]
    for row, under in zip(table["rows"], unders, strict=True):
        cells: list[Cell] = []
        if under and not outer:
            outer = "三、本年度办理结果"
            cells.append(Cell(outer, tall=len(groups)))
        if not under:
            cells.append(Cell(row["label"], 3))
        elif under == outer:
            cells.append(Cell(row["label"], 2))
        else:
            if under != inner:
                inner = under
                cells.append(Cell(under, tall=groups.count(under)))
            cells.append(Cell(row["label"]))
        values = source.report["applications"][row["id"]]
        rows.append([*cells, *(Cell(str(value)) for value in values)])
    return rows


def disputes(source: Source) -> Rows:
    """Lay out table 四: its three rows stand side by side."""
    table = source.tables["disputes"]
    labels = [column["label"] for column in table["columns"]]
    review, direct, after = table["rows"]
    values = [v for row in table["rows"] for v in source.report["disputes"][row["id"]]]
    return [
        [Cell(review["label"], 5), Cell(direct["under"], 10)],
        [
            *(Cell(label, tall=2) for label in labels),
            Cell(direct["label"], 5),
            Cell(after["label"], 5),
        ],
        [Cell(label) for label in labels * 2],
        [Cell(str(value)) for value in values],
    ]


def placed(rows: Rows) -> list[tuple[int, int, Cell]]:
    """Return the cells of a table, each with the row and column where it begins."""
    taken: set[tuple[int, int]] = set()
    found = []
    for y, row in enumerate(rows):
        x = 0
        for cell in row:
            while (y, x) in taken:
                x += 1
            found.append((y, x, cell))
            taken |= {(y + dy, x + dx) for dy in range(cell.tall) for dx in range(cell.wide)}
    return found


def grid(rows: Rows) -> list[list[str]]:
    """Return a table position by position; what a merged cell covers is empty."""
    cells = placed(rows)
    width = max(x + cell.wide for _, x, cell in cells)
    found = [[""] * width for _ in rows]
    for y, x, cell in cells:
        found[y][x] = cell.text
    return found


def write_json(source: Source, path: Path) -> None:
    """Write the same report in JSON."""
    report = dict(source.report)
    report["published"] = str(report["published"])
    text = json.dumps(report, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")


def write_txt(source: Source, path: Path) -> None:
    """Write what copying a page into an editor leaves: cells that begin a row, tabs between.

    What a merged cell covers is gone, so labels stand in any column; the header of table 三
    is repeated where the page ended, and the row there has lost its group.
    """
    lines = [source.report["title"], ""]
    for heading, body in parts(source):
        lines += [heading, ""] if heading else []
        for part in body:
            if isinstance(part, str):
                lines += [part, ""]
                continue
            if len(part) > 20:
                lines += [*_broken(part), ""]
            else:
                lines += [*("\t".join(row).rstrip("\t") for row in grid(part)), ""]
    path.write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")


def _broken(rows: Rows) -> list[str]:
    """Return the lines of table 三 as an extraction gives them, with the header repeated."""
    header = [
        "类别\t\t\t申请人情况\t\t\t\t\t\t总计",
        "\t\t\t自然人\t法人或其他组织",
        "\t\t\t\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他",
    ]
    lines = list(header)
    for row in rows[3:]:
        labels = [cell.text for cell in row if not cell.text.isdigit()]
        values = [cell.text for cell in row if cell.text.isdigit()]
        shift = {1: [*labels, ""], 2: labels, 3: labels}[len(labels)]
        if labels[0][1] == "." or (labels[0][0] == "（" and len(labels) == 1):
            shift = ["", "", *labels]
        if labels[0].startswith("2.没有现成信息"):
            shift = [labels[0], "", ""]
        lines.append("\t".join([*shift, *values]))
        if labels[0].startswith("2.没有现成信息"):
            lines += ["", *header]
    return lines


def write_markdown(source: Source, path: Path) -> None:
    """Write headings, paragraphs and pipe tables."""
    lines = [f"# {source.report['title']}", ""]
    for heading, body in parts(source):
        lines += [f"## {heading}", ""] if heading else []
        for part in body:
            if isinstance(part, str):
                lines += [part, ""]
                continue
            table = grid(part)
            rows = ["| " + " | ".join(row) + " |" for row in table]
            rows.insert(1, "|" + " --- |" * len(table[0]))
            lines += [*rows, ""]
    path.write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")


PAGE = """\
<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>{title}-青禾县人民政府</title>
<meta name="ArticleTitle" content="{title}">
<meta name="PubDate" content="{published}">
<style>
body {{ font: 16px/1.9 SimSun, "Droid Sans Fallback", serif; margin: 0; color: #222 }}
.top, .foot {{ background: #1c5a9c; color: #fff; padding: 12px 40px }}
.top a {{ color: #fff; margin-right: 24px }}
.article {{ max-width: 900px; margin: 24px auto }}
h1 {{ font-size: 24px; font-weight: normal; text-align: center; line-height: 1.4 }}
.about {{ text-align: center; color: #777; font-size: 13px }}
.text p {{ text-indent: 2em; margin: 0 0 8px }}
.text p.heading {{ font-family: SimHei, "Droid Sans Fallback", sans-serif }}
table.form {{ border-collapse: collapse; width: 100%; margin: 8px 0 16px }}
table.form {{ font-size: 13px; line-height: 1.4 }}
table.form td {{ border: 1px solid #000; padding: 4px; text-align: center }}
table.form td.label {{ text-align: left }}
@page {{ size: A4; margin: 25mm 22mm }}
@media print {{
  .top, .foot, .place, .about {{ display: none }}
  .article {{ margin: 0; max-width: none }}
}}
</style>
</head>
<body>
<div class="top">
<a href="#">首页</a><a href="#">政务公开</a><a href="#">政务服务</a><a href="#">互动交流</a>
</div>
<div class="place">当前位置：<a href="#">首页</a> &gt; <a href="#">政府信息公开年报</a></div>
<table class="layout" width="100%" cellspacing="0"><tbody><tr><td>
<div class="article">
<h1>{title}</h1>
<div class="about">发布日期：{published}&nbsp;&nbsp;来源：{agency}&nbsp;&nbsp;字号：[大 中 小]</div>
<div class="text">
{body}
</div>
</div>
</td></tr></tbody></table>
<div class="foot">主办：青禾县人民政府办公室</div>
</body>
</html>
"""


def write_html(source: Source, path: Path) -> None:
    """Write the page that a government's website would publish."""
    lines = []
    for heading, body in parts(source):
        if heading:
            lines.append(f'<p class="heading">{heading}</p>')
        for part in body:
            if isinstance(part, str):
                lines.append(f"<p>{html.escape(part, quote=False)}</p>")
            else:
                lines += _html_table(part)
    report = source.report
    page = PAGE.format(
        title=report["title"],
        published=report["published"],
        agency=report["agency"],
        body="\n".join(lines),
    )
    path.write_text(page, encoding="utf-8")


def _html_table(rows: Rows) -> Iterator[str]:
    yield '<table class="form"><tbody>'
    for row in rows:
        yield "<tr>" + "".join(_html_cell(cell) for cell in row) + "</tr>"
    yield "</tbody></table>"


LABELS = ("（", "一、", "二、", "三、", "四、", *(f"{number}." for number in range(1, 9)))
"""How labels begin, which stand at the left of their cells."""


def _html_cell(cell: Cell) -> str:
    spans = (("colspan", cell.wide), ("rowspan", cell.tall))
    found = "".join(f' {name}="{count}"' for name, count in spans if count > 1)
    if cell.text.startswith(LABELS):
        found += ' class="label"'
    return f"<td{found}>{html.escape(cell.text, quote=False)}</td>"


def write_pdf(_: Source, path: Path) -> None:
    """Print the page with a browser."""
    with tempfile.TemporaryDirectory() as profile:
        command = [
            "chromium",
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            f"--user-data-dir={profile}",
            "--no-pdf-header-footer",
            f"--print-to-pdf={path}",
            path.with_suffix(".html").as_uri(),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=120)


WIDTHS = {4: [4.0] * 4, 10: [1.2, 2.4, 4.6, *[1.1] * 7], 15: [1.05] * 15}
"""How wide the columns of a table are in Word, in centimeters, by their number."""


def write_docx(source: Source, path: Path) -> None:
    """Write the document that a clerk would draft in Word."""
    import docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt

    document = docx.Document()
    document.core_properties.title = source.report["title"]
    document.core_properties.author = source.report["agency"]
    style = document.styles["Normal"]
    style.font.size = Pt(12)
    title = document.add_heading(source.report["title"], level=0)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for heading, body in parts(source):
        if heading:
            document.add_heading(heading, level=1)
        for part in body:
            if isinstance(part, str):
                paragraph = document.add_paragraph(part)
                paragraph.paragraph_format.first_line_indent = Pt(24)
                continue
            cells = placed(part)
            width = max(x + cell.wide for _, x, cell in cells)
            table = document.add_table(rows=len(part), cols=width)
            table.style = "Table Grid"
            table.autofit = False
            for column, centimeters in zip(table.columns, WIDTHS[width], strict=True):
                column.width = Cm(centimeters)
            for y, x, cell in cells:
                first = table.cell(y, x)
                if cell.wide > 1 or cell.tall > 1:
                    first = first.merge(table.cell(y + cell.tall - 1, x + cell.wide - 1))
                first.text = cell.text
    document.save(str(path))


def write_doc(_: Source, path: Path) -> None:
    """Save the Word document in the format of Word 97."""
    _convert(path.with_suffix(".docx"), path)


SHEETS = ("一、总体情况", "二、主动公开", "三、依申请公开", "四、复议诉讼", "五、六")


def write_xlsx(source: Source, path: Path) -> None:
    """Write a workbook: a sheet for each table, and paragraphs in merged cells."""
    import openpyxl
    from openpyxl.styles import Alignment, Border, Font, Side
    from openpyxl.worksheet.properties import PageSetupProperties

    thin = Side(style="thin")
    border = Border(left=thin, right=thin, top=thin, bottom=thin)
    centered = Alignment(horizontal="center", vertical="center", wrap_text=True)
    flowing = Alignment(vertical="top", wrap_text=True)
    book = openpyxl.Workbook()
    book.properties.title = source.report["title"]
    book.remove(book.active)
    for name in SHEETS:
        sheet = book.create_sheet(name)
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for letter, width in (("A", 12), ("B", 16), ("C", 44)):
        book[SHEETS[2]].column_dimensions[letter].width = width
    for letter in "ABCD":
        book[SHEETS[1]].column_dimensions[letter].width = 24
    sheet = book[SHEETS[0]]
    sheet["A1"] = source.report["title"]
    sheet["A1"].font = Font(size=16, bold=True)
    sheet.merge_cells("A1:J1")
    targets = [0, 0, 1, 2, 3, 4, 4]
    for target, (heading, body) in zip(targets, parts(source), strict=True):
        sheet = book[SHEETS[target]]
        top = sheet.max_row + 1 if sheet["A1"].value else 1
        for part in [heading, *body] if heading else body:
            if isinstance(part, str):
                cell = sheet.cell(top, 1, part)
                cell.alignment = flowing
                sheet.merge_cells(start_row=top, end_row=top, start_column=1, end_column=10)
                sheet.row_dimensions[top].height = 16 * (1 + len(part) // 55)
                top += 1
                continue
            for y, x, item in placed(part):
                cell = sheet.cell(top + y, x + 1, _value(item.text))
                cell.alignment = centered
                cell.border = border
                if item.wide > 1 or item.tall > 1:
                    sheet.merge_cells(
                        start_row=top + y,
                        start_column=x + 1,
                        end_row=top + y + item.tall - 1,
                        end_column=x + item.wide,
                    )
            top += len(part)
    book.save(path)


def _value(text: str) -> str | int | float:
    """Return numbers as a workbook holds them."""
    if text.isdigit():
        return int(text)
    return float(text) if text.replace(".", "", 1).isdigit() else text


def write_xls(_: Source, path: Path) -> None:
    """Save the workbook in the format of Excel 97."""
    _convert(path.with_suffix(".xlsx"), path)


def write_ods(_: Source, path: Path) -> None:
    """Save the workbook as an OpenDocument spreadsheet."""
    _convert(path.with_suffix(".xlsx"), path)


def _convert(source: Path, target: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        command = [
            "soffice",
            f"-env:UserInstallation={Path(folder).as_uri()}/profile",
            "--headless",
            "--convert-to",
            target.suffix[1:],
            "--outdir",
            folder,
            str(source),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        target.write_bytes((Path(folder) / target.name).read_bytes())


if __name__ == "__main__":
    main()
