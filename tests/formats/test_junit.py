"""JUnit XML: what Jenkins' schema demands, and what a common reader makes of it."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
import xmlschema
from hypothesis import given
from hypothesis import strategies as st
from junitparser import JUnitXml

from reportlint.model.result import CheckResult
from reportlint.reporters.view import View, render

ROOT = Path(__file__).parents[2]
SCHEMA = ROOT / "build" / "junit" / "junit-10.xsd"
CheckSample = Callable[[str], CheckResult]
Check = Callable[[str], CheckResult]
SAMPLES = sorted(
    str(path.relative_to(ROOT))
    for path in (ROOT / "samples").rglob("*")
    if path.suffix in (".yaml", ".json")
)
FAILING = [("error",), ("error", "warning", "info"), ()]
TIME = re.compile(r"(?:(?:[0-9]{0,3},)*[0-9]{3}|[0-9]{0,3})*(?:\.[0-9]{0,3})?")
needs_schema = pytest.mark.skipif(
    not SCHEMA.exists(), reason="Jenkins' junit-10.xsd is not there (.ci/run fetches it)"
)


class Shape(NamedTuple):
    """What an element must have and may have, what it holds, and how."""

    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    text: bool = False
    once: bool = False
    """Whether what is inside comes in this order, each at most once."""


# What the schema junit-10 of Jenkins says, in our own words.
STREAMS = ("system-out", "system-err")
OUTCOME = Shape(optional=("type", "message"), text=True)
RERUN = Shape(("type",), ("message",), ("stackTrace", *STREAMS), text=True, once=True)
RERUNS = ("rerunFailure", "rerunError", "flakyFailure", "flakyError")
SHAPES = {
    "testsuites": Shape(
        optional=("name", "time", "tests", "failures", "errors"), inside=("testsuite",)
    ),
    "testsuite": Shape(
        ("name", "tests", "failures", "errors"),
        ("group", "time", "skipped", "timestamp", "hostname", "id", "package", "file", "log",
         "url", "version"),
        ("testsuite", "properties", "testcase", *STREAMS),
    ),
    "testcase": Shape(
        ("name",),
        ("time", "classname", "group"),
        ("skipped", "error", "failure", *RERUNS, *STREAMS),
    ),
    **dict.fromkeys(("failure", "error", "skipped"), OUTCOME),
    **dict.fromkeys(RERUNS, RERUN),
    **dict.fromkeys(("stackTrace", *STREAMS), Shape(text=True)),
    "properties": Shape(inside=("property",)),
    "property": Shape(("name", "value")),
}  # fmt: skip


def wrong(element: Element) -> list[str]:
    """Return what the schema would refuse in an element and below it."""
    tag, shape = element.tag, SHAPES[element.tag]
    allowed = (*shape.required, *shape.optional)
    found = [f"{tag} lacks {name}" for name in shape.required if name not in element.attrib]
    found += [f"{tag} has {name}" for name in element.attrib if name not in allowed]
    if tag != "testcase" and TIME.fullmatch(element.attrib.get("time", "")) is None:
        found.append(f"{tag} has no valid time")
    if not shape.text:
        spaces = [element.text, *(child.tail for child in element)]
        found += [f"{tag} holds text" for space in spaces if space and space.strip()]
    places = [shape.inside.index(child.tag) for child in element if child.tag in shape.inside]
    if shape.once and places != sorted(set(places)):
        found.append(f"{tag} holds too much, or in another order")
    for child in element:
        found += wrong(child) if child.tag in shape.inside else [f"{tag} holds {child.tag}"]
    return found


@pytest.fixture(scope="module")
def schema() -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(SCHEMA)


@pytest.fixture(scope="module")
def results(check_sample: CheckSample, check: Check) -> tuple[CheckResult, ...]:
    return (*map(check_sample, SAMPLES), check("- no report"))


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("failing", FAILING)
def test_our_words_of_the_schema_refuse_nothing(
    failing: tuple[str, ...], lang: str, results: tuple[CheckResult, ...]
) -> None:
    view = View(lang, failing=failing)  # type: ignore[arg-type]
    root = ElementTree.fromstring(  # our own output
        render("junit", results, view)
    )
    assert root.tag == "testsuites"
    assert wrong(root) == []


@needs_schema
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("failing", FAILING)
def test_the_schema_refuses_nothing(
    failing: tuple[str, ...],
    lang: str,
    results: tuple[CheckResult, ...],
    schema: xmlschema.XMLSchema,
) -> None:
    view = View(lang, failing=failing)  # type: ignore[arg-type]
    text = render("junit", results, view)
    assert [str(error) for error in schema.iter_errors(text)] == []


NAMES = sorted({name for one in SHAPES.values() for name in (*one.required, *one.optional)})
ATTRIBUTES = st.dictionaries(
    st.sampled_from([*NAMES, "x"]), st.sampled_from(["", "1.5", "1,000.25", "1.2345", "x"])
)


@st.composite
def documents(draw: st.DrawFn, tag: str = "testsuites", depth: int = 0) -> Element:
    """Return documents that are mostly as the schema demands."""
    shape = SHAPES[tag]
    required = dict.fromkeys(shape.required, "1")
    given = {name: draw(st.sampled_from(["1.25", "2"])) for name in draw(
        st.lists(st.sampled_from(shape.optional or ("x",)), max_size=2))}  # fmt: skip
    strange = draw(st.integers(0, 19)) == 7
    element = Element(tag, draw(ATTRIBUTES) if strange else required | given)
    element.text = draw(st.sampled_from(["", " ", "text"] if strange or shape.text else ["", " "]))
    choices = sorted(SHAPES) if strange else shape.inside
    if choices and depth < 5:
        for name in draw(st.lists(st.sampled_from(choices), max_size=3)):
            element.append(draw(documents(name, depth + 1)))
    return element


@needs_schema
@given(root=documents())
def test_our_words_and_the_schema_agree(root: Element, schema: xmlschema.XMLSchema) -> None:
    assert (wrong(root) == []) == schema.is_valid(root)


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


def test_a_common_reader_counts_the_same(results: tuple[CheckResult, ...]) -> None:
    read = JUnitXml.fromstring(render("junit", results, View("en")).encode())
    suites = list(read)
    assert [suite.name for suite in suites] == [result.path for result in results]
    for suite, result in zip(suites, results, strict=True):
        errors = sum(one.rule.severity == "error" for one in result.findings)
        written = (suite.tests, suite.failures, suite.errors, suite.skipped)
        unread = int(result.problem is not None)
        total = len(result.held) + len(result.findings) + len(result.skips) + len(result.waived)
        assert written == (total + unread, errors, unread, len(result.skips) + len(result.waived))
        suite.update_statistics()  # type: ignore[no-untyped-call]  # the library has no types
        assert (suite.tests, suite.failures, suite.errors, suite.skipped) == written
