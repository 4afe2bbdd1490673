"""Pack files -> validated documents, with the place of every part."""

import os
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import BaseModel, ValidationError

from reportlint.errors import PackError
from reportlint.markup.bounded import read_bounded
from reportlint.markup.decode import decode
from reportlint.markup.nodes import Mapping, Node, Sequence, at, key_at, plain
from reportlint.markup.problem import MarkupProblem
from reportlint.markup.yaml import parse_yaml
from reportlint.model.place import START, Source, Span
from reportlint.model.text import Text, clip, same
from reportlint.rules import schema
from reportlint.suggest import did_you_mean

Kind = Literal["pack", "form", "rules", "nouns", "agencies"]
_MAX_BYTES = 2_000_000
_MAX_FILES = 500
Path_ = tuple[str | int, ...]


class Document(NamedTuple):
    """One file of a pack: its content as validated plain values, and its nodes."""

    path: str
    kind: Kind
    data: dict[str, object]
    node: Node

    def source(self, path: Path_ = (), offset: int = 0) -> Source:
        """Return the place of a part, moved right by an offset into its text."""
        span = at(self.node, path).span
        column = span.column + offset
        if offset and span.line == span.end_line:
            span = Span(span.line, column, span.end_line, max(span.end_column, column + 1))
        return Source(self.path, span)


def read_folder(folder: Path, shown: str) -> list[Document]:
    """Read and validate every YAML file of a pack.

    ``shown`` is the folder's name in messages.

    Raises:
        PackError: The folder is no pack, or a file of it is wrong.
    """
    if not os.path.isdir(folder):
        raise PackError(
            Text(f"no such pack: {shown}", f"找不到规则包：{shown}"),
            None,
            Text("give a folder that holds pack.yaml", "请指定包含 pack.yaml 的文件夹"),
        )
    if not os.path.isfile(folder / "pack.yaml"):
        raise PackError(
            Text(f"the folder {shown} has no pack.yaml", f"文件夹 {shown} 中没有 pack.yaml"),
            None,
            Text("see docs/writing-rules.md", "参见 docs/writing-rules.md"),
        )
    files = _files(folder)
    if len(files) > _MAX_FILES:
        raise PackError(
            Text(f"the pack has more than {_MAX_FILES} files", f"规则包的文件超过 {_MAX_FILES} 个"),
            Source(shown),
        )
    documents = [_read_file(path, _shown(path, folder, shown)) for path in files]
    if not any(document.kind == "pack" for document in documents):
        raise PackError(
            Text("no file of the folder declares the pack", "文件夹中没有文件声明规则包"),
            Source(f"{shown}/pack.yaml", START),
            Text("pack.yaml has the keys 'pack' and 'title'",
                 "pack.yaml 应有“pack”和“title”两个键"),
        )  # fmt: skip
    return documents


def _files(folder: Path) -> list[Path]:
    """Return the YAML files of a folder, those in hidden folders left out."""
    return sorted(
        path
        for path in folder.rglob("*.y*ml")
        if path.suffix in (".yaml", ".yml")
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
        and os.path.isfile(path)
    )


def _shown(path: Path, folder: Path, shown: str) -> str:
    return f"{shown}/{path.relative_to(folder).as_posix()}"


def _read_file(path: Path, shown: str) -> Document:
    data = read_bounded(path, shown, _MAX_BYTES, PackError)
    try:
        node = parse_yaml(decode(data))
    except MarkupProblem as problem:
        raise PackError(problem.message, Source(shown, problem.span), problem.hint) from None
    return _validate(node, shown)


def _validate(node: Node, shown: str) -> Document:
    if not isinstance(node, Mapping):
        raise PackError(
            Text("a pack file is a mapping", "规则包文件应为键值结构"),
            Source(shown, node.span),
            Text(
                "its first key is 'pack:', 'form:' or 'rules:' (alone)",
                "首个键应为“pack:”“form:”或单独的“rules:”",
            ),
        )
    keys = [key.text for key, _ in node.entries]
    if "pack" in keys:
        return Document(shown, "pack", _model(node, shown, "pack"), node)
    if "form" in keys:
        return Document(shown, "form", _model(node, shown, "form"), node)
    if keys == ["nouns"]:
        return Document(shown, "nouns", _model(node, shown, "nouns"), node)
    if keys == ["agencies"]:
        return Document(shown, "agencies", _model(node, shown, "agencies"), node)
    if keys == ["rules"]:
        entries = node.entries[0][1]
        if not isinstance(entries, Sequence):
            raise PackError(
                Text("'rules' is a list of rules", "“rules”应为规则列表"),
                Source(shown, entries.span),
                Text("start each rule with '- code:'", "每条规则以“- code:”开头"),
            )
        rules = [_rule(item, shown) for item in entries.items]
        return Document(shown, "rules", {"rules": rules}, node)
    unknown = next((key for key, _ in node.entries if key.text != "rules"), None)
    span = unknown.span if unknown else START
    raise PackError(
        Text(
            "the file declares no pack, form or rules",
            "文件中没有声明规则包（pack）、表式（form）或规则（rules）",
        ),
        Source(shown, span),
        Text(
            "its first key is 'pack:', 'form:' or 'rules:' (alone)",
            "首个键应为“pack:”“form:”或单独的“rules:”",
        ),
    )


def _rule(node: Node, shown: str) -> dict[str, object]:
    kind = "rule"
    if isinstance(node, Mapping) and any(key.text == "override" for key, _ in node.entries):
        kind = "override"
    data = _model(node, shown, kind)
    if kind == "rule":
        bodies = [name for name in ("assertion", "trait", "check", "phrasings") if data.get(name)]
        if len(bodies) != 1:
            raise PackError(
                Text(
                    "a rule has exactly one of 'assert', 'forbid', 'check' and 'claims'",
                    "每条规则必须且只能有 assert、forbid、check、claims 之一",
                ),
                Source(shown, node.span),
            )
    return data


def _model(node: Node, shown: str, kind: str) -> dict[str, object]:
    """Validate one node; the first error becomes a ``PackError`` at its place."""
    try:
        valid = _schema(kind).model_validate(plain(node))
    except ValidationError as error:
        # A mistyped key is the cause where another one is missing.
        first = min(error.errors(include_url=False), key=lambda one: one["type"] == "missing")
        raise _schema_error(first, node, shown, kind) from None
    return valid.model_dump(exclude_none=True)


def _schema_error(error: object, node: Node, shown: str, kind: str) -> PackError:
    """Say in our own words what the schema refuses; it knows one language only."""
    assert isinstance(error, dict)
    path = tuple(step for step in error["loc"] if step != "[key]")
    if path[-1:] in (("en",), ("zh",)) and not isinstance(at(node, path[:-1]), Mapping):
        path = path[:-1]
    what = str(error["type"])
    context = error.get("ctx", {})
    name = clip(next((step for step in reversed(path) if isinstance(step, str)), ""))
    if what == "extra_forbidden":
        return PackError(
            Text(f"unknown key {name!r}", f"未知的键“{name}”"),
            Source(shown, key_at(node, path).span),
            did_you_mean(name, _keys(kind, path[:-1])),
        )
    if what == "missing":
        return PackError(
            Text(f"the key {name!r} is missing", f"缺少键“{name}”"),
            Source(shown, at(node, path).span),
        )
    in_key = "[key]" in error["loc"]
    source = Source(shown, (key_at if in_key else at)(node, path).span)
    given = clip(str(error.get("input")))
    if what == "literal_error":
        expected = str(context["expected"]).replace(" or ", ", ").replace("'", "")
        return PackError(
            Text(f"{name!r} cannot be {given!r}", f"“{name}”不能是“{given}”"),
            source,
            did_you_mean(given, expected.split(", ")) or same(expected),
        )
    if what == "string_pattern_mismatch":
        return PackError(
            Text(f"{given!r} is no valid name" if in_key else f"{name!r} cannot be {given!r}",
                 f"“{given}”不是有效的名称" if in_key else f"“{name}”不能是“{given}”"),
            source,
            _PATTERNS.get(str(context["pattern"])),
        )  # fmt: skip
    said = next((text for start, text in _WRONG.items() if what.startswith(start)), None)
    detail = clip(str(error["msg"]), 200)
    said = said or Text(f"is wrong: {detail}", f"有误：{detail}")
    name = name or {"rule": "rules", "override": "rules"}.get(kind, kind)
    hint = _BOTH if what in ("model_type", "dict_type") and name in _TWO_LANGUAGES else None
    return PackError(Text(f"{name!r} {said.en}", f"“{name}”{said.zh}"), source, hint)


_PATTERNS = {
    schema.ID: Text(
        "an id is lower-case words_with_underscores", "标识由小写字母、数字和下划线组成"
    ),
    schema.FORM_ID: Text("write lower-case-words-with-hyphens", "由小写字母、数字和连字符组成"),
    schema.CODE: Text(
        "a code is a letter and three digits (A103)", "编号为一个大写字母加三位数字（A103）"
    ),
    schema.NAME: Text("write lower-case-words-with-hyphens", "由小写字母、数字和连字符组成"),
}
_WRONG = {
    "string_type": Text("is a text", "应为一段文字"),
    "string_too_long": Text("is too long", "过长"),
    "string_too_short": Text("is empty", "不能为空"),
    "model": Text("is a mapping of keys to values", "应由“键: 值”组成"),
    "dict": Text("is a mapping of keys to values", "应由“键: 值”组成"),
    "tuple": Text("is a list", "应为列表"),
    "list": Text("is a list", "应为列表"),
    "bool": Text("is true or false", "应为 true 或 false"),
    "int": Text("is a whole number", "应为整数"),
    "value_error": Text("has a character that cannot be shown", "含有不能显示的字符"),
    "too_short": Text("has too few entries", "的条目太少"),
    "too_long": Text("has too many entries", "的条目太多"),
}
"""How the kinds of the schema's errors start, and how we put them."""

_TWO_LANGUAGES = ("title", "message", "why")
_BOTH = Text(
    "write a text, or en: and zh: with one each", "请写一段文字，或在 en: 和 zh: 下各写一段"
)


def _keys(kind: str, path: Path_) -> list[str]:
    """Return the keys that the schema knows at a path."""
    model = _schema(kind)
    inner: dict[str, type[BaseModel]] = {
        "tables": schema.TableModel,
        "columns": schema.ColumnModel,
        "rows": schema.RowModel,
        "open_rows": schema.OpenRowsModel,
        "fields": schema.FieldModel,
        "sections": schema.FieldModel,
        "examples": schema.ExamplesModel,
        "claims": schema.PhrasingModel,
        "title": schema.BothModel,
        "message": schema.BothModel,
        "why": schema.BothModel,
    }
    for step in path:
        if isinstance(step, str) and step in inner:
            model = inner[step]
    return [field.alias or name for name, field in model.model_fields.items()]


def _schema(kind: str) -> type[BaseModel]:
    """Return the model of a kind of document or entry."""
    models: dict[str, type[BaseModel]] = {
        "pack": schema.PackModel,
        "form": schema.FormModel,
        "rule": schema.RuleModel,
        "override": schema.OverrideModel,
        "nouns": schema.NounsModel,
        "agencies": schema.AgenciesModel,
    }
    return models[kind]
