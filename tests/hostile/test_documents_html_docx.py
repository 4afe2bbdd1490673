"""Pages and Word documents made to exhaust time or memory, and such as are damaged.

The bounds tell a bounded run from an unbounded one, and measure nothing.
"""

import resource
import subprocess
import sys
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

SECONDS = 120
BYTES = 2_000_000_000
SAMPLE = Path(__file__).parents[2] / "samples" / "one-report"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))


def check(folder: Path, name: str, data: bytes) -> subprocess.CompletedProcess[bytes]:
    (folder / name).write_bytes(data)
    return subprocess.run(
        [sys.executable, "-m", "reportlint", "check", name, "--lang", "en", "--format", "concise"],
        cwd=folder,
        capture_output=True,
        check=False,
        timeout=SECONDS,
        preexec_fn=limited,
    )


def packed(parts: dict[str, bytes], times: int = 1) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            with archive.open(name, "w", force_zip64=True) as part:
                for _ in range(times):
                    part.write(content)
    return buffer.getvalue()


def document(body: str, head: str = "") -> bytes:
    main = f"{head}<w:document {W}><w:body>{body}</w:body></w:document>"
    return packed({"word/document.xml": main.encode()})


def bomb() -> bytes:
    return packed({"word/document.xml": b" " * 10_000_000}, times=50)


def many_parts() -> bytes:
    return packed({"word/document.xml": b"<x/>", **{f"word/{n}": b"" for n in range(20_000)}})


def locked() -> bytes:
    data = bytearray(document("<w:p/>"))
    for mark, flags in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        data[data.index(mark) + flags] |= 1
    return bytes(data)


LAUGHS = '<!DOCTYPE l [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
) + "]>"  # fmt: skip
OUTSIDE = '<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
DAMAGED = "the file is damaged or not complete"
NO_TEXT = "the page shows no text"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

Case = tuple[str, str, Callable[[], bytes], str]

ERRORS: list[Case] = [
    ("tables", "a.html", lambda: b"<table><tr><td>x" * 10_000, "nested deeper than 100 levels"),
    ("tags", "a.html", lambda: b"<div><b>" * 500_000, "more than 400,000 values"),
    ("cells", "a.html", lambda: b"<table>" + b"<tr><td>1<td colspan=99>2" * 9_999,
     "more than 200,000 values"),
    ("rows that hang down", "a.html", lambda: b"<table>" + b"<tr><td rowspan=65534>1<td rowspan=0>"
     * 3_000, "more than 200,000 values"),
    ("a tag without end", "a.html", lambda: b"<p " + b"a='b' " * 1_000_000, NO_TEXT),
    ("comments", "a.html", lambda: b"<!--" * 1_900_000, NO_TEXT),
    ("pictures only", "a.html", lambda: b"<html>" + b"<img src=a>" * 100_000,
     "100000 pictures: what they show cannot be read"),
    ("empty page", "a.html", lambda: b"<html></html>", NO_TEXT),
    ("50 MB of a page", "a.html", lambda: b"<html>" + b"x" * 50_000_000,
     "the file is larger than 8,000,000 bytes"),
    ("no text", "a.html", lambda: b"<html>" + bytes(range(128, 256)) * 9, "is not text"),
    ("empty", "a.docx", lambda: b"", ""),
    ("truncated", "a.docx", lambda: (SAMPLE / "report.docx").read_bytes()[:20_000], DAMAGED),
    ("bomb", "a.docx", bomb, "the file unpacks to more than 32,000,000 bytes"),
    ("many parts", "a.docx", many_parts, "the file unpacks to more than"),
    ("locked part", "a.docx", locked, "the file is protected with a password"),
    ("entities", "a.docx", lambda: document("<w:p><w:t>&j;</w:t></w:p>", LAUGHS), DAMAGED),
    ("outside entity", "a.docx", lambda: document("<w:p><w:t>&x;</w:t></w:p>", OUTSIDE), DAMAGED),
    ("nested tags", "a.docx", lambda: document("<w:tbl><w:tr><w:tc>" * 10_000), DAMAGED),
    ("deep but closed", "a.docx", lambda: document("<w:sdt>" * 10_000 + "</w:sdt>" * 10_000),
     DAMAGED),
    ("many elements", "a.docx", lambda: document("<w:p/>" * 3_000_000), DAMAGED),
    ("wide cells", "a.docx", lambda: document("<w:tbl>" + '<w:tr><w:tc><w:tcPr><w:gridSpan '
     'w:val="999"/></w:tcPr></w:tc></w:tr>' * 999 + "</w:tbl>"), "more than 200,000 cells"),
    ("pictures only in Word", "a.docx",
     lambda: document("<w:p><w:drawing><blip/></w:drawing></w:p>"),
     "1 picture: what it shows cannot be read"),
    ("encrypted", "a.docx", lambda: OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
     "password"),
    ("truncated Word 97", "a.doc", lambda: (SAMPLE / "report.doc").read_bytes()[:30_000],
     "the document is damaged or not complete"),
    ("Word 97 without its end", "a.doc", lambda: (SAMPLE / "report.doc").read_bytes()[:-600],
     "the document is damaged or not complete"),
    ("noise in Word 97", "a.doc", lambda: OLE + b"\x7f" * 1_000_000
     + "WordDocument".encode("utf-16-le"), "the document is damaged or not complete"),
    ("a page of mail without end", "a.doc", lambda: b"MIME-Version: 1.0\n" + b"--x\n" * 1_900_000,
     "there is no page in the file"),
]  # fmt: skip


@pytest.mark.parametrize("case", ERRORS, ids=lambda case: case[0])
def test_a_clear_error(tmp_path: Path, case: Case) -> None:
    _, name, make, message = case
    done = check(tmp_path, name, make())
    assert done.returncode == 3, done.stderr.decode()[-500:]
    assert b"Traceback" not in done.stderr
    assert message in (done.stdout + done.stderr).decode()
    assert len(done.stdout) + len(done.stderr) < 2_000
    assert [path.name for path in tmp_path.iterdir()] == [name]


WRONG_NAMES = [("html", "a.docx"), ("docx", "a.doc"), ("doc", "a.html"), ("docx", "a.pdf")]


@pytest.mark.parametrize(("kind", "name"), WRONG_NAMES)
def test_a_wrong_suffix(tmp_path: Path, kind: str, name: str) -> None:
    data = (SAMPLE / f"report.{kind}").read_bytes()
    done = check(tmp_path, name, data)
    assert done.returncode == 1, done.stderr.decode()[-500:]
    assert b"A103" in done.stdout


TEXT_AT_ANY_COST: list[tuple[str, bytes]] = [
    ("less-than signs", b"<p>" + b"<" * 7_900_000),
    ("ampersands", b"<p>" + b"&" * 7_900_000),
    ("references", b"<p>" + b"&#" + b"9" * 7_900_000),
    ("spaces", b"<p>x" + b" " * 7_900_000 + b"y"),
    ("attributes", b"<p " + b"=" * 7_900_000 + b">x"),
    ("10,000 tags", b"<div><font>" * 10_000 + b"x"),
    ("ends without starts", b"<p>x" + b"</i></td>" * 100_000),
]


@pytest.mark.parametrize("case", TEXT_AT_ANY_COST, ids=lambda case: case[0])
def test_what_can_be_read_is_read(tmp_path: Path, case: tuple[str, bytes]) -> None:
    done = check(tmp_path, "a.html", case[1])
    assert done.returncode in (1, 3), done.stderr.decode()[-500:]
    assert b"Traceback" not in done.stderr
    assert NO_TEXT.encode() not in done.stdout + done.stderr
