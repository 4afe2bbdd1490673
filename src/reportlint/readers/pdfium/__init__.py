"""Take glyphs, ruled lines and pictures out of a PDF: a program of its own.

``python -m reportlint.readers.pdfium`` reads a PDF on standard input and writes what its
pages hold as JSON. It is a process of its own because PDFium is written in C++ and a PDF
is hostile: a crash, an endless loop or a flood of memory ends this process and no other.
All coordinates are points from the upper left corner of the page as it is shown.
"""

import ctypes
import json
import math
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2_raw.bindings as pdfium

MAX_PAGES = 300
MAX_GLYPHS = 300_000
MAX_OBJECTS = 200_000
MAX_RULES = 60_000
MAX_DEPTH = 12
NO_CHARACTER = 0xFFFD
HYPHEN = 0x2D
MOST_POINTS = 1_000_000.0
SHIFT = 10_000.0
"""More than a page is wide, and little enough for numbers of 32 bits."""

THIN = 4.0
"""Points up to which a filled shape is a line and not an area."""

Box = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]


class Frame(NamedTuple):
    """How the coordinates of a page become those of the page as it is shown."""

    matrix: Matrix
    width: float
    height: float
    turn: int


class Found(NamedTuple):
    """What the objects of a page add up to; how far texts were moved, by their address."""

    rules: list[list[float]]
    pictures: list[list[float]]
    shifts: dict[int, tuple[float, float]]


def extract(data: bytes) -> str:
    """Return what the pages of a PDF hold, as JSON."""
    # No fonts of the machine: what a PDF says must not depend on where it is read.
    fonts = (ctypes.POINTER(ctypes.c_char) * 1)()
    config = pdfium.FPDF_LIBRARY_CONFIG(version=2, m_pUserFontPaths=fonts)
    pdfium.FPDF_InitLibraryWithConfig(config)
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        locked = pdfium.FPDF_GetLastError() in {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY}
        return json.dumps({"error": "locked" if locked else "damaged"})
    count = pdfium.FPDF_GetPageCount(document)
    pages: list[dict[str, Any]] = []
    glyphs, rules = MAX_GLYPHS, MAX_RULES
    for number in range(min(count, MAX_PAGES)):
        pages.append(_page(document, number, glyphs, rules))
        glyphs -= len(pages[-1]["glyphs"])
        rules -= len(pages[-1]["rules"])
        if min(glyphs, rules) <= 0:
            break
    return json.dumps({"title": _title(document), "count": count, "pages": pages})


def _title(document: Any) -> str:
    size = pdfium.FPDF_GetMetaText(document, b"Title", None, 0)
    if not 2 < size < 10_000:
        return ""
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDF_GetMetaText(document, b"Title", buffer, size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")


def _page(document: Any, number: int, most: int, most_rules: int) -> dict[str, Any]:
    """Return what a page holds.

    Shape: a glyph is text, left, top, right, bottom, size and angle, and the point where it
    would be seen, if the page clips it; a rule is two corners.
    """
    page = pdfium.FPDF_LoadPage(document, number)
    if not page:
        return {"broken": True, "glyphs": [], "rules": [], "pictures": [], "unmapped": 0,
                "hidden": 0, "cut": False, "width": 0, "height": 0}  # fmt: skip
    page = _with_fields(document, page, number)
    frame = _frame(page)
    found = Found([], [], {})
    objects = [pdfium.FPDFPage_GetObject(page, n) for n in range(_objects(page))]
    left = _walk(objects, frame.matrix, found, MAX_OBJECTS, 0)
    text = _text(page, objects, found.shifts, frame, most)
    pdfium.FPDF_ClosePage(page)
    return {
        "broken": False,
        "width": round(_bounded(frame.width), 2),
        "height": round(_bounded(frame.height), 2),
        "glyphs": text.glyphs,
        "rules": found.rules[:most_rules],
        "pictures": found.pictures,
        "unmapped": text.unmapped,
        "hidden": text.hidden,
        "cut": left <= 0 or len(found.rules) > most_rules or not text.whole,
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
    return _bounded(a * x + c * y + e), _bounded(b * x + d * y + f)


def _bounded(number: float) -> float:
    """Return a coordinate that is a number, whatever the file says."""
    return max(-MOST_POINTS, min(number, MOST_POINTS)) if number == number else 0.0  # noqa: PLR0124


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
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            _tell_apart(item, matrix, found.shifts)
            continue
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


def _tell_apart(item: Any, matrix: Matrix, shifts: dict[int, tuple[float, float]]) -> None:
    """Move a text, and give it a width if it has none, or PDFium may leave it out.

    PDFium takes two of the same text for one printed twice if they are less than an eighth of
    their width apart: rows of zeros. It looks at the five texts before. And it leaves out
    what has no width, as a single character of a font that is not in the file.
    """
    shift = SHIFT * (len(shifts) % 8)
    shifts[_address(item)] = (matrix[0] * shift, matrix[1] * shift)
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top)
    if abs(right.value - left.value) < 0.02:
        pdfium.FPDFTextObj_SetTextRenderMode(item, pdfium.FPDF_TEXTRENDERMODE_STROKE)
        pdfium.FPDFPageObj_SetStrokeWidth(item, 1.0)
    pdfium.FPDFPageObj_Transform(item, 1, 0, 0, 1, shift, 0)


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


def _bounds(points: list[tuple[float, float]]) -> Box:
    xs = [x for x, _ in points]
    ys = [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _is_thin(box: Box) -> bool:
    return min(box[2] - box[0], box[3] - box[1]) <= THIN


def _middle(box: Box) -> list[float]:
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


class Text(NamedTuple):
    """The glyphs of a page, how many of them mean nothing or are not shown, if all came."""

    glyphs: list[list[Any]]
    unmapped: int
    hidden: int
    whole: bool


def _text(
    page: Any, objects: list[Any], shifts: dict[int, tuple[float, float]], frame: Frame, budget: int
) -> Text:
    """Return the text of a page."""
    text = pdfium.FPDFText_LoadPage(page)
    if not text:
        return Text([], 0, 0, whole=True)
    on_page = {_address(item) for item in objects}
    settings: dict[int, Setting] = {}
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
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else NO_CHARACTER
        high = 0
        if pdfium.FPDFText_IsGenerated(text, index) == 1:
            continue
        if pdfium.FPDFText_IsHyphen(text, index) == 1:
            code = HYPHEN  # one at the end of a text has a code of its own
        elif _means_nothing(text, index, code):
            unmapped += 1
            code = NO_CHARACTER
        item = pdfium.FPDFText_GetTextObject(text, index)
        address = _address(item)
        setting = settings.get(address)
        if setting is None:
            clip = _clip(item, frame) if address in on_page else None
            shift = shifts.get(address, (0.0, 0.0))
            setting = settings[address] = _setting(text, index, item, frame, clip, shift)
        hidden += setting.hidden
        glyph = [chr(code), *_placed(text, index, setting)]
        glyph += _home(glyph, setting.clip)
        glyphs.append(glyph)
    pdfium.FPDFText_ClosePage(text)
    return Text(glyphs, unmapped, hidden, count <= budget)


def _means_nothing(text: Any, index: int, code: int) -> bool:
    return (
        code in {0, 0xFFFE, NO_CHARACTER}
        or code > 0x10FFFF
        or pdfium.FPDFText_HasUnicodeMapError(text, index) == 1
    )


def _address(item: Any) -> int:
    return ctypes.cast(item, ctypes.c_void_p).value or 0


class Setting(NamedTuple):
    """What the glyphs of one text object have in common."""

    size: float
    angle: int
    hidden: bool
    matrix: Matrix
    clip: Box | None


def _setting(
    text: Any, index: int, item: Any, frame: Frame, clip: Box | None, shift: tuple[float, float]
) -> Setting:
    own = pdfium.FS_MATRIX()
    size = pdfium.FPDFText_GetFontSize(text, index)
    if pdfium.FPDFText_GetMatrix(text, index, own):
        size *= math.hypot(own.c, own.d)
    angle = math.degrees(_bounded(pdfium.FPDFText_GetCharAngle(text, index)))
    mode = pdfium.FPDFTextObj_GetTextRenderMode(item) if item else None
    a, b, c, d, e, f = frame.matrix
    return Setting(
        round(_bounded(size), 2),
        round(-angle - 90 * frame.turn) % 360,
        mode == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE,
        (a, b, c, d, e - shift[0], f - shift[1]),
        clip,
    )


def _placed(text: Any, index: int, setting: Setting) -> list[float]:
    """Return left, top, right and bottom of a glyph, its size and its angle."""
    left, bottom, right, top = _box(text, index, setting.size)
    x0, y0 = _apply(setting.matrix, left, bottom)
    x1, y1 = _apply(setting.matrix, right, top)
    return [
        round(min(x0, x1), 2),
        round(min(y0, y1), 2),
        round(max(x0, x1), 2),
        round(max(y0, y1), 2),
        setting.size,
        setting.angle,
    ]


def _clip(item: Any, frame: Frame) -> Box | None:
    """Return the box outside which the page does not show an object, if there is one."""
    path = pdfium.FPDFPageObj_GetClipPath(item)
    if not path:
        return None
    x, y = ctypes.c_float(), ctypes.c_float()
    shown: Box | None = None
    for part in range(min(max(pdfium.FPDFClipPath_CountPaths(path), 0), 50)):
        points = []
        for number in range(min(max(pdfium.FPDFClipPath_CountPathSegments(path, part), 0), 50)):
            segment = pdfium.FPDFClipPath_GetPathSegment(path, part, number)
            if segment and pdfium.FPDFPathSegment_GetPoint(segment, x, y):
                points.append(_apply(frame.matrix, x.value, y.value))
        if points:
            box = _bounds(points)
            shown = box if shown is None else _both(shown, box)
    return shown


def _both(first: Box, second: Box) -> Box:
    return (
        max(first[0], second[0]),
        max(first[1], second[1]),
        min(first[2], second[2]),
        min(first[3], second[3]),
    )


def _home(glyph: list[Any], clip: Box | None) -> list[float]:
    """Return the nearest point to a glyph at which the page would show it, where it does not.

    Spreadsheets print what a cell has no room for on top of the next cells, and clip it.
    """
    if clip is None or clip[0] >= clip[2] or clip[1] >= clip[3]:
        return []
    x, y = (glyph[1] + glyph[3]) / 2, (glyph[2] + glyph[4]) / 2
    inside_x, inside_y = min(max(x, clip[0]), clip[2]), min(max(y, clip[1]), clip[3])
    if (x, y) == (inside_x, inside_y):
        return []
    # Just inside, for the clip of a cell may reach to the middle of its border.
    inset = 1.0 if min(clip[2] - clip[0], clip[3] - clip[1]) > 4 else 0.0
    inside_x = min(max(x, clip[0] + inset), clip[2] - inset)
    inside_y = min(max(y, clip[1] + inset), clip[3] - inset)
    return [round(inside_x, 2), round(inside_y, 2)]


def _box(text: Any, index: int, size: float) -> Box:
    """Return the box of a glyph: as wide as its advance, or that of its ink.

    The first is far off the page for text that is set from top to bottom.
    """
    box = pdfium.FS_RECTF()
    if pdfium.FPDFText_GetLooseCharBox(text, index, box):
        most = max(3 * size, 1.0)
        if 0 < box.right - box.left <= most and 0 < box.top - box.bottom <= most:
            return box.left, box.bottom, box.right, box.top
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium.FPDFText_GetCharBox(text, index, left, right, bottom, top)
    return left.value, bottom.value, right.value, top.value
