"""What the exact rules of a pack can and cannot see -> a page for rule authors."""

from collections.abc import Sequence
from itertools import groupby

from reportlint.model.analysis import Analysis, Key
from reportlint.model.cell import CellAddress
from reportlint.model.form import Form
from reportlint.model.text import Lang, Text

_NONE = Text("none", "无")
_UNSEEN = Text(
    "Under no exact rule: a wrong number here violates no identity",
    "不受任何精确规则约束：此处填错不会违反恒等关系",
)
_SINGLE = Text(
    "Under one exact rule: a wrong number is seen, but not told from the others of that rule",
    "只受一条精确规则约束：填错可以发现，但无法与该规则的其他单元格区分",
)
_ALIKE = Text(
    "Cannot be told apart: a change of one looks like a change of another",
    "无法相互区分：其中一个的改动与另一个的改动看起来一样",
)
_DEPENDENT = Text(
    "Follow from others: parity checks, which tell where an error is; never remove them",
    "可由其他规则推出：相当于奇偶校验，正是它们使错误得以定位，不要删除",
)
_CONFLICT = Text(
    "Contradict each other: no report can satisfy these together",
    "相互矛盾：没有任何报告能同时满足",
)


def page(form: Form, analysis: Analysis, lang: Lang) -> str:
    """Return the analysis of one form as plain text."""
    head = Text(
        f"{form.id}: {analysis.cells} cells, {analysis.constraints} exact constraints; "
        f"{analysis.equalities} equalities of rank {analysis.rank}; "
        f"a single wrong cell is located alone in {analysis.located} cells",
        f"{form.id}：{analysis.cells} 个单元格，{analysis.constraints} 项精确约束；"
        f"{analysis.equalities} 个等式，秩为 {analysis.rank}；"
        f"有 {analysis.located} 个单元格单独出错时可以唯一定位",
    )
    parts = [head.to(lang)]
    colon = Text(": ", "：").to(lang)
    for title, lines in (
        (_UNSEEN, _places(form, analysis.unseen, colon)),
        (_SINGLE, _places(form, analysis.single, colon)),
        (_ALIKE, [line for cells in analysis.alike for line in _places(form, cells, colon)]),
        (
            _DEPENDENT,
            [
                f"{_name(one.constraint)} ← {len(one.follows_from)}{colon}"
                + " ".join(_names(one.follows_from))
                for one in analysis.dependent
            ],
        ),
        (_CONFLICT, [_name(key) for key in analysis.conflict]),
    ):
        parts += ["", title.to(lang)]
        parts += [f"  {line}" for line in lines or [_NONE.to(lang)]]
    return "\n".join(parts) + "\n"


def _places(form: Form, cells: Sequence[CellAddress], colon: str) -> list[str]:
    """Name cells by row, with the columns that are meant."""
    lines = []
    for (table_id, row_id), group in groupby(cells, key=lambda cell: cell[:2]):
        table = form.table(table_id)
        assert table is not None
        columns = " ".join(table.column(cell.column).short for cell in group)
        lines.append(f"{table.row(row_id).short}{colon}{columns}")
    return lines


def _names(keys: Sequence[Key]) -> list[str]:
    """Name constraints, those of one rule together."""
    places: dict[str, list[str]] = {}
    for code, scope in keys:
        places.setdefault(code, []).append(",".join(name for _, name in scope))
    return [f"{code}[{' '.join(names)}]" if any(names) else code for code, names in places.items()]


def _name(key: Key) -> str:
    code, scope = key
    return f"{code}[{','.join(name for _, name in scope)}]" if scope else code
