"""Readings of slips -> sentences, in the words of the form, English and Chinese."""

from decimal import Decimal

from reportlint.localise.scene import Line, Scene
from reportlint.localise.slips import UNTOLD, Reading
from reportlint.model.cell import CellAddress
from reportlint.model.form import Form
from reportlint.model.result import Slip
from reportlint.model.text import Text


def slip(
    form: Form, scene: Scene, readings: tuple[Reading, ...], news: dict[int, int | None]
) -> Slip | None:
    """Put the readings of one explanation into words; None when nothing speaks for it."""
    told = [reading for reading in readings if reading.kind not in UNTOLD]
    if not told:
        return None
    texts = [evidence(form, scene, reading, news) for reading in told]
    kind = told[0].kind if len(readings) == 1 else "several"
    return Slip(
        kind, Text("; ".join(text.en for text in texts), "；".join(text.zh for text in texts))
    )


def evidence(form: Form, scene: Scene, reading: Reading, news: dict[int, int | None]) -> Text:
    """Say what speaks for one slip."""
    block = scene.block
    place = _cells(form, [block.addresses[cell] for cell in reading.cells])
    line = _line(form, reading.line) if reading.line else Text("", "")
    first = reading.cells[0]
    now = number(block.values[first], block.scale)
    meant = news.get(first)
    new = "?" if meant is None else number(meant, block.scale)
    other = _other(form, scene, reading)
    match reading.kind:
        case "blank":
            return Text(f"{place.en}: blank, taken as 0", f"{place.zh}：空白，按 0 计")
        case "left_zero":
            return Text(f"{place.en}: left at 0", f"{place.zh}：仍为 0，可能漏填")
        case "digit":
            return Text(f"{now} and {new}: one digit differs", f"{now} 与 {new}：只差一个数字")
        case "off_by":
            return Text(
                f"{now} and {new}: miscounted by little", f"{now} 与 {new}：相差无几，可能点数有误"
            )
        case "omitted_part":
            return Text(f"{now} is the sum without {other.en}", f"{now} 恰为漏加“{other.zh}”的合计")
        case "part_twice":
            return Text(
                f"{now} is the sum with {other.en} counted twice",
                f"{now} 恰为重复计入“{other.zh}”的合计",
            )
        case "transposed":
            return Text(
                f"{now} and {new}: two digits transposed", f"{now} 与 {new}：相邻两个数字颠倒"
            )
        case "dropped_digit":
            return Text(f"{now} and {new}: a digit left out", f"{now} 与 {new}：漏写一个数字")
        case "added_digit":
            return Text(f"{now} and {new}: a digit too many", f"{now} 与 {new}：多写一个数字")
        case "repeated_cell":
            return Text(
                f"{place.en}: {now} repeats {other.en} beside it",
                f"{place.zh}：{now} 与相邻的“{other.zh}”相同，可能重复填写",
            )
        case "scale":
            return Text(
                f"{now} and {new}: a power of ten apart", f"{now} 与 {new}：相差 10 的整数次方"
            )
        case "sign":
            return Text(f"{now} and {new}: the sign is wrong", f"{now} 与 {new}：正负号有误")
        case "stray":
            return Text(
                f"{place.en}: nothing else speaks for the {now}",
                f"{place.zh}：{now} 没有其他数字支持，可能多填",
            )
        case "misplaced":
            return Text(
                f"{line.en}: a figure stands in {_end(form, scene, reading, filled=True).en} instead of {_end(form, scene, reading, filled=False).en}",
                f"{line.zh}：数字填在“{_end(form, scene, reading, filled=True).zh}”，应在“{_end(form, scene, reading, filled=False).zh}”",
            )
        case "swapped":
            return Text(f"{line.en}: {place.en} exchanged", f"{line.zh}：{place.zh}两格互换")
        case "lumped":
            return Text(
                f"{line.en}: the whole total stands in {other.en}",
                f"{line.zh}：总计全部填在“{other.zh}”",
            )
        case "miscounted":
            gap = number(abs((news.get(first) or 0) - block.values[first]), block.scale)
            return Text(
                f"{line.en}: {gap} counted in the wrong place ({place.en})",
                f"{line.zh}：{gap} 件计错了位置（{place.zh}）",
            )
        case "recomputed":
            assert isinstance(reading.other, Reading)
            inner = reading.other
            cell = _cells(form, [block.addresses[inner.cells[0]]])
            told = evidence(form, scene, inner, news) if inner.kind not in UNTOLD else None
            tail = Text(f" ({told.en})", f"（{told.zh}）") if told else Text("", "")
            return Text(
                f"{cell.en} is wrong and its totals follow it{tail.en}",
                f"“{cell.zh}”有误，相关合计随之算错{tail.zh}",
            )
        case "total_line":
            strays = [cell for cell in reading.cells if block.values[cell]]
            alone = Text(" but for a stray figure", "，另有误填的数字") if strays else Text("", "")
            return Text(
                f"the totals of {line.en} are 0{alone.en}",
                f"“{line.zh}”的合计均为 0，可能漏填{alone.zh}",
            )
        case "copied_line":
            return Text(
                f"all of {line.en} repeats {other.en}",
                f"“{line.zh}”与“{other.zh}”完全相同，可能重复填写",
            )
        case "left_over":
            return Text(
                f"all of {line.en} is too much: a line left over or counted twice",
                f"“{line.zh}”整行多出，可能残留或重复计算",
            )
        case "shifted_line":
            return Text(
                f"the figures of {line.en} stand one cell out of line", f"“{line.zh}”的数字错开一格"
            )
        case "shifted_table":
            return _shifted(line, reading.other)
    raise AssertionError(reading.kind)


def cell_label(form: Form, address: CellAddress) -> str:
    """Return the official labels of a cell: row and column."""
    table = form.table(address.table)
    if table is None:
        return str(address)
    return f"{table.row(address.row).short}·{table.column(address.column).short}"


def listed(labels: list[str]) -> Text:
    """Join official labels to a list."""
    return Text(", ".join(labels), "、".join(labels))


def _cells(form: Form, addresses: list[CellAddress]) -> Text:
    """Name cells; the row that they share is said once."""
    table = form.table(addresses[0].table)
    rows = {(address.table, address.row) for address in addresses}
    if table is None or len(rows) > 1:
        return listed([cell_label(form, address) for address in addresses])
    columns = listed([table.column(address.column).short for address in addresses])
    row = table.row(addresses[0].row).short
    return Text(f"{row}·{columns.en}", f"{row}·{columns.zh}")


def _line(form: Form, line: Line) -> Text:
    table = form.table(line.table)
    if table is None:
        return Text(line.id, line.id)
    label = table.row(line.id).short if line.across else table.column(line.id).short
    return Text(label, label)


def _other(form: Form, scene: Scene, reading: Reading) -> Text:
    """Name what a slip refers to."""
    if isinstance(reading.other, Line):
        return _line(form, reading.other)
    if isinstance(reading.other, int) and reading.kind != "shifted_table":
        return _beside(form, scene, reading.cells[0], reading.other)
    return Text("", "")


def _beside(form: Form, scene: Scene, cell: int, other: int) -> Text:
    """Name a cell, leaving out the row or the column that another cell shares with it."""
    address = scene.block.addresses[other]
    table = form.table(address.table)
    if table is None:
        return Text(str(address), str(address))
    if other in scene.rows[cell].cells:
        label = table.column(address.column).short
    elif other in scene.columns[cell].cells:
        label = table.row(address.row).short
    else:
        label = cell_label(form, address)
    return Text(label, label)


def _end(form: Form, scene: Scene, reading: Reading, *, filled: bool) -> Text:
    """Name the filled or the empty cell of a misplaced figure."""
    one, other = reading.cells
    if bool(scene.block.values[one]) != filled:
        one, other = other, one
    return _beside(form, scene, other, one)


def _shifted(line: Text, step: object) -> Text:
    rows = step if isinstance(step, int) else 0
    count = abs(rows)
    where = Text("high", "上") if rows > 0 else Text("low", "下")
    plural = "row" if count == 1 else "rows"
    return Text(
        f"from {line.en} on, every figure stands {count} {plural} too {where.en}",
        f"自“{line.zh}”起，各行数字整体偏{where.zh} {count} 行",
    )


def number(value: int, scale: int) -> str:
    """Write a scaled value as the number that it stands for."""
    return str(value) if scale == 1 else format((Decimal(value) / scale).normalize(), "f")
