"""Broken and hostile reports in JSON: what is said of each, and where.

``REFUSED`` are read no further (name, bytes, line:column, how the message and the
hint start); ``JUDGED`` are reports all the same (name, bytes, exit code, rules).
"""

import json
from collections.abc import Callable
from operator import itemgetter
from pathlib import Path
from typing import Any

import pytest

Cli = Callable[..., Any]
Refused = tuple[str, bytes, str, str, str]
Judged = tuple[str, bytes, int, str]

REFUSED: list[Refused] = [
    ("empty", b"", "1:1", "not well-formed JSON: expected a value", ""),
    ("white-space", b" \n ", "2:2", "not well-formed JSON: expected a value", ""),
    ("open-object", b"{", "1:2", "not well-formed JSON: expected a key in double quotes", ""),
    ("open-array", b"[", "1:2", "not well-formed JSON: expected a value", ""),
    (
        "null",
        b"null",
        "1:1",
        "the file is empty",
        "reportlint init writes an empty report to fill in",
    ),
    (
        "list",
        b"[1, 2]",
        "1:1",
        "a report is a mapping of keys to values",
        "reportlint init writes an empty report to fill in",
    ),
    (
        "string",
        b'"x"',
        "1:1",
        "a report is a mapping of keys to values",
        "reportlint init writes an empty report to fill in",
    ),
    (
        "number",
        b"5",
        "1:1",
        "a report is a mapping of keys to values",
        "reportlint init writes an empty report to fill in",
    ),
    (
        "two-values",
        b"{} {}",
        "1:4",
        "not well-formed JSON: expected the end of the document, found '{'",
        "",
    ),
    (
        "nan",
        b'{"year": NaN}',
        "1:10",
        "not well-formed JSON: expected a value, found 'N'",
        "write null where there is no number",
    ),
    (
        "infinity",
        b'{"year": Infinity}',
        "1:10",
        "not well-formed JSON: expected a value, found 'I'",
        "write null where there is no number",
    ),
    (
        "minus-infinity",
        b'{"year": -Infinity}',
        "1:10",
        "not well-formed JSON: expected a value, found '-'",
        "write null where there is no number",
    ),
    (
        "python-none",
        b'{"year": None}',
        "1:10",
        "not well-formed JSON: expected a value, found 'N'",
        "write null",
    ),
    (
        "python-true",
        b'{"year": True}',
        "1:10",
        "not well-formed JSON: expected a value, found 'T'",
        "write true",
    ),
    (
        "undefined",
        b'{"year": undefined}',
        "1:10",
        "not well-formed JSON: expected a value, found 'u'",
        "",
    ),
    (
        "octal",
        b'{"year": 010}',
        "1:10",
        "not well-formed JSON: expected a value, found '0'",
        "put it in double quotes to keep it as written",
    ),
    (
        "plus-number",
        b'{"year": +2022}',
        "1:10",
        "not well-formed JSON: expected a value, found '+'",
        "put it in double quotes to keep it as written",
    ),
    (
        "point-number",
        b'{"year": .5}',
        "1:10",
        "not well-formed JSON: expected a value, found '.'",
        "put it in double quotes to keep it as written",
    ),
    (
        "hexadecimal",
        b'{"year": 0x1F}',
        "1:10",
        "not well-formed JSON: expected a value, found '0'",
        "put it in double quotes to keep it as written",
    ),
    (
        "number-cut",
        b'{"year": 1e}',
        "1:10",
        "not well-formed JSON: expected a value, found '1'",
        "put it in double quotes to keep it as written",
    ),
    (
        "trailing-comma",
        b'{"year": 2022,}',
        "1:15",
        "not well-formed JSON: expected a key in double quotes, found '}'",
        "remove the comma before it",
    ),
    (
        "trailing-comma-list",
        b'{"year": [2022,]}',
        "1:16",
        "not well-formed JSON: expected a value, found ']'",
        "remove the comma before it",
    ),
    (
        "missing-comma",
        b'{"year": 2022 "form": 1}',
        "1:15",
        "not well-formed JSON: expected ',' or '}', found '\"'",
        "",
    ),
    ("missing-colon", b'{"year" 2022}', "1:9", "not well-formed JSON: expected ':', found '2'", ""),
    (
        "missing-value",
        b'{"year": }',
        "1:10",
        "not well-formed JSON: expected a value, found '}'",
        "remove the comma before it",
    ),
    (
        "single-quotes",
        b"{'year': 2022}",
        "1:2",
        'not well-formed JSON: expected a key in double quotes, found "\'"',
        "JSON needs double quotes",
    ),
    (
        "bare-key",
        b"{year: 2022}",
        "1:2",
        "not well-formed JSON: expected a key in double quotes, found 'y'",
        "",
    ),
    (
        "comment",
        b'{"year": 2022} // done',
        "1:16",
        "not well-formed JSON: expected the end of the document, found '/'",
        "JSON has no comments",
    ),
    (
        "comment-inside",
        b'{/* x */ "year": 2022}',
        "1:2",
        "not well-formed JSON: expected a key in double quotes, found '/'",
        "JSON has no comments",
    ),
    (
        "hash-comment",
        b'# x\n{"year": 2022}',
        "1:1",
        "not well-formed JSON: expected a value, found '#'",
        "JSON has no comments",
    ),
    (
        "full-width-colon",
        '{"year"：2022}'.encode(),
        "1:8",
        "not well-formed JSON: expected ':', found '：'",
        "use the half-width colon ':'",
    ),
    (
        "full-width-comma",
        '{"year": 2022，"form": 1}'.encode(),
        "1:14",
        "not well-formed JSON: expected ',' or '}', found '，'",
        "use the half-width comma ','",
    ),
    (
        "curly-quotes",
        "{“year”: 2022}".encode(),
        "1:2",
        "not well-formed JSON: expected a key in double quotes, found '“'",
        "use the half-width quote '\"'",
    ),
    (
        "open-string",
        b'{"year": "2022}',
        "1:10",
        "not well-formed JSON: unterminated string starting",
        "",
    ),
    (
        "line-break-in-string",
        b'{"agency": "a\nb"}',
        "1:14",
        "not well-formed JSON: invalid control character",
        "",
    ),
    (
        "control-in-string",
        b'{"agency": "a\x1b[31m"}',
        "1:14",
        "not well-formed JSON: invalid control character",
        "",
    ),
    ("bad-escape", b'{"agency": "\\q"}', "1:13", "not well-formed JSON: invalid \\escape", ""),
    (
        "bad-unicode-escape",
        b'{"agency": "\\u12"}',
        "1:14",
        "not well-formed JSON: invalid \\uXXXX escape",
        "",
    ),
    (
        "lone-surrogate-key",
        b'{"year": 2022, "\\ud800": 1}',
        "1:16",
        "unknown key '\\ud800'",
        "known here: form, agency, year, title, published, scope, hea",
    ),
    (
        "lone-surrogate-form",
        b'{"form": "\\ud800"}',
        "1:10",
        "unknown form '\\ud800'",
        "known here: disclosure-2019, disclosure-2021",
    ),
    (
        "escape-sequence-key",
        b'{"year": 2022, "\\u001b[31m": 1}',
        "1:16",
        "unknown key '\\x1b[31m'",
        "known here: form, agency, year, title, published, scope, hea",
    ),
    (
        "override-key",
        b'{"year": 2022, "\\u202eabc": 1}',
        "1:16",
        "unknown key '\\u202eabc'",
        "known here: form, agency, year, title, published, scope, hea",
    ),
    (
        "nul-byte",
        b'{"year": 2022\x00}',
        "1:14",
        "not well-formed JSON: expected ',' or '}', found '\\x00'",
        "",
    ),
    (
        "byte-order-mark",
        b'\xef\xbb\xbf{"yeer": 2022}',
        "1:2",
        "unknown key 'yeer'",
        "did you mean 'year'?",
    ),
    (
        "utf16",
        '{"yeer": 2022}'.encode("utf-16"),
        "1:2",
        "unknown key 'yeer'",
        "did you mean 'year'?",
    ),
    (
        "gb18030",
        '{"机关": "甲"}'.encode("gb18030"),
        "1:1",
        "the report names neither its year nor its form",
        "add a line such as 'year: 2024', or use --form",
    ),
    (
        "vertical-tab",
        b'{\x0b"year": 2022}',
        "1:2",
        "not well-formed JSON: expected a key in double quotes, found '\\x0b'",
        "",
    ),
    (
        "no-break-space",
        '{\u00a0"year": 2022}'.encode(),
        "1:2",
        "not well-formed JSON: expected a key in double quotes, found '\\xa0'",
        "",
    ),
    (
        "duplicate-key",
        b'{"year": 2022, "year": 2023}',
        "1:16",
        "the key 'year' stands twice",
        "it was first given in line 1; remove one of the two",
    ),
    (
        "duplicate-by-escape",
        b'{"year": 2022, "ye\\u0061r": 2023}',
        "1:16",
        "the key 'year' stands twice",
        "it was first given in line 1; remove one of the two",
    ),
    (
        "duplicate-by-label",
        '{"year": 2022, "年度": 2023}'.encode(),
        "1:16",
        "'年度' and 'year' in line 1 are the same",
        "remove one of the two",
    ),
    (
        "duplicate-row-by-label",
        '{"year": 2022, "disputes": {"review": [1], "行政复议": [2]}}'.encode(),
        "1:44",
        "'行政复议' and 'review' in line 1 are the same",
        "remove one of the two",
    ),
    ("nested-arrays", b'{"year": ' + b"[" * 100_000, "1:33", "nested deeper than 24 levels", ""),
    ("nested-objects", b'{"a":' * 100_000, "1:121", "nested deeper than 24 levels", ""),
    (
        "many-values",
        b'{"year": 2022, "disputes": {"review": [' + b"1," * 200_001 + b"1]}}",
        "1:400032",
        "more than 200,000 values",
        "",
    ),
    (
        "too-many-bytes",
        b" " * 8_000_001,
        "",
        "the file is larger than 8,000,000 bytes",
        "an annual report has a few thousand",
    ),
    (
        "too-many-characters",
        b" " * 4_000_001,
        "",
        "the document is larger than 4,000,000 characters",
        "an annual report has a few thousand",
    ),
    (
        "long-key",
        b'{"' + b"k" * 300_000 + b'": 1}',
        "1:2",
        "a key of more than 200 characters",
        "quote a text that is not meant as a key",
    ),
    (
        "long-number-year",
        b'{"year": ' + b"9" * 1_000_000 + b"}",
        "1:10",
        "the year is no year",
        "write four digits, such as 2024",
    ),
    (
        "year-exponent",
        b'{"year": 2.022e3}',
        "1:10",
        "the year is no year",
        "write four digits, such as 2024",
    ),
    (
        "year-decimal",
        b'{"year": 2022.0}',
        "1:10",
        "the year is no year",
        "write four digits, such as 2024",
    ),
    (
        "year-true",
        b'{"year": true}',
        "1:10",
        "the year is no year",
        "write four digits, such as 2024",
    ),
    (
        "year-list",
        b'{"year": [2022]}',
        "1:10",
        "the year is no year",
        "write four digits, such as 2024",
    ),
    (
        "year-object",
        b'{"year": {}}',
        "1:10",
        "the year is no year",
        "write four digits, such as 2024",
    ),
    (
        "form-number",
        b'{"form": 5}',
        "1:10",
        "unknown form '5'",
        "known here: disclosure-2019, disclosure-2021",
    ),
    (
        "form-object",
        b'{"form": {}}',
        "1:10",
        "'form' is the id of a form",
        "known here: disclosure-2019, disclosure-2021",
    ),
    (
        "table-number",
        b'{"year": 2022, "disputes": 5}',
        "1:28",
        "a table has one key a row",
        "write 'received: [90, 2, …]' under it",
    ),
    (
        "table-list",
        b'{"year": 2022, "disputes": []}',
        "1:28",
        "a table has one key a row",
        "write 'received: [90, 2, …]' under it",
    ),
    (
        "cell-list",
        b'{"year": 2022, "disputes": {"review": [[1], 2, 3, 4, 5]}}',
        "1:40",
        "a cell is one number",
        "",
    ),
    (
        "narrative-list",
        b'{"year": 2022, "narrative": []}',
        "1:29",
        "'narrative' has one key a section",
        "known here: preamble, overview, problems, other",
    ),
    (
        "headings-object",
        b'{"year": 2022, "headings": {}}',
        "1:28",
        "'headings' is a list of texts",
        "",
    ),
    (
        "unknown-key",
        b'{"year": 2022, "agenci": 1}',
        "1:16",
        "unknown key 'agenci'",
        "did you mean 'agency'?",
    ),
    (
        "unknown-row",
        b'{"year": 2022, "applications": {"recieved": [1]}}',
        "1:33",
        "unknown row 'recieved'",
        "did you mean 'received'?",
    ),
    (
        "unknown-column",
        b'{"year": 2022, "disputes": {"review": {"totals": 1}}}',
        "1:40",
        "unknown column 'totals'",
        "did you mean 'total'?",
    ),
    (
        "own-output",
        b'{"format": "reportlint/v1", "reports": []}',
        "1:2",
        "unknown key 'format'",
        "did you mean 'form'?",
    ),
    (
        "sarif",
        b'{"$schema": "x", "version": "2.1.0", "runs": []}',
        "1:1",
        "the report names neither its year nor its form",
        "add a line such as 'year: 2024', or use --form",
    ),
    (
        "yaml-in-json-file",
        b"year: 2022\n",
        "1:1",
        "not well-formed JSON: expected a value, found 'y'",
        "",
    ),
]

JUDGED: list[Judged] = [
    ("year-only", b'{"year": 2022}', 0, ""),
    ("year-text", b'{"year": "2022"}', 0, ""),
    ("null-table", b'{"year": 2022, "disputes": null}', 0, ""),
    ("exponent", b'{"year": 2022, "disputes": {"review": [1e999, 0, 0, 0, 0]}}', 1, "S103 S203"),
    (
        "exponent-bomb",
        b'{"year": 2022, "disputes": {"review": [1e999999999999, 0, 0, 0, 0]}}',
        1,
        "S103 S203",
    ),
    (
        "million-digits",
        b'{"year": 2022, "disputes": {"review": [' + b"7" * 1_000_000 + b", 0, 0, 0, 0]}}",
        1,
        "S103 S203",
    ),
    ("minus-zero", b'{"year": 2022, "disputes": {"review": [-0, -0.0, 0, 0, 0]}}', 0, "S103 S212"),
    (
        "true-is-no-number",
        b'{"year": 2022, "disputes": {"review": [true, false, 0, 0, 1]}}',
        1,
        "S103 S203",
    ),
    (
        "lone-surrogate-agency",
        b'{"year": 2022, "agency": "\\ud800", "disputes": {"review": [1, 0, 0, 0, 0]}}',
        1,
        "L101 S103",
    ),
    (
        "escapes-in-cell",
        b'{"year": 2022, "disputes": {"review": ["\\u001b[31m1", 0, 0, 0, 0]}}',
        1,
        "S103 S203",
    ),
    (
        "astral-agency",
        '{"year": 2022, "agency": "𠮷", "disputes": {"review": [1, 0, 0, 0, 0]}}'.encode(),
        1,
        "L101 S103",
    ),
]


def is_safe(text: str) -> bool:
    """Tell whether a terminal shows the text and does nothing else with it."""
    return not any(ord(one) < 32 or 127 <= ord(one) < 160 for one in text.replace("\n", ""))


@pytest.mark.parametrize("case", REFUSED, ids=itemgetter(0))
def test_refused(cli: Cli, folder: Path, case: Refused) -> None:
    _, data, place, says, hint = case
    (folder / "r.json").write_bytes(data)
    run = cli("check", "r.json", "--format", "concise", "--quiet")
    shown = f"r.json:{place}: " if place else "r.json: "
    assert run.code == 3
    assert run.out.startswith(f"{shown}error[read] {says}")
    assert f" ({hint}" in run.out if hint else not run.out.endswith(")\n")
    whole = cli("check", "r.json", "--lang", "zh")
    assert whole.code == 3
    assert whole.out.startswith("无法读取")
    assert is_safe(run.out + whole.out)
    assert list(folder.iterdir()) == [folder / "r.json"], "something was written"


@pytest.mark.parametrize("case", JUDGED, ids=itemgetter(0))
def test_judged(cli: Cli, folder: Path, case: Judged) -> None:
    _, data, code, rules = case
    (folder / "r.json").write_bytes(data)
    run = cli("check", "r.json", "--format", "json")
    assert run.code == code
    [report] = json.loads(run.out)["reports"]
    assert sorted({finding["rule"] for finding in report["findings"]}) == rules.split()
    for style in ("full", "concise"):
        shown = cli("check", "r.json", "--format", style, "--verbose", "--lang", "zh")
        assert shown.code == code
        assert is_safe(shown.out)
    assert list(folder.iterdir()) == [folder / "r.json"], "something was written"
