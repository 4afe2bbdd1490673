"""One report in every format: the same cells, the same text, the same findings."""

from pathlib import Path

import pytest

from reportlint.engine.check import Checker, recognise_input
from reportlint.model.pack import Pack
from reportlint.model.result import CheckResult, Scope
from reportlint.reporters.report_yaml import report_yaml

FOLDER = Path(__file__).parents[2] / "samples" / "one-report"
FORMATS = ("json", "txt", "md", "html", "docx", "doc", "xlsx", "xls", "ods", "pdf")


@pytest.fixture(scope="module")
def written(checker: Checker) -> CheckResult:
    """Return the result for the report as it was written by keys."""
    return checker.check((FOLDER / "report.yaml").read_bytes(), "report.yaml")


def said(result: CheckResult) -> list[tuple[str, str]]:
    return sorted((finding.rule.code, finding.message.zh) for finding in result.findings)


def held(result: CheckResult) -> list[tuple[str, Scope]]:
    """Return what holds, without the deadlines: a document seldom says when it was published."""
    found = [(one.rule.code, one.scope) for one in result.held]
    return sorted(one for one in found if one[0] not in ("S425", "S426"))


def bare(text: str) -> str:
    return "".join(text.split())


def test_the_folder_holds_every_format() -> None:
    names = sorted(path.suffix.removeprefix(".") for path in FOLDER.iterdir())
    assert names == sorted(("yaml", *FORMATS))


def test_the_report_has_its_four_mistakes(written: CheckResult) -> None:
    assert [code for code, _ in said(written)] == ["A101", "A103", "L101", "N101"]


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_says_the_same(name: str, written: CheckResult, checker: Checker) -> None:
    path = f"report.{name}"
    result = checker.check((FOLDER / path).read_bytes(), path)
    assert result.problem is None, result.problem
    assert result.report is not None
    assert written.report is not None
    values = {address: cell.value for address, cell in result.report.cells.items()}
    assert values == {address: cell.value for address, cell in written.report.cells.items()}
    assert result.report.narrative.keys() == written.report.narrative.keys()
    for section, fact in written.report.narrative.items():
        # Lines that are broken on a page may lose the space at their end.
        assert bare(result.report.narrative[section].text) == bare(fact.text), section
    assert said(result) == said(written)
    assert held(result) == held(written)
    assert [one.text for one in result.report.remnants if one.numeric] == []
    assert result.report.gaps == ()


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_extracted_checks_like_the_document(
    name: str, pack: Pack, checker: Checker
) -> None:
    path = f"report.{name}"
    data = (FOLDER / path).read_bytes()
    text = report_yaml(recognise_input(data, path, (pack,), None), "zh")
    extracted = checker.check(text.encode(), "extracted.yaml")
    assert extracted.problem is None, extracted.problem
    assert said(extracted) == said(checker.check(data, path))
