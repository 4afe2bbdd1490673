"""The sentences and equations of violated relations."""

from collections.abc import Mapping

from reportlint.model.cell import CellAddress, Number
from reportlint.model.form import Form
from reportlint.model.rule import Constraint, Side
from reportlint.model.text import Text, same
from reportlint.wording import fill, magnitude, number

_BROKEN = {"==": "≠", "<=": ">", ">=": "<"}


def place_label(form: Form, constraint: Constraint) -> dict[str, str]:
    """Return the label of each loop variable of a constraint."""
    labels = {}
    for variable, name in constraint.scope:
        labels[variable] = name
        for table_id in constraint.tables:
            table = form.table(table_id)
            if table is None:
                continue
            if table.id == name:
                labels[variable] = table.label
                break
            found = [row.short for row in table.rows if row.id == name]
            found += [column.short for column in table.columns if column.id == name]
            if found:
                labels[variable] = found[0]
                break
    return labels


def equation(
    constraint: Constraint, left: Number, right: Number, values: Mapping[CellAddress, Number]
) -> str:
    """Write the violated relation in numbers: ``90 + 7 = 97 ≠ 95 = 89 + 6``."""
    left_sum = _sum(constraint.left, values)
    right_sum = _sum(constraint.right, values)
    left_text = number(left) if left_sum == number(left) else f"{left_sum} = {number(left)}"
    right_text = number(right) if right_sum == number(right) else f"{number(right)} = {right_sum}"
    return f"{left_text} {_BROKEN[constraint.relation]} {right_text}"


def _sum(side: Side, values: Mapping[CellAddress, Number]) -> str:
    parts: list[str] = []
    for coefficient, cell in side.terms:
        value = values[cell]
        if value == 0:
            continue
        text = number(magnitude(value))
        if coefficient not in (1, -1):
            text = f"{number(magnitude(coefficient))} × {text}"
        negative = (coefficient < 0) != (value < 0)
        parts.append(_signed(text, negative, first=not parts))
    if side.constant or not parts:
        text = number(magnitude(side.constant))
        parts.append(_signed(text, side.constant < 0, first=not parts))
    return " ".join(parts)


def _signed(text: str, negative: bool, *, first: bool) -> str:
    if first:
        return f"-{text}" if negative else text
    return f"- {text}" if negative else f"+ {text}"


def relation_message(
    form: Form, constraint: Constraint, left: Number, right: Number, year: int | None
) -> Text:
    """Say what a violated relation means, in the words of its rule."""
    labels = place_label(form, constraint)
    values = {name: same(label) for name, label in labels.items()}
    values["left"] = same(number(left))
    values["right"] = same(number(right))
    values["difference"] = same(number(magnitude(left - right)))
    values["year"] = same(str(year))
    rule = constraint.rule
    if rule.message is not None:
        return fill(rule.message, values)
    place = "".join(f"{label} — " for label in labels.values())
    title = fill(rule.title, values)
    broken = f"{number(left)} {_BROKEN[constraint.relation]} {number(right)}"
    return Text(f"{place}{title.en}: {broken}", f"{place}{title.zh}：{broken}")
