"""JUnit XML: what Jenkins' schema demands, and what a common reader makes of it."""

import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from junitparser import JUnitXml

from reportlint.model.result import CheckResult
from reportlint.reporters.view import View, render

ROOT = Path(__file__).parents[2]
CheckSample = Callable[[str], CheckResult]
Check = Callable[[str], CheckResult]
SAMPLES = [
    "samples/guangdong-hrss-2020.yaml",
    "samples/clean-2021.json",
    "samples/hard/row-width.yaml",
    "samples/hard/missing-rows.yaml",
]
TIME = re.compile(r"(?:(?:[0-9]{0,3},)*[0-9]{3}|[0-9]{0,3})*(?:\.[0-9]*)?")

# What the schema junit-10 of Jenkins says, in our own words: the attributes that an element
# must have and may have, the elements that it may hold, and whether it may hold text.
OUTCOME = ((), ("type", "message"), (), True)
SHAPES: dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], bool]] = {
    "testsuites": ((), ("name", "time", "tests", "failures", "errors"), ("testsuite",), False),
    "testsuite": (
        ("name", "tests", "failures", "errors"),
        ("group", "time", "skipped", "timestamp", "hostname", "id", "package", "file", "log",
         "url"),
        ("testsuite", "properties", "testcase", "system-out", "system-err"),
        False,
    ),
    "testcase": (
        ("name",),
        ("time", "classname", "group"),
        ("skipped", "error", "failure", "rerunFailure", "rerunError", "flakyFailure",
         "flakyError", "system-out", "system-err"),
        False,
    ),
    "failure": OUTCOME,
    "error": OUTCOME,
    "skipped": OUTCOME,
    "system-out": ((), (), (), True),
    "system-err": ((), (), (), True),
    "properties": ((), (), ("property",), False),
    "property": (("name", "value"), (), (), False),
}  # fmt: skip


def wrong(element: Element) -> list[str]:
    """Return what the schema would refuse in an element and below it."""
    required, optional, inside, text = SHAPES[element.tag]
    found = [f"{element.tag} lacks {name}" for name in required if name not in element.attrib]
    found += [
        f"{element.tag} has {name}" for name in element.attrib if name not in (*required, *optional)
    ]
    found += [
        f"{element.tag} has no valid time"
        for name, value in element.attrib.items()
        if name == "time" and element.tag != "testcase" and TIME.fullmatch(value) is None
    ]
    if not text:
        spaces = [element.text, *(child.tail for child in element)]
        found += [f"{element.tag} holds text" for space in spaces if space and space.strip()]
    for child in element:
        if child.tag not in inside:
            found.append(f"{element.tag} holds {child.tag}")
        else:
            found += wrong(child)
    return found


def results(check_sample: CheckSample, check: Check) -> tuple[CheckResult, ...]:
    return (*(check_sample(path) for path in SAMPLES), check("- no report"))


@pytest.mark.parametrize("failing", [("error",), ("error", "warning", "info"), ()])
def test_the_schema_has_nothing_to_say(
    failing: tuple[str, ...], check_sample: CheckSample, check: Check
) -> None:
    view = View("zh", failing=failing)  # type: ignore[arg-type]
    root = ElementTree.fromstring(  # our own output
        render("junit", results(check_sample, check), view)
    )
    assert root.tag == "testsuites"
    assert wrong(root) == []


def test_the_check_of_the_schema_sees_mistakes() -> None:
    text = '<testsuites><testsuite name="a" x="1"><case/></testsuite> text</testsuites>'
    assert wrong(ElementTree.fromstring(text)) == [  # a constant
        "testsuites holds text",
        "testsuite lacks tests",
        "testsuite lacks failures",
        "testsuite lacks errors",
        "testsuite has x",
        "testsuite holds case",
    ]


def test_a_common_reader_counts_the_same(check_sample: CheckSample, check: Check) -> None:
    checked = results(check_sample, check)
    read = JUnitXml.fromstring(render("junit", checked, View("en")).encode())
    suites = list(read)
    assert [suite.name for suite in suites] == [result.path for result in checked]
    for suite, result in zip(suites, checked, strict=True):
        errors = sum(one.rule.severity == "error" for one in result.findings)
        written = (suite.tests, suite.failures, suite.errors, suite.skipped)
        unread = int(result.problem is not None)
        total = len(result.held) + len(result.findings) + len(result.skips) + len(result.waived)
        assert written == (total + unread, errors, unread, len(result.skips) + len(result.waived))
        suite.update_statistics()  # type: ignore[no-untyped-call]  # the library has no types
        assert (suite.tests, suite.failures, suite.errors, suite.skipped) == written
