"""Broken and hostile reports in YAML: what is said of each, and where.

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
    ("empty", b"", "1:1", "the file is empty", "reportlint init writes an empty report to fill in"),
    (
        "only-comment",
        b"# nothing\n",
        "1:1",
        "the file is empty",
        "reportlint init writes an empty report to fill in",
    ),
    (
        "only-null",
        b"~\n",
        "1:1",
        "the file is empty",
        "reportlint init writes an empty report to fill in",
    ),
    (
        "only-marker",
        b"---\n",
        "2:1",
        "the file is empty",
        "reportlint init writes an empty report to fill in",
    ),
    (
        "scalar",
        b"hello\n",
        "1:1",
        "a report is a mapping of keys to values",
        "reportlint init writes an empty report to fill in",
    ),
    (
        "list",
        b"- 1\n- 2\n",
        "1:1",
        "a report is a mapping of keys to values",
        "reportlint init writes an empty report to fill in",
    ),
    (
        "spaces-only",
        b"   \n  \n",
        "1:1",
        "the file is empty",
        "reportlint init writes an empty report to fill in",
    ),
    (
        "byte-order-mark-only",
        b"\xef\xbb\xbf",
        "1:1",
        "the file is empty",
        "reportlint init writes an empty report to fill in",
    ),
    ("utf8-mark", b"\xef\xbb\xbfyeer: 2022\n", "1:1", "unknown key 'yeer'", "did you mean 'year'?"),
    (
        "utf16-little",
        "yeer: 2022\n".encode("utf-16"),
        "1:1",
        "unknown key 'yeer'",
        "did you mean 'year'?",
    ),
    (
        "utf16-big",
        b"\xfe\xff" + "yeer: 2022\n".encode("utf-16-be"),
        "1:1",
        "unknown key 'yeer'",
        "did you mean 'year'?",
    ),
    ("utf32", "yeer: 2022\n".encode("utf-32"), "1:1", "unknown key 'yeer'", "did you mean 'year'?"),
    (
        "utf16-without-mark",
        "year: 2022\n".encode("utf-16-le"),
        "1:2",
        "the character U+0000 is not allowed",
        "save the file as UTF-8, if it is a text at all",
    ),
    (
        "utf16-odd-length",
        b"\xff\xfea\x00b",
        "",
        "the file is not text (UTF-8 or GB 18030)",
        "save it as UTF-8",
    ),
    (
        "utf16-lone-surrogate",
        b"\xff\xfe\x00\xd8a\x00",
        "",
        "the file is not text (UTF-8 or GB 18030)",
        "save it as UTF-8",
    ),
    (
        "gb18030",
        "年度: 2022\n机构: 1\n机购: 1\n".encode("gb18030"),
        "2:1",
        "unknown key '机构'",
        "known here: form, agency, year, title, published, scope, hea",
    ),
    (
        "latin1",
        "année: 2022\n".encode("latin-1"),
        "1:1",
        "the report names neither its year nor its form",
        "add a line such as 'year: 2024', or use --form",
    ),
    (
        "neither-encoding",
        b"year: \xff\xff\xff\n",
        "",
        "the file is not text (UTF-8 or GB 18030)",
        "save it as UTF-8",
    ),
    (
        "cut-in-a-character",
        "年度: 2022 年".encode()[:-1],
        "1:1",
        "the report names neither its year nor its form",
        "add a line such as 'year: 2024', or use --form",
    ),
    (
        "nul",
        b"year: 2022\n\x00\n",
        "2:1",
        "the character U+0000 is not allowed",
        "save the file as UTF-8, if it is a text at all",
    ),
    (
        "escape-character",
        b"year: 2022\n\x1b[31m: 1\n",
        "2:1",
        "the character U+001B is not allowed",
        "",
    ),
    ("bell", b"year: 20\x0722\n", "1:9", "the character U+0007 is not allowed", ""),
    (
        "delete-character",
        b"year: 2022\nab\x7f: 1\n",
        "2:3",
        "the character U+007F is not allowed",
        "",
    ),
    (
        "c1-control",
        "year: 2022\nab\x9b31m: 1\n".encode(),
        "2:3",
        "the character U+009B is not allowed",
        "",
    ),
    (
        "escaped-escape",
        b'year: 2022\n"\\e[31mred": 1\n',
        "2:1",
        "unknown key '\\x1b[31mred'",
        "known here: form, agency, year, title, published, scope, hea",
    ),
    (
        "escaped-bell-in-form",
        b'form: "\\a\\e]0;owned\\a"\n',
        "1:7",
        "unknown form '\\x07\\x1b]0;owned\\x07'",
        "known here: disclosure-2019, disclosure-2021",
    ),
    (
        "right-to-left-override",
        "year: 2022\nab\u202ecd: 1\n".encode(),
        "2:1",
        "unknown key 'ab\\u202ecd'",
        "known here: form, agency, year, title, published, scope, hea",
    ),
    (
        "zero-width-key",
        "year: 2022\nag\u200bencyy: 1\n".encode(),
        "2:1",
        "unknown key 'ag\\u200bencyy'",
        "did you mean 'agency'?",
    ),
    (
        "lone-surrogate-escape",
        b'year: "\\ud800"\n',
        "1:10",
        "not well-formed YAML: found invalid Unicode character escape code",
        "",
    ),
    (
        "next-line-counts",
        "year: 2022\x85yeer: 1\n".encode(),
        "2:1",
        "unknown key 'yeer'",
        "did you mean 'year'?",
    ),
    (
        "line-separator-counts",
        "year: 2022\u2028yeer: 1\n".encode(),
        "2:1",
        "unknown key 'yeer'",
        "did you mean 'year'?",
    ),
    (
        "old-mac-lines",
        b"year: 2022\ryeer: 1\r",
        "2:1",
        "unknown key 'yeer'",
        "did you mean 'year'?",
    ),
    (
        "windows-lines",
        b"year: 2022\r\nyeer: 1\r\n",
        "2:1",
        "unknown key 'yeer'",
        "did you mean 'year'?",
    ),
    (
        "zip",
        b"PK\x03\x04" + bytes(100),
        "",
        "this is an archive, not a report",
        "unpack it, and check the folder",
    ),
    (
        "pdf",
        b"%PDF-1.7\n",
        "",
        "the file is damaged or not a PDF",
        "download or export it again",
    ),
    (
        "old-office",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100),
        "",
        "this is an Office 97 file of an unknown kind",
        "save it as .docx or .xlsx",
    ),
    (
        "html",
        b"<html><body>2022</body></html>\n",
        "",
        "no title and no table of a known report was found",
        "if the tables are pictures, or have no lines, write the numbers",
    ),
    (
        "tab-indent",
        b"year: 2022\napplications:\n\treceived: [1]\n",
        "3:1",
        "not well-formed YAML: found character that cannot start any token",
        "indent with spaces, not tabs",
    ),
    (
        "open-bracket",
        b"year: 2022\napplications:\n  received: [1, 2\n  granted: [1]\n",
        "4:10",
        "not well-formed YAML: did not find expected ',' or ']'",
        "close the bracket with ']'",
    ),
    (
        "open-brace",
        b"year: {a: 1\n",
        "2:1",
        "not well-formed YAML: did not find expected ',' or '}'",
        "",
    ),
    (
        "open-quote",
        b'year: "2022\nagency: x\n',
        "3:1",
        "not well-formed YAML: found unexpected end of stream",
        "",
    ),
    (
        "open-single-quote",
        b"year: '2022\n",
        "2:1",
        "not well-formed YAML: found unexpected end of stream",
        "",
    ),
    (
        "bad-escape",
        b'agency: "\\q"\n',
        "1:10",
        "not well-formed YAML: found unknown escape character",
        "",
    ),
    (
        "extra-bracket",
        b"year: 2022]\napplications: ]\n",
        "2:15",
        "not well-formed YAML: did not find expected node content",
        "",
    ),
    (
        "colon-in-value",
        b"year: 2022: 2023\n",
        "1:11",
        "not well-formed YAML: mapping values are not allowed in this context",
        "",
    ),
    (
        "full-width-colon",
        "year：2022\nagency: x\n".encode(),
        "2:7",
        "not well-formed YAML: mapping values are not allowed in this context",
        "a key ends with the half-width colon ':' and a space",
    ),
    (
        "full-width-comma",
        "year: 2022\ndisputes:\n  review: [1，2, 3\n  x: 1\n".encode(),
        "4:4",
        "not well-formed YAML: did not find expected ',' or ']'",
        "separate values with the half-width comma ','",
    ),
    (
        "bad-indent",
        b"year: 2022\n  agency: x\n",
        "2:9",
        "not well-formed YAML: mapping values are not allowed in this context",
        "",
    ),
    (
        "dash-in-mapping",
        b"year: 2022\n- 1\n",
        "2:1",
        "not well-formed YAML: did not find expected key",
        "",
    ),
    (
        "at-sign",
        b"agency: @home\n",
        "1:9",
        "not well-formed YAML: found character that cannot start any token",
        "",
    ),
    (
        "backtick",
        b"agency: `x`\n",
        "1:9",
        "not well-formed YAML: found character that cannot start any token",
        "",
    ),
    ("percent", b"%\n", "1:2", "not well-formed YAML: could not find expected directive name", ""),
    (
        "yaml-directive",
        b"%YAML 3.0\n---\nyear: 2022\n",
        "1:1",
        "not well-formed YAML: found incompatible YAML document",
        "",
    ),
    (
        "unknown-tag-handle",
        b"!e!x year: 2022\n",
        "1:1",
        "not well-formed YAML: found undefined tag handle",
        "",
    ),
    (
        "tag-python",
        b"year: !!python/object/apply:os.system [id]\n",
        "1:7",
        "tags are not supported: tag:yaml.org,2002:python/object/apply:os.system",
        "remove the tag, or put the text in quotes",
    ),
    (
        "tag-binary",
        b"agency: !!binary aGk=\n",
        "1:9",
        "tags are not supported: tag:yaml.org,2002:binary",
        "remove the tag, or put the text in quotes",
    ),
    (
        "tag-int",
        b"year: !!int 2022\n",
        "1:7",
        "tags are not supported: tag:yaml.org,2002:int",
        "remove the tag, or put the text in quotes",
    ),
    (
        "tag-local",
        b"year: !secret 2022\n",
        "1:7",
        "tags are not supported: !secret",
        "remove the tag, or put the text in quotes",
    ),
    (
        "tag-long",
        b"year: !" + b"x" * 100_000 + b" 2022\n",
        "1:7",
        "tags are not supported: !xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "remove the tag, or put the text in quotes",
    ),
    (
        "alias-without-anchor",
        b"year: *nobody\n",
        "1:7",
        "the alias *nobody has no anchor before it",
        "put a text that starts with * in quotes",
    ),
    (
        "alias-of-itself",
        b"year: &a [*a]\n",
        "1:11",
        "the alias *a has no anchor before it",
        "put a text that starts with * in quotes",
    ),
    (
        "alias-markdown",
        b"agency: *important*\n",
        "1:19",
        "not well-formed YAML: did not find expected alphabetic or numeric character",
        "",
    ),
    (
        "alias-bomb",
        b"year: 2022\na: &a [x,x,x,x,x,x,x,x,x]\n"
        + b"".join(
            b"%c: &%c [%s]\n" % (c, c, b",".join([b"*%c" % (c - 1)] * 9)) for c in b"bcdefghi"
        ),
        "7:11",
        "more than 200,000 values",
        "",
    ),
    (
        "alias-long-name",
        b"year: *" + b"a" * 100_000 + b"\n",
        "1:7",
        "the alias *aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "put a text that starts with * in quotes",
    ),
    (
        "merge-key",
        b"year: 2022\nx: &x {a: 1}\n<<: *x\n",
        "3:1",
        "merge keys (<<) are not supported",
        "write the values out",
    ),
    (
        "two-documents",
        b"year: 2022\n---\nyear: 2023\n",
        "2:1",
        "a second document starts here",
        "a file holds one document",
    ),
    ("nested-brackets", b"year: " + b"[" * 100_000, "1:30", "nested deeper than 24 levels", ""),
    ("nested-braces", b"{a: " * 100_000, "1:97", "nested deeper than 24 levels", ""),
    ("nested-dashes", b"- " * 100_000, "1:49", "nested deeper than 24 levels", ""),
    ("nested-questions", b"? " * 100_000, "1:49", "nested deeper than 24 levels", ""),
    (
        "nested-indent",
        b"".join(b" " * n + b"k:\n" for n in range(60)),
        "25:25",
        "nested deeper than 24 levels",
        "",
    ),
    (
        "many-values",
        b"year: 2022\ndisputes:\n  review: [" + b"1," * 200_001 + b"]\n",
        "3:399998",
        "more than 200,000 values",
        "",
    ),
    (
        "too-many-bytes",
        b"#" * 8_000_001,
        "",
        "the file is larger than 8,000,000 bytes",
        "an annual report has a few thousand",
    ),
    (
        "too-many-characters",
        b"#\n" * 2_100_000,
        "",
        "the document is larger than 4,000,000 characters",
        "an annual report has a few thousand",
    ),
    (
        "long-key",
        b"k" * 100_000 + b": 1\n",
        "1:100001",
        "not well-formed YAML: mapping values are not allowed in this context",
        "",
    ),
    (
        "long-quoted-key",
        b'"' + b"k" * 100_000 + b'": 1\n',
        "1:100003",
        "not well-formed YAML: mapping values are not allowed in this context",
        "",
    ),
    (
        "long-question-key",
        b"? " + b"k" * 100_000 + b"\n: 1\n",
        "1:3",
        "a key of more than 200 characters",
        "quote a text that is not meant as a key",
    ),
    (
        "list-as-key",
        b"? [a, b]\n: 1\n",
        "1:3",
        "a key must be a single word, not a list or a mapping",
        "",
    ),
    (
        "mapping-as-key",
        b"{a: 1}: 2\n",
        "1:1",
        "a key must be a single word, not a list or a mapping",
        "",
    ),
    (
        "null-key",
        b"year: 2022\n~: 1\n",
        "2:1",
        "unknown key '~'",
        "known here: form, agency, year, title, published, scope, hea",
    ),
    (
        "empty-key",
        b'year: 2022\n"": 1\n',
        "2:1",
        "unknown key ''",
        "known here: form, agency, year, title, published, scope, hea",
    ),
    (
        "punctuation-key",
        b'year: 2022\n"!!!": 1\n',
        "2:1",
        "unknown key '!!!'",
        "known here: form, agency, year, title, published, scope, hea",
    ),
    (
        "duplicate-key",
        b"year: 2022\nyear: 2023\n",
        "2:1",
        "the key 'year' stands twice",
        "it was first given in line 1; remove one of the two",
    ),
    (
        "duplicate-row",
        b"year: 2022\ndisputes:\n  review: [1]\n  review: [1]\n",
        "4:3",
        "the key 'review' stands twice",
        "it was first given in line 3; remove one of the two",
    ),
    (
        "duplicate-by-label",
        b"year: 2022\napplications:\n  received: [1]\n"
        + "  一、本年新收政府信息公开申请数量: [1]\n".encode(),
        "4:3",
        "'一、本年新收政府信息公开申请数量' and 'received' in line 3 are the same",
        "remove one of the two",
    ),
    (
        "duplicate-year-by-label",
        "year: 2022\n年度: 2022\n".encode(),
        "2:1",
        "'年度' and 'year' in line 1 are the same",
        "remove one of the two",
    ),
    (
        "duplicate-column-by-label",
        "year: 2022\ndisputes:\n  review: {total: 1, 总计: 1}\n".encode(),
        "3:22",
        "'总计' and 'total' in line 3 are the same",
        "remove one of the two",
    ),
    (
        "unknown-key",
        b"year: 2022\nagenci: x\n",
        "2:1",
        "unknown key 'agenci'",
        "did you mean 'agency'?",
    ),
    (
        "unknown-table",
        b"year: 2022\naplications: {}\n",
        "2:1",
        "unknown key 'aplications'",
        "did you mean 'applications'?",
    ),
    (
        "unknown-row",
        b"year: 2022\napplications:\n  recieved: [1]\n",
        "3:3",
        "unknown row 'recieved'",
        "did you mean 'received'?",
    ),
    (
        "unknown-column",
        b"year: 2022\napplications:\n  received: {natural_persons: 1}\n",
        "3:14",
        "unknown column 'natural_persons'",
        "did you mean 'natural_person'?",
    ),
    (
        "unknown-section",
        b"year: 2022\nnarrative:\n  problem: x\n",
        "3:3",
        "unknown section 'problem'",
        "did you mean 'problems'?",
    ),
    (
        "unknown-scope",
        b"year: 2022\nscope: regional\n",
        "2:8",
        "unknown scope 'regional'",
        "'own' (the agency itself) or 'region' (all bodies under it)",
    ),
    (
        "unknown-form",
        b"form: disclosure-2020\n",
        "1:7",
        "unknown form 'disclosure-2020'",
        "did you mean 'disclosure-2021'?",
    ),
    (
        "unknown-form-chinese",
        "表式: 信息公开年报\n".encode(),
        "1:5",
        "unknown form '信息公开年报'",
        "known here: disclosure-2019, disclosure-2021",
    ),
    (
        "long-form",
        b"form: " + b"f" * 100_000 + b"\n",
        "1:7",
        "unknown form 'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "known here: disclosure-2019, disclosure-2021",
    ),
    (
        "form-list",
        b"form: [disclosure-2021]\n",
        "1:7",
        "'form' is the id of a form",
        "known here: disclosure-2019, disclosure-2021",
    ),
    (
        "no-year-no-form",
        b"agency: x\n",
        "1:1",
        "the report names neither its year nor its form",
        "add a line such as 'year: 2024', or use --form",
    ),
    (
        "year-five-digits",
        b"year: 20200\n",
        "1:7",
        "the year is no year",
        "write four digits, such as 2024",
    ),
    (
        "year-list",
        b"year: [2020]\n",
        "1:7",
        "the year is no year",
        "write four digits, such as 2024",
    ),
    (
        "year-mapping",
        b"year: {a: 1}\n",
        "1:7",
        "the year is no year",
        "write four digits, such as 2024",
    ),
    (
        "year-word",
        "year: 二〇二二\n".encode(),
        "1:7",
        "the year is no year",
        "write four digits, such as 2024",
    ),
    (
        "year-decimal",
        b"year: 2022.0\n",
        "1:7",
        "the year is no year",
        "write four digits, such as 2024",
    ),
    (
        "year-arabic-digits",
        "year: ٢٠٢٢\n".encode(),
        "1:7",
        "the year is no year",
        "write four digits, such as 2024",
    ),
    (
        "year-sexagesimal",
        b"year: 20:22\n",
        "1:7",
        "the year is no year",
        "write four digits, such as 2024",
    ),
    (
        "year-long",
        b"year: " + b"9" * 1_000_000 + b"\n",
        "1:7",
        "the year is no year",
        "write four digits, such as 2024",
    ),
    (
        "year-before-forms",
        b"year: 1999\n",
        "1:1",
        "no form is known for reports of 1999",
        "known here: disclosure-2019, disclosure-2021",
    ),
    ("agency-list", b"year: 2022\nagency: [a]\n", "2:9", "'agency' is one value, not a list", ""),
    (
        "table-list",
        b"year: 2022\ndisputes: [1, 2]\n",
        "2:11",
        "a table has one key a row",
        "write 'received: [90, 2, …]' under it",
    ),
    (
        "table-scalar",
        b"year: 2022\ndisputes: 5\n",
        "2:11",
        "a table has one key a row",
        "write 'received: [90, 2, …]' under it",
    ),
    (
        "row-nested-list",
        b"year: 2022\ndisputes:\n  review: [[1], 2, 3, 4, 5]\n",
        "3:12",
        "a cell is one number",
        "",
    ),
    (
        "row-nested-mapping",
        b"year: 2022\ndisputes:\n  review: [{a: 1}, 2, 3, 4, 5]\n",
        "3:12",
        "a cell is one number",
        "",
    ),
    (
        "cell-mapping",
        b"year: 2022\ndisputes:\n  review: {total: {a: 1}}\n",
        "3:19",
        "a cell is one number",
        "",
    ),
    (
        "narrative-list",
        b"year: 2022\nnarrative: [a]\n",
        "2:12",
        "'narrative' has one key a section",
        "known here: preamble, overview, problems, other",
    ),
    (
        "narrative-scalar",
        b"year: 2022\nnarrative: a\n",
        "2:12",
        "'narrative' has one key a section",
        "known here: preamble, overview, problems, other",
    ),
    (
        "section-list",
        b"year: 2022\nnarrative:\n  overview: [a]\n",
        "3:13",
        "a section is a text",
        "",
    ),
    ("headings-scalar", b"year: 2022\nheadings: a\n", "2:11", "'headings' is a list of texts", ""),
    (
        "headings-mapping",
        b"year: 2022\nheadings: {a: b}\n",
        "2:11",
        "'headings' is a list of texts",
        "",
    ),
    (
        "headings-nested",
        b"year: 2022\nheadings: [[a]]\n",
        "2:11",
        "'headings' is a list of texts",
        "",
    ),
    (
        "caret-under-chinese",
        "year: 2022\n处理情况说明: 1\n".encode(),
        "2:1",
        "unknown key '处理情况说明'",
        "known here: form, agency, year, title, published, scope, hea",
    ),
]

JUDGED: list[Judged] = [
    ("no-table", b"year: 2022\n", 0, ""),
    ("blank-table", b"year: 2022\ndisputes:\n", 0, ""),
    ("octal-is-ten", b"year: 2022\ndisputes:\n  review: [010, 0, 0, 0, 010]\n", 0, "S103 S211"),
    ("sexagesimal", b"year: 2022\ndisputes:\n  review: [1:30, 0, 0, 0, 90]\n", 1, "S103 S203"),
    ("yes-and-no", b"year: 2022\ndisputes:\n  review: [no, yes, on, off, 0]\n", 1, "S103 S203"),
    (
        "million-digits",
        b"year: 2022\ndisputes:\n  review: [" + b"9" * 1_000_000 + b", 0, 0, 0, 0]\n",
        1,
        "S103 S203",
    ),
    (
        "exponent-bomb",
        b"year: 2022\ndisputes:\n  review: [1e999999999, 0, 0, 0, 0]\n",
        1,
        "S103 S203",
    ),
    ("infinity", b"year: 2022\ndisputes:\n  review: [.inf, -.inf, .nan, 0, 0]\n", 1, "S103 S203"),
    (
        "hexadecimal",
        b"year: 2022\ndisputes:\n  review: [0x1F, 0o17, 0b1, 0, 0]\n",
        1,
        "S103 S203 S211 S212",
    ),
    ("underscores", b"year: 2022\ndisputes:\n  review: [1_000, 0, 0, 0, 1000]\n", 1, "S103 S203"),
    (
        "other-scripts",
        "year: 2022\ndisputes:\n  review: [٣, ৪, 三, 0, 7]\n".encode(),
        1,
        "S103 S203",
    ),
    (
        "huge-unit",
        "year: 2022\ndisputes:\n  review: [999999999999999亿, 0, 0, 0, 0]\n".encode(),
        1,
        "S103 S203",
    ),
    (
        "long-cell",
        b"year: 2022\ndisputes:\n  review: [" + b"1 " * 100_000 + b", 0, 0, 0, 0]\n",
        1,
        "S103 S203",
    ),
    (
        "regex-digits",
        b"year: 2022\ndisputes:\n  review: [" + b"1O" * 100 + b"x, 0, 0, 0, 0]\n",
        1,
        "S103 S203",
    ),
    (
        "regex-groups",
        b'year: 2022\ndisputes:\n  review: ["' + b"1,111" * 40 + b'x", 0, 0, 0, 0]\n',
        1,
        "S103 S203",
    ),
    (
        "regex-notes",
        b"year: 2022\ndisputes:\n  review: [1" + b"(" * 190 + b", 0, 0, 0, 0]\n",
        1,
        "S103 S203",
    ),
    (
        "regex-spaces",
        b'year: 2022\ndisputes:\n  review: ["1' + b" " * 190 + b'x", 0, 0, 0, 0]\n',
        1,
        "S103 S203",
    ),
    (
        "escapes-in-cell",
        b'year: 2022\ndisputes:\n  review: ["\\e[31m1", 0, 0, 0, 0]\n',
        1,
        "S103 S203",
    ),
    (
        "escapes-in-agency",
        b'year: 2022\nagency: "\\e[2J\\a\\u202e"\ndisputes:\n  review: [1, 0, 0, 0, 0]\n',
        1,
        "L101 S103",
    ),
    (
        "too-many-cells",
        b"year: 2022\ndisputes:\n  review: [" + b"1, " * 1_000 + b"1]\n",
        1,
        "S103 S104",
    ),
    ("scalar-row", b"year: 2022\ndisputes:\n  review: 5\n", 1, "S103 S104"),
    (
        "anchors-and-aliases",
        b"year: 2022\ndisputes: {review: &r [0, 0, 0, 0, 0], direct_litigation: *r}\n",
        0,
        "S103",
    ),
    ("tagged-by-quotes", b"year: '2022'\ndisputes:\n  review: ['0', \"0\", 0, 0, 0]\n", 0, "S103"),
    ("long-narrative", b"year: 2022\nnarrative:\n  overview: " + b"x" * 1_000_000 + b"\n", 0, ""),
    ("many-headings", b"year: 2022\nheadings: [" + b"x, " * 50_000 + b"x]\n", 0, ""),
    ("gb18030-report", "年度: 2022\n".encode("gb18030"), 0, ""),
]


def is_safe(text: str) -> bool:
    """Tell whether a terminal shows the text and does nothing else with it."""
    return not any(ord(one) < 32 or 127 <= ord(one) < 160 for one in text.replace("\n", ""))


@pytest.mark.parametrize("case", REFUSED, ids=itemgetter(0))
def test_refused(cli: Cli, folder: Path, case: Refused) -> None:
    _, data, place, says, hint = case
    (folder / "r.yaml").write_bytes(data)
    run = cli("check", "r.yaml", "--format", "concise", "--quiet")
    shown = f"r.yaml:{place}: " if place else "r.yaml: "
    assert run.code == 3
    assert run.out.startswith(f"{shown}error[read] {says}")
    assert f" ({hint}" in run.out if hint else not run.out.endswith(")\n")
    whole = cli("check", "r.yaml", "--lang", "zh")
    assert whole.code == 3
    assert whole.out.startswith("无法读取")
    assert is_safe(run.out + whole.out)
    assert list(folder.iterdir()) == [folder / "r.yaml"], "something was written"


@pytest.mark.parametrize("case", JUDGED, ids=itemgetter(0))
def test_judged(cli: Cli, folder: Path, case: Judged) -> None:
    _, data, code, rules = case
    (folder / "r.yaml").write_bytes(data)
    run = cli("check", "r.yaml", "--format", "json")
    assert run.code == code
    [report] = json.loads(run.out)["reports"]
    assert sorted({finding["rule"] for finding in report["findings"]}) == rules.split()
    for style in ("full", "concise"):
        shown = cli("check", "r.yaml", "--format", style, "--verbose", "--lang", "zh")
        assert shown.code == code
        assert is_safe(shown.out)
    assert list(folder.iterdir()) == [folder / "r.yaml"], "something was written"
