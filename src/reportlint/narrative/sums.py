"""Lists and percentages in sentences -> verdicts that need no table, or little of it."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from reportlint.model.cell import Cell, CellAddress, Number
from reportlint.model.claim import Quote
from reportlint.model.report import Report
from reportlint.model.result import Finding, Held, Scope
from reportlint.model.rule import Rule
from reportlint.model.text import Text
from reportlint.narrative.claims import Claim
from reportlint.narrative.clauses import Item, Sentence
from reportlint.narrative.numbers import Figure
from reportlint.wording import magnitude, number

_OPENERS = re.compile(r"其中|包括|包含|分别|涉及|主要有|含")
_PUBLISHED = re.compile(r"公开|发布|公布|公示")
_INFORMATION = re.compile(r"信息|公开|发布")
_LONG_PERIOD = re.compile(r"历年|累计|以来|截至")
_CHANNEL = re.compile(
    r"当面|现场|窗口|网络|网上|在线|线上|平台|网站|信函|邮寄|信件|邮件|EMS|快递|传真|电话|书面|线下"
)
_RATE = re.compile(r"(?:答复|办结|办复|公开|满意|准确|处理|回复|受理)率|占")
_SHARE = re.compile(r"占(?:比|总数|总量|全部|申请总数|答复总数|办结总数)?(?:的|为|约|达|到| )*\Z")
_FEE = re.compile(r"信息处理费")
_MANY = 100_000_000
_FEW_ITEMS = 3
_KIND_OF = Decimal("0.5")
_STOP = Item(0, 0, "mark", "；")


class Sum(NamedTuple):
    """A verdict about a list or percentage, with the place and what to say of it."""

    check: str
    start: int
    end: int
    holds: bool
    message: Text
    left: Number | None
    right: Number | None
    equation: str | None
    sentence: Sentence


class Listed(NamedTuple):
    """A total and the figures that are listed under it."""

    total: Figure
    items: tuple[Figure, ...]
    opened: bool


def read_sums(
    text: str, sentences: Sequence[Sentence], claims: Sequence[Claim], report: Report
) -> Iterator[Sum]:
    """Judge the lists and percentages of a section."""
    bound = {claim.start: claim for claim in claims if claim.figure is not None}
    before: list[Figure] = []
    for sentence in sentences:
        if sentence.opens and not sentence.items[0].text.startswith("其中"):
            before = before[-2:]
        figures = _figures(sentence.items)
        if not figures:
            continue
        yield from _published(text, sentence, before, bound)
        if len(figures) > 1:
            yield from _applications(text, sentence, bound)
            yield from _outcomes(sentence, bound, report)
            if any(one.kind == "percent" for one in figures):
                yield from _shares(text, sentence, bound, report)
        yield from _singles(text, sentence)
        before += [one for one in figures if one.unit == "条"][:1]


def _added(figures: Sequence[Figure]) -> Number:
    total: Number = 0
    for one in figures:
        total += one.value
    return total


def _figures(items: Sequence[Item]) -> list[Figure]:
    return [one.figure for one in items if one.figure is not None and one.figure.ignored is None]


def _lists(text: str, sentence: Sentence) -> Iterator[Listed]:
    """Yield each total of a sentence with what follows it up to a semicolon or bracket."""
    for index, item in enumerate(sentence.items):
        total = item.figure
        if total is None or total.ignored is not None or total.kind != "count" or not total.exact:
            continue
        following = _following(sentence.items[index + 1 :], total)
        if following:
            gap = text[total.end : following[0].start]
            yield Listed(total, tuple(following), bool(_OPENERS.search(gap)))


def _following(items: Sequence[Item], total: Figure) -> list[Figure]:
    """Return the figures listed after a total; those in brackets within a list are left out."""
    found: list[Figure] = []
    depth = opened_in = 0
    for item in items:
        figure = item.figure
        if item.kind == "mark":
            if item.text in "（(":
                depth += 1
                opened_in = opened_in or (0 if found else depth)
            elif item.text in "）)":
                depth -= 1
            if item.text in "；;" or depth < opened_in:
                break
        elif figure is not None and figure.ignored is None and figure.kind == "count":
            if depth > opened_in:
                continue
            if figure.unit not in (total.unit, "") or not figure.exact:
                break
            found.append(figure)
    return found


def _published(
    text: str, sentence: Sentence, before: Sequence[Figure], bound: dict[int, Claim]
) -> Iterator[Sum]:
    """Compare the kinds of published information with their total."""
    first = sentence.items[0]
    if first.text.startswith("其中") and before:
        listed = [one for one in _figures(sentence.items) if one.unit in ("条", "")]
        totals = [
            one for one in before if not _LONG_PERIOD.search(text[one.start - 14 : one.start])
        ]
        if len(listed) >= _FEW_ITEMS and totals:
            yield _sum("published-list", totals[-1], listed, sentence, totals)
        return
    for found in _lists(text, sentence):
        total = found.total
        lead = text[max(sentence.start, total.start - 20) : total.start]
        if total.start in bound or total.unit not in ("条", "篇", "则", "") or not found.opened:
            continue
        if not _PUBLISHED.search(lead) or not _INFORMATION.search(lead):
            continue
        if len(found.items) < 2 or any(one.start in bound for one in found.items):
            continue
        added = _added(found.items)
        if len(found.items) < _FEW_ITEMS and added < total.value:
            continue
        yield _sum("published-list", total, found.items, sentence, (total,))
        return
    yield from _unannounced(text, sentence, before)


def _unannounced(text: str, sentence: Sentence, before: Sequence[Figure]) -> Iterator[Sum]:
    """Compare a list without a total of its own with the one that was published before it."""
    clause: list[Item] = []
    own: list[Figure] = []
    for item in (*sentence.items, _STOP):
        if not (item.kind == "mark" and item.text in "；;"):
            clause.append(item)
            continue
        listed = [one for one in _figures(clause) if one.unit == "条"]
        kinds = sum("类" in text[max(one.start - 6, 0) : one.start] for one in listed)
        if len(listed) > _FEW_ITEMS and kinds >= _FEW_ITEMS:
            run = _run(text, listed)
            added = _added(run)
            near = [
                one for one in (*own, *before) if magnitude(added - one.value) * 50 <= one.value
            ]
            if near and own:
                yield _sum("published-list", near[0], run, sentence, near)
        if kinds < _FEW_ITEMS:
            own += [
                one
                for one in _figures(clause)
                if "主动公开" in text[max(one.start - 10, 0) : one.start]
            ]
        clause = []


def _run(text: str, listed: Sequence[Figure]) -> list[Figure]:
    """Return the figures from the first on that are kept apart by a comma alone."""
    run = [listed[0]]
    for one in listed[1:]:
        if len(text[run[-1].end : one.start]) > 24 or "全年" in text[run[-1].end : one.start]:
            break
        run.append(one)
    return run


def _sum(
    check: str,
    total: Figure,
    items: Sequence[Figure],
    sentence: Sentence,
    totals: Sequence[Figure],
) -> Sum:
    added = _added(items)
    holds = any(one.fits(added) for one in totals)
    parts = " + ".join(number(one.value) for one in items)
    shown = number(added)
    message = Text(
        f"the items listed add up to {shown}, the text says {number(total.value)}",
        f"所列各项合计 {shown}，正文称共 {number(total.value)}",
    )
    return Sum(
        check, total.start, total.end, holds, message, total.value, added,
        f"{number(total.value)} ≠ {shown} = {parts}", sentence,
    )  # fmt: skip


def _rows(claim: Claim | None) -> set[CellAddress]:
    if claim is None or not claim.meanings[0].candidates:
        return set()
    return {
        term.cell
        for meaning in claim.meanings
        if meaning.candidates
        for term in meaning.candidates[0].terms
    }


def _applications(text: str, sentence: Sentence, bound: dict[int, Claim]) -> Iterator[Sum]:
    """Compare the ways in which applications came in, or the applicants, with their total."""
    for found in _lists(text, sentence):
        total = bound.get(found.total.start)
        if total is None or not any(
            cell.table == "applications" and cell.column == "total" for cell in _rows(total)
        ):
            continue
        ways = []
        last = found.total.end
        for one in found.items:
            if not _CHANNEL.search(text[last : one.start]):
                break
            ways.append(one)
            last = one.end
        if len(ways) < 2:
            continue
        added = _added(ways)
        if len(ways) < _FEW_ITEMS and added < found.total.value:
            continue
        yield _sum("application-list", found.total, ways, sentence, (found.total,))
        return


def _outcomes(sentence: Sentence, bound: dict[int, Claim], report: Report) -> Iterator[Sum]:
    """Compare a list of all outcomes with what was concluded."""
    table = report.form.table("applications")
    if table is None or "outcomes" not in table.row_groups:
        return
    outcomes = set(table.row_groups["outcomes"])
    listed: list[Figure] = []
    seen: set[str] = set()
    for figure in _figures(sentence.items):
        rows = {cell.row for cell in _rows(bound.get(figure.start)) if cell.column == "total"}
        if rows and rows <= outcomes and not rows & seen:
            listed.append(figure)
            seen |= rows
    rest = outcomes - seen - set(table.row_groups.get("disposed", ()))
    if rest or len(listed) < _FEW_ITEMS or not all(one.exact for one in listed):
        return
    totals = [
        claim.figure
        for claim in bound.values()
        if claim.figure is not None
        and {cell.row for cell in _rows(claim)} & {"concluded", "received"}
        and abs(claim.sentence.start - sentence.start) < 600
    ]
    added = _added(listed)
    cell = report.cells.get(CellAddress("applications", "concluded", "total"))
    if totals:
        found = _sum("outcome-list", totals[-1], listed, sentence, totals)
        holds = found.holds or (cell is not None and cell.value == added)
        yield found._replace(start=listed[0].start, end=listed[-1].end, holds=holds)


def _shares(
    text: str, sentence: Sentence, bound: dict[int, Claim], report: Report
) -> Iterator[Sum]:
    """Compare each percentage of the applications with the part and the totals it may mean."""
    part: Figure | None = None
    for figure in _figures(sentence.items):
        if figure.kind == "count":
            part = figure
            continue
        lead = text[max(sentence.start, figure.start - 12) : figure.start]
        claim = bound.get(part.start) if part is not None else None
        if figure.kind != "percent" or not _SHARE.search(lead) or claim is None or part is None:
            continue
        if figure.start - part.end > 14 or not part.exact or not figure.exact:
            continue
        cells = _rows(claim)
        if not cells or any(cell.table != "applications" for cell in cells):
            continue
        known = [one for one in _denominators(bound, report) if one]
        if not known:
            continue
        shares = [Decimal(100) * part.value / one for one in known]
        holds = any(_prints_as(share, figure) for share in shares)
        nearest = min(shares, key=lambda share: abs(share - figure.value))
        base = known[shares.index(nearest)]
        shown = number(round(nearest, 2))
        printed = number(figure.value)
        message = Text(
            f"{number(part.value)} of {number(base)} are {shown} %, the text says {printed} %",
            f"{number(part.value)} 占 {number(base)} 的 {shown}%，正文称占 {printed}%",
        )
        yield Sum(
            "share", figure.start, figure.end, holds, message, figure.value, round(nearest, 4),
            f"{printed} % ≠ {shown} % = {number(part.value)} / {number(base)}", sentence,
        )  # fmt: skip


def _denominators(bound: dict[int, Claim], report: Report) -> list[Number]:
    """Return the totals of which a percentage may be: those stated and those of the table."""
    found: dict[Number, None] = {}
    values = {}
    for row in ("concluded", "received", "carried_over"):
        cell = report.cells.get(CellAddress("applications", row, "total"))
        values[row] = cell.value if isinstance(cell, Cell) and cell.value else 0
        if row != "carried_over" and values[row]:
            found[values[row]] = None
    found[values["received"] + values["carried_over"]] = None
    for claim in bound.values():
        rows = {cell.row for cell in _rows(claim) if cell.table == "applications"}
        if claim.figure is not None and rows & {"concluded", "received", "carried_over"}:
            found[claim.figure.value] = None
    return list(found)


def _prints_as(share: Decimal, figure: Figure) -> bool:
    """Tell whether a share may be printed so, rounded or cut off at the last digit."""
    step = Decimal(figure.step)
    value = Decimal(figure.value)
    return value - step * _KIND_OF <= share < value + step


def _singles(text: str, sentence: Sentence) -> Iterator[Sum]:
    """Judge figures that are wrong by themselves."""
    for figure in _figures(sentence.items):
        lead = text[max(sentence.start, figure.start - 12) : figure.start]
        shown = number(figure.value)
        if figure.kind == "percent" and _RATE.search(lead):
            grown = any(word in lead for word in ("同比", "增长", "提高", "提升", "增加"))
            if not grown and figure.value > 100:
                message = Text(f"a rate of {shown} %", f"比率为 {shown}%，超过 100%")
                yield Sum(
                    "impossible-rate", figure.start, figure.end, False, message,
                    figure.value, 100, f"{shown} % > 100 %", sentence,
                )  # fmt: skip
        elif (
            figure.kind == "count"
            and figure.unit in ("条", "件", "篇", "次")
            and figure.value >= _MANY
        ):
            message = Text(
                f"{shown} {figure.unit}: is the unit right?",
                f"“{figure.text}”即 {shown} {figure.unit}，单位“万”可能多写",
            )
            yield Sum(
                "unlikely-scale", figure.start, figure.end, False, message,
                figure.value, _MANY, f"{shown} ≥ {_MANY}", sentence,
            )  # fmt: skip
        elif figure.kind == "money" and _FEE.search(lead) and figure.exact and figure.value:
            message = Text(
                f"a charge of {shown} 元 fits no tariff, whose steps are multiples of 10 元",
                f"信息处理费 {shown} 元不是 10 的倍数，与收费标准不符",
            )
            yield Sum(
                "charge-step", figure.start, figure.end, figure.value % 10 == 0, message,
                figure.value, figure.value - figure.value % 10,
                f"{shown} ≠ 10 × {number(figure.value // 10)}", sentence,
            )  # fmt: skip


def verdict(report: Report, rule: Rule, found: Sum, text: str, scope: Scope) -> Held | Finding:
    """Turn what was found into a verdict of its rule."""
    if found.holds:
        return Held(rule, scope)
    begin = found.sentence.start
    sentence = text[begin : found.sentence.end]
    lead = len(sentence) - len(sentence.lstrip())
    return Finding(
        rule=rule,
        scope=scope,
        message=found.message,
        constraint=None,
        left=found.left,
        right=found.right,
        equation=found.equation,
        place=report.narrative[dict(scope)["section"]].place,
        cells=(),
        assumed=(),
        quote=Quote(
            sentence.strip(), found.start - begin - lead, found.end - begin - lead, found.left
        ),
    )
