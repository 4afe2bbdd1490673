"""The schemas say what the program does: what they accept it accepts, and the other way round."""

import copy
import json
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from reportlint.config.load import load_config
from reportlint.engine.check import Checker
from reportlint.errors import ConfigError, PackError
from reportlint.model.result import CheckResult
from reportlint.reporters.json_v1_schema import output_schema
from reportlint.reporters.view import View, render
from reportlint.rules.builtin import load_builtin
from reportlint.rules.document import read_folder
from reportlint.schemas.config import config_schema
from reportlint.schemas.pack import pack_schema
from reportlint.schemas.report import report_schema

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples"
CheckSample = Callable[[str], CheckResult]

REPORT = jsonschema.Draft7Validator(report_schema((load_builtin(),)))
PACK = jsonschema.Draft7Validator(pack_schema())
CONFIG = jsonschema.Draft7Validator(config_schema())
OUTPUT = jsonschema.Draft7Validator(output_schema())

# The layout of another form, and rows of another width, are read and reported.
LAYOUT = {"S102", "S104"}
STRICTER = {
    "samples/broken/S102.yaml": "a table of another form",
    "samples/broken/S104.yaml": "a row of another width",
    "samples/hard/chinese-keys.yaml": "keys in other punctuation, the year with 年",
    "samples/hard/mixed-form-applications.yaml": "a table of another form",
    "samples/hard/mixed-form-disclosure.yaml": "a table of another form",
    "samples/hard/row-width.yaml": "rows of another width",
    "samples/waivers/refused.yaml": "a waiver without a reason",
}


@pytest.mark.parametrize("validator", [REPORT, PACK, CONFIG, OUTPUT])
def test_a_schema_is_one(validator: jsonschema.Draft7Validator) -> None:
    jsonschema.Draft7Validator.check_schema(validator.schema)
    assert isinstance(validator.schema, dict)
    assert validator.schema["title"]


def read(path: Path) -> Any:
    """Read a document as an editor sees it, dates as texts."""
    data = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    if path.suffix == ".json":
        return json.loads(text)
    return json.loads(json.dumps(yaml.safe_load(text), default=str))


@pytest.mark.parametrize(
    "path",
    sorted(
        str(path.relative_to(ROOT))
        for path in SAMPLES.rglob("*.*")
        if path.suffix in (".yaml", ".json") and "packs" not in path.parts
    ),
)
def test_every_sample_is_accepted(path: str, check_sample: CheckSample) -> None:
    assert check_sample(path).problem is None
    assert REPORT.is_valid(read(ROOT / path)) == (path not in STRICTER)


@pytest.mark.parametrize(
    ("path", "complaints"),
    [
        (
            "samples/hard/row-width.yaml",
            {"applications.granted": "is too short", "disputes.review": "is too long"},
        ),
        ("samples/broken/S104.yaml", {"disputes.review": "is too short"}),
        (
            "samples/hard/mixed-form-applications.yaml",
            {"applications": "('other_handling' was unexpected)"},
        ),
    ],
)
def test_an_editor_is_told_the_place_and_not_that_no_form_fits(
    path: str, complaints: dict[str, str]
) -> None:
    errors = list(REPORT.iter_errors(read(ROOT / path)))
    assert sorted(".".join(map(str, one.absolute_path)) for one in errors) == sorted(complaints)
    for one in errors:
        assert one.message.endswith(complaints[".".join(map(str, one.absolute_path))])


@pytest.mark.parametrize(
    ("head", "form"),
    [
        ({"year": 2020}, "disclosure-2019"),
        ({"年度": 2021}, "disclosure-2021"),
        ({"year": 2020, "form": "disclosure-2021"}, "disclosure-2021"),
        ({"year": 2024, "表式": "disclosure-2019"}, "disclosure-2019"),
        ({"year": 2020, "form": None}, "disclosure-2019"),
    ],
)
def test_the_form_that_a_report_names_or_its_year_has_is_meant(
    head: dict[str, Any], form: str
) -> None:
    row = {"disclosure-2019": [1, 2, 3], "disclosure-2021": [3]}[form]
    assert REPORT.is_valid({**head, "disclosure": {"licences": row}})
    other = [3] if len(row) == 3 else [1, 2, 3]
    (error,) = REPORT.iter_errors({**head, "disclosure": {"licences": other}})
    assert list(error.absolute_path) == ["disclosure", "licences"]


BASE: dict[str, Any] = {
    **read(SAMPLES / "clean-2021.json"),
    "waivers": [
        {
            "rule": "A101",
            "scope": {"r": "received"},
            "reason": "agreed",
            "owner": "legal",
            "expires": "2999-12-31",
            "values": {"applications.received.total": 3},
        }
    ],
}
VALUES = [None, 3, "x", "", [], {}, [1, 2], {"x": 1}, "2024", "own", "disclosure-2019", [[1]]]


def paths(node: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the path of every node below the root."""
    if path:
        yield path
    if isinstance(node, dict):
        for key, value in node.items():
            yield from paths(value, (*path, key))
    elif isinstance(node, list):
        for position, value in enumerate(node):
            yield from paths(value, (*path, position))


def change(path: tuple[str | int, ...], value: Any, deed: str) -> dict[str, Any]:
    """Return the report with one node replaced, removed, or beside another key."""
    document = copy.deepcopy(BASE)
    *above, last = path
    parent: Any = document
    for step in above:
        parent = parent[step]
    if deed == "remove":
        del parent[last]
    elif deed == "add" and isinstance(parent, dict):
        parent["unheard_of"] = value
    else:
        parent[last] = value
    return document


def accepted(checker: Checker, document: dict[str, Any]) -> bool:
    """Tell whether the program reads a report, and has nothing to say of its layout."""
    result = checker.check(json.dumps(document).encode(), "report.json")
    codes = {one.rule.code for one in result.findings}
    return result.problem is None and not codes & (LAYOUT | {"S901"})


CASES = list(paths(BASE))


@settings(max_examples=300)
@given(
    path=st.sampled_from(CASES),
    value=st.sampled_from(VALUES),
    deed=st.sampled_from(["replace", "replace", "remove", "add"]),
)
def test_reports_both_ways(
    checker: Checker, path: tuple[str | int, ...], value: Any, deed: str
) -> None:
    document = change(path, value, deed)
    if path[0] == "waivers" and (path[-1] in ("rule", "scope", "cell", "values") or len(path) > 3):
        # Whether such a rule and such a place exist, only the program can say.
        return
    if (path, deed) == (("year",), "replace") and value == "2024":
        # The program reads the text, too; the schema asks for a number.
        return
    assert REPORT.is_valid(document) == accepted(checker, document)


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ({"year": 2024}, True),
        ({"年度": 2024}, True),
        ({"form": "disclosure-2019"}, True),
        ({"表式": "disclosure-2019"}, True),
        ({"form": None, "year": 2020}, True),
        ({"form": "disclosure-2019", "year": 2024}, True),
        ({"year": 2018}, False),
        ({"form": None}, False),
        ({"form": "disclosure-2018", "year": 2024}, False),
        ({"agency": "x"}, False),
        ({"year": 2024, "title": ["x"]}, False),
        ({"year": 2024, "三、收到和处理政府信息公开申请情况": {"（七）总计": [0] * 7}}, True),
        ({"year": 2024, "applications": {"concluded": [0] * 6}}, False),
        ({"year": 2024, "applications": {"concluded": {"自然人": 3}}}, True),
        ({"year": 2024, "disclosure": {"licences": 3, "fees": [2.5]}}, True),
        ({"year": 2020, "disclosure": {"licences": 3}}, False),
        ({"year": 2024, "豁免": [{"规则": "A101", "理由": "x"}]}, True),
        ({"year": 2024, "waivers": [{"rule": "A101"}]}, False),
    ],
)
def test_reports_in_a_table(checker: Checker, document: Any, expected: bool) -> None:
    assert REPORT.is_valid(document) is expected
    if "waivers" not in document and "豁免" not in document:
        assert accepted(checker, document) is expected


@pytest.mark.parametrize(
    "path",
    sorted(
        str(path.relative_to(ROOT))
        for folder in (ROOT / "rules", SAMPLES / "packs")
        for path in folder.rglob("*.yaml")
        if (path.parent / "pack.yaml").exists() or (path.parent.parent / "pack.yaml").exists()
    ),
)
def test_every_file_of_a_pack_is_accepted(path: str) -> None:
    assert [error.message for error in PACK.iter_errors(read(ROOT / path))] == []


HEADER = "pack: tiny\ntitle: Tiny\n"
FORM = """\
form: tiny
label: Tiny
tables:
  cases: {label: Cases, columns: [{id: a, label: A}], rows: [{id: x, label: X}]}
"""
RULE = """\
rules:
- code: C101
  name: cases-none
  severity: error
  for: {c: [a]}
  table: cases
  assert: x[c] == 0
  title: none
  message: {en: some, zh: 有}
  why: because
  examples: {holds: {}, violates: {}}
"""


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", True),
        ("C101", "c101", False),
        ("severity: error", "severity: fatal", False),
        ("severity: error", "severity: error\n  waivable: false", True),
        ("severity: error", "severity: error\n  waivable: never", False),
        ("severity: error", "severity: error\n  seriousness: 3", False),
        ("  title: none\n", "", False),
        ("title: none", "title: {en: none}", False),
        ("message: {en: some, zh: 有}", "message: [some]", False),
        ("  assert: x[c] == 0\n", "", False),
        ("  assert: x[c] == 0\n", "  assert: x[c] == 0\n  forbid: blank\n", False),
        ("for: {c: [a]}", "for: {c: cases.columns}", True),
        ("for: {c: [a]}", "for: [c]", False),
        ("name: cases-none", "name: Cases None", False),
        ("examples: {holds: {}, violates: {}}", "examples: {holds: {}}", False),
    ],
)
def test_rules_both_ways(old: str, new: str, expected: bool, tmp_path: Path) -> None:
    text = RULE.replace(old, new, 1)
    assert PACK.is_valid(yaml.safe_load(text)) is expected
    for name, content in (("pack", HEADER), ("form", FORM), ("rules", text)):
        (tmp_path / f"{name}.yaml").write_text(content)
    try:
        read_folder(tmp_path, "tiny")
    except PackError:
        assert not expected
    else:
        assert expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", True),
        ('select = ["A", "L101"]\nignore = "blank-cell"\nfail-on = "warning"\nlang = "zh"', True),
        ('format = "sarif"\nform = "disclosure-2021"\ncolor = "never"\nbaseline = "x"', True),
        ('selct = ["A"]', False),
        ("select = [1]", False),
        ("select = 1", False),
        ('fail-on = "fatal"', False),
        ('lang = "fr"', False),
        ('format = ["json"]', False),
        ("baseline = 1", False),
        ('pack = ["packs"]', True),
    ],
)
def test_configurations_both_ways(text: str, expected: bool, tmp_path: Path) -> None:
    path = tmp_path / "reportlint.toml"
    path.write_text(text)
    (tmp_path / "packs").mkdir()
    assert CONFIG.is_valid(tomllib.loads(text)) is expected
    try:
        load_config(path, "reportlint.toml")
    except ConfigError:
        assert not expected
    else:
        assert expected


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_output_is_as_promised(lang: str, checker: Checker) -> None:
    files = sorted(path for path in SAMPLES.rglob("*.*") if path.suffix in (".yaml", ".json"))
    results = [checker.check(path.read_bytes(), path.name) for path in files]
    assert any(result.problem for result in results)
    assert any(result.waived for result in results)
    view = View("zh" if lang == "zh" else "en")
    document = json.loads(render("json", tuple(results), view))
    assert [error.message for error in OUTPUT.iter_errors(document)] == []


def test_every_golden_is_as_promised() -> None:
    goldens = sorted((ROOT / "tests" / "goldens" / "json").rglob("*.json"))
    assert goldens
    for path in goldens:
        assert OUTPUT.is_valid(json.loads(path.read_text(encoding="utf-8"))), path


@pytest.mark.parametrize("subject", ["report", "pack", "config", "output"])
def test_the_command_writes_them(subject: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "reportlint", "schema", subject]
    shown = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True).stdout
    subprocess.run([*command, "-o", "file.json"], cwd=tmp_path, check=True)
    assert (tmp_path / "file.json").read_bytes() == shown
    jsonschema.Draft7Validator.check_schema(json.loads(shown))


def test_a_schema_that_does_not_exist(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "reportlint", "schema", "reports", "--lang", "en"]
    done = subprocess.run(command[:-2], cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 2
