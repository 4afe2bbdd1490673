"""Rules -> their manual: a page each, a table, JSON or Markdown."""

import json
import re
from collections.abc import Sequence

from reportlint.model.rule import Phrasing, Rule
from reportlint.model.text import Lang, Text

_UNBROKEN = 400
"""Wide enough for every row, where the output is no terminal."""

CATALOG_FORMATS = ("table", "json", "markdown")
_SEVERITIES = {
    "error": Text("error", "错误"),
    "warning": Text("warning", "警告"),
    "info": Text("note", "提示"),
}

_OPTIONAL = Text(
    "Off unless it is selected by its own code or name: `--select {}`.",
    "默认不检查，需要时用编号或名称选用：`--select {}`。",
)
_EXAMPLES = Text("Examples", "示例")
_PLAIN = re.compile(r"[+-]?[\w/](?:[\w./ +-]*[\w./])?")
"""Texts that YAML reads as themselves, inside brackets too."""


def demand(rule: Rule) -> str:
    """Return what a rule demands, in the words of the rule language."""
    match rule.kind:
        case "assert":
            return rule.assertion
        case "forbid":
            return f"forbid: {rule.trait}"
        case "check":
            return f"check: {rule.check}"
        case "waiver":
            return "waivers:"
        case "claim":
            return "claims: " + "; ".join(_claim(one) for one in rule.phrasings)


def _claim(phrasing: Phrasing) -> str:
    """Return one way of stating cells: ``收到|受理 … == received | received + carried_over``."""
    sign = {"exactly": "==", "at_most": "<=", "at_least": ">="}[phrasing.states]
    value = "" if phrasing.value is None else f" ({phrasing.value})"
    return f"{' | '.join(phrasing.words)}{value} {sign} {' | '.join(phrasing.cells)}"


def page(rule: Rule, lang: Lang) -> str:
    """Return the manual page of a rule, as Markdown that reads well as plain text."""
    lines = [f"# {rule.code} {rule.name}", "", *_body(rule, lang, "##")]
    lines += ["", f"## {_EXAMPLES.to(lang)}", "", *_examples(rule, lang), _forms(rule, lang)]
    return "\n".join(lines) + "\n"


def bilingual_page(rule: Rule) -> str:
    """Return the manual page of a rule in both languages, for the documentation."""
    lines = [f"# {rule.code} {rule.name}", "", "[中文](#中文)", "", *_body(rule, "en", "##")]
    lines += ["", f"## {_EXAMPLES.en}", "", *_examples(rule, "en"), _forms(rule, "en")]
    lines += ["", "## 中文", "", *_body(rule, "zh", "###"), "", _forms(rule, "zh")]
    return "\n".join(lines) + "\n"


def _body(rule: Rule, lang: Lang, level: str) -> list[str]:
    """Return what a rule demands, why, and on what basis."""
    severity = _SEVERITIES[rule.severity].to(lang)
    lines = [f"{severity} · {rule.title.to(lang)}"]
    if rule.optional:
        lines += ["", _OPTIONAL.to(lang).format(rule.code)]
    lines += ["", f"{level} {Text('What it checks', '检查内容').to(lang)}", ""]
    lines += [f"    {variable} = {value}" for variable, value in _loops(rule, lang)]
    if rule.guard:
        lines.append(f"    {Text('when', '当').to(lang)} {rule.guard}")
    lines.append(f"    {demand(rule)}")
    lines += _details(rule, lang)
    if rule.blank != "parts":
        lines.append(f"    blank: {rule.blank}")
    lines += ["", f"{level} {Text('Why', '原因').to(lang)}", "", rule.why.to(lang)]
    if rule.basis:
        lines += ["", f"{level} {Text('Basis', '依据').to(lang)}", "", rule.basis]
    return lines


def _details(rule: Rule, lang: Lang) -> list[str]:
    """Return the words that a check looks for, and what it is about."""
    lines = [f"    {name}: {' | '.join(words)}" for name, words in rule.words]
    if rule.limit:
        lines.append(f"    limit: {rule.limit}")
    if rule.parts:
        lines.append(f"    parts: {', '.join(rule.parts)}")
    if rule.of:
        lines.append(f"    {Text('of', '适用于').to(lang)}: {', '.join(rule.of)}")
    return lines


def _loops(rule: Rule, lang: Lang) -> list[tuple[str, str]]:
    each = Text("each of", "逐一取自").to(lang)
    loops = [(name, f"{each} {value}") for name, value in rule.ranges]
    if rule.tables:
        loops.append(("t", f"{each} {', '.join(rule.tables)}"))
    return loops


def _forms(rule: Rule, lang: Lang) -> str:
    colon = Text(": ", "：").to(lang)
    return f"{Text('Applies to', '适用表式').to(lang)}{colon}{', '.join(rule.forms)}"


def _examples(rule: Rule, lang: Lang) -> list[str]:
    lines = []
    if rule.sparse_examples:
        note = Text("Cells that an example does not give are 0.", "示例中没有写出的单元格均为 0。")
        lines += [note.to(lang), ""]
    for key, label in (
        ("holds", Text("holds:", "成立：")),
        ("violates", Text("violates:", "不成立：")),
    ):
        lines += [label.to(lang), "", *_example(rule.examples[key]), ""]
    return lines


def _example(example: object) -> list[str]:
    assert isinstance(example, dict)
    lines = []
    for key, value in example.items():
        if not isinstance(value, dict) or not value:
            lines.append(f"    {key}: {_flow(value)}")
            continue
        lines.append(f"    {key}:")
        lines += [f"      {row}: {_flow(cells)}" for row, cells in value.items()]
    return lines


def _flow(value: object) -> str:
    match value:
        case dict():
            return "{" + ", ".join(f"{key}: {_flow(one)}" for key, one in value.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(_flow(one) for one in value) + "]"
        case None:
            return "~"
        case _:
            return _scalar(str(value))


def _scalar(text: str) -> str:
    """Quote a text that would not be read back as itself."""
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def as_json(rules: Sequence[Rule], lang: Lang) -> str:
    """Return the rules as a JSON list."""
    entries = [
        {
            "code": rule.code,
            "name": rule.name,
            "severity": rule.severity,
            "title": rule.title.to(lang),
            "why": rule.why.to(lang),
            "basis": rule.basis or None,
            "forms": list(rule.forms),
            "pack": rule.pack,
            "demand": demand(rule),
            "when": rule.guard or None,
        }
        for rule in rules
    ]
    return json.dumps(entries, ensure_ascii=False, indent=1) + "\n"


def as_markdown(rules: Sequence[Rule], lang: Lang) -> str:
    """Return the rules as a Markdown table."""
    head = {
        "en": "| code | name | severity | what it checks |",
        "zh": "| 编号 | 名称 | 级别 | 检查内容 |",
    }[lang]
    lines = [head, "| --- | --- | --- | --- |"]
    lines += [
        f"| {rule.code} | {rule.name} | {_SEVERITIES[rule.severity].to(lang)} "
        f"| {rule.title.to(lang)} |"
        for rule in rules
    ]
    return "\n".join(lines) + "\n"


def as_table(rules: Sequence[Rule], lang: Lang, *, color: bool, width: int | None) -> str:
    """Return the rules as a table for the terminal."""
    from io import StringIO

    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for label in (
        Text("code", "编号"),
        Text("severity", "级别"),
        Text("name", "名称"),
        Text("what it checks", "检查内容"),
    ):
        table.add_column(label.to(lang), overflow="fold")
    for rule in rules:
        table.add_row(
            rule.code, _SEVERITIES[rule.severity].to(lang), rule.name, rule.title.to(lang)
        )
    console = Console(
        file=StringIO(),
        force_terminal=color,
        color_system="standard" if color else None,
        width=width or _UNBROKEN,
        markup=False,
        emoji=False,
    )
    with console.capture() as capture:
        console.print(table)
    return "\n".join(line.rstrip() for line in capture.get().split("\n"))
