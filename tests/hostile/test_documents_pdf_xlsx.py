"""PDFs and workbooks that are damaged, locked or made to exhaust: clear errors, bounded.

The bounds are far above what an honest run needs: they tell a bounded run from an
unbounded one, and measure nothing.
"""

import resource
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path

import pytest

SECONDS = 300
BYTES = 3_000_000_000
SAMPLES = Path(__file__).parents[2] / "samples/one-report"

PdfOf = Callable[..., bytes]


def limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))


def check(folder: Path, name: str, data: bytes) -> subprocess.CompletedProcess[bytes]:
    (folder / name).write_bytes(data)
    return subprocess.run(
        [sys.executable, "-m", "reportlint", "check", name, "--lang", "zh", "--format", "concise"],
        cwd=folder,
        capture_output=True,
        check=False,
        timeout=SECONDS,
        preexec_fn=limited,
    )


def refused(done: subprocess.CompletedProcess[bytes]) -> str:
    """Return what is said about the one input that could not be read."""
    assert done.returncode == 3, (done.stdout + done.stderr).decode()[-800:]
    assert b"Traceback" not in done.stderr
    said = (done.stdout + done.stderr).decode()
    assert len(said) < 2_000
    return said


def accepted(done: subprocess.CompletedProcess[bytes]) -> str:
    """Return what is said about an input that was read, as far as it goes."""
    said = (done.stdout + done.stderr).decode()
    assert done.returncode in {0, 1} or (done.returncode == 3 and NO_REPORT in said), said[-800:]
    assert b"Traceback" not in done.stderr
    assert len(said) < 200_000
    return done.stdout.decode()


NO_REPORT = "没有找到已知报告的标题或表格"


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries, content)


def page(
    content: bytes, *more: bytes, box: bytes = b"0 0 595 842", uses: bytes = b""
) -> list[bytes]:
    return [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Contents 4 0 R /Resources << /Font <<"
        b" /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> %s >> >>" % (box, uses),
        stream(content),
        *more,
    ]


WORDS = b"BT /F 10 Tf 100 700 Td (text) Tj ET\n"


def form(content: bytes, uses: bytes) -> bytes:
    entries = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << %s >> >>"
    return stream(content, entries % uses)


def doubling(levels: int) -> list[bytes]:
    """Return a page whose form draws a form twice, and so on: 2 to the power of levels."""
    forms = [form(b"/P Do /P Do", b"/P %d 0 R" % (6 + n)) for n in range(levels)]
    forms.append(stream(b"0 0 m 9 0 l S", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9]"))
    return page(WORDS + b"/P Do", *forms, uses=b"/XObject << /P 5 0 R >>")


def packed(pieces: Iterable[bytes]) -> bytes:
    """Return pieces compressed, without ever holding them together."""
    engine = zlib.compressobj(9)
    return b"".join([*(engine.compress(piece) for piece in pieces), engine.flush()])


def flate(pieces: Iterable[bytes]) -> bytes:
    return stream(packed(pieces), b"/Filter /FlateDecode")


def replaced(objects: list[bytes], number: int, content: bytes) -> list[bytes]:
    return [*objects[: number - 1], content, *objects[number:]]


LOCKED = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >> /ID [<00> <00>]" % (
    b"11" * 32,
    b"22" * 32,
)
DAMAGED = "文件已损坏，或不是 PDF"
SCANNED = "PDF 的页面是图片（扫描件），读不出文字"
TOO_MUCH = "无法读取 PDF：读取时出错，或占用的时间、内存过多"
PICTURE = stream(
    b"\x80",
    b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray"
    b" /BitsPerComponent 8",
)


def test_damaged_pdfs(tmp_path: Path) -> None:
    sample = (SAMPLES / "report.pdf").read_bytes()
    assert DAMAGED in refused(check(tmp_path, "a.pdf", sample[:1_000]))
    assert DAMAGED in refused(check(tmp_path, "b.pdf", b"%PDF-1.7\n" + b"\0" * 50_000_000))
    assert DAMAGED in refused(check(tmp_path, "c.pdf", b"%PDF-1.7\n1 0 obj\n" + b"[" * 500_000))
    assert DAMAGED in refused(check(tmp_path, "d.pdf", b"%PDF-1.7\n" + b"1 0 obj\n" * 90_000))


def test_pdf_under_another_name(tmp_path: Path) -> None:
    sample = (SAMPLES / "report.pdf").read_bytes()
    said = accepted(check(tmp_path, "a.xlsx", sample))
    assert said.splitlines()[-1].startswith("1 份报告，4 个错误：")


def test_pdf_with_much_behind_its_end(tmp_path: Path) -> None:
    sample = (SAMPLES / "report.pdf").read_bytes()
    said = accepted(check(tmp_path, "a.pdf", sample + b"\n%" + b" " * 50_000_000))
    assert said.splitlines()[-1].startswith("1 份报告，4 个错误：")


def test_locked_pdf(tmp_path: Path, pdf_of: PdfOf) -> None:
    assert "PDF 设有打开密码" in refused(check(tmp_path, "a.pdf", pdf_of(page(WORDS), LOCKED)))


def test_pdf_of_pictures(tmp_path: Path, pdf_of: PdfOf) -> None:
    drawn = b"q 595 0 0 842 0 0 cm /P Do Q"
    data = pdf_of(page(drawn, PICTURE, uses=b"/XObject << /P 5 0 R >>"))
    assert SCANNED in refused(check(tmp_path, "a.pdf", data))


BOXES = [b"0 0 1e9 1e9", b"0 0 0 0", b"-1e30 -1e30 1e30 1e30", b"5 5 -5 -5", b"0 0 1e-9 1e-9"]

READABLE: list[tuple[str, Callable[[], list[bytes]]]] = [
    ("pages-in-themselves", lambda: replaced(
        page(WORDS), 2, b"<< /Type /Pages /Count 2 /Kids [3 0 R 2 0 R] >>")),
    ("declared-pages", lambda: replaced(
        page(WORDS), 2, b"<< /Type /Pages /Count 100000 /Kids [3 0 R] >>")),
    ("far-away", lambda: page(WORDS + b"1e38 0 0 1e38 1e38 1e38 cm 9 9 m 9e9 9 l S\n" + WORDS)),
    ("no-size", lambda: page(WORDS + b"BT /F 0 Tf 1e-30 0 0 0 0 0 Tm (ab) Tj ET")),
    ("saved-states", lambda: page(WORDS + b"q " * 50_000)),
    ("many-lines", lambda: page(WORDS + b"".join(
        b"%d 0 m %d 800 l S 0 %d m 500 %d l S\n" % (n, n, n, n) for n in range(0, 70_000, 7)))),
    ("many-words", lambda: page(WORDS * 10_000)),
    ("one-long-line", lambda: page(b"BT /F 1 Tf 0 700 Td (%s) Tj ET" % (b"a b" * 50_000))),
    *((f"box-{box.decode()}", lambda box=box: page(WORDS, box=box)) for box in BOXES),
]  # fmt: skip


@pytest.mark.parametrize("case", READABLE, ids=lambda case: case[0])
def test_odd_pdfs_are_read_as_far_as_they_go(
    tmp_path: Path, pdf_of: PdfOf, case: tuple[str, Callable[[], list[bytes]]]
) -> None:
    accepted(check(tmp_path, "a.pdf", pdf_of(case[1]())))


EXHAUSTING: list[tuple[str, Callable[[], list[bytes]]]] = [
    ("form-in-itself", lambda: page(
        WORDS + b"/P Do", form(b"/P Do /P Do", b"/P 5 0 R"), uses=b"/XObject << /P 5 0 R >>")),
    ("forms-doubling", lambda: doubling(30)),
    ("content-bomb", lambda: replaced(
        page(WORDS), 4, flate(b"0 0 m 9 9 l S\n" * 100_000 for _ in range(100)))),
]  # fmt: skip


@pytest.mark.parametrize("case", EXHAUSTING, ids=lambda case: case[0])
def test_exhausting_pdfs_end(
    tmp_path: Path, pdf_of: PdfOf, case: tuple[str, Callable[[], list[bytes]]]
) -> None:
    """Whether pages are read in part or not at all depends on PDFium; that it ends does not."""
    done = check(tmp_path, "a.pdf", pdf_of(case[1]()))
    assert b"Traceback" not in done.stderr
    assert done.returncode == 3
    assert TOO_MUCH in done.stderr.decode() + done.stdout.decode()


def archive(parts: dict[str, bytes | Iterable[bytes]]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name)
            # The kind of an OpenDocument file stands at its beginning, not compressed.
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            with target.open(entry, "w") as part:
                for piece in [content] if isinstance(content, bytes) else content:
                    part.write(piece)
    return buffer.getvalue()


MAIN = b'<workbook xmlns:r="r"><sheets><sheet name="S" sheetId="1" r:id="a"/></sheets></workbook>'
RELATIONS = (
    b'<Relationships><Relationship Id="a" Type="x/worksheet" Target="worksheets/s.xml"/>'
    b"</Relationships>"
)


def workbook(sheet: bytes | Iterable[bytes], **more: bytes) -> bytes:
    return archive(
        {
            "xl/workbook.xml": MAIN,
            "xl/_rels/workbook.xml.rels": RELATIONS,
            "xl/worksheets/s.xml": sheet,
            **more,
        }
    )


def sheet(rows: bytes, behind: bytes = b"") -> bytes:
    return b"<worksheet><sheetData>" + rows + b"</sheetData>" + behind + b"</worksheet>"


def spreadsheet(table: bytes) -> bytes:
    return archive(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": b"<document><table name='S'>" + table + b"</table></document>",
        }
    )


BROKEN = "文件已损坏或不完整"
ONE = b'<row r="1"><c r="A1" t="inlineStr"><is><t>text</t></is></c></row>'
CELL = b'<table-row><table-cell value-type="string"><p>text</p></table-cell></table-row>'
ENTITIES = (
    b'<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(12))
    + b"]><worksheet>&m;</worksheet>"
)

REFUSED: list[tuple[str, str, Callable[[], bytes], str]] = [
    ("truncated", "a.xlsx", lambda: (SAMPLES / "report.xlsx").read_bytes()[:9_000], BROKEN),
    ("truncated-ods", "a.ods", lambda: (SAMPLES / "report.ods").read_bytes()[:40_000], BROKEN),
    ("truncated-xls", "a.xls", lambda: (SAMPLES / "report.xls").read_bytes()[:9_000],
     "这是无法识别的 Office 97 文件"),
    ("no-parts", "a.xlsx", lambda: archive({"xl/other.xml": b"<a/>"}), BROKEN),
    ("no-sheet", "a.xlsx", lambda: archive({
        "xl/workbook.xml": MAIN, "xl/_rels/workbook.xml.rels": RELATIONS}), BROKEN),
    ("empty", "a.xlsx", lambda: workbook(sheet(b"")), "工作簿是空的"),
    ("bomb", "a.xlsx", lambda: workbook(b" " * 1_000_000 for _ in range(60)), "文件解压后超过"),
    ("many-parts", "a.xlsx", lambda: workbook(sheet(ONE), **{
        f"xl/{n}": b"" for n in range(12_000)}), "文件解压后超过"),
    ("entities", "a.xlsx", lambda: workbook(ENTITIES), BROKEN),
    ("entities-utf-16", "a.xlsx", lambda: workbook(
        ('<?xml version="1.0" encoding="utf-16"?>' + ENTITIES.decode()).encode("utf-16")), BROKEN),
    ("nested", "a.xlsx", lambda: workbook(b"<a>" * 10_000 + b"</a>" * 10_000), BROKEN),
    ("nested-ods", "a.ods", lambda: spreadsheet(b"<p>" * 10_000 + b"</p>" * 10_000), BROKEN),
    ("cells", "a.xlsx", lambda: workbook(sheet(b"<row>" + b"<c/>" * 400_000 + b"</row>")), BROKEN),
    ("not-xml", "a.xlsx", lambda: workbook(b"\xff\xfe\x00"), BROKEN),
    ("locked-ods", "a.ods", lambda: archive({
        "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": b"<manifest><entry><encryption-data/></entry></manifest>",
        "content.xml": b"\x01\x02"}), "文件设有打开密码"),
]  # fmt: skip


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case[0])
def test_workbooks_that_are_refused(
    tmp_path: Path, case: tuple[str, str, Callable[[], bytes], str]
) -> None:
    _, name, make, message = case
    assert message in refused(check(tmp_path, name, make()))


SPARSE: list[tuple[str, str, Callable[[], bytes]]] = [
    ("far-corner", "a.xlsx", lambda: workbook(sheet(
        ONE + b'<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'))),
    ("far-column", "a.xlsx", lambda: workbook(sheet(
        b'<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c></row>' + b"".join(
            b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(2, 2_000))))),
    ("rows-without-cells", "a.xlsx", lambda: workbook(sheet(ONE + b"<row/>" * 400_000))),
    ("many-cells", "a.xlsx", lambda: workbook(sheet(ONE + b"".join(
        b"<row>" + b"<c><v>7</v></c>" * 1_000 + b"</row>" for _ in range(60))))),
    ("merges", "a.xlsx", lambda: workbook(sheet(
        b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(1, 900, 2)),
        b"<mergeCells>" + b'<mergeCell ref="A1:XFD1048576"/>' * 60_000 + b"</mergeCells>"))),
    ("no-such-text", "a.xlsx", lambda: workbook(sheet(
        ONE + b'<row><c t="s"><v>99999999999</v></c><c><v>1e999</v></c><c><v>nan</v></c></row>'))),
    ("repeats", "a.ods", lambda: spreadsheet(
        CELL + b"<table-row number-rows-repeated='1048576'><table-cell"
        b" number-columns-repeated='16384' value-type='float' value='1'/></table-row>")),
    ("repeats-of-nothing", "a.ods", lambda: spreadsheet(
        (CELL + b"<table-row number-rows-repeated='9999999'><table-cell style-name='c'"
         b" number-columns-repeated='9999999'/></table-row>") * 50)),
    ("spans", "a.ods", lambda: spreadsheet(
        CELL + b"<table-row><table-cell number-columns-spanned='9999999'"
        b" number-rows-spanned='9999999'><p>a</p></table-cell></table-row>" + CELL * 500)),
]  # fmt: skip


@pytest.mark.parametrize("case", SPARSE, ids=lambda case: case[0])
def test_vast_sheets_are_read_as_far_as_they_go(
    tmp_path: Path, case: tuple[str, str, Callable[[], bytes]]
) -> None:
    _, name, make = case
    accepted(check(tmp_path, name, make()))


def test_workbooks_under_other_names(tmp_path: Path) -> None:
    for kind, name in (("xlsx", "a.xls"), ("xls", "b.xlsx"), ("ods", "c.xlsx")):
        said = accepted(check(tmp_path, name, (SAMPLES / f"report.{kind}").read_bytes()))
        assert said.splitlines()[-1].startswith("1 份报告，4 个错误：")


def test_xls_with_bytes_changed(tmp_path: Path) -> None:
    """Damage inside the file is met by the library with anything; never a traceback."""
    sample = bytearray((SAMPLES / "report.xls").read_bytes())
    for seed in range(6):
        data = bytearray(sample)
        for step in range(40):
            data[512 + (seed * 7919 + step * 4001) % (len(data) - 512)] = (seed + step) % 256
        done = check(tmp_path, f"{seed}.xls", bytes(data))
        assert b"Traceback" not in done.stderr
        assert done.returncode in {0, 1, 3}
