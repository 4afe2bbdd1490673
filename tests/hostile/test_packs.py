"""Broken and hostile packs: what is said of each, and where.

A row names the case, the file of an otherwise good pack that is replaced or added,
its bytes, line:column, and how the message and the hint start.
"""

from collections.abc import Callable
from operator import itemgetter
from pathlib import Path
from typing import Any

import pytest

Check = Callable[..., None]
Cli = Callable[..., Any]
Case = tuple[str, str, bytes, str, str, str]

FORM = b"""\
form: tiny
label: Tiny
years: [2000, null]
fields: {year: {label: Year}}
tables:
  t:
    label: T
    columns: [{id: a, label: A}, {id: b, label: B}]
    rows: [{id: x, label: X}, {id: y, label: Y}]
    groups: {both: [x, y]}
"""
RULE = b"""\
rules:
- code: T101
  name: tiny-rule
  severity: error
  for: {c: t.columns}
  assert: x[c] == y[c]
  title: title
  why: why
  examples: {holds: {}, violates: {}}
"""

CASES: list[Case] = [
    (
        "header-empty",
        "pack",
        b"",
        "1:1",
        "a pack file is a mapping",
        "its first key is 'pack:', 'form:' or 'rules:' (alone)",
    ),
    (
        "header-list",
        "pack",
        b"[]",
        "1:1",
        "a pack file is a mapping",
        "its first key is 'pack:', 'form:' or 'rules:' (alone)",
    ),
    (
        "header-is-a-form",
        "pack",
        FORM,
        "1:1",
        "no file of the folder declares the pack",
        "pack.yaml has the keys 'pack' and 'title'",
    ),
    (
        "header-is-rules",
        "pack",
        b"rules: []\n",
        "1:1",
        "no file of the folder declares the pack",
        "pack.yaml has the keys 'pack' and 'title'",
    ),
    ("header-without-title", "pack", b"pack: tiny\n", "1:1", "the key 'title' is missing", ""),
    (
        "header-mistyped-key",
        "pack",
        b"pack: tiny\ntitel: x\n",
        "2:1",
        "unknown key 'titel'",
        "did you mean 'title'?",
    ),
    (
        "header-id-upper-case",
        "pack",
        b"pack: Tiny\ntitle: x\n",
        "1:7",
        "'pack' cannot be 'Tiny'",
        "write lower-case-words-with-hyphens",
    ),
    ("header-id-list", "pack", b"pack: [tiny]\ntitle: x\n", "1:7", "'pack' is a text", ""),
    (
        "header-title-list",
        "pack",
        b"pack: tiny\ntitle: [x]\n",
        "2:8",
        "'title' is a mapping of keys to values",
        "write a text, or en: and zh: with one each",
    ),
    (
        "header-title-one-language",
        "pack",
        b"pack: tiny\ntitle: {en: x}\n",
        "2:8",
        "the key 'zh' is missing",
        "",
    ),
    ("header-title-empty", "pack", b"pack: tiny\ntitle: ''\n", "2:8", "'title' is empty", ""),
    (
        "header-title-long",
        "pack",
        b"pack: tiny\ntitle: " + b"x" * 3_000 + b"\n",
        "2:8",
        "'title' is too long",
        "",
    ),
    (
        "header-extends-unknown",
        "pack",
        b"pack: tiny\ntitle: x\nextends: disclosre\n",
        "3:10",
        "there is no built-in pack 'disclosre'",
        "did you mean 'disclosure'?",
    ),
    (
        "header-disable-unknown",
        "pack",
        b"pack: tiny\ntitle: x\ndisable: [T999]\n",
        "3:10",
        "there is no rule T999 to disable",
        "",
    ),
    (
        "header-disable-text",
        "pack",
        b"pack: tiny\ntitle: x\ndisable: T101\n",
        "3:10",
        "'disable' is a list",
        "",
    ),
    (
        "header-disable-no-code",
        "pack",
        b"pack: tiny\ntitle: x\ndisable: [tiny-rule]\n",
        "3:11",
        "'disable' cannot be 'tiny-rule'",
        "a code is a letter and three digits (A103)",
    ),
    (
        "header-second",
        "other",
        b"pack: other\ntitle: x\n",
        "1:7",
        "two files of the folder declare a pack",
        "",
    ),
    (
        "file-of-nothing",
        "other",
        b"{}\n",
        "1:1",
        "the file declares no pack, form or rules",
        "its first key is 'pack:', 'form:' or 'rules:' (alone)",
    ),
    (
        "file-scalar",
        "other",
        b"hello\n",
        "1:1",
        "a pack file is a mapping",
        "its first key is 'pack:', 'form:' or 'rules:' (alone)",
    ),
    (
        "file-unknown-kind",
        "other",
        b"rule: []\n",
        "1:1",
        "the file declares no pack, form or rules",
        "its first key is 'pack:', 'form:' or 'rules:' (alone)",
    ),
    (
        "file-rules-and-more",
        "other",
        b"rules: []\nforms: []\n",
        "2:1",
        "the file declares no pack, form or rules",
        "its first key is 'pack:', 'form:' or 'rules:' (alone)",
    ),
    (
        "file-rules-mapping",
        "other",
        b"rules: {}\n",
        "1:8",
        "'rules' is a list of rules",
        "start each rule with '- code:'",
    ),
    (
        "file-rules-null",
        "other",
        b"rules:\n",
        "1:7",
        "'rules' is a list of rules",
        "start each rule with '- code:'",
    ),
    (
        "file-control-character",
        "other",
        b"rules: [\x1b]\n",
        "1:9",
        "the character U+001B is not allowed",
        "",
    ),
    (
        "file-escape-in-key",
        "other",
        b'"\\e[31m": 1\n',
        "1:1",
        "the file declares no pack, form or rules",
        "its first key is 'pack:', 'form:' or 'rules:' (alone)",
    ),
    (
        "file-bad-yaml",
        "other",
        b"rules: [\n",
        "2:1",
        "not well-formed YAML: did not find expected node content",
        "close the bracket with ']'",
    ),
    (
        "file-tag",
        "other",
        b"rules: !!python/name:os.system []\n",
        "1:8",
        "tags are not supported: tag:yaml.org,2002:python/name:os.system",
        "remove the tag, or put the text in quotes",
    ),
    ("file-nested", "other", b"[" * 100_000, "1:25", "nested deeper than 24 levels", ""),
    (
        "file-aliases",
        "other",
        b"rules: &a [*a]\n",
        "1:12",
        "the alias *a has no anchor before it",
        "put a text that starts with * in quotes",
    ),
    ("file-huge", "other", b"#" * 2_000_001, "", "larger than 2,000,000 bytes", ""),
    (
        "file-binary",
        "other",
        b"\x80\xff\xff\xff",
        "",
        "the file is not text (UTF-8 or GB 18030)",
        "save it as UTF-8",
    ),
    (
        "file-two-documents",
        "other",
        b"rules: []\n---\nrules: []\n",
        "2:1",
        "a second document starts here",
        "a file holds one document",
    ),
    ("form-again", "other", FORM, "1:7", "the form 'tiny' exists already", ""),
    (
        "form-id-space",
        "form",
        FORM.replace(b"form: tiny", b"form: tiny form"),
        "1:7",
        "'form' cannot be 'tiny form'",
        "write lower-case-words-with-hyphens",
    ),
    (
        "form-without-tables",
        "form",
        b"form: tiny\nlabel: x\n",
        "1:1",
        "the key 'tables' is missing",
        "",
    ),
    (
        "form-tables-empty",
        "form",
        b"form: tiny\nlabel: x\ntables: {}\n",
        "3:9",
        "'tables' has too few entries",
        "",
    ),
    (
        "form-tables-list",
        "form",
        b"form: tiny\nlabel: x\ntables: []\n",
        "3:9",
        "'tables' is a mapping of keys to values",
        "",
    ),
    (
        "form-years-words",
        "form",
        FORM.replace(b"[2000, null]", b"[two, three]"),
        "3:9",
        "'years' is a whole number",
        "",
    ),
    (
        "form-years-one",
        "form",
        FORM.replace(b"[2000, null]", b"[2000]"),
        "3:8",
        "the key 'years' is missing",
        "",
    ),
    (
        "form-years-long",
        "form",
        FORM.replace(b"2000", b"9" * 5_000),
        "3:9",
        "'years' is a whole number",
        "",
    ),
    (
        "form-unknown-key",
        "form",
        FORM + b"tabels: {}\n",
        "11:1",
        "unknown key 'tabels'",
        "did you mean 'tables'?",
    ),
    (
        "form-unknown-column-key",
        "form",
        FORM.replace(b"label: A}", b"lable: A}"),
        "8:23",
        "unknown key 'lable'",
        "did you mean 'label'?",
    ),
    (
        "form-column-id",
        "form",
        FORM.replace(b"id: a,", b"id: A b,"),
        "8:20",
        "'id' cannot be 'A b'",
        "an id is lower-case words_with_underscores",
    ),
    (
        "form-column-twice",
        "form",
        FORM.replace(b"id: b", b"id: a"),
        "8:34",
        "the id 'a' stands twice",
        "",
    ),
    (
        "form-row-twice",
        "form",
        FORM.replace(b"id: y", b"id: x"),
        "9:31",
        "the id 'x' stands twice",
        "",
    ),
    (
        "form-row-columns",
        "form",
        FORM.replace(b"label: X}", b"label: X, columns: [c]}"),
        "9:39",
        "unknown name 'c'",
        "known here: a, b",
    ),
    (
        "form-row-total",
        "form",
        FORM.replace(b"label: X}", b"label: X, total_of: botch}"),
        "9:40",
        "unknown name 'botch'",
        "did you mean 'both'?",
    ),
    (
        "form-column-number",
        "form",
        FORM.replace(b"label: A}", b"label: A, number: counts}"),
        "8:41",
        "'number' cannot be 'counts'",
        "did you mean 'count'?",
    ),
    (
        "form-column-signed",
        "form",
        FORM.replace(b"label: A}", b"label: A, signed: maybe}"),
        "8:41",
        "'signed' is true or false",
        "",
    ),
    (
        "form-no-columns",
        "form",
        FORM.replace(b"[{id: a, label: A}, {id: b, label: B}]", b"[]"),
        "8:14",
        "'columns' has too few entries",
        "",
    ),
    (
        "form-no-rows",
        "form",
        FORM.replace(b"[{id: x, label: X}, {id: y, label: Y}]", b"[]"),
        "10:20",
        "'x' in the group 'both' is no row, column or group of the table",
        "known here: a, b, both",
    ),
    (
        "form-many-rows",
        "form",
        FORM.replace(
            b"[{id: x, label: X}, {id: y, label: Y}]",
            b"[" + b",".join(b"{id: r%d, label: x}" % n for n in range(3_000)) + b"]",
        ),
        "9:11",
        "'rows' has too many entries",
        "",
    ),
    (
        "form-group-itself",
        "form",
        FORM.replace(b"[x, y]", b"[both]"),
        "10:20",
        "the group 'both' contains itself",
        "",
    ),
    (
        "form-group-circle",
        "form",
        FORM.replace(b"{both: [x, y]}", b"{both: [one], one: [two], two: [both]}"),
        "10:20",
        "the group 'both' contains itself",
        "",
    ),
    (
        "form-group-mixed",
        "form",
        FORM.replace(b"[x, y]", b"[x, a]"),
        "10:20",
        "'a' in the group 'both' is no row, column or group of the table",
        "known here: x, y, both",
    ),
    (
        "form-group-unknown",
        "form",
        FORM.replace(b"[x, y]", b"[x, z]"),
        "10:20",
        "'z' in the group 'both' is no row, column or group of the table",
        "known here: x, y, both",
    ),
    (
        "form-group-empty",
        "form",
        FORM.replace(b"[x, y]", b"[]"),
        "10:20",
        "'both' has too few entries",
        "",
    ),
    (
        "form-group-built-in",
        "form",
        FORM.replace(b"both:", b"rows:"),
        "10:20",
        "the group 'rows' is built in",
        "",
    ),
    (
        "form-group-bomb",
        "form",
        FORM.replace(
            b"{both: [x, y]}",
            b"{"
            + b", ".join(b"g%d: [g%d, g%d]" % (n, n + 1, n + 1) for n in range(100))
            + b", g100: [x]}",
        ),
        "10:18",
        "the group 'g0' counts 'x' twice",
        "",
    ),
    (
        "form-group-deep",
        "form",
        FORM.replace(
            b"{both: [x, y]}",
            b"{" + b", ".join(b"g%d: [g%d]" % (n, n + 1) for n in range(5_000)) + b", g5000: [x]}",
        ),
        "10:13",
        "'groups' has too many entries",
        "",
    ),
    ("rule-list", "rules", b"rules: [[]]\n", "1:9", "'rules' is a mapping of keys to values", ""),
    (
        "rule-scalar",
        "rules",
        b"rules: [hello]\n",
        "1:9",
        "'rules' is a mapping of keys to values",
        "",
    ),
    ("rule-empty", "rules", b"rules: [{}]\n", "1:9", "the key 'code' is missing", ""),
    (
        "rule-mistyped-key",
        "rules",
        RULE.replace(b"severity", b"severty"),
        "4:3",
        "unknown key 'severty'",
        "did you mean 'severity'?",
    ),
    (
        "rule-code-lower",
        "rules",
        RULE.replace(b"T101", b"t101"),
        "2:9",
        "'code' cannot be 't101'",
        "a code is a letter and three digits (A103)",
    ),
    (
        "rule-code-long",
        "rules",
        RULE.replace(b"T101", b"T1011"),
        "2:9",
        "'code' cannot be 'T1011'",
        "a code is a letter and three digits (A103)",
    ),
    ("rule-code-list", "rules", RULE.replace(b"T101", b"[T101]"), "2:9", "'code' is a text", ""),
    (
        "rule-name-spaces",
        "rules",
        RULE.replace(b"tiny-rule", b"tiny rule"),
        "3:9",
        "'name' cannot be 'tiny rule'",
        "write lower-case-words-with-hyphens",
    ),
    (
        "rule-severity",
        "rules",
        RULE.replace(b"severity: error", b"severity: eror"),
        "4:13",
        "'severity' cannot be 'eror'",
        "did you mean 'error'?",
    ),
    (
        "rule-severity-none",
        "rules",
        RULE.replace(b"severity: error", b"severity: fatal"),
        "4:13",
        "'severity' cannot be 'fatal'",
        "known here: error, warning, info",
    ),
    (
        "rule-code-twice",
        "rules",
        RULE + RULE.partition(b"\n")[2].replace(b"tiny-rule", b"other-rule"),
        "10:9",
        "the code T101 is taken by tiny-rule",
        "to change that rule, write 'override: true'",
    ),
    (
        "rule-name-twice",
        "rules",
        RULE + RULE.partition(b"\n")[2].replace(b"T101", b"T102"),
        "11:9",
        "the name 'tiny-rule' belongs to T101",
        "",
    ),
    (
        "rule-two-bodies",
        "rules",
        RULE + b"  forbid: blank\n",
        "2:3",
        "a rule has exactly one of 'assert', 'forbid', 'check' and 'claims'",
        "",
    ),
    (
        "rule-no-body",
        "rules",
        RULE.replace(b"  assert: x[c] == y[c]\n", b""),
        "2:3",
        "a rule has exactly one of 'assert', 'forbid', 'check' and 'claims'",
        "",
    ),
    (
        "rule-forbid-unknown",
        "rules",
        RULE.replace(b"assert: x[c] == y[c]", b"forbid: blanks"),
        "6:11",
        "'forbid' cannot be 'blanks'",
        "did you mean 'blank'?",
    ),
    (
        "rule-check-unknown",
        "rules",
        RULE.replace(b"assert: x[c] == y[c]", b"check: blank-row"),
        "6:10",
        "'check' cannot be 'blank-row'",
        "did you mean 'blank-rows'?",
    ),
    (
        "rule-form-unknown",
        "rules",
        RULE + b"  forms: [tony]\n",
        "10:10",
        "unknown form 'tony'",
        "did you mean 'tiny'?",
    ),
    (
        "rule-table-unknown",
        "rules",
        RULE.replace(b"t.columns", b"u.columns"),
        "5:12",
        "T101: unknown table 'u' (form tiny)",
        "known here: t",
    ),
    (
        "rule-group-unknown",
        "rules",
        RULE.replace(b"t.columns", b"t.colums"),
        "5:12",
        "T101: unknown group, row or column 'colums' (form tiny)",
        "did you mean 'columns'?",
    ),
    (
        "rule-for-list",
        "rules",
        RULE.replace(b"{c: t.columns}", b"[c]"),
        "5:8",
        "'for' is a mapping of keys to values",
        "",
    ),
    (
        "rule-for-bad-name",
        "rules",
        RULE.replace(b"{c: t.columns}", b"{C C: t.columns}"),
        "5:9",
        "'C C' is no valid name",
        "an id is lower-case words_with_underscores",
    ),
    (
        "rule-row-unknown",
        "rules",
        RULE.replace(b"x[c]", b"xx[c]"),
        "6:11",
        "T101: unknown row 'xx' (form tiny)",
        "did you mean 'x'?",
    ),
    (
        "rule-column-unknown",
        "rules",
        RULE.replace(b"x[c]", b"x[cc]"),
        "6:11",
        "T101: unknown column 'cc' (form tiny)",
        "did you mean 'c'?",
    ),
    (
        "rule-group-not-summed",
        "rules",
        RULE.replace(b"x[c]", b"both[c]"),
        "6:11",
        "T101: 'both' is a group, not one row (form tiny)",
        "write sum(…) around it, or loop over it with for:",
    ),
    (
        "rule-no-comparison",
        "rules",
        RULE.replace(b"x[c] == y[c]", b"x[c]"),
        "6:15",
        "T101: expected a comparison (==, <=, >=), found the end of the expression (f",
        "",
    ),
    (
        "rule-single-equals",
        "rules",
        RULE.replace(b"==", b"="),
        "6:16",
        "T101: '=' has no meaning here (form tiny)",
        "write == for 'equals'",
    ),
    (
        "rule-not-equal",
        "rules",
        RULE.replace(b"==", b"!="),
        "6:16",
        "T101: '!=' cannot be asserted (form tiny)",
        "use ==, <= or >=",
    ),
    (
        "rule-product-of-cells",
        "rules",
        RULE.replace(b"x[c] ==", b"x[c] * x[c] =="),
        "6:18",
        "T101: expected a number, found 'x' (form tiny)",
        "",
    ),
    (
        "rule-division",
        "rules",
        RULE.replace(b"x[c] ==", b"x[c] / 2 =="),
        "6:16",
        "T101: '/' has no meaning here (form tiny)",
        "multiply by a constant instead",
    ),
    (
        "rule-call",
        "rules",
        RULE.replace(b"x[c] ==", b"eval(x) =="),
        "6:15",
        "T101: expected '[', found '(' (form tiny)",
        "",
    ),
    (
        "rule-import",
        "rules",
        RULE.replace(b"x[c] ==", b"__import__('os') =="),
        "6:22",
        "T101: ''' has no meaning here (form tiny)",
        "",
    ),
    (
        "rule-dotted",
        "rules",
        RULE.replace(b"x[c] ==", b"t.x[c] =="),
        "6:12",
        "T101: expected '[', found '.' (form tiny)",
        "write table[row, column]",
    ),
    (
        "rule-full-width",
        "rules",
        RULE.replace(b"x[c] == y[c]", "x[c] ＝ y[c]".encode()),
        "6:16",
        "T101: '＝' has no meaning here (form tiny)",
        "use half-width characters",
    ),
    (
        "rule-open-bracket",
        "rules",
        RULE.replace(b"x[c] ==", b"x[c =="),
        "6:15",
        "T101: expected ']', found '==' (form tiny)",
        "",
    ),
    (
        "rule-many-minuses",
        "rules",
        RULE.replace(b"x[c] ==", b"-" * 200_000 + b"x[c] =="),
        "6:11",
        "'assert' is too long",
        "",
    ),
    (
        "rule-minuses",
        "rules",
        RULE.replace(b"x[c] ==", b"-" * 1_500 + b"x[c] =="),
        "6:12",
        "T101: expected the name of a cell, found '-' (form tiny)",
        "",
    ),
    (
        "rule-long-number",
        "rules",
        RULE.replace(b"x[c] ==", b"9" * 1_000 + b" * x[c] =="),
        "6:11",
        "T101: a number of more than 15 digits (form tiny)",
        "",
    ),
    (
        "rule-exponent",
        "rules",
        RULE.replace(b"x[c] ==", b"1e9 * x[c] =="),
        "6:12",
        "T101: expected a comparison (==, <=, >=), found 'e9' (form tiny)",
        "",
    ),
    (
        "rule-many-brackets",
        "rules",
        RULE.replace(b"x[c] ==", b"(" * 1_500 + b"x[c] =="),
        "6:11",
        "T101: expected the name of a cell, found '(' (form tiny)",
        "",
    ),
    (
        "rule-year-asserted",
        "rules",
        RULE.replace(b"x[c] ==", b"year =="),
        "6:16",
        "T101: 'year' may stand only in when: (form tiny)",
        "",
    ),
    (
        "rule-when-bad",
        "rules",
        RULE + b"  when: x[c] >\n",
        "10:15",
        "T101: expected the name of a cell, found the end of the expression (form tin",
        "",
    ),
    (
        "rule-slot-unknown",
        "rules",
        RULE + b"  message: '{lefft} is wrong'\n",
        "10:12",
        "T101: the message has no value for {lefft}",
        "did you mean 'left'?",
    ),
    (
        "rule-override-unknown",
        "rules",
        b"rules:\n- {code: T999, override: true}\n",
        "2:10",
        "there is no rule T999 to override",
        "",
    ),
    (
        "rule-override-false",
        "rules",
        b"rules:\n- {code: T101, override: false}\n",
        "2:26",
        "'override' cannot be 'false'",
        "known here: true",
    ),
    (
        "rule-override-unknown-key",
        "rules",
        b"rules:\n- {code: T101, override: true, sevrity: info}\n",
        "2:32",
        "unknown key 'sevrity'",
        "did you mean 'severity'?",
    ),
    (
        "rule-examples-list",
        "rules",
        RULE.replace(b"{holds: {}, violates: {}}", b"[]"),
        "9:13",
        "'examples' is a mapping of keys to values",
        "",
    ),
    (
        "rule-examples-one",
        "rules",
        RULE.replace(b"{holds: {}, violates: {}}", b"{holds: {}}"),
        "9:13",
        "the key 'violates' is missing",
        "",
    ),
    (
        "rule-title-list",
        "rules",
        RULE.replace(b"title: title", b"title: [x]"),
        "7:10",
        "'title' is a mapping of keys to values",
        "write a text, or en: and zh: with one each",
    ),
    (
        "rule-title-control",
        "rules",
        RULE.replace(b"title: title", b'title: "\\e[31mred"'),
        "7:10",
        "'title' has a character that cannot be shown",
        "",
    ),
    (
        "rule-why-override",
        "rules",
        RULE.replace(b"why: why", b'why: "\\u202ewhy"'),
        "8:8",
        "'why' has a character that cannot be shown",
        "",
    ),
    (
        "rule-example-control",
        "rules",
        RULE.replace(b"violates: {}", b'violates: {a: [{b: "\\a"}]}'),
        "9:35",
        "'violates' has a character that cannot be shown",
        "",
    ),
    (
        "form-label-control",
        "form",
        FORM.replace(b"label: T\n", b'label: "T\\e]0;owned\\a"\n'),
        "7:12",
        "'label' has a character that cannot be shown",
        "",
    ),
    (
        "rule-name-control",
        "rules",
        RULE.replace(b"tiny-rule", b'"\\e[31m"'),
        "3:9",
        "'name' cannot be '\\x1b[31m'",
        "write lower-case-words-with-hyphens",
    ),
    (
        "rule-duplicate-key",
        "rules",
        RULE + b"  code: T102\n",
        "10:3",
        "the key 'code' stands twice",
        "it was first given in line 2; remove one of the two",
    ),
]


def test_good(cli: Cli, folder: Path) -> None:
    write(folder, {})
    run = cli("check", "r.yaml", "--pack", "p")
    assert (run.code, run.err) == (0, "")
    assert run.out == "no findings in 1 report: 2 held, 0 violated, 0 not judged.\n"


def test_texts_stay_on_their_line(cli: Cli, folder: Path) -> None:
    form = FORM.replace(b"label: Tiny", b'label: "Tiny\\nyear: 1999"')
    rule = RULE.replace(b"title: title", b'title: "[red]a\\nb[/red] :smile:"')
    write(folder, {"form": form, "rules": rule})
    assert cli("init", "--form", "tiny", "--pack", "p").out.splitlines()[1] == "# Tiny year: 1999"
    line = next(one for one in cli("rules", "--pack", "p").out.splitlines() if "T101" in one)
    assert line.split(maxsplit=3) == ["T101", "error", "tiny-rule", "[red]a b[/red] :smile:"]


@pytest.mark.parametrize("case", CASES, ids=itemgetter(0))
def test_refused(check_error: Check, folder: Path, case: Case) -> None:
    name, which, data, place, says, hint = case
    write(folder, {which: data})
    before = sorted(folder.rglob("*"))
    wrong = "pack" if name == "header-second" else which
    args = ["check", "r.yaml", "--pack", "p"]
    check_error(f"p/{wrong}.yaml", place, says, hint, args)
    assert sorted(folder.rglob("*")) == before, "something was written"


def write(folder: Path, replaced: dict[str, bytes]) -> None:
    (folder / "r.yaml").write_text("form: tiny\nyear: 2022\nt: {x: [1, 2], y: [1, 2]}\n")
    (folder / "p").mkdir()
    files = {"pack": b"pack: tiny\ntitle: x\n", "form": FORM, "rules": RULE} | replaced
    for name, data in files.items():
        (folder / "p" / f"{name}.yaml").write_bytes(data)
