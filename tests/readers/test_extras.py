"""What is said where a library is missing."""

from collections.abc import Callable
from pathlib import Path

import pytest

from reportlint.errors import ReadError
from reportlint.model.draft import Draft
from reportlint.readers import extras
from reportlint.readers.pdf import read_pdf
from reportlint.readers.workbook import read_workbook

Reader = Callable[[bytes, str], Draft]
SAMPLES = Path(__file__).parents[2] / "samples/one-report"


@pytest.mark.parametrize(
    ("suffix", "extra", "read"), [("pdf", "pdf", read_pdf), ("xls", "xls", read_workbook)]
)
def test_missing_library(
    monkeypatch: pytest.MonkeyPatch, suffix: str, extra: str, read: Reader
) -> None:
    monkeypatch.setattr(extras, "find_spec", lambda _: None)
    with pytest.raises(ReadError) as caught:
        read((SAMPLES / f"report.{suffix}").read_bytes(), f"a.{suffix}")
    error = caught.value
    assert error.exit_code == 3
    assert error.message.zh == f"读取 a.{suffix} 所需的组件没有安装：请安装 reportlint[{extra}]"
    assert error.hint is not None
    assert error.hint.zh == f"pip install 'reportlint[{extra}]'"


@pytest.mark.parametrize("suffix", ["xlsx", "ods"])
def test_nothing_is_missing_for_sheets_in_xml(monkeypatch: pytest.MonkeyPatch, suffix: str) -> None:
    monkeypatch.setattr(extras, "find_spec", lambda _: None)
    data = (SAMPLES / f"report.{suffix}").read_bytes()
    assert read_workbook(data, f"a.{suffix}").gaps == ()
