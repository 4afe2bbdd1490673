"""The page of the ``full`` format: findings in frames, explanations, what was not judged."""

from rich.cells import cell_len
from rich.text import Text as Styled

from reportlint.model.cell import Cell, Number
from reportlint.model.result import (
    Change,
    CheckResult,
    Diagnosis,
    Explanation,
    Finding,
    ReadProblem,
)
from reportlint.model.text import Lang, Text, clip
from reportlint.reporters.frame import frame
from reportlint.reporters.instance import instance
from reportlint.reporters.printable import printable
from reportlint.reporters.view import View
from reportlint.reporters.waiver import waiver_entry
from reportlint.reporters.where import gutter, spot, where
from reportlint.wording import cell_label, number

_STYLES = {"error": "bold red", "warning": "bold yellow", "info": "bold cyan"}
_SEVERITIES = {
    "error": Text("error", "错误"),
    "warning": Text("warning", "警告"),
    "info": Text("note", "提示"),
}
_FATES = {
    "held": Text("held", "成立"),
    "violated": Text("violated", "不成立"),
    "not judged": Text("not judged", "未判定"),
    "ambiguous": Text("ambiguous", "含义不定"),
    "no cell": Text("no cell", "无对应单元格"),
    "ignored": Text("ignored", "不计"),
}
_WIDTH = 100
_NUMBER = 14
_NARROWEST = 40
_SHOWN_EXPLANATIONS = 5
_SHOWN_CHANGES = 8
_MORE_CELLS = Text("   (more cells, but a single slip)", "   （改动较多，但只是一次失误）")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Page:
    """The output under construction."""

    def __init__(self, view: View):
        self.view = view
        self.lang: Lang = view.lang
        self.width = max(view.width or _WIDTH, _NARROWEST)
        self.parts: list[Styled] = []
        self.framed: tuple[Cell, ...] = ()

    def text(self) -> str:
        """Return everything, with colors where the view asks for them."""
        whole = Styled().join(self.parts)
        if not self.view.color:
            return whole.plain
        from io import StringIO

        from rich.console import Console

        console = Console(
            file=StringIO(), force_terminal=True, color_system="standard", width=10_000
        )
        with console.capture() as capture:
            console.print(whole, soft_wrap=True, end="", highlight=False)
        return capture.get()

    def plain(self, text: str) -> None:
        """Add a text as it is."""
        self.parts.append(Styled(text))

    def line(self, *parts: str | tuple[str, str]) -> None:
        """Add one line of texts and styled texts."""
        safe = [
            printable(part) if isinstance(part, str) else (printable(part[0]), part[1])
            for part in parts
        ]
        self.parts.append(Styled.assemble(*safe, "\n"))

    def result(self, result: CheckResult) -> None:
        """Add everything there is to show about one input."""
        self.framed = ()
        if result.problem is not None:
            self.problem(result.path, result.problem)
            return
        told: set[object] = set()
        for position, diagnosis in enumerate(result.diagnoses, start=1):
            for finding in _story(result, diagnosis):
                if finding.key not in told:
                    told.add(finding.key)
                    self.finding(result, finding, position)
            self.diagnosis(result, diagnosis, position)
        for finding in result.findings:
            if finding.key not in told:
                self.finding(result, finding, None)
        if self.view.verbose:
            self.waived(result)
            self.skips(result)
            self.mentions(result)
            self.leftovers(result)

    def leftovers(self, result: CheckResult) -> None:
        """List what the document has beside the cells and the text of the form, and why."""
        assert result.report is not None
        if not result.report.remnants:
            return
        title = Text("not part of the form", "表式之外的内容").to(self.lang)
        self.line((title, "bold"), f"   {result.path}")
        for one in result.report.remnants:
            place = spot(one.place).to(self.lang)
            reason = one.reason.to(self.lang)
            self.wrapped(f"   {place:<11} {clip(one.text, 60)}  ", (reason, "dim"), indent=12)
        self.plain("\n")

    def mentions(self, result: CheckResult) -> None:
        """List every number that was read in the prose, and what became of it."""
        if not result.mentions:
            return
        title = Text("numbers in the text", "正文中的数字").to(self.lang)
        self.line((title, "bold"), f"   {result.path}")
        width = max(cell_len(clip(one.text, _NUMBER)) for one, _ in result.mentions)
        for one, at in result.mentions:
            place = f"   {spot(at).to(self.lang)}"
            fate = _FATES[one.fate].to(self.lang)
            code = f" {one.code}" if one.code else ""
            note = one.note.to(self.lang)
            shown = clip(one.text, _NUMBER)
            gap = " " * (width - cell_len(shown))
            self.wrapped(f"{place:<11} {shown}{gap}  ", (fate, "bold"), f"{code}  {note}",
                         indent=12)  # fmt: skip
        self.plain("\n")

    def problem(self, path: str, problem: ReadProblem) -> None:
        """Show why an input could not be read, with the line and a caret under it."""
        label = Text("cannot read", "无法读取").to(self.lang)
        colon = Text(": ", "：").to(self.lang)
        self.wrapped((label, _STYLES["error"]), colon + problem.message.to(self.lang))
        span = problem.span
        self.line(f"  --> {where(path, span, self.lang)}")
        if span is not None and problem.excerpt:
            margin = " " * len(str(span.line))
            before = printable(problem.excerpt[: span.column - 1])
            start = max(len(before) - 60, 0)
            rest = printable(problem.excerpt[span.column - 1 :])[:60]
            same_line = span.end_line == span.line
            marked = problem.excerpt[span.column - 1 : span.end_column - 1] if same_line else ""
            carets = "^" * max(cell_len(printable(marked)[:60]), 1)
            self.line(f"{margin} |")
            self.line(f"{span.line} | {before[start:]}{rest}")
            self.line(f"{margin} | " + " " * cell_len(before[start:]), (carets, _STYLES["error"]))
        if problem.hint is not None:
            self.note(1, Text("hint", "提示"), problem.hint.to(self.lang))
        self.plain("\n")

    def finding(self, result: CheckResult, finding: Finding, story: int | None) -> None:
        """Show a finding in its frame; ``story`` is the number of its explanation."""
        assert result.report is not None
        rule = finding.rule
        severity = _SEVERITIES[rule.severity].to(self.lang)
        self.wrapped(
            (f"{severity}[{rule.code}]", _STYLES[rule.severity]),
            f" {rule.name}: ",
            (finding.message.to(self.lang), "bold"),
        )
        lines = frame(finding, result.report, self.lang, self.width - 8, self.view.verbose)
        size = max(
            cell_len(gutter(place)) for place in (finding.place, *(one.source for one in lines))
        )
        margin = " " * size
        address = ""
        if finding.constraint is not None:
            at = [cell for cell in finding.cells if cell.place == finding.place]
            address = "".join(str(cell.address) for cell in (at or finding.cells)[:1])
        place = f"{margin}--> {where(result.path, finding.place, self.lang)}"
        if not address or cell_len(place) + len(address) + 3 > self.width:
            self.line(place)
        else:
            self.line(place, (f"   {address}", "dim"))
        if lines and (finding.cells != self.framed or finding.quote is not None):
            self.framed = finding.cells if finding.quote is None else ()
            self.line((f"{margin} |", "dim"))
            for line in lines:
                source = gutter(line.source)
                gap = " " * (size - cell_len(source))
                self.line((f"{gap}{source} |", "dim"), f" {line.text}")
        if story is not None:
            see = Text(f"see explanation {story}", f"见解释 {story}").to(self.lang)
            self.note(size, None, see)
        self.note(size, Text("rule", "规则"), f"reportlint explain {rule.code}")
        entry = waiver_entry(finding) if self.view.verbose else ""
        if entry:
            self.note(size, Text("to waive", "如需豁免"), entry)
        self.plain("\n")

    def note(self, margin: int, label: Text | None, text: str) -> None:
        """Add a line under a frame."""
        colon = ": " if self.lang == "en" else "："
        prefix = label.to(self.lang) + colon if label else ""
        self.wrapped((" " * margin + " = ", "dim"), f"{prefix}{text}", indent=margin + 3)

    def diagnosis(self, result: CheckResult, diagnosis: Diagnosis, position: int) -> None:
        """Show what would have to change, every equally small explanation alike."""
        title = Text(f"explanation {position}", f"解释 {position}").to(self.lang)
        self.wrapped((title, "bold"), "   ", _headline(result, diagnosis).to(self.lang))
        shown = diagnosis.explanations
        if not self.view.verbose:
            shown = shown[:_SHOWN_EXPLANATIONS]
        for index, explanation in enumerate(shown):
            letter = _LETTERS[index] if index < len(_LETTERS) else str(index + 1)
            label = f"   {letter}  " if len(diagnosis.explanations) > 1 else "   "
            self.explanation(result, explanation, label)
        hidden = len(diagnosis.explanations) - len(shown)
        if hidden:
            self.line(
                Text(
                    f"   … and {hidden} more (-v shows all)",
                    f"   … 另有 {hidden} 种（-v 显示全部）",
                ).to(self.lang)
            )
        if diagnosis.note is not None:
            self.wrapped("   ", diagnosis.note.to(self.lang), indent=3)
        self.plain("\n")

    def explanation(self, result: CheckResult, explanation: Explanation, label: str) -> None:
        """Show one explanation; where it changes very many cells, what speaks for it goes first."""
        many = len(explanation.changes) > _SHOWN_CHANGES + 1
        most = _SHOWN_CHANGES if many and not self.view.verbose else None
        more = "" if explanation.smallest else _MORE_CELLS.to(self.lang)
        changes = _changes(result, explanation, self.lang, most)
        reasons = [text.to(self.lang) for text in explanation.reasons]
        if many and reasons:
            self.wrapped(label, reasons.pop(0), (more, "dim"), indent=len(label))
            label, more = " " * len(label), ""
        self.wrapped(label, changes, (more, "dim"), indent=len(label))
        for reason in reasons:
            self.wrapped((" " * len(label) + reason, "dim"), indent=len(label))

    def waived(self, result: CheckResult) -> None:
        """List what was waived, each with its reason."""
        if not result.waived:
            return
        title = Text("waived", "已豁免").to(self.lang)
        self.line((title, "bold"), f"   {result.path}")
        for one in result.waived:
            place = instance(one.finding.rule, one.finding.scope)
            self.wrapped(f"   {place}: {one.finding.message.to(self.lang)}", indent=6)
            self.wrapped((f"      {one.reason.to(self.lang)}", "dim"), indent=6)
        self.plain("\n")

    def skips(self, result: CheckResult) -> None:
        """List what was not judged, grouped by the reason."""
        reasons: dict[str, list[str]] = {}
        for skip in result.skips:
            place = instance(skip.rule, skip.scope)
            reasons.setdefault(skip.reason.to(self.lang), []).append(place)
        if not reasons:
            return
        title = Text("not judged", "未判定").to(self.lang)
        self.line((title, "bold"), f"   {result.path}")
        for reason, places in reasons.items():
            self.wrapped(f"   {reason}", indent=3)
            self.wrapped(("      " + " ".join(places), "dim"), indent=6)
        self.plain("\n")

    def wrapped(self, *parts: str | tuple[str, str], indent: int = 2) -> None:
        """Add a line, broken at the width of the terminal where there is one."""
        safe = [
            printable(part) if isinstance(part, str) else (printable(part[0]), part[1])
            for part in parts
        ]
        text = Styled.assemble(*safe)
        if self.view.width is None or text.cell_len <= self.width:
            self.parts.append(text.append("\n"))
            return
        first = True
        while text:
            room = self.width if first else self.width - indent
            cut = _break(text.plain, room)
            head, text = text.divide([cut]) if cut < len(text) else (text, Styled())
            if not first:
                self.plain(" " * indent)
                head = _lstrip(head)
            head.rstrip()
            self.parts.append(head.append("\n"))
            first = False


def _story(result: CheckResult, diagnosis: Diagnosis) -> list[Finding]:
    """Return the findings of a block, with the hints that are about the same figures."""
    story = [finding for finding in result.findings if finding.key in diagnosis.explains]
    cells = {cell.address for finding in story for cell in finding.cells}
    hints = []
    for finding in result.findings:
        figures = {cell.address for cell in finding.cells if cell.value}
        if finding.constraint is not None and figures and figures <= cells:
            hints.append(finding)
    return story + [finding for finding in hints if finding not in story]


def _lstrip(text: Styled) -> Styled:
    start = len(text.plain) - len(text.plain.lstrip())
    return text[start:] if start else text


def _break(text: str, room: int) -> int:
    """Return where to break a line: at a space, or beside a Chinese character."""
    width = 0
    best = 0
    for index, character in enumerate(text):
        width += cell_len(character)
        if width > room:
            return best or max(index, 1)
        wide = cell_len(character) > 1
        following = text[index + 1 : index + 2]
        # No line ends with an opening mark or begins with a closing one.
        breaks = (
            wide and character not in "（“《〔" and following not in tuple("，。：；、）”》〕％%")
        )
        if character == " " or breaks:
            best = index + 1
    return len(text)


def _headline(result: CheckResult, diagnosis: Diagnosis) -> Text:
    findings = len(diagnosis.explains)
    waived = sum(one.finding.key in diagnosis.explains for one in result.waived)
    smallest = [one for one in diagnosis.explanations if one.smallest]
    total = len(smallest)
    sizes = sorted({len(one.changes) for one in smallest})
    en = f"{findings} finding{'s' if findings > 1 else ''}"
    zh = f"{findings} 个问题"
    if waived:
        # They are not shown, but what is said of the numbers must hold for them too.
        en += f" ({waived} waived)"
        zh += f"（其中 {waived} 个已豁免）"
    if diagnosis.explanations and not sizes:
        return Text(
            f"{en}; too many cells to correct one by one, but one slip accounts for all",
            f"{zh}；逐格更正需改动的单元格太多，但一处失误即可全部解释",
        )
    if diagnosis.status == "capped" or not sizes:
        return Text(
            f"{en}; too many numbers disagree to single any out",
            f"{zh}；不一致的数字太多，无法指出具体单元格",
        )
    cells = sizes[0]
    en += f", {cells} cell{'s' if cells > 1 else ''}"
    zh += f"，改动 {cells} 个单元格"
    if diagnosis.status == "unique":
        return Text(
            f"{en}; the smallest change that restores consistency",
            f"{zh}；恢复一致所需的最小改动只有这一种",
        )
    return Text(f"{en}; {total} explanations are equally small", f"{zh}；同样小的改动有 {total} 种")


def _changes(result: CheckResult, explanation: Explanation, lang: Lang, most: int | None) -> str:
    """Write the changes, at most so many; a row or column that all share is named once."""
    assert result.report is not None
    form = result.report.form
    colon, comma = (": ", ", ") if lang == "en" else ("：", "，")
    cells = [change.cell for change in explanation.changes]
    table = form.table(cells[0].table)
    prefix = ""
    labels = [cell_label(form, cell) for cell in cells]
    if table is not None and len(cells) > 1:
        if len({cell[:2] for cell in cells}) == 1:
            prefix = table.row(cells[0].row).short + colon
            labels = [table.column(cell.column).short for cell in cells]
        elif len({(cell.table, cell.column) for cell in cells}) == 1:
            prefix = table.column(cells[0].column).short + colon
            labels = [table.row(cell.row).short for cell in cells]
    told = [
        f"{label} {_value(change.current, lang)} → {_implied(change, lang)}"
        for label, change in zip(labels, explanation.changes, strict=True)
    ]
    if most is not None:
        hidden = len(told) - most
        rest = Text(
            f" … and {hidden} more cells (-v shows all)",
            f" …… 另有 {hidden} 个单元格（-v 显示全部）",
        )
        return prefix + comma.join(told[:most]) + rest.to(lang)
    return prefix + comma.join(told)


def _value(value: Number | None, lang: Lang) -> str:
    return Text("blank", "空白").to(lang) if value is None else number(value)


def _implied(change: Change, lang: Lang) -> str:
    if change.implied is not None:
        return number(change.implied)
    if change.low is not None and change.high is not None:
        return f"{number(change.low)}…{number(change.high)}"
    if change.low is not None:
        return f"≥ {number(change.low)}"
    if change.high is not None:
        return f"≤ {number(change.high)}"
    return Text("another number", "另一个数").to(lang)
