"""A Word 97-2003 document (.doc, and most of .wps) -> draft, by way of .docx.

Knows nothing of the binary format: ``doc2docx`` writes what it reads as .docx, and the
reader of .docx does the rest.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from reportlint.errors import ReadError
from reportlint.model.draft import Draft, Gap
from reportlint.model.place import ParagraphPlace, Source
from reportlint.model.text import Text
from reportlint.readers.archive import locked
from reportlint.readers.docx import read_docx
from reportlint.readers.extras import require

_SAVE_AS = Text(
    "open it with Word or WPS and save it as .docx", "请用 Word 或 WPS 打开后另存为 .docx"
)


def read_doc(data: bytes, path: str) -> Draft:
    """Read a document.

    Raises:
        ReadError: ``doc2docx`` is not installed, or the document is damaged, locked, older
            than Word 97 or shows no text.
    """
    doc2docx = require("doc2docx", "doc", path)
    errors = require("doc2docx.errors", "doc", path)
    with TemporaryDirectory(prefix="reportlint-") as folder:
        source, target = Path(folder, "report.doc"), Path(folder, "report.docx")
        source.write_bytes(data)
        try:
            result = doc2docx.convert(source, target)
            converted = target.read_bytes()
        except errors.EncryptedDocumentError:
            raise locked(path) from None
        except Exception as problem:
            # What a parser of a binary format may raise on bytes made to mislead it is open.
            raise _unreadable(path, problem) from None
    draft = read_docx(converted, path)
    lost = _lost_boxes(result.report.statistics)
    return draft._replace(gaps=(*draft.gaps, lost)) if lost else draft


def _unreadable(path: str, problem: Exception) -> ReadError:
    if "WordDocument" in str(problem) or "FIB version" in str(problem):
        return ReadError(
            Text("this is no document of Word 97 or newer", "这不是 Word 97 及以上版本的文档"),
            Source(path),
            _SAVE_AS,
        )
    return ReadError(
        Text("the document is damaged or not complete", "文档已损坏或不完整"),
        Source(path),
        _SAVE_AS,
    )


def _lost_boxes(statistics: dict[str, object]) -> Gap | None:
    """Tell of text boxes that the conversion leaves out."""
    lost = [
        count
        for name, count in statistics.items()
        if name.startswith("deferred_") and "textbox_count" in name and isinstance(count, int)
    ]
    if not sum(lost):
        return None
    return Gap(
        Text(f"{sum(lost)} text boxes were not read", f"{sum(lost)} 个文本框未读取"),
        ParagraphPlace(0, 1),
    )
