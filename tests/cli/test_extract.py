"""``reportlint extract``, and ``check`` on documents beside reports."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Cli = Callable[..., Any]

SAMPLES = Path(__file__).parents[2] / "samples" / "one-report"
ACCOUNT = "已识别 3 张表、200 个单元格；0 行数字没有对应位置\n"


@pytest.fixture(autouse=True)
def _document(folder: Path) -> None:
    shutil.copy(SAMPLES / "report.txt", folder / "年报.txt")


def test_the_report_goes_to_stdout_and_the_account_to_stderr(cli: Cli) -> None:
    run = cli("extract", "年报.txt", "--lang", "zh")
    assert (run.code, run.err) == (0, ACCOUNT)
    lines = run.out.split("\n")
    assert lines[0] == "# 由 年报.txt 识别而成，请与原文核对数字。"
    assert lines[lines.index("disclosure: # 二、主动公开政府信息情况") + 2] == (
        "  regulations:         [0,            0,            0] # 第二十条第（一）项 规章"
    )


def test_a_file_is_written_and_not_overwritten(cli: Cli) -> None:
    assert cli("extract", "年报.txt", "-o", "r.yaml", "--lang", "zh").out == ""
    written = Path("r.yaml").read_text(encoding="utf-8")
    again = cli("extract", "年报.txt", "-o", "r.yaml", "--lang", "en")
    assert (again.code, again.out) == (2, "")
    assert "r.yaml exists already" in again.err
    assert Path("r.yaml").read_text(encoding="utf-8") == written
    forced = cli("extract", "年报.txt", "-o", "r.yaml", "--force", "--lang", "en")
    assert forced.code == 0
    assert Path("r.yaml").read_text(encoding="utf-8").startswith("# Recognised in 年报.txt;")


def test_standard_input_is_read(cli: Cli) -> None:
    data = Path("年报.txt").read_bytes()
    run = cli("extract", "-", "--lang", "zh", stdin=data)
    assert (run.code, run.err) == (0, ACCOUNT)


def test_what_is_written_by_keys_is_written_again(cli: Cli) -> None:
    shutil.copy(SAMPLES / "report.yaml", "r.yaml")
    first = cli("extract", "r.yaml", "--lang", "zh")
    Path("again.yaml").write_text(first.out, encoding="utf-8")
    second = cli("extract", "again.yaml", "--lang", "zh")
    assert second.out.split("\n")[1:] == first.out.split("\n")[1:]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file is empty"),
        (b"\x89PNG\r\n\x1a\n", "this is a picture, in which no text can be read"),
        ("会议\t纪要\n".encode(), "no title and no table of a known report was found"),
    ],
)
def test_what_is_no_report_is_an_error(cli: Cli, data: bytes, message: str) -> None:
    Path("x.dat").write_bytes(data)
    run = cli("extract", "x.dat", "--lang", "en")
    assert (run.code, run.out) == (3, "")
    assert message in run.err


def test_one_document_at_a_time(cli: Cli) -> None:
    shutil.copy("年报.txt", "b.txt")
    run = cli("extract", ".", "--lang", "en")
    assert run.code == 2
    assert ". stands for 2 files" in run.err


def test_a_folder_of_all_formats_is_checked_in_spite_of_one_that_cannot_be_read(cli: Cli) -> None:
    Path("年报.txt").unlink()
    for name in ("report.txt", "report.md", "report.html", "report.xlsx", "report.yaml"):
        shutil.copy(SAMPLES / name, name)
    Path("README.md").write_text("About the folder.")
    Path("~$report.docx").write_bytes(b"\x00" * 162)
    Path("z.pdf").write_bytes(b"%PDF-1.7\n")
    run = cli("check", ".", "--format", "json")
    reports = json.loads(run.out)["reports"]
    assert run.code == 3
    assert [(one["path"], len(one["findings"])) for one in reports] == [
        ("report.html", 4),
        ("report.md", 4),
        ("report.txt", 4),
        ("report.xlsx", 4),
        ("report.yaml", 4),
        ("z.pdf", 0),
    ]
    assert reports[5]["error"]["message"] == "the file is damaged or not a PDF"
    assert {tuple(one["findings"][0]["location"]) for one in reports[:5]} == {
        ("line", "column", "end_line", "end_column"),
        ("sheet", "ref"),
    }
