"""A finding of the prose -> its sentence with the number marked, and the cells beside it.

   … 引发行政复议案 2 起、行政诉讼案 3 起，均维持。
                                     ^^^^
32 | 未经复议直接起诉 · 总计  2
"""

from rich.cells import cell_len

from reportlint.model.form import Form
from reportlint.model.place import Place
from reportlint.model.result import Finding
from reportlint.model.text import Lang, Text
from reportlint.wording import cell_label, number

_BLANK = Text("blank", "空白")
_IN_TABLE = Text("in the table {} {}", "表中为 {} {}")
_MORE = Text("… and {} more (-v shows all)", "… 另有 {} 格（-v 显示全部）")
_LISTED = 6
_GAP = "  "
_STOPS = " \t\u3000"

Line = tuple[Place | None, str]


def quoted(finding: Finding, form: Form, lang: Lang, width: int, verbose: bool) -> list[Line]:
    """Lay out the sentence and the cells of a finding in about ``width`` columns."""
    quote = finding.quote
    assert quote is not None
    text, mark = _window(quote.sentence, quote.start, quote.end, max(width - 4, 30))
    lines: list[Line] = [(finding.place, text), (None, mark)]
    cells = [cell for cell in finding.cells if verbose or cell.value]
    cells = cells or list(finding.cells[:_LISTED])
    shown = cells if verbose else cells[:_LISTED]
    labels = [cell_label(form, cell.address) for cell in shown]
    size = max((cell_len(label) for label in labels), default=0)
    for cell, label in zip(shown, labels, strict=True):
        value = _BLANK.to(lang) if cell.value is None else number(cell.value)
        lines.append((cell.place, label + " " * (size - cell_len(label)) + _GAP + value))
    if len(shown) < len(cells):
        lines.append((None, _MORE.to(lang).format(len(cells) - len(shown))))
    if finding.equation is not None:
        equation = finding.equation.replace("·", _BLANK.to(lang))
        lines.append((None, equation))
    return lines


def _window(sentence: str, start: int, end: int, room: int) -> tuple[str, str]:
    """Return as much of the sentence around a part as fits, and the carets under it."""
    sentence = "".join(" " if one in "\r\n\t" else one for one in sentence)
    end = max(end, start + 1)
    first, last = start, end
    used = cell_len(sentence[start:end])
    grown = True
    while grown:
        grown = False
        # More of what leads to the number than of what follows it.
        for _ in range(2):
            if first > 0 and used + cell_len(sentence[first - 1]) <= room:
                first -= 1
                used += cell_len(sentence[first])
                grown = True
        if last < len(sentence) and used + cell_len(sentence[last]) <= room:
            used += cell_len(sentence[last])
            last += 1
            grown = True
    before = ("…" if first else "") + sentence[first:start]
    text = before + sentence[start:last] + ("…" if last < len(sentence) else "")
    carets = "^" * max(cell_len(sentence[start:end].rstrip()), 1)
    return text, " " * cell_len(before) + carets
