"""The JSON output has exactly the shape that is promised."""

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from reportlint import __version__
from reportlint.model.result import CheckResult
from reportlint.reporters.view import View, render

CheckSample = Callable[[str], CheckResult]
Check = Callable[[str], CheckResult]

TOP = ["format", "version", "reports", "summary"]
REPORT = [
    "path", "agency", "year", "form", "error", "counts", "findings", "waived", "skips",
    "unplaced", "diagnoses",
]  # fmt: skip
COUNTS = ["constraints", "held", "violated", "not_judged", "waived"]
FINDING = [
    "rule", "name", "severity", "scope", "message", "equation", "left", "right", "difference",
    "location", "cells", "fingerprint",
]  # fmt: skip
CELL = ["cell", "label", "value", "raw", "location"]
LOCATION = ["line", "column", "end_line", "end_column"]
SKIP = ["rule", "scope", "reason", "cells"]
SUMMARY = ["reports", "findings", "errors", "warnings", "infos", "waived", "unreadable"]
SAMPLES = [
    "samples/guangdong-hrss-2020.yaml",
    "samples/clean-2021.json",
    "samples/published/shanghai-office-2019.yaml",
    "samples/hard/missing-rows.yaml",
    "samples/hard/blanks.yaml",
]


def output(*results: CheckResult) -> Any:
    return json.loads(render("json", results, View("en")), parse_float=Decimal)


@pytest.mark.parametrize("path", SAMPLES)
def test_keys_and_their_order(path: str, check_sample: CheckSample) -> None:
    document = output(check_sample(path))
    assert list(document) == TOP
    assert document["format"] == "reportlint/v1"
    assert document["version"] == __version__
    assert list(document["summary"]) == SUMMARY
    (report,) = document["reports"]
    assert list(report) == REPORT
    assert list(report["counts"]) == COUNTS
    for finding in report["findings"]:
        assert list(finding) == FINDING
        assert list(finding["location"]) == LOCATION
        for cell in finding["cells"]:
            assert list(cell) == CELL
            assert cell["location"] is None or list(cell["location"]) == LOCATION
    for skip in report["skips"]:
        assert list(skip) == SKIP
    for diagnosis in report["diagnoses"]:
        assert {"status", "explains", "explanations"} <= set(diagnosis)
        assert diagnosis["status"] in ("unique", "tied", "capped")
        fingerprints = {finding["fingerprint"] for finding in report["findings"]}
        assert set(diagnosis["explains"]) <= fingerprints
        for explanation in diagnosis["explanations"]:
            assert list(explanation) == ["cells", "slip", "smallest", "supported", "opposed"]
            for cell in explanation["cells"]:
                assert list(cell)[:3] == ["cell", "current", "implied"]


@pytest.mark.parametrize("path", SAMPLES)
def test_counts_add_up(path: str, check_sample: CheckSample) -> None:
    document = output(check_sample(path))
    (report,) = document["reports"]
    counts = report["counts"]
    verdicts = counts["held"] + counts["violated"] + counts["not_judged"] + counts["waived"]
    assert counts["constraints"] == verdicts
    assert counts["violated"] == len(report["findings"]) == document["summary"]["findings"]
    assert counts["not_judged"] == len(report["skips"])


def test_numbers_are_numbers_and_blanks_are_null(check: Check) -> None:
    document = output(
        check(
            "year: 2023\nagency: ~\ndisclosure:\n  fees: 2000000.25\n"
            "disputes:\n  review: [1.5, ~, 2件, 0, 4]\n"
        )
    )
    (report,) = document["reports"]
    assert (report["agency"], report["year"], report["error"]) == (None, 2023, None)
    fees = next(one for one in report["findings"] if one["rule"] == "D203")
    assert (fees["left"], fees["right"]) == (Decimal("2000000.25"), 1000000)
    assert fees["cells"][0]["raw"] == "2000000.25"
    total = next(one for one in report["findings"] if one["rule"] == "L101")
    assert (total["left"], total["right"], total["difference"]) == (
        Decimal("3.5"),
        4,
        Decimal("-0.5"),
    )
    assert total["equation"] == "1.5 + 2 = 3.5 ≠ 4"
    assert [cell["value"] for cell in total["cells"]] == [Decimal("1.5"), None, 2, 0, 4]
    assert [cell["raw"] for cell in total["cells"]] == ["1.5", "~", "2件", "0", "4"]
    blank = next(one for one in report["findings"] if one["rule"] == "S201")
    assert (blank["left"], blank["right"], blank["difference"], blank["equation"]) == (None,) * 4


def test_a_whole_number_stays_one(check: Check) -> None:
    text = render(
        "json", (check("year: 2023\ndisputes:\n  review: [1.0, 0, 0, 0, 3]\n"),), View("en")
    )
    assert '"left": 1,' in text
    assert '"value": 1,' in text


def test_an_input_that_cannot_be_read_has_an_error(check: Check) -> None:
    document = output(check("year: 2023\ndisputs: {}\n"))
    (report,) = document["reports"]
    assert report["error"] == {
        "message": "unknown key 'disputs'",
        "hint": "did you mean 'disputes'?",
        "location": {"line": 2, "column": 1, "end_line": 2, "end_column": 8},
    }
    assert (report["agency"], report["year"], report["form"]) == (None, None, None)
    assert report["counts"] == dict.fromkeys(COUNTS, 0)
    assert (report["findings"], report["skips"], report["diagnoses"]) == ([], [], [])
    assert document["summary"] == {
        "reports": 1, "findings": 0, "errors": 0, "warnings": 0, "infos": 0, "waived": 0,
        "unreadable": 1,
    }  # fmt: skip


def test_no_report_is_a_document_too() -> None:
    assert output()["reports"] == []


def fingerprints(result: CheckResult) -> list[str]:
    return sorted(one["fingerprint"] for one in output(result)["reports"][0]["findings"])


def test_fingerprints_do_not_depend_on_lines(check: Check) -> None:
    text = (
        "form: disclosure-2021\ndisputes:\n  review: [1, 0, 0, 0, 2]\n"
        "  direct_litigation: [1, 0, 0, 0, 0]\n"
    )
    moved = text.replace("disputes:", "# …\n\n\ndisputes: # 四")
    named = text.replace(
        "review: [1, 0, 0, 0, 2]",
        "行政复议: {总计: 2, upheld: 1, 结果纠正: 0, 其他结果: 0, 尚未审结: 0}",
    )
    other_figures = text.replace("2]", "7]")
    assert len(set(fingerprints(check(text)))) == len(fingerprints(check(text))) > 1
    for same in (moved, named, other_figures):
        assert fingerprints(check(same)) == fingerprints(check(text))


def test_fingerprints_differ_by_rule_and_place(check: Check) -> None:
    one = fingerprints(check("form: disclosure-2021\ndisputes:\n  review: [1, 0, 0, 0, 2]\n"))
    other = fingerprints(
        check("form: disclosure-2021\ndisputes:\n  direct_litigation: [1, 0, 0, 0, 2]\n")
    )
    assert set(one).isdisjoint(other)
