"""Readings of slips -> sentences, in the words of the form, English and Chinese."""

from collections.abc import Mapping
from decimal import Decimal

from reportlint.localise.layout import Line
from reportlint.localise.scene import Scene
from reportlint.localise.slips import UNTOLD, Reading
from reportlint.model.cell import CellAddress
from reportlint.model.form import Form
from reportlint.model.result import Slip
from reportlint.model.text import Text, same
from reportlint.wording import cell_label

EVIDENCE: Mapping[str, Text] = {
    "blank": Text("{place}: blank, taken as 0", "{place}：空白，按 0 计"),
    "left_zero": Text("{place}: left at 0", "{place}：仍为 0，可能漏填"),
    "digit": Text("{now} and {new}: one digit differs", "{now} 与 {new}：只差一个数字"),
    "off_by": Text(
        "{now} and {new}: miscounted by little", "{now} 与 {new}：相差很小，可能点错了数"
    ),
    "transposed": Text(
        "{now} and {new}: two digits transposed", "{now} 与 {new}：相邻两个数字颠倒"
    ),
    "dropped_digit": Text("{now} and {new}: a digit left out", "{now} 与 {new}：漏写一个数字"),
    "added_digit": Text("{now} and {new}: a digit too many", "{now} 与 {new}：多写一个数字"),
    "scale": Text("{now} and {new}: a power of ten apart", "{now} 与 {new}：相差 10 的整数次方"),
    "sign": Text("{now} and {new}: the sign is wrong", "{now} 与 {new}：正负号有误"),
    "omitted_part": Text("{now} is the sum without {other}", "{now} 恰为漏加“{other}”的合计"),
    "part_twice": Text(
        "{now} is the sum with {other} counted twice", "{now} 恰为重复计入“{other}”的合计"
    ),
    "repeated_cell": Text(
        "{place}: {now} repeats {other}", "{place}：{now} 与“{other}”相同，可能重复填写"
    ),
    "misplaced": Text(
        "{line}: a figure stands in {filled} instead of {empty}",
        "{line}：数字填在“{filled}”，应在“{empty}”",
    ),
    "swapped": Text("{place} exchanged", "{place}：两格互换"),
    "lumped": Text("{line}: the whole total stands in {other}", "{line}：总计全部填在“{other}”"),
    "miscounted": Text(
        "{line}: {gap} counted in the wrong place", "{line}：有 {gap}{unit}计错了位置"
    ),
    "recomputed": Text(
        "{inner} is wrong and its totals follow it{told}",
        "“{inner}”有误，相关合计随之算错{told}",
    ),
    "total_line": Text("{line}: totals left at 0{but}", "“{line}”：合计数为 0，可能漏填{but}"),
    "copied_line": Text(
        "all of {line} repeats {other}", "“{line}”与“{other}”完全相同，可能重复填写"
    ),
    "left_over": Text(
        "all of {line} is too much: left over, or counted twice",
        "“{line}”整行多出，可能是残留或重复计算",
    ),
    "shifted_line": Text(
        "the figures of {line} stand one cell out of line", "“{line}”的数字错开一格"
    ),
    "shifted_table": Text(
        "from {line} on at the latest, every figure stands too {way} by {rows}",
        "至迟自“{line}”起，各行数字整体偏{way} {rows} 行",
    ),
    "turned_columns": Text(
        "from {line} on, every figure stands {rows} too far to the {way}",
        "自“{line}”起，各列数字整体偏{way} {rows} 列",
    ),
    "shifted_columns": Text(
        "every figure seems to stand one column too far to the {way}, and {lost} to be lost",
        "各列数字似整体偏{way}一列，“{lost}”一列的数字已丢失",
    ),
    "exchanged_lines": Text(
        "{line} and {other} stand in each other's place", "“{line}”与“{other}”的数字互换了位置"
    ),
}
"""What speaks for a slip, by kind."""


def slip(
    form: Form, scene: Scene, readings: tuple[Reading, ...], news: Mapping[int, int | None]
) -> Slip | None:
    """Put the readings of one explanation into words; None when nothing speaks for it.

    ``news`` are the scaled values that the cells would take.
    """
    told = [reading for reading in readings if reading.kind not in UNTOLD]
    if not told:
        return None
    texts = [evidence(form, scene, reading, news) for reading in told]
    kind = told[0].kind if len(readings) == 1 else "several"
    return Slip(
        kind, Text("; ".join(text.en for text in texts), "；".join(text.zh for text in texts))
    )


def evidence(form: Form, scene: Scene, reading: Reading, news: Mapping[int, int | None]) -> Text:
    """Say what speaks for one slip."""
    fields = _fields(form, scene, reading, news)
    sentence = EVIDENCE[reading.kind]
    return Text(
        sentence.en.format_map({name: text.en for name, text in fields.items()}),
        sentence.zh.format_map({name: text.zh for name, text in fields.items()}),
    )


def _fields(
    form: Form, scene: Scene, reading: Reading, news: Mapping[int, int | None]
) -> dict[str, Text]:
    """Return what the sentence of a slip may name."""
    block = scene.block
    first = reading.cells[0]
    now, new = block.values[first], news.get(first)
    fields = {"now": same(number(now, block.scale))}
    if "{place}" in EVIDENCE[reading.kind].en:
        fields["place"] = _cells(form, [block.addresses[cell] for cell in reading.cells])
    if new is not None:
        fields["new"] = same(number(new, block.scale))
        fields["gap"] = same(number(abs(new - now), block.scale))
        fields["unit"] = same(_unit(form, block.addresses[first]))
    if reading.line is not None:
        fields["line"] = same(_line(form, reading.line))
    fields |= _other(form, scene, reading, news)
    if reading.kind == "misplaced":
        filled, empty = reading.cells if now else reversed(reading.cells)
        fields["filled"] = same(_beside(form, scene, empty, filled))
        fields["empty"] = same(_beside(form, scene, filled, empty))
    if reading.kind == "total_line":
        stray = any(block.values[cell] for cell in reading.cells)
        fields["but"] = Text(" but for a stray figure", "，另有误填的数字") if stray else same("")
    return fields


def _other(
    form: Form, scene: Scene, reading: Reading, news: Mapping[int, int | None]
) -> dict[str, Text]:
    """Return what a reading refers to besides its own cells and line."""
    match reading.other:
        case Line():
            return {"other": same(_line(form, reading.other))}
        case Reading():
            return _inner(form, scene, reading.other, news)
        case int() if reading.kind == "shifted_table":
            return _shifted(reading.other)
        case int() if reading.kind in ("turned_columns", "shifted_columns"):
            assert reading.line is not None
            last = reading.line.cells[-1 if reading.other > 0 else 0]
            return {**_aside(reading.other), "lost": same(_line(form, scene.layout.columns[last]))}
        case int():
            return {"other": same(_beside(form, scene, reading.cells[0], reading.other))}
    return {}


def _inner(
    form: Form, scene: Scene, inner: Reading, news: Mapping[int, int | None]
) -> dict[str, Text]:
    cell = scene.block.addresses[inner.cells[0]]
    told = same("")
    if inner.kind not in UNTOLD:
        text = evidence(form, scene, inner, news)
        told = Text(f" ({text.en})", f"（{text.zh}）")
    return {"inner": same(cell_label(form, cell)), "told": told}


def _shifted(step: int) -> dict[str, Text]:
    count = abs(step)
    plural = "row" if count == 1 else "rows"
    return {
        "way": Text("high", "上") if step > 0 else Text("low", "下"),
        "rows": Text(f"{count} {plural}", str(count)),
    }


def _aside(step: int) -> dict[str, Text]:
    count = abs(step)
    plural = "column" if count == 1 else "columns"
    return {
        "way": Text("right", "右") if step > 0 else Text("left", "左"),
        "rows": Text(f"{count} {plural}", str(count)),
    }


def _cells(form: Form, addresses: list[CellAddress]) -> Text:
    """Name cells; the row that they share is said once."""
    table = form.table(addresses[0].table)
    if table is None or len({address.row for address in addresses}) > 1:
        labels = [cell_label(form, address) for address in addresses]
        return Text(", ".join(labels), "、".join(labels))
    labels = [table.column(address.column).short for address in addresses]
    row = table.row(addresses[0].row).short
    return Text(f"{row} · {', '.join(labels)}", f"{row} · {'、'.join(labels)}")


def _unit(form: Form, address: CellAddress) -> str:
    """Return the unit of a figure as Chinese sets it between the number and what follows."""
    table = form.table(address.table)
    unit = table.column(address.column).unit if table else ""
    return f" {unit}" if unit else " "


def _line(form: Form, line: Line) -> str:
    table = form.table(line.table)
    if table is None:
        return line.id
    return table.row(line.id).short if line.across else table.column(line.id).short


def _beside(form: Form, scene: Scene, cell: int, other: int) -> str:
    """Name a cell, leaving out the row or the column that another cell shares with it."""
    address = scene.block.addresses[other]
    line = scene.line_of(cell, other)
    if line is None:
        return cell_label(form, address)
    return _line(form, scene.layout.columns[other] if line.across else scene.layout.rows[other])


def number(value: int, scale: int) -> str:
    """Write a scaled value as the number that it stands for."""
    return str(value) if scale == 1 else format((Decimal(value) / scale).normalize(), "f")
