"""What the surroundings ask for: language, color, width; and writing to them."""

import os
import sys
from pathlib import Path
from typing import TextIO

from reportlint.errors import ReportlintError, UsageError
from reportlint.model.text import Lang, Text


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
    if columns.isdigit() and int(columns) > 0:
        return int(columns)
    try:
        return os.get_terminal_size(stream.fileno()).columns or None
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
        raise UsageError(
            Text(f"cannot write the output: {error.strerror}", f"无法写出结果：{error.strerror}")
        ) from None


def write_file(path: Path, text: str) -> None:
    """Write a file whole or not at all.

    Raises:
        UsageError: The file cannot be written.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        try:
            temporary.write_text(text, encoding="utf-8", newline="\n")
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(
            Text(f"cannot write {path}: {error.strerror}", f"无法写入 {path}：{error.strerror}")
        ) from None


def show_error(error: ReportlintError, lang: Lang) -> None:
    """Show an error on stderr, with the line it points at and a hint."""
    label = Text("error", "错误").to(lang)
    colon = Text(": ", "：").to(lang)
    where = f"{error.source}: " if error.source else ""
    lines = [f"reportlint: {label}{colon}{where}{error.message.to(lang)}"]
    lines += _excerpt(error)
    if error.hint is not None:
        lines.append(f"  = {Text('hint', '提示').to(lang)}{colon}{error.hint.to(lang)}")
    note("\n".join(lines))


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
    try:
        with Path(source.path).open(encoding="utf-8", errors="replace") as file:
            line = next(
                (text for number, text in enumerate(file, 1) if number == source.span.line), ""
            )
    except OSError:
        return []
    from reportlint.reporters.printable import printable

    before = printable(line[: source.span.column - 1])[-60:]
    rest = printable(line[source.span.column - 1 :].rstrip())[:60]
    gutter = str(source.span.line)
    from unicodedata import east_asian_width

    shift = sum(2 if east_asian_width(character) in "WF" else 1 for character in before)
    return [f"{gutter} | {before}{rest}", " " * len(gutter) + " | " + " " * shift + "^"]
