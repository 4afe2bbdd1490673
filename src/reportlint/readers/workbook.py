"""A workbook (.xlsx, .xls, .ods) -> draft: a grid for each table, paragraphs for the text.

A row whose only cell spans the table or stands at its edge is a paragraph: the heading above
a table, a sentence typed into a sheet. Hidden sheets are not read; a gap says so. The name of
a sheet is in the place of everything that stands on it, and is no paragraph of its own.
"""

from reportlint.errors import ReadError
from reportlint.model.draft import Draft
from reportlint.model.place import Source
from reportlint.model.text import Text
from reportlint.readers.archive import Archive, damaged, locked
from reportlint.readers.sheets import Book, blocks_of

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BIFF = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
"""How workbooks begin that were saved without the container of Office 97."""


def read_workbook(data: bytes, path: str) -> Draft:
    """Read a workbook, of whatever kind its content is.

    Raises:
        ReadError: The file is damaged, locked or no workbook, or a library is missing.
    """
    book = _book(data, path)
    blocks, gaps = blocks_of(book)
    if not blocks and not gaps:
        raise ReadError(Text("the workbook is empty", "工作簿是空的"), Source(path))
    return Draft(book.title, blocks, gaps)


def _book(data: bytes, path: str) -> Book:
    if data.startswith((OLE, *BIFF)):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise locked(path)
        from reportlint.readers.xls import read_xls

        return read_xls(data, path)
    if not data.startswith(b"PK"):
        raise damaged(path)
    archive = Archive(data, path)
    if "content.xml" in archive.names:
        from reportlint.readers.ods import read_ods

        return read_ods(archive, path)
    if "xl/workbook.bin" in archive.names:
        raise ReadError(
            Text("this is a binary workbook (.xlsb)", "这是二进制工作簿（.xlsb）"),
            Source(path),
            Text("save it as .xlsx first", "请先另存为 .xlsx"),
        )
    from reportlint.readers.xlsx import read_xlsx

    return read_xlsx(archive, path)
