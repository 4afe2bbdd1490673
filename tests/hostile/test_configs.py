"""Broken and hostile configuration files: what is said of each, and where.

A row names the case, its bytes, line:column, and how the message and the hint start.
"""

from collections.abc import Callable
from operator import itemgetter
from pathlib import Path
from typing import Any

import pytest

Check = Callable[..., None]
Cli = Callable[..., Any]
Case = tuple[str, bytes, str, str, str]

CASES: list[Case] = [
    ("broken", b"select = [", "1:11", "not well-formed TOML", ""),
    ("no-value", b"select =\n", "1:9", "not well-formed TOML", ""),
    ("no-equals", b"select\n", "1:7", "not well-formed TOML", ""),
    ("bare-value", b"lang = zh\n", "1:8", "not well-formed TOML", ""),
    ("open-string", b'lang = "zh\n', "1:11", "not well-formed TOML", ""),
    ("bad-escape", b'lang = "\\q"\n', "1:11", "not well-formed TOML", ""),
    ("twice", b'lang = "zh"\nlang = "en"\n', "2:12", "not well-formed TOML", ""),
    ("two-on-a-line", b'lang = "zh" form = "x"\n', "1:13", "not well-formed TOML", ""),
    ("table-twice", b"[a]\n[a]\n", "2:3", "not well-formed TOML", ""),
    ("nul", b"\x00", "1:1", "not well-formed TOML", ""),
    ("control-character", b'lang = "\x1b[31m"\n', "1:9", "not well-formed TOML", ""),
    ("latin1", b'form = "\xe9"\n', "", "the file is not UTF-8", "save it as UTF-8"),
    ("utf16", 'lang = "zh"\n'.encode("utf-16"), "", "the file is not UTF-8", "save it as UTF-8"),
    ("nested-arrays", b"select = " + b"[" * 100_000, "", "nested too deeply", ""),
    ("nested-tables", b"select = " + b"{a=" * 100_000, "", "nested too deeply", ""),
    (
        "million-digits",
        b"select = " + b"9" * 900_000 + b"\n",
        "",
        "a number has too many digits",
        "",
    ),
    (
        "hex-digits",
        b"select = 0x" + b"f" * 900_000 + b"\n",
        "1:1",
        "'select' is a list of texts",
        'such as select = ["…"]',
    ),
    ("too-large", b"#" * 1_000_001, "", "larger than 1,000,000 bytes", ""),
    (
        "date",
        b"select = 2001-01-01\n",
        "1:1",
        "'select' is a list of texts",
        'such as select = ["…"]',
    ),
    ("bad-date", b"select = 2001-13-45\n", "1:14", "not well-formed TOML", ""),
    (
        "date-in-list",
        b"ignore = [2001-01-01T00:00:00Z]\n",
        "1:1",
        "'ignore' is a list of texts",
        'such as ignore = ["…"]',
    ),
    ("infinite", b"select = inf\n", "1:1", "'select' is a list of texts", 'such as select = ["…"]'),
    ("not-a-number", b"form = nan\n", "1:1", "'form' is a text", 'such as form = "…"'),
    (
        "unknown-key",
        b'selekt = ["A"]\n',
        "1:1",
        "unknown setting 'selekt'",
        "did you mean 'select'?",
    ),
    (
        "underscore-key",
        b'fail_on = "error"\n',
        "1:1",
        "unknown setting 'fail_on'",
        "did you mean 'fail-on'?",
    ),
    (
        "option-key",
        b"exit-zero = true\n",
        "1:1",
        "unknown setting 'exit-zero'",
        "known here: select, ignore, pack, format, form, baseline, fail-on, lan",
    ),
    (
        "chinese-key",
        '"规则" = "A"\n'.encode(),
        "1:2",
        "unknown setting '规则'",
        "known here: select, ignore, pack, format, form, baseline, fail-on, lan",
    ),
    (
        "escape-key",
        b'"\\u001b[31m" = 1\n',
        "",
        "unknown setting '\\x1b[31m'",
        "known here: select, ignore, pack, format, form, baseline, fail-on, lan",
    ),
    (
        "long-key",
        b"k" * 100_000 + b" = 1\n",
        "1:1",
        "unknown setting 'kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk",
        "known here: select, ignore, pack, format, form, baseline, fail-on, lan",
    ),
    (
        "tool-section",
        b'[tool.reportlint]\nlang = "zh"\n',
        "1:2",
        "unknown setting 'tool'",
        "in reportlint.toml, write the settings without [tool.reportl",
    ),
    (
        "dotted-key",
        b'select.a = "A"\n',
        "1:1",
        "'select' is a list of texts",
        'such as select = ["…"]',
    ),
    (
        "select-number",
        b"select = 3\n",
        "1:1",
        "'select' is a list of texts",
        'such as select = ["…"]',
    ),
    (
        "select-mixed",
        b'select = ["A", 3]\n',
        "1:1",
        "'select' is a list of texts",
        'such as select = ["…"]',
    ),
    (
        "select-nested",
        b'select = [["A"]]\n',
        "1:1",
        "'select' is a list of texts",
        'such as select = ["…"]',
    ),
    (
        "select-table",
        b"[select]\na = 1\n",
        "1:2",
        "'select' is a list of texts",
        'such as select = ["…"]',
    ),
    (
        "select-unknown",
        b'select = ["A", "B"]\n',
        "1:16",
        "no rule is called 'B'",
        "see: reportlint rules",
    ),
    (
        "select-escape",
        b'select = ["\\u001b[31m"]\n',
        "1:1",
        "no rule is called '\\x1b[31m'",
        "see: reportlint rules",
    ),
    (
        "ignore-unknown",
        b'ignore = ["A103", "applications-balanse"]\n',
        "1:19",
        "no rule is called 'applications-balanse'",
        "did you mean 'applications-balance'?",
    ),
    ("ignore-empty", b'ignore = [""]\n', "1:1", "no rule is called ''", "see: reportlint rules"),
    (
        "fail-on-unknown",
        b'fail-on = "eror"\n',
        "1:11",
        "'fail-on' cannot be 'eror'",
        "did you mean 'error'?",
    ),
    (
        "fail-on-list",
        b'fail-on = ["error"]\n',
        "1:1",
        "'fail-on' is a text",
        'such as fail-on = "…"',
    ),
    ("fail-on-true", b"fail-on = true\n", "1:1", "'fail-on' is a text", 'such as fail-on = "…"'),
    ("lang-unknown", b'lang = "fr"\n', "1:8", "'lang' cannot be 'fr'", "known here: en, zh"),
    (
        "color-unknown",
        b'color = "allways"\n',
        "1:9",
        "'color' cannot be 'allways'",
        "did you mean 'always'?",
    ),
    (
        "format-unknown",
        b'format = "jsn"\n',
        "1:10",
        "format cannot be 'jsn'",
        "did you mean 'json'?",
    ),
    (
        "form-unknown",
        b'form = "disclosure-2020"\n',
        "1:8",
        "unknown form 'disclosure-2020'",
        "did you mean 'disclosure-2021'?",
    ),
    (
        "form-long",
        b'form = "' + b"f" * 100_000 + b'"\n',
        "1:8",
        "unknown form 'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "known here: disclosure-2019, disclosure-2021",
    ),
    (
        "pack-missing",
        b'pack = ["nowhere"]\n',
        "1:9",
        "no such pack: nowhere",
        "give a folder that holds pack.yaml, relative to this file",
    ),
    (
        "pack-nul",
        b'pack = ["a\\u0000b"]\n',
        "1:1",
        "no such pack: a b",
        "give a folder that holds pack.yaml, relative to this file",
    ),
    (
        "pack-file",
        b'pack = ["reportlint.toml"]\n',
        "1:9",
        "no such pack: reportlint.toml",
        "give a folder that holds pack.yaml, relative to this file",
    ),
    ("pack-number", b"pack = [1]\n", "1:1", "'pack' is a list of texts", 'such as pack = ["…"]'),
    (
        "arrays-of-tables",
        b"[[select]]\n",
        "1:3",
        "'select' is a list of texts",
        'such as select = ["…"]',
    ),
    (
        "byte-order-mark",
        b'\xef\xbb\xbflang = "fr"\n',
        "1:8",
        "'lang' cannot be 'fr'",
        "known here: en, zh",
    ),
    (
        "windows-lines",
        b'lang = "zh"\r\nlang2 = "zh"\r\n',
        "2:1",
        "unknown setting 'lang2'",
        "did you mean 'lang'?",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=itemgetter(0))
def test_refused(check_error: Check, folder: Path, case: Case) -> None:
    _, data, place, says, hint = case
    (folder / "r.yaml").write_text("year: 2022\n")
    (folder / "reportlint.toml").write_bytes(data)
    check_error("reportlint.toml", place, says, hint, ["check", "r.yaml"])
    assert len(list(folder.iterdir())) == 2, "something was written"


@pytest.mark.parametrize("case", CASES, ids=itemgetter(0))
def test_isolated(cli: Cli, folder: Path, case: Case) -> None:
    data = case[1]
    (folder / "r.yaml").write_text("year: 2022\n")
    (folder / "reportlint.toml").write_bytes(data)
    assert cli("check", "r.yaml", "--isolated").code == 0
