"""A ZIP archive, as office documents are -> its parts, none larger than it should be."""

import zipfile
import zlib
from io import BytesIO

from reportlint.errors import ReadError
from reportlint.model.place import Source
from reportlint.model.text import Text

MAX_PARTS = 10_000
MAX_BYTES = 32_000_000
"""How much all parts that are read may hold together, unpacked."""


class Archive:
    """The parts of an office document; what it unpacks is counted and bounded."""

    def __init__(self, data: bytes, path: str):
        """Open an archive.

        Raises:
            ReadError: It is damaged, or has more parts than a document has.
        """
        self._path = path
        self._left = MAX_BYTES
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
            raise self._damaged() from None
        self.names = frozenset(self._zip.namelist())
        if len(self.names) > MAX_PARTS:
            raise self._too_large()

    def read(self, name: str) -> bytes:
        """Unpack a part.

        Raises:
            ReadError: It is missing, damaged, locked, or unpacks to too much.
        """
        try:
            with self._zip.open(name) as part:
                data = part.read(self._left + 1)
        except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError):
            raise self._damaged() from None
        except (RuntimeError, NotImplementedError):
            raise locked(self._path) from None
        if len(data) > self._left:
            raise self._too_large()
        self._left -= len(data)
        return data

    def _damaged(self) -> ReadError:
        return damaged(self._path)

    def _too_large(self) -> ReadError:
        return ReadError(
            Text(f"the file unpacks to more than {MAX_BYTES:,} bytes, far more than a report",
                 f"文件解压后超过 {MAX_BYTES:,} 字节，远大于一份年度报告"),
            Source(self._path),
        )  # fmt: skip


def damaged(path: str) -> ReadError:
    """Return the error about a file that cannot be taken apart."""
    return ReadError(
        Text("the file is damaged or not complete", "文件已损坏或不完整"),
        Source(path),
        Text("download it again, or open it and save it anew", "请重新下载，或打开后另存"),
    )


def locked(path: str) -> ReadError:
    """Return the error about a file that a password protects."""
    return ReadError(
        Text("the file is protected with a password", "文件设有打开密码"),
        Source(path),
        Text("save it without the password first", "请先取消密码后另存"),
    )
