"""Find, read and validate the configuration.

Validated by hand and not by a library: a clean check with a configuration must
start as fast as one without.
"""

import re
from pathlib import Path
from typing import Any, NamedTuple

from reportlint.errors import ConfigError
from reportlint.model.place import Source, Span
from reportlint.model.text import Text
from reportlint.suggest import did_you_mean

_FILE = "reportlint.toml"
_PROJECT_FILE = "pyproject.toml"
_MAX_BYTES = 1_000_000
_CHOICES = {
    "fail-on": ("error", "warning", "info", "never"),
    "lang": ("en", "zh"),
    "color": ("auto", "always", "never"),
}
_LISTS = ("select", "ignore", "pack")
_TEXTS = ("format", "form")
_KEYS = (*_LISTS, *_TEXTS, *_CHOICES)


class Config(NamedTuple):
    """What a configuration file sets; empty where it is silent.

    ``pack`` are folders, resolved from the folder of the file.
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


def find_config(start: Path) -> Path | None:
    """Return the nearest configuration file, going up from a folder.

    A ``pyproject.toml`` without ``[tool.reportlint]`` is passed over.
    """
    folder = start.resolve()
    for parent in (folder, *folder.parents):
        own = parent / _FILE
        if own.is_file():
            return own
        project = parent / _PROJECT_FILE
        if project.is_file() and _has_section(project):
            return project
    return None


def _has_section(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return re.search(rb"tool\s*\.\s*reportlint", file.read(_MAX_BYTES)) is not None
    except OSError:
        return False


def load_config(path: Path, shown: str) -> Config:
    """Load a configuration file; ``shown`` is its name in messages.

    Raises:
        ConfigError: The file cannot be read, or sets something that does not exist.
    """
    import tomllib

    try:
        data = path.read_bytes()
    except OSError as error:
        raise ConfigError(
            Text(f"cannot be read: {error.strerror}", f"无法读取：{error.strerror}"), Source(shown)
        ) from None
    if len(data) > _MAX_BYTES:
        raise ConfigError(
            Text(f"larger than {_MAX_BYTES:,} bytes", f"超过 {_MAX_BYTES:,} 字节"), Source(shown)
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ConfigError(
            Text("the file is not UTF-8", "文件不是 UTF-8 编码"), Source(shown)
        ) from None
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _syntax_error(error, shown) from None
    except RecursionError:
        raise ConfigError(Text("nested too deeply", "嵌套过深"), Source(shown)) from None
    section: object = tables
    if path.name == _PROJECT_FILE:
        tool = tables.get("tool", {})
        section = tool.get("reportlint", {}) if isinstance(tool, dict) else {}
    if not isinstance(section, dict):
        raise ConfigError(
            Text("[tool.reportlint] is a table", "[tool.reportlint] 应为一个表"), Source(shown)
        )
    return _validate(section, text, path.parent, shown)


def _validate(section: dict[str, object], text: str, folder: Path, shown: str) -> Config:
    values: dict[str, Any] = {}
    for key, value in section.items():
        source = Source(shown, _key_span(text, key))
        if key not in _KEYS:
            raise ConfigError(
                Text(f"unknown setting {key!r}", f"未知的设置“{key}”"),
                source,
                did_you_mean(key, _KEYS),
            )
        if key in _LISTS:
            items = [value] if isinstance(value, str) else value
            if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
                raise ConfigError(
                    Text(f"{key!r} is a list of texts", f"“{key}”应为文字列表"), source
                )
            values[key] = tuple(folder / item if key == "pack" else item for item in items)
            continue
        if not isinstance(value, str):
            raise ConfigError(Text(f"{key!r} is a text", f"“{key}”应为文字"), source)
        choices = _CHOICES.get(key)
        if choices is not None and value not in choices:
            raise ConfigError(
                Text(f"{key!r} cannot be {value!r}", f"“{key}”不能是“{value}”"),
                source,
                did_you_mean(value, choices),
            )
        values[key.replace("-", "_")] = value
    return Config(source=Source(shown))._replace(**values)


def _key_span(text: str, key: str) -> Span | None:
    pattern = re.compile(rf"[ \t]*[\"']?({re.escape(key)})[\"']?[ \t]*=")
    for number, line in enumerate(text.splitlines(), start=1):
        match = pattern.match(line)
        if match is not None:
            return Span(number, match.start(1) + 1, number, match.end(1) + 1)
    return None


def _syntax_error(error: Exception, shown: str) -> ConfigError:
    """Turn ``… (at line 3, column 7)`` into a place."""
    message = str(error)
    match = re.search(r" \(at line (\d+), column (\d+)\)$", message)
    span = None
    if match is not None:
        line, column = int(match[1]), int(match[2])
        span = Span(line, column, line, column + 1)
        message = message[: match.start()]
    return ConfigError(
        Text(f"not well-formed TOML: {message}", f"TOML 格式有误：{message}"), Source(shown, span)
    )
