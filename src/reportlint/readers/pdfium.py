"""Take glyphs, ruled lines and pictures out of a PDF: a program of its own.

``python -m reportlint.readers.pdfium`` reads a PDF on standard input and writes what its
pages hold as JSON. It is a process of its own because PDFium is written in C++ and a PDF
is hostile: a crash, an endless loop or a flood of memory ends this process and no other.
All coordinates are points from the upper left corner of the page as it is shown.
"""

import ctypes
import json
import math
import sys
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

MAX_PAGES = 300
MAX_GLYPHS = 600_000
MAX_OBJECTS = 200_000
MAX_RULES = 60_000
MAX_DEPTH = 12
MAX_MEMORY = 2_000_000_000
MAX_SECONDS = 30
THIN = 4.0
"""Points up to which a filled shape is a line and not an area."""

Matrix = tuple[float, float, float, float, float, float]


class Frame(NamedTuple):
    """How the coordinates of a page become those of the page as it is shown."""

    matrix: Matrix
    width: float
    height: float
    turn: int


class Found(NamedTuple):
    """What the objects of a page add up to."""

    rules: list[list[float]]
    pictures: list[list[float]]


def main() -> int:
    """Read a PDF from standard input and write its pages to standard output."""
    _limit()
    data = sys.stdin.buffer.read()
    pdfium.FPDF_InitLibrary()
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        locked = pdfium.FPDF_GetLastError() in {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY}
        json.dump({"error": "locked" if locked else "damaged"}, sys.stdout)
        return 0
    count = pdfium.FPDF_GetPageCount(document)
    pages: list[dict[str, Any]] = []
    budget = MAX_GLYPHS
    for number in range(min(count, MAX_PAGES)):
        pages.append(_page(document, number, budget))
        budget -= len(pages[-1]["glyphs"])
        if budget <= 0:
            break
    json.dump({"title": _title(document), "count": count, "pages": pages}, sys.stdout)
    return 0


def _limit() -> None:
    """Let the system end this process where it asks for too much."""
    try:
        import resource
    except ImportError:  # Windows has none; the parent's clock remains
        return
    for what, most in ((resource.RLIMIT_AS, MAX_MEMORY), (resource.RLIMIT_CPU, MAX_SECONDS)):
        hard = resource.getrlimit(what)[1]
        if hard == resource.RLIM_INFINITY or hard > most:
            resource.setrlimit(what, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _title(document: Any) -> str:
    size = pdfium.FPDF_GetMetaText(document, b"Title", None, 0)
    if not 2 < size < 10_000:
        return ""
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDF_GetMetaText(document, b"Title", buffer, size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")


def _page(document: Any, number: int, budget: int) -> dict[str, Any]:
    """Return what a page holds.

    Shape: a glyph is text, left, top, right, bottom, size, angle; a rule is two corners.
    """
    page = pdfium.FPDF_LoadPage(document, number)
    if not page:
        return {"broken": True, "glyphs": [], "rules": [], "pictures": [], "unmapped": 0,
                "hidden": 0, "cut": False, "width": 0, "height": 0}  # fmt: skip
    page = _with_fields(document, page, number)
    frame = _frame(page)
    found = Found([], [])
    objects = [pdfium.FPDFPage_GetObject(page, n) for n in range(_objects(page))]
    left = _walk(objects, frame.matrix, found, MAX_OBJECTS, 0)
    glyphs, unmapped, hidden, whole = _glyphs(page, frame, budget)
    pdfium.FPDF_ClosePage(page)
    return {
        "broken": False,
        "width": round(frame.width, 2),
        "height": round(frame.height, 2),
        "glyphs": glyphs,
        "rules": found.rules[:MAX_RULES],
        "pictures": found.pictures,
        "unmapped": unmapped,
        "hidden": hidden,
        "cut": left <= 0 or len(found.rules) > MAX_RULES or not whole,
    }


def _objects(page: Any) -> int:
    return min(int(pdfium.FPDFPage_CountObjects(page)), MAX_OBJECTS)


def _with_fields(document: Any, page: Any, number: int) -> Any:
    """Draw what was filled into fields and boxes onto the page, where there is any."""
    drawn = {
        pdfium.FPDF_ANNOT_WIDGET,
        pdfium.FPDF_ANNOT_FREETEXT,
        pdfium.FPDF_ANNOT_STAMP,
    }
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), 5_000)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        pdfium.FPDFPage_CloseAnnot(annotation)
        if kind in drawn:
            break
    else:
        return page
    if pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY) != pdfium.FLATTEN_SUCCESS:
        return page
    again = pdfium.FPDF_LoadPage(document, number)
    if not again:
        return page
    pdfium.FPDF_ClosePage(page)
    return again


def _frame(page: Any) -> Frame:
    """Return the matrix that undoes the page's rotation and turns its y axis down."""
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, box)
    left, bottom, right, top = box.left, box.bottom, box.right, box.top
    width, height = right - left, top - bottom
    turn = pdfium.FPDFPage_GetRotation(page) % 4
    match turn:
        case 1:
            return Frame((0, 1, 1, 0, -bottom, -left), height, width, turn)
        case 2:
            return Frame((-1, 0, 0, 1, right, -bottom), width, height, turn)
        case 3:
            return Frame((0, -1, -1, 0, top, right), height, width, turn)
        case _:
            return Frame((1, 0, 0, -1, -left, top), width, height, turn)


def _apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _times(first: Matrix, then: Matrix) -> Matrix:
    """Return the matrix that applies one and then the other."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def _walk(objects: list[Any], matrix: Matrix, found: Found, budget: int, depth: int) -> int:
    """Collect the rules and pictures among objects; return what is left of the budget."""
    own = pdfium.FS_MATRIX()
    for item in objects:
        budget -= 1
        if budget <= 0 or len(found.rules) > MAX_RULES:
            return 0
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind not in {
            pdfium.FPDF_PAGEOBJ_PATH,
            pdfium.FPDF_PAGEOBJ_FORM,
            pdfium.FPDF_PAGEOBJ_IMAGE,
        } or not pdfium.FPDFPageObj_GetMatrix(item, own):
            continue
        here = _times((own.a, own.b, own.c, own.d, own.e, own.f), matrix)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            budget = _path(item, here, found, budget)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            _picture(here, found)
        elif depth < MAX_DEPTH:
            count = min(pdfium.FPDFFormObj_CountObjects(item), budget)
            inner = [pdfium.FPDFFormObj_GetObject(item, n) for n in range(count)]
            budget = _walk(inner, here, found, budget, depth + 1)
    return budget


def _picture(matrix: Matrix, found: Found) -> None:
    """Note a picture; one as thin as a line is a line."""
    corners = [_apply(matrix, x, y) for x, y in ((0, 0), (1, 0), (0, 1), (1, 1))]
    box = _bounds(corners)
    if _is_thin(box):
        found.rules.append(_middle(box))
    elif len(found.pictures) < 1_000:
        found.pictures.append([round(n, 2) for n in box])


def _path(item: Any, matrix: Matrix, found: Found, budget: int) -> int:
    """Collect the straight lines that a path draws: strokes, and shapes filled thin."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(item, fill, stroke) or not (fill.value or stroke.value):
        return budget
    count = pdfium.FPDFPath_CountSegments(item)
    budget -= count
    if budget <= 0:
        return 0
    for points, straight in _outlines(item, matrix, count):
        box = _bounds(points)
        if _is_thin(box):
            found.rules.append(_middle(box))
        elif straight and (stroke.value or _is_frame(item, count)):
            found.rules.extend(_edges(points))
    return budget


def _outlines(
    item: Any, matrix: Matrix, count: int
) -> list[tuple[list[tuple[float, float]], bool]]:
    """Return the subpaths of a path, each with whether it is made of straight lines."""
    x, y = ctypes.c_float(), ctypes.c_float()
    found: list[tuple[list[tuple[float, float]], bool]] = []
    points: list[tuple[float, float]] = []
    straight = True
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        if not segment or not pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        kind = pdfium.FPDFPathSegment_GetType(segment)
        point = _apply(matrix, x.value, y.value)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                found.append((points, straight))
            points, straight = [point], True
            continue
        straight = straight and kind == pdfium.FPDF_SEGMENT_LINETO
        points.append(point)
        if pdfium.FPDFPathSegment_GetClose(segment) and points[0] != point:
            points.append(points[0])
    if len(points) > 1:
        found.append((points, straight))
    return found


def _is_frame(item: Any, count: int) -> bool:
    """Tell whether a filled path is a frame: one rectangle cut out of another."""
    moves = 0
    for index in range(min(count, 12)):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        moves += pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO
    return count <= 12 and moves == 2


def _bounds(points: list[tuple[float, float]]) -> tuple[float, float, float, float]:
    xs = [x for x, _ in points]
    ys = [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _is_thin(box: tuple[float, float, float, float]) -> bool:
    return min(box[2] - box[0], box[3] - box[1]) <= THIN


def _middle(box: tuple[float, float, float, float]) -> list[float]:
    """Return the line along the middle of a thin box."""
    left, top, right, bottom = (round(n, 2) for n in box)
    if right - left >= bottom - top:
        middle = round((top + bottom) / 2, 2)
        return [left, middle, right, middle]
    middle = round((left + right) / 2, 2)
    return [middle, top, middle, bottom]


def _edges(points: list[tuple[float, float]]) -> list[list[float]]:
    """Return the upright and level ones among the edges of an outline."""
    edges = []
    for (x0, y0), (x1, y1) in pairwise(points):
        if abs(x1 - x0) <= 0.5 or abs(y1 - y0) <= 0.5:
            edges.append(_middle((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))))
    return edges


def _glyphs(page: Any, frame: Frame, budget: int) -> tuple[list[list[Any]], int, int, bool]:
    """Return the glyphs of a page, how many have no text or are not shown, and if all came."""
    text = pdfium.FPDFText_LoadPage(page)
    if not text:
        return [], 0, 0, True
    box, own = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    glyphs: list[list[Any]] = []
    unmapped = hidden = 0
    high = 0
    count = pdfium.FPDFText_CountChars(text)
    for index in range(min(count, budget)):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
        high = 0
        if pdfium.FPDFText_IsGenerated(text, index) == 1:
            continue
        if code in {0, 0xFFFD, 0xFFFE} or pdfium.FPDFText_HasUnicodeMapError(text, index) == 1:
            unmapped += 1
            code = 0xFFFD
        elif code == 2:  # how PDFium marks a hyphen at the end of a line
            code = 0x2D
        size = pdfium.FPDFText_GetFontSize(text, index)
        if pdfium.FPDFText_GetMatrix(text, index, own):
            size *= math.hypot(own.c, own.d)
        corners = _box(text, index, box, size)
        item = pdfium.FPDFText_GetTextObject(text, index)
        if (
            item
            and pdfium.FPDFTextObj_GetTextRenderMode(item) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
        ):
            hidden += 1
        x0, y0 = _apply(frame.matrix, corners[0], corners[1])
        x1, y1 = _apply(frame.matrix, corners[2], corners[3])
        turned = math.degrees(pdfium.FPDFText_GetCharAngle(text, index)) + 90 * frame.turn
        glyphs.append([
            chr(code) if code < 0x110000 else "�",
            round(min(x0, x1), 2),
            round(min(y0, y1), 2),
            round(max(x0, x1), 2),
            round(max(y0, y1), 2),
            round(size, 2),
            round(turned) % 360,
        ])  # fmt: skip
    pdfium.FPDFText_ClosePage(text)
    return glyphs, unmapped, hidden, count <= budget


def _box(text: Any, index: int, box: Any, size: float) -> tuple[float, float, float, float]:
    """Return the box of a glyph: as wide as its advance, or that of its ink.

    The first is far off the page for text that is set from top to bottom.
    """
    if pdfium.FPDFText_GetLooseCharBox(text, index, box):
        most = max(3 * size, 1.0)
        if 0 < box.right - box.left <= most and 0 < box.top - box.bottom <= most:
            return box.left, box.bottom, box.right, box.top
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium.FPDFText_GetCharBox(text, index, left, right, bottom, top)
    return left.value, bottom.value, right.value, top.value


if __name__ == "__main__":
    sys.exit(main())
