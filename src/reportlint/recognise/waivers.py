"""``waivers:`` of a report -> waivers, each with its place.

What is not well-formed is kept and marked: a rule reports it, and it waives nothing.
"""

import re
from datetime import date
from typing import NamedTuple

from reportlint.markup.nodes import Mapping, Node, Scalar, Sequence
from reportlint.model.place import Span
from reportlint.model.text import Text, clip
from reportlint.model.waiver import Waiver
from reportlint.recognise.labels import fold, index
from reportlint.suggest import did_you_mean

WAIVER_KEYS = {
    "rule": "规则",
    "scope": "范围",
    "cell": "单元格",
    "reason": "理由",
    "owner": "负责人",
    "expires": "有效期至",
    "values": "数值",
}
"""The keys of an entry with their Chinese labels."""

_MAPPINGS = ("scope", "values")
_MOST = 1_000


class _Flaw(Exception):
    """An entry is not well-formed."""

    def __init__(self, message: Text):
        super().__init__(message)
        self.message = message


class _Entry(NamedTuple):
    """The texts and mappings of an entry."""

    texts: dict[str, str]
    mappings: dict[str, tuple[tuple[str, str], ...]]


def read_waivers(node: Node) -> tuple[Waiver, ...]:
    """Read the section; one that is no list counts as one entry that is not well-formed."""
    match node:
        case Scalar(null=True):
            return ()
        case Sequence(items) if len(items) <= _MOST:
            return tuple(_waiver(item) for item in items)
        case Sequence(_, span):
            flaw = Text(f"more than {_MOST:,} waivers", f"豁免超过 {_MOST:,} 条")
            return (_flawed(span, flaw),)
        case Mapping(_, span) | Scalar(_, span):
            flaw = Text(
                "'waivers' is a list; start each entry with '- rule:'",
                "“waivers”应为列表，每条以“- rule:”开头",
            )
            return (_flawed(span, flaw),)


def _flawed(span: Span, flaw: Text) -> Waiver:
    return Waiver("", (), "", "", "", "", None, span, flaw)


def _waiver(node: Node) -> Waiver:
    try:
        entry = _entry(node)
        _check(entry)
    except _Flaw as flaw:
        return _flawed(node.span, flaw.message)
    texts = entry.texts
    return Waiver(
        rule=texts["rule"],
        scope=entry.mappings.get("scope", ()),
        cell=texts.get("cell", ""),
        reason=texts["reason"],
        owner=texts.get("owner", ""),
        expires=texts.get("expires", ""),
        values=entry.mappings.get("values"),
        span=node.span,
    )


def _entry(node: Node) -> _Entry:
    if not isinstance(node, Mapping):
        raise _Flaw(Text("a waiver is a mapping of keys to values", "豁免应由“键: 值”组成"))
    known = index((name, (label,)) for name, label in WAIVER_KEYS.items())
    entry = _Entry({}, {})
    for key, value in node.entries:
        name = known.get(fold(key.text))
        if name is None:
            hint = did_you_mean(key.text, WAIVER_KEYS)
            text = clip(key.text)
            en, zh = (f"; {hint.en}", f"；{hint.zh}") if hint else ("", "")
            raise _Flaw(Text(f"unknown key {text!r}{en}", f"未知的键“{text}”{zh}"))
        if name in entry.texts or name in entry.mappings:
            raise _Flaw(Text(f"{name!r} is given twice", f"“{name}”重复出现"))
        if name in _MAPPINGS:
            entry.mappings[name] = _pairs(name, value)
        elif not isinstance(value, Scalar):
            raise _Flaw(Text(f"{name!r} is a text", f"“{name}”应为一段文字"))
        elif not value.null and value.text.strip():
            entry.texts[name] = value.text.strip()
    return entry


def _pairs(name: str, node: Node) -> tuple[tuple[str, str], ...]:
    match node:
        case Scalar(null=True):
            return ()
        case Mapping(entries):
            pairs = [(key.text, value.text) for key, value in entries if isinstance(value, Scalar)]
            if len(pairs) == len(entries):
                return tuple(pairs)
    raise _Flaw(Text(f"{name!r} is a mapping of names to values", f"“{name}”应由“名称: 值”组成"))


def _check(entry: _Entry) -> None:
    """Refuse an entry without rule and reason, with two places, or with no valid date."""
    if "rule" not in entry.texts:
        raise _Flaw(Text("it names no rule", "没有写明规则（rule）"))
    if "reason" not in entry.texts:
        raise _Flaw(Text("it gives no reason", "没有写明理由（reason）"))
    if "cell" in entry.texts and entry.mappings.get("scope"):
        raise _Flaw(Text("give either 'cell' or 'scope'", "“cell”和“scope”只能写一个"))
    expires = entry.texts.get("expires")
    if expires is not None and not _is_date(expires):
        raise _Flaw(
            Text(
                f"{clip(expires)!r} is no date; write 2026-12-31",
                f"“{clip(expires)}”不是有效日期，请写作 2026-12-31",
            )
        )


def _is_date(text: str) -> bool:
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) is None:
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
