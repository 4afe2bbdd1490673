"""The formats for machines: whole outputs, and what a hostile report may not do to them."""

import json
from collections.abc import Callable
from xml.etree import ElementTree

import pytest

from reportlint.model.result import CheckResult
from reportlint.reporters.view import View, render

CheckSample = Callable[[str], CheckResult]
Check = Callable[[str], CheckResult]
Golden = Callable[[str, str], None]

SUFFIXES = {
    "sarif": "sarif",
    "junit": "xml",
    "github": "txt",
    "gitlab": "json",
    "markdown": "md",
    "jsonl": "jsonl",
}
HOSTILE = """\
form: disclosure-2021
agency: "<b>@all</b>\\u0000\\u202e::error::%0A"
applications:
  received: ["<script>|`*@x", "]]>", "\\u0007\\uFFFE", "::set-output name=x::y", 0, 0, 0]
"""


@pytest.fixture
def results(check_sample: CheckSample, check: Check) -> tuple[CheckResult, ...]:
    """Return a report with every verdict, one without findings, one that cannot be read."""
    return (
        check_sample("samples/guangdong-hrss-2020.yaml"),
        check_sample("samples/clean-2021.yaml"),
        check("year: 2021\nagencie: nobody\n"),
    )


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", SUFFIXES)
def test_whole_output(
    name: str, lang: str, results: tuple[CheckResult, ...], golden: Golden
) -> None:
    view = View("zh" if lang == "zh" else "en")
    golden(f"formats/{name}-{lang}.{SUFFIXES[name]}", render(name, results, view))


@pytest.mark.parametrize("name", SUFFIXES)
def test_no_report_at_all(name: str) -> None:
    text = render(name, (), View("en"))
    assert text.endswith("\n")
    assert text == render(name, (), View("zh")) or name in ("github", "markdown", "sarif")


@pytest.mark.parametrize("name", SUFFIXES)
def test_the_output_is_one_document_whatever_is_written_in_a_cell(name: str, check: Check) -> None:
    result = check(HOSTILE)
    assert result.findings
    text = render(name, (result,), View("en"))
    assert not set(map(chr, range(32))) - {"\n"} & set(text)
    match name:
        case "sarif" | "gitlab":
            json.loads(text)
        case "jsonl":
            assert [json.loads(line)["type"] for line in text.splitlines()].count("summary") == 1
        case "junit":
            ElementTree.fromstring(text)  # our own output
        case "github":
            *commands, summary = text.splitlines()
            assert len(commands) == len(result.findings)
            assert all(line.startswith(("::error file=report,", "::warning file=report,",
                                        "::notice file=report,")) for line in commands)  # fmt: skip
            assert not summary.startswith("::")
        case "markdown":
            assert "<script>" not in text
            assert "@x" not in text


def test_a_path_is_a_uri_in_sarif(check_sample: CheckSample) -> None:
    result = check_sample("samples/guangdong-hrss-2020.yaml")._replace(path="年报/a b%.yaml")
    (run,) = json.loads(render("sarif", (result,), View("en")))["runs"]
    uris = {
        place["physicalLocation"]["artifactLocation"]["uri"]
        for one in run["results"]
        for place in one["locations"]
    }
    assert uris == {"%E5%B9%B4%E6%8A%A5/a%20b%25.yaml"}


def test_gitlab_tells_reports_apart(check_sample: CheckSample) -> None:
    result = check_sample("samples/guangdong-hrss-2020.yaml")
    issues = json.loads(render("gitlab", (result, result._replace(path="other")), View("en")))
    digests = [issue["fingerprint"] for issue in issues]
    assert len(set(digests)) == len(digests) == 2 * len(result.findings)


def test_junit_fails_what_the_run_fails_for(check_sample: CheckSample) -> None:
    results = (check_sample("samples/guangdong-hrss-2020.yaml"),)
    errors = sum(finding.rule.severity == "error" for finding in results[0].findings)
    everything = len(results[0].findings)
    for failing, expected in (
        (("error",), errors),
        (("error", "warning", "info"), everything),
        ((), 0),
    ):
        text = render("junit", results, View("en", failing=failing))  # type: ignore[arg-type]
        root = ElementTree.fromstring(text)  # our own output
        assert len(root.findall(".//failure")) == int(root.attrib["failures"]) == expected
        assert len(root.findall(".//testcase/system-out")) == everything - expected


def test_junit_has_a_case_for_every_constraint(check_sample: CheckSample) -> None:
    result = check_sample("samples/guangdong-hrss-2020.yaml")
    root = ElementTree.fromstring(render("junit", (result,), View("en")))  # our own
    cases = root.findall(".//testcase")
    names = [case.attrib["name"] for case in cases]
    assert len(set(names)) == len(names)
    assert len(cases) == len(result.held) + len(result.findings) + len(result.skips)
    assert len(root.findall(".//skipped")) == len(result.skips)
