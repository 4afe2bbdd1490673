"""PATH arguments -> inputs: files, folders, globs and standard input."""

import glob
import os
import re
import stat
import sys
from collections.abc import Iterator, Sequence
from fnmatch import translate
from pathlib import Path
from typing import NamedTuple

from reportlint.errors import ReadError, UsageError, reason
from reportlint.model.place import Source
from reportlint.model.text import Text
from reportlint.readers.read import MAX_BYTES, SUFFIXES
from reportlint.suggest import did_you_mean, nearest

STDIN = "-"
PACK_FILE = "pack.yaml"
_SIMILAR = 1_000
_NO_REPORT = r"(?i)\.|~\$|(?:README|CHANGELOG|LICENSE)\b"
"""What is no report in a folder: hidden files, an editor's own, and what is about the folder."""


class Input(NamedTuple):
    """An input with its name in messages."""

    path: str
    shown: str


def find_inputs(paths: Sequence[str], stdin_name: str) -> list[Input]:
    """Expand the arguments, each input once, in a fixed order.

    Raises:
        UsageError: An argument stands for no file.
    """
    found: dict[str, Input] = {}
    for path in paths:
        if path == STDIN:
            found.setdefault(STDIN, Input(STDIN, stdin_name))
            continue
        matches = list(_expand(path))
        if not matches:
            raise UsageError(
                Text(f"no report matches {path!r}", f"没有与“{path}”匹配的报告"),
                None,
                Text(
                    f"reports are files with the suffix {', '.join(SUFFIXES)}",
                    f"报告文件的后缀为 {'、'.join(SUFFIXES)}",
                ),
            )
        for match in matches:
            key = os.path.normcase(os.path.abspath(match))
            found.setdefault(key, Input(match, os.path.normpath(match).replace(os.sep, "/")))
    return list(found.values())


def _expand(path: str) -> Iterator[str]:
    if os.path.isdir(path):
        yield from _walk(path)
    elif os.path.lexists(path):
        yield path
    elif glob.has_magic(path):
        drive, tail = os.path.splitdrive(path)
        root = drive + os.sep if tail.startswith(("/", os.sep)) else drive
        parts = [part for part in re.split(r"[/\\]" if os.sep == "\\" else "/", tail) if part]
        for match in sorted(set(_glob(root, parts))):
            if os.path.isdir(match):
                yield from _walk(match)
            else:
                yield match
    else:
        raise UsageError(Text(f"no such file: {path}", f"找不到文件：{path}"), None, _similar(path))


def _similar(path: str) -> Text | None:
    """Return the hint that names the file of the folder that is nearest to a path."""
    folder, name = os.path.split(path)
    try:
        match = nearest(name, sorted(os.listdir(folder or "."))[:_SIMILAR])
    except (OSError, ValueError):
        return None
    return did_you_mean(path, [os.path.join(folder, match)]) if match else None


def _glob(folder: str, parts: list[str]) -> Iterator[str]:
    """Expand a pattern; ``**`` enters no link, as links may form circles."""
    if not parts:
        yield folder
        return
    part, rest = parts[0], parts[1:]
    if part == "**":
        if rest:
            yield from _glob(folder, rest)
        else:
            yield from (one for one in _names(folder, "*", files=True) if not os.path.isdir(one))
        for below in _names(folder, "*"):
            if os.path.isdir(below) and not os.path.islink(below):
                yield from _glob(below, parts)
    elif glob.has_magic(part):
        for below in _names(folder, part, files=True):
            if not rest or os.path.isdir(below):
                yield from _glob(below, rest)
    elif os.path.lexists(os.path.join(folder, part)):
        yield from _glob(os.path.join(folder, part), rest)


def _names(folder: str, pattern: str, *, files: bool = False) -> list[str]:
    """Return the entries of a folder that match, hidden ones only where asked for."""
    matches = re.compile(translate(pattern)).match
    try:
        with os.scandir(folder or ".") as entries:
            names = sorted(entry.name for entry in entries if files or entry.is_dir())
    except OSError:
        return []
    return [
        os.path.join(folder, name)
        for name in names
        if matches(name) and (pattern.startswith(".") or not name.startswith("."))
    ]


def _walk(folder: str) -> Iterator[str]:
    closed: list[str] = []

    def note_closed(error: OSError) -> None:
        closed.append(error.filename)

    for root, folders, files in os.walk(folder, onerror=note_closed):
        if PACK_FILE in files:
            # A pack lies there, whose YAML files are no reports.
            folders.clear()
            continue
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not re.match(_NO_REPORT, name) and Path(name).suffix.lower() in SUFFIXES:
                yield os.path.join(root, name)
    # A folder that cannot be listed is an input that cannot be read, not an empty one.
    yield from sorted(closed)


def read_input(item: Input) -> bytes:
    """Return the bytes of an input, at most one more than the readers accept.

    Raises:
        ReadError: The file cannot be read, or is no regular file.
    """
    try:
        if item.path == STDIN:
            if sys.stdin is None:
                raise ReadError(
                    Text("standard input is closed", "标准输入已关闭"), Source(item.shown)
                )
            return sys.stdin.buffer.read(MAX_BYTES + 1)
        # A pipe or a device could keep us waiting for ever.
        mode = os.stat(item.path).st_mode
        if stat.S_ISDIR(mode):
            os.listdir(item.path)
        if not stat.S_ISREG(mode):
            raise ReadError(Text("not a regular file", "不是普通文件"), Source(item.shown))
        with open(item.path, "rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        why = reason(error)
        raise ReadError(
            Text(f"cannot be read: {why.en}", f"无法读取：{why.zh}"), Source(item.shown)
        ) from None
