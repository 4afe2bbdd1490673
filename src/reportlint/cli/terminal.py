"""What the surroundings ask for: language, color, width; and writing to them."""

import codecs
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from reportlint.errors import ReportlintError, UsageError, reason
from reportlint.model.text import Lang, Text

_ESCAPE = "reportlint-escape"
_WIDEST = 1_000
_ENDING = ("SIGTERM", "SIGHUP")
_KILLED = 128
"""What a shell adds to the number of the signal that ended a program."""


def prepare_streams() -> None:
    """Make the standard streams safe to write any text to, closed ones too."""
    for name in ("COLUMNS", "LINES"):
        # What draws the tables trusts these to be small numbers.
        if re.fullmatch("[1-9][0-9]{0,3}", os.environ.get(name, "1")) is None:
            del os.environ[name]
    codecs.register_error(_ESCAPE, _escape)
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            # Closed by the caller: what nobody reads must not become a crash.
            nowhere = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  # kept to the end
            setattr(sys, name, nowhere)
        stream = getattr(sys, name)
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=_ESCAPE)


def _escape(error: UnicodeError) -> tuple[str, int]:
    r"""Write what an encoding lacks as ``\u4e2d``, which leaves JSON what it is."""
    import json

    assert isinstance(error, UnicodeEncodeError)
    return json.dumps(error.object[error.start : error.end])[1:-1], error.end


def language(asked: str = "") -> Lang:
    """Return the asked language, else that of ``--lang``, else that of the locale."""
    if asked not in ("zh", "en"):
        asked = _lang_argument(sys.argv)
    if asked in ("zh", "en"):
        return "zh" if asked == "zh" else "en"
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable, "")
        if value:
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


def _lang_argument(argv: list[str]) -> str:
    """Return the value of ``--lang`` before the arguments are parsed, for the help."""
    for index, argument in enumerate(argv):
        if argument.startswith("--lang="):
            return argument.partition("=")[2]
        if argument == "--lang" and index + 1 < len(argv):
            return argv[index + 1]
    return ""


def wants_color(asked: str, stream: TextIO) -> bool:
    """Decide on color: the option, then NO_COLOR and FORCE_COLOR, then the terminal."""
    if asked in ("always", "never"):
        return asked == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def width(stream: TextIO) -> int | None:
    """Return the width of the terminal, or None where the stream is none."""
    if not stream.isatty():
        return None
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal():
        return min(int(columns), _WIDEST)
    try:
        return min(os.get_terminal_size(stream.fileno()).columns, _WIDEST) or None
    except (OSError, ValueError):
        return None


def write(text: str) -> None:
    """Write the result to stdout; a reader that has gone away ends it quietly."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        # Keep the interpreter from failing once more when it closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        why = reason(error)
        raise UsageError(
            Text(f"cannot write the output: {why.en}", f"无法写出结果：{why.zh}")
        ) from None


def refuse_overwriting(path: Path, force: bool) -> None:
    """Refuse to write over a file unless it is wanted.

    Raises:
        UsageError: The file exists.
    """
    if os.path.isfile(path) and not force:
        raise UsageError(
            Text(f"{path} exists already", f"{path} 已存在"),
            None,
            Text("--force overwrites it", "加 --force 可以覆盖"),
        )


def write_file(path: Path, text: str) -> None:
    """Write a file whole or not at all.

    Raises:
        UsageError: The file cannot be written.
    """
    data = text.encode("utf-8", _ESCAPE)
    try:
        if path.exists() and not path.is_file():
            # A device or a pipe is written to; replacing it would destroy it.
            with path.open("wb") as file:
                file.write(data)
        else:
            _replace(Path(os.path.realpath(path)), data)
    except OSError as error:
        why = reason(error)
        raise UsageError(
            Text(f"cannot write {path}: {why.en}", f"无法写入 {path}：{why.zh}")
        ) from None


def make_folder(path: Path) -> None:
    """Make a folder that may be there already.

    Raises:
        UsageError: It cannot be made.
    """
    try:
        path.mkdir(exist_ok=True)
    except OSError as error:
        why = reason(error)
        raise UsageError(
            Text(f"cannot make the folder {path}: {why.en}", f"无法创建文件夹 {path}：{why.zh}")
        ) from None


def append_file(path: Path, text: str) -> None:
    """Add to a file that others write to, too.

    Raises:
        UsageError: The file cannot be written.
    """
    try:
        with path.open("ab") as file:
            file.write(text.encode("utf-8", _ESCAPE))
    except OSError as error:
        why = reason(error)
        raise UsageError(
            Text(f"cannot write {path}: {why.en}", f"无法写入 {path}：{why.zh}")
        ) from None


def _replace(target: Path, data: bytes) -> None:
    """Write beside the target, which keeps its rights, and move into its place."""
    # A random name: what a killed run left there must not stand in the way of the next one,
    # which has the same process id where both ran in a container.
    temporary = target.with_name(f".reportlint-{os.urandom(8).hex()}.tmp")
    with _ended_in_order():
        try:
            descriptor = os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666)
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
            if target.exists():
                temporary.chmod(target.stat().st_mode)
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)


@contextmanager
def _ended_in_order() -> Iterator[None]:
    """Let a request to end raise here, so that what was begun is removed."""
    # Imported on use: most runs write no file.
    import signal

    def end(number: int, _frame: object) -> None:
        raise SystemExit(_KILLED + number)

    numbers = [getattr(signal, name) for name in _ENDING if hasattr(signal, name)]
    before = [signal.signal(number, end) for number in numbers]
    try:
        yield
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)


def show_error(error: ReportlintError, lang: Lang) -> None:
    """Show an error on stderr, with the line it points at and a hint."""
    from reportlint.reporters.printable import printable

    label = Text("error", "错误").to(lang)
    colon = Text(": ", "：").to(lang)
    where = f"{error.source}: " if error.source else ""
    lines = [f"reportlint: {label}{colon}{where}{error.message.to(lang)}"]
    lines += _excerpt(error)
    if error.hint is not None:
        lines.append(f"  = {Text('hint', '提示').to(lang)}{colon}{error.hint.to(lang)}")
    note("\n".join(printable(line) for line in lines))


def note(text: str) -> None:
    """Write a line to stderr; nobody may be listening."""
    try:
        sys.stderr.write(text + "\n")
    except OSError:
        return


def _excerpt(error: ReportlintError) -> list[str]:
    source = error.source
    if source is None or source.span is None:
        return []
    # Imported on use: a run without an error pays for none of it.
    from unicodedata import combining, east_asian_width

    from reportlint.markup.decode import decode, line_at
    from reportlint.markup.problem import MarkupProblem
    from reportlint.reporters.printable import printable

    try:
        line = line_at(decode(Path(source.path).read_bytes()), source.span.line)
    except (OSError, MarkupProblem):
        return []
    before = printable(line[: source.span.column - 1])[-60:]
    rest = printable(line[source.span.column - 1 :].rstrip())[:60]
    gutter = str(source.span.line)
    shift = sum(
        0 if combining(character) else 2 if east_asian_width(character) in "WF" else 1
        for character in before
    )
    return [f"{gutter} | {before}{rest}", " " * len(gutter) + " | " + " " * shift + "^"]
