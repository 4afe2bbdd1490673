"""PATH arguments -> inputs: files, folders, globs and standard input."""

import glob
import os
import stat
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from reportlint.errors import ReadError, UsageError
from reportlint.model.place import Source
from reportlint.model.text import Text
from reportlint.readers.read import MAX_BYTES, SUFFIXES

STDIN = "-"


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
        for match in sorted(glob.glob(path, recursive=True)):
            if os.path.isdir(match):
                yield from _walk(match)
            else:
                yield match
    else:
        raise UsageError(Text(f"no such file: {path}", f"找不到文件：{path}"))


def _walk(folder: str) -> Iterator[str]:
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith(".") and Path(name).suffix.lower() in SUFFIXES:
                yield os.path.join(root, name)


def read_input(item: Input) -> bytes:
    """Return the bytes of an input, at most one more than the readers accept.

    Raises:
        ReadError: The file cannot be read, or is no regular file.
    """
    try:
        if item.path == STDIN:
            return sys.stdin.buffer.read(MAX_BYTES + 1)
        # A pipe or a device could keep us waiting for ever.
        if not stat.S_ISREG(os.stat(item.path).st_mode):
            raise ReadError(Text("not a regular file", "不是普通文件"), Source(item.shown))
        with open(item.path, "rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise ReadError(
            Text(f"cannot be read: {error.strerror}", f"无法读取：{error.strerror}"),
            Source(item.shown),
        ) from None
