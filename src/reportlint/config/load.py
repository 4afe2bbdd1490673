"""Find, read and validate the configuration.

Validated by hand and not by a library: a clean check with a configuration must
start as fast as one without.
"""

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from reportlint.errors import ConfigError
from reportlint.model.place import Source, Span
from reportlint.model.text import Text, clip
from reportlint.suggest import did_you_mean

_FILE = "reportlint.toml"
_PROJECT_FILE = "pyproject.toml"
_MAX_BYTES = 1_000_000
CHOICES = {
    "fail-on": ("error", "warning", "info", "never"),
    "lang": ("en", "zh"),
    "color": ("auto", "always", "never"),
}
LISTS = ("select", "ignore", "pack")
TEXTS = ("format", "form", "baseline")
_OWN_FILE = Text(
    f"in {_FILE}, write the settings without [tool.reportlint] above them",
    f"在 {_FILE} 中直接写各项设置，不要写 [tool.reportlint]",
)
_KEYS = (*LISTS, *TEXTS, *CHOICES)
_MENTION = (
    rb"""(?m)tool["']?[ \t]*\.[ \t]*["']?reportlint"""
    rb"""|^[ \t]*(?:\[[ \t]*["']?tool["']?[ \t]*\]|["']?tool["']?[ \t]*=)"""
)
"""What a ``pyproject.toml`` with settings for us has, so that others are not parsed."""


class Config(NamedTuple):
    """What a configuration file sets; empty where it is silent.

    ``pack`` are folders and ``baseline`` is a file, resolved from the folder of the
    file; ``places`` says where each setting and each of its values stands.
    """

    source: Source | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    pack: tuple[Path, ...] = ()
    fail_on: str = ""
    lang: str = ""
    format: str = ""
    form: str = ""
    color: str = ""
    baseline: Path | None = None
    places: tuple[tuple[str, str, Span], ...] = ()

    def place(self, key: str, value: str) -> Source | None:
        """Return where a value of a setting stands in the file."""
        if self.source is None:
            return None
        span = _place(self.places, key, value) or _place(self.places, key, "")
        return Source(self.source.path, span)


def find_config(start: Path) -> Path | None:
    """Return the nearest configuration file, going up from a folder.

    A ``pyproject.toml`` without ``[tool.reportlint]`` is passed over.
    """
    try:
        folder = start.resolve()
    except (OSError, RuntimeError):
        return None
    for parent in (folder, *folder.parents):
        own = parent / _FILE
        if os.path.isfile(own):
            return own
        project = parent / _PROJECT_FILE
        if os.path.isfile(project) and _has_section(project):
            return project
    return None


def _has_section(path: Path) -> bool:
    """Tell whether a project file is ours; a broken one that mentions us is, too."""
    try:
        with path.open("rb") as file:
            data = file.read(_MAX_BYTES + 1)
    except OSError:
        return False
    if b"reportlint" not in data or re.search(_MENTION, data) is None:
        return False
    import tomllib

    try:
        tool = tomllib.loads(data.decode("utf-8-sig")).get("tool")
    except (ValueError, RecursionError):
        return True
    return not isinstance(tool, dict) or "reportlint" in tool


def load_config(path: Path, shown: str) -> Config:
    """Load a configuration file; ``shown`` is its name in messages.

    Raises:
        ConfigError: The file cannot be read, or sets something that does not exist.
    """
    # Imported on use: most runs have no configuration.
    import tomllib

    from reportlint.markup.bounded import read_bounded

    data = read_bounded(path, shown, _MAX_BYTES, ConfigError)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ConfigError(
            Text("the file is not UTF-8", "文件不是 UTF-8 编码"),
            Source(shown),
            Text("save it as UTF-8", "请另存为 UTF-8 编码"),
        ) from None
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _syntax_error(error, text, shown) from None
    except ValueError:
        # The reader does not catch what the interpreter refuses to convert.
        raise ConfigError(
            Text("a number has too many digits", "数字位数过多"), Source(shown)
        ) from None
    except RecursionError:
        raise ConfigError(Text("nested too deeply", "嵌套过深"), Source(shown)) from None
    section: object = tables
    start = 0
    if path.name == _PROJECT_FILE:
        tool = tables.get("tool", {})
        section = tool.get("reportlint", {}) if isinstance(tool, dict) else tool
        start = _section_start(text)
    if not isinstance(section, dict):
        raise ConfigError(
            Text("[tool.reportlint] is a table", "[tool.reportlint] 应为一个表"),
            Source(shown, _span(text, start, start + 1)),
            Text("write [tool.reportlint], and the settings below it",
                 "请写 [tool.reportlint]，并在其下逐行写各项设置"),
        )  # fmt: skip
    return _validate(section, text, start, path.parent, shown)


def _validate(
    section: dict[str, object], text: str, start: int, folder: Path, shown: str
) -> Config:
    values: dict[str, Any] = {}
    places: list[tuple[str, str, Span]] = []
    for key, value in section.items():
        at = _key_at(text, start, key)
        span = _span(text, *at) if at else None
        source = Source(shown, span)
        if key not in _KEYS:
            named = clip(key)
            raise ConfigError(
                Text(f"unknown setting {named!r}", f"未知的设置“{named}”"),
                source,
                _OWN_FILE if key == "tool" else did_you_mean(key.replace("_", "-"), _KEYS),
            )
        items: list[Any] = value if isinstance(value, list) else [value]
        if at is not None and span is not None:
            places.append((key, "", span))
            values_at = _values_at(text, at[1], [item for item in items if isinstance(item, str)])
            places += [(key, item, _span(text, *found)) for item, found in values_at.items()]
        if key in LISTS:
            if not all(isinstance(item, str) for item in items):
                raise ConfigError(
                    Text(f"{key!r} is a list of texts", f"“{key}”应为文字列表"),
                    source,
                    Text(f'such as {key} = ["…"]', f'例如 {key} = ["…"]'),
                )
            if key == "pack":
                items = [_pack(folder, item, shown, places, span) for item in items]
            values[key] = tuple(items)
            continue
        if not isinstance(value, str):
            raise ConfigError(
                Text(f"{key!r} is a text", f"“{key}”应为文字"),
                source,
                Text(f'such as {key} = "…"', f'例如 {key} = "…"'),
            )
        choices = CHOICES.get(key)
        if choices is not None and value not in choices:
            named = clip(value)
            raise ConfigError(
                Text(f"{key!r} cannot be {named!r}", f"“{key}”不能是“{named}”"),
                Source(shown, _place(places, key, value) or span),
                did_you_mean(value, choices),
            )
        values[key.replace("-", "_")] = folder / value if key == "baseline" else value
    return Config(source=Source(shown), places=tuple(places))._replace(**values)


def _pack(
    folder: Path, item: str, shown: str, places: list[tuple[str, str, Span]], span: Span | None
) -> Path:
    """Return the folder of a pack, which is named from the folder of the file."""
    path = folder / item
    if not os.path.isdir(path):
        raise ConfigError(
            Text(f"no such pack: {clip(item)}", f"找不到规则包：{clip(item)}"),
            Source(shown, _place(places, "pack", item) or span),
            Text("give a folder that holds pack.yaml, relative to this file",
                 "请指定包含 pack.yaml 的文件夹，路径相对于本文件"),
        )  # fmt: skip
    return path


def _place(places: Sequence[tuple[str, str, Span]], key: str, value: str) -> Span | None:
    return next((span for name, text, span in places if (name, text) == (key, value)), None)


def _section_start(text: str) -> int:
    """Return where ``[tool.reportlint]`` starts, however its name is quoted."""
    match = re.search(r"""^[^\n#]*tool["']?[ \t]*\.[ \t]*["']?reportlint""", text, re.M)
    return match.start() if match else 0


def _key_at(text: str, start: int, key: str) -> tuple[int, int] | None:
    """Return where a key stands, behind the start of its section."""
    pattern = rf"""^(?:[^\n#"'=]*[.{{,\[])?[ \t]*["']?({re.escape(key)})["']?[ \t]*(?:=|\.|\])"""
    match = re.compile(pattern, re.M).search(text, start)
    return match.span(1) if match else None


def _values_at(text: str, start: int, values: list[str]) -> dict[str, tuple[int, int]]:
    """Return where the texts of a setting stand, quotes included."""
    found = {}
    for value in values:
        match = re.compile(rf"""(["']){re.escape(value)}\1""").search(text, start)
        if match is None:
            break
        found[value] = match.span()
        start = match.end()
    return found


def _span(text: str, start: int, end: int) -> Span:
    line = text.count("\n", 0, start) + 1
    column = start - (text.rfind("\n", 0, start) + 1) + 1
    return Span(line, column, line, column + max(end - start, 1))


_CHINESE = {
    "Cannot declare": "同一个表声明了两次",
    "Cannot mutate": "与前面的内容冲突",
    "Cannot overwrite a value": "同一项设置写了两次",
    "Expected '=' after a key": "键后面缺少“=”",
    "Cannot redefine": "同一个表声明了两次",
    "Duplicate inline": "同一项设置写了两次",
    "Escaped character": "双引号中有无效的转义",
    "Expected ']": "表名后面缺少“]”",
    "Invalid hex": "双引号中有无效的转义",
    "Expected newline or end of document": "此处应换行（一行只写一项设置）",
    "Found invalid character": "此处出现了不允许的字符",
    "Illegal character": "此处出现了不允许的字符",
    "Invalid date": "日期或时间无效",
    "Invalid initial character": "此处不能作为键的开头",
    "Invalid statement": '此处应为一项设置，例如 lang = "zh"',
    "Invalid value": "“=”后面的值无效（文字要加引号）",
    "Unclosed array": "方括号没有闭合",
    "Unclosed inline table": "花括号没有闭合",
    "Unescaped": "双引号中的反斜杠要写成两个",
    "Unterminated string": "引号没有闭合",
    'Expected "': "引号没有闭合",
}
"""How the reader's messages start, for readers of Chinese."""


def _syntax_error(error: Exception, text: str, shown: str) -> ConfigError:
    """Turn ``… (at line 3, column 7)`` into a place."""
    message = str(error)
    chinese = next((zh for en, zh in _CHINESE.items() if message.startswith(en)), "")
    match = re.search(r" \(at line (\d+), column (\d+)\)$", message)
    span = None
    if match is not None:
        line, column = int(match[1]), int(match[2])
        span = Span(line, column, line, column + 1)
        message = message[: match.start()]
    elif message.endswith(" (at end of document)"):
        message = message.removesuffix(" (at end of document)")
        end = len(text.rstrip())
        span = _span(text, end, end)
    return ConfigError(
        Text(
            f"not well-formed TOML: {clip(message)}", f"TOML 格式有误：{chinese or clip(message)}"
        ),
        Source(shown, span),
    )
