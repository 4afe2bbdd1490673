"""A file -> its bytes, at most as many as its kind may have."""

from pathlib import Path

from reportlint.errors import ReportlintError, reason
from reportlint.model.place import Source
from reportlint.model.text import Text


def read_bounded(path: Path, shown: str, limit: int, kind: type[ReportlintError]) -> bytes:
    """Read a file of at most ``limit`` bytes; ``shown`` is its name in messages.

    Raises:
        ReportlintError: Of the given kind, when the file cannot be read or is larger.
    """
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        why = reason(error)
        raise kind(
            Text(f"cannot be read: {why.en}", f"无法读取：{why.zh}"), Source(shown)
        ) from None
    if len(data) > limit:
        raise kind(Text(f"larger than {limit:,} bytes", f"超过 {limit:,} 字节"), Source(shown))
    return data
