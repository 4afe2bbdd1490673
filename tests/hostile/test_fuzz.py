"""Whatever is given, a run ends with 0, 1, 2 or 3, without a traceback, twice the same."""

import io
import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportlint.cli.main import main
from reportlint.model.form import Form
from reportlint.model.pack import Pack

FORM = b"""\
form: tiny
label: Tiny
fields: {year: {label: Year}}
sections: {overview: {label: Overview}}
tables:
  t:
    label: T
    columns: [{id: a, label: A}, {id: b, label: B, total_of: columns}]
    rows: [{id: x, label: X}, {id: y, label: Y, columns: [a]}]
    open_rows: {group: others, columns: [a, b]}
    groups: {both: [x, y]}
"""
RULES = b"""\
rules:
- code: T101
  name: tiny-rule
  severity: error
  for: {c: t.columns}
  when: x[c] > 0
  assert: 2 * x[c] - sum(others[c]) == y[a] + 1
  message: {en: 'left {left} right {right}', zh: '{left} {right} {difference}'}
  title: title
  why: why
  examples: {holds: {}, violates: {}}
"""
CONFIG = b"""\
select = ["A", "S101"]
ignore = ["applications-balance"]
fail-on = "warning"
lang = "zh"
format = "concise"
"""
SMALL = settings(max_examples=40, suppress_health_check=list(HealthCheck))


def ends_well(files: dict[str, bytes], *args: str) -> None:
    """Run twice in a new folder, and look at what came out."""
    with tempfile.TemporaryDirectory() as name, chdir(name):
        for path, data in files.items():
            Path(path).parent.mkdir(exist_ok=True)
            Path(path).write_bytes(data)
        before = sorted(Path().rglob("*"))
        first = run(*args)
        assert first[0] in (0, 1, 2, 3), first[2]
        assert "Traceback" not in first[2]
        assert first == run(*args)
        assert sorted(Path().rglob("*")) == before
        if "json" not in args:
            shown = (first[1] + first[2]).replace("\n", "")
            assert not any(ord(one) < 32 or 127 <= ord(one) < 160 for one in shown)


def run(*args: str) -> tuple[Any, str, str]:
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(2))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(), "utf-8"))
        patch.setattr(sys, "argv", ["reportlint", *args])
        with pytest.raises(SystemExit) as end:
            main()
    out.flush()
    err.flush()
    texts = [stream.buffer.getvalue().decode() for stream in (out, err)]
    return end.value.code, texts[0], texts[1]


@pytest.fixture(autouse=True, scope="module")
def load_once(pack: Pack) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("reportlint.cli.setup.load_builtin", lambda: pack)
        for name in ("LC_ALL", "LC_MESSAGES", "NO_COLOR", "FORCE_COLOR"):
            patch.delenv(name, raising=False)
        patch.setenv("LANG", "C.UTF-8")
        yield


@pytest.fixture(scope="module")
def clean(pack: Pack) -> dict[str, Any]:
    """Return a report of zeros with everything in it that a report may have."""
    form = pack.forms[-1]
    return {
        "form": form.id,
        "year": 2022,
        "agency": "某某局",
        "title": "某某局2022年政府信息公开工作年度报告",
        "scope": "own",
        "headings": [section.label for section in form.sections],
        **{table.id: rows(form, table.id) for table in form.tables},
        "narrative": {section.id: "全年受理 0 件。" for section in form.sections},
    }


def rows(form: Form, table_id: str) -> dict[str, Any]:
    table = form.table(table_id)
    assert table is not None
    return {row.id: [0] * len(row.columns) for row in table.rows}


def as_yaml(content: dict[str, Any]) -> bytes:
    lines: list[str] = []
    for key, value in content.items():
        if isinstance(value, dict):
            lines.append(f"{key}:")
            lines += [
                f"  {row}: {json.dumps(one, ensure_ascii=False)}" for row, one in value.items()
            ]
        else:
            lines.append(f"{key}: {json.dumps(value, ensure_ascii=False)}")
    return ("\n".join(lines) + "\n").encode()


@st.composite
def mutations(draw: st.DrawFn) -> list[tuple[str, float, float, bytes]]:
    """Draw edits: what is done, where, how far, and with which bytes."""
    kinds = st.sampled_from(["flip", "delete", "double", "insert", "move"])
    pieces = st.one_of(
        st.binary(min_size=1, max_size=4),
        st.sampled_from(
            [b"[", b"]", b"{", b"}", b":", b",", b"\n", b"  ", b"\t", b'"', b"&a ", b"*a"]
        ),
        st.sampled_from(
            [b"\x00", b"\x1b[31m", b"\xef\xbb\xbf", b"~", b"|", b"<<: ", b"!!x ", b"---\n"]
        ),
        st.sampled_from(["：", "，", "９", "万元", "\u202e", "\x85", "-", "无"]).map(str.encode),
    )
    places = st.floats(0, 1)
    return draw(st.lists(st.tuples(kinds, places, places, pieces), min_size=1, max_size=6))


def mutate(data: bytes, edits: list[tuple[str, float, float, bytes]]) -> bytes:
    for kind, place, reach, piece in edits:
        start = int(place * len(data))
        end = min(start + 1 + int(reach * 40), len(data))
        match kind:
            case "flip":
                data = data[:start] + piece + data[start + len(piece) :]
            case "delete":
                data = data[:start] + data[end:]
            case "double":
                data = data[:end] + data[start:end] + data[end:]
            case "insert":
                data = data[:start] + piece + data[start:]
            case _:
                data = data[:start] + data[end:] + data[start:end]
    return data


FORMATS = st.sampled_from(["full", "concise", "json"])
LANGS = st.sampled_from(["zh", "en"])


@SMALL
@given(data=st.binary(max_size=400), name=st.sampled_from(["r.yaml", "r.json"]), style=FORMATS)
def test_random_bytes(data: bytes, name: str, style: str) -> None:
    ends_well({name: data}, "check", name, "--format", style)


@SMALL
@given(edits=mutations(), style=FORMATS, lang=LANGS)
def test_mutated_yaml(
    clean: dict[str, Any], edits: list[tuple[str, float, float, bytes]], style: str, lang: str
) -> None:
    data = mutate(as_yaml(clean), edits)
    ends_well({"r.yaml": data}, "check", "r.yaml", "--format", style, "--lang", lang)


@SMALL
@given(edits=mutations(), style=FORMATS, lang=LANGS)
def test_mutated_json(
    clean: dict[str, Any], edits: list[tuple[str, float, float, bytes]], style: str, lang: str
) -> None:
    data = mutate(json.dumps(clean, ensure_ascii=False, indent=1).encode(), edits)
    ends_well({"r.json": data}, "check", "r.json", "--format", style, "--lang", lang)


TEXTS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["0", "7", "-1", "1,234", "３", "12件", "1.5", "无", "/", "1e9", "010", "1 2"]),
    st.text("0123456789.,+-０９万亿元件()增减 OoIl/e", max_size=12),
)
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), TEXTS),
    lambda inner: st.one_of(
        st.lists(inner, max_size=8), st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)
ROWS = st.sampled_from(["review", "direct_litigation", "received", "行政复议", "fees", "total"])
TABLES = st.one_of(VALUES, st.dictionaries(ROWS, st.one_of(VALUES, st.lists(TEXTS, max_size=8))))
KNOWN = {
    "form": st.one_of(st.sampled_from(["disclosure-2019", "disclosure-2021"]), VALUES),
    "year": st.one_of(st.integers(2015, 2030), VALUES),
    "agency": VALUES,
    "title": VALUES,
    "published": VALUES,
    "scope": st.one_of(st.sampled_from(["own", "region"]), VALUES),
    "headings": st.one_of(st.lists(TEXTS), VALUES),
    "narrative": st.one_of(st.dictionaries(st.sampled_from(["overview", "other"]), TEXTS), VALUES),
    "disclosure": TABLES,
    "applications": TABLES,
    "disputes": TABLES,
}


@settings(SMALL, max_examples=60)
@given(content=st.fixed_dictionaries({}, optional=KNOWN), style=FORMATS, lang=LANGS)
def test_random_structures(content: dict[str, Any], style: str, lang: str) -> None:
    data = json.dumps({"year": 2022, **content}).encode()
    args = ["--format", style, "--lang", lang, "--verbose", "--statistics"]
    ends_well({"r.json": data}, "check", "r.json", *args)
    ends_well({"r.yaml": data}, "check", "r.yaml", *args)


@SMALL
@given(edits=mutations(), which=st.sampled_from(["form", "rules", "pack"]), lang=LANGS)
def test_mutated_pack(edits: list[tuple[str, float, float, bytes]], which: str, lang: str) -> None:
    files = {"form": FORM, "rules": RULES, "pack": b"pack: tiny\ntitle: {en: x, zh: y}\n"}
    files[which] = mutate(files[which], edits)
    report = b"form: tiny\nyear: 2022\nt: {x: [1, 2], y: 3, z: [4, 5]}\nnarrative: {overview: x}\n"
    inputs = {f"p/{name}.yaml": data for name, data in files.items()} | {"r.yaml": report}
    ends_well(inputs, "check", "r.yaml", "--pack", "p", "--lang", lang)
    ends_well(inputs, "explain", "T101", "--pack", "p", "--lang", lang)
    ends_well(inputs, "rules", "--pack", "p", "--lang", lang)
    ends_well(inputs, "init", "--form", "tiny", "--pack", "p", "--lang", lang)


ENTRY_KEYS = [
    "code", "name", "severity", "for", "assert", "when", "forbid", "check", "group", "tables",
    "title", "message", "why", "basis", "examples", "blank", "override", "forms", "table",
]  # fmt: skip


@SMALL
@given(
    entry=st.dictionaries(st.sampled_from(ENTRY_KEYS), VALUES, max_size=4),
    relation=st.text("xyabct[](),.+-*=<> 0123456789sumyear", max_size=40),
)
def test_random_rule(entry: dict[str, Any], relation: str) -> None:
    rule = {
        "code": "T101",
        "name": "tiny-rule",
        "severity": "error",
        "table": "t",
        "assert": relation or "x[a] == 0",
        "title": "t",
        "why": "w",
        "examples": {"holds": {}, "violates": {}},
    }
    files = {
        "p/pack.yaml": b"pack: tiny\ntitle: x\n",
        "p/form.yaml": FORM,
        "p/rules.yaml": json.dumps({"rules": [rule | entry]}).encode(),
        "r.yaml": b"form: tiny\nt: {x: [1, 2], y: 3, z: [4, 5]}\n",
    }
    ends_well(files, "check", "r.yaml", "--pack", "p")


@SMALL
@given(edits=mutations(), name=st.sampled_from(["reportlint.toml", "pyproject.toml"]))
def test_mutated_config(edits: list[tuple[str, float, float, bytes]], name: str) -> None:
    data = CONFIG if name == "reportlint.toml" else b"[tool.reportlint]\n" + CONFIG
    ends_well({"r.yaml": b"year: 2022\n", name: mutate(data, edits)}, "check", "r.yaml")


@SMALL
@given(
    key=st.one_of(st.sampled_from(["select", "ignore", "pack", "lang", "form"]), st.text()),
    value=st.one_of(st.integers(), st.booleans(), st.lists(TEXTS, max_size=3), TEXTS),
)
def test_random_config(key: str, value: object) -> None:
    line = f"{json.dumps(key)} = {json.dumps(value)}\n"
    ends_well({"r.yaml": b"year: 2022\n", "reportlint.toml": line.encode()}, "check", "r.yaml")


@SMALL
@given(args=st.lists(st.one_of(st.text("-abcdefglo=:,. \x1b中", max_size=8), TEXTS), max_size=4))
def test_random_arguments(args: list[str]) -> None:
    # Not the help, which is as wide as the terminal, and not the whole of the machine.
    harmless = [one for one in args if not one.startswith(("/", "-h", "--h"))]
    ends_well({"r.yaml": b"year: 2022\n"}, "check", "r.yaml", *harmless)
