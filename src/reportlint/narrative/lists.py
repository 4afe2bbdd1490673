"""Lists in sentences -> remarks: do the items add up to their total?"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reportlint.model.cell import CellAddress, Number
from reportlint.model.claim import Probe
from reportlint.model.report import Report
from reportlint.model.text import Text
from reportlint.narrative.judge import value_of
from reportlint.narrative.nouns import noun_at
from reportlint.narrative.numbers import Figure
from reportlint.narrative.phrases import Claim
from reportlint.narrative.remark import Fate, Given, Remark
from reportlint.narrative.sentences import Item, Sentence
from reportlint.wording import magnitude, number

_OPENERS = ("其中", "包括", "包含", "分别", "涉及", "主要有", "含")
_FEW_ITEMS = 3
_FAR_BACK = 12
_FAR = 600
_NEXT = 5
"""Sentences from a total on in which a list may stand."""
_CLOSE = 24
_ALIKE = 50
"""A list belongs to a total that it misses by at most one in so many."""
_STOP = Item(0, 0, "mark", "；")


class Listed(NamedTuple):
    """A total and the figures that are listed under it."""

    total: Figure
    items: tuple[Figure, ...]
    opened: bool


class Total(NamedTuple):
    """A figure to which a list may add up, with the sentence that it stands in."""

    sentence: Sentence
    figure: Figure


def published(given: Given, probe: Probe) -> Iterator[Remark]:
    """Compare the kinds of published information with their total."""
    bound = {(one.sentence.start, one.start) for one in given.claims}
    for sentence in given.section.having(probe.units):
        text = sentence.text
        announced = any(word in text for word in _OPENERS)
        if not announced and text.count("类") < _FEW_ITEMS:
            continue
        if sum(map(str.isdigit, text)) < 2:
            continue
        if text.startswith("其中"):
            yield from _under_the_sentence_before(sentence, probe)
            continue
        found = _total_of_kinds(sentence, probe, bound) if announced else None
        if found is not None:
            yield _sum(probe, [Total(sentence, found.total)], found.items, sentence)
        else:
            yield from _unannounced(sentence, probe)


def _under_the_sentence_before(sentence: Sentence, probe: Probe) -> Iterator[Remark]:
    listed = [one for one in sentence.figures if one.unit in (probe.units[0], "")]
    totals = [
        one
        for one in _earlier(sentence, probe)
        if not any(word in _period(one) for word in probe.never)
    ]
    if len(listed) >= _FEW_ITEMS and totals:
        yield _sum(probe, totals, listed, sentence)


def _period(total: Total) -> str:
    return _lead(total.sentence, total.figure, 14).replace("今年以来", "")


def _total_of_kinds(sentence: Sentence, probe: Probe, bound: set[tuple[int, int]]) -> Listed | None:
    for found in _lists(sentence):
        total = found.total
        if not found.opened or total.unit not in (*probe.units, ""):
            continue
        if any((sentence.start, one.start) in bound for one in (total, *found.items)):
            continue
        if not any(word in _lead(sentence, total, 20) for word in probe.words):
            continue
        if len(found.items) < 2:
            continue
        if len(found.items) < _FEW_ITEMS and added(found.items) < total.value:
            continue
        return found
    return None


def _unannounced(sentence: Sentence, probe: Probe) -> Iterator[Remark]:
    """Compare a list of kinds without a total of its own with what was published before it."""
    unit = probe.units[0]
    clause: list[Item] = []
    own: list[Total] = []
    for item in (*sentence.items, _STOP):
        if not (item.kind == "mark" and item.text in "；;"):
            clause.append(item)
            continue
        figures = [
            one.figure for one in clause
            if one.figure is not None and one.figure.ignored is None
        ]  # fmt: skip
        listed = [one for one in figures if one.unit == unit]
        kinds = sum("类" in _lead(sentence, one, 6) for one in listed)
        if len(listed) > _FEW_ITEMS and kinds >= _FEW_ITEMS and own:
            run = _run(sentence, listed)
            total = added(run)
            near = [
                one
                for one in (*own, *_earlier(sentence, probe))
                if magnitude(total - one.figure.value) * _ALIKE <= one.figure.value
            ]
            if near:
                yield _sum(probe, near, run, sentence)
        if kinds < _FEW_ITEMS:
            own += [
                Total(sentence, one)
                for one in figures
                if any(word in _lead(sentence, one, 10) for word in probe.words)
            ]
        clause = []


def _run(sentence: Sentence, listed: Sequence[Figure]) -> list[Figure]:
    """Return the figures from the first on that are kept apart by a comma alone."""
    run = [listed[0]]
    for one in listed[1:]:
        gap = sentence.text[run[-1].end : one.start]
        if len(gap) > _CLOSE or "全年" in gap:
            break
        run.append(one)
    return run


def _earlier(sentence: Sentence, probe: Probe) -> list[Total]:
    """Return the first figure of each sentence before, in order."""
    found = []
    for index in range(max(sentence.index - _FAR_BACK, 0), sentence.index):
        before = sentence.section.sentence(index)
        first = next((one for one in before.figures if one.unit == probe.units[0]), None)
        if first is not None:
            found.append(Total(before, first))
    return found


def listed_kinds(given: Given, probe: Probe) -> Iterator[Remark]:
    """Compare the ways in which applications came in with their total."""
    wanted = wanted_cells(probe)
    totals = {
        (one.sentence.start, one.start): one
        for one in given.claims
        if one.figure is not None and not wanted.isdisjoint(cells_of(one))
    }
    indexes = {one.sentence.index for one in totals.values()}
    near_totals = {index + more for index in indexes for more in range(_NEXT)}
    for sentence in map(
        given.section.sentence, sorted(near_totals & set(range(len(given.section))))
    ):
        if sum(word in sentence.text for word in probe.words) < 2:
            continue
        own = any(start == sentence.start for start, _ in totals)
        near = [one for (start, _), one in totals.items() if abs(start - sentence.start) < _FAR]
        if not near or sum(map(str.isdigit, sentence.text)) < 2:
            continue
        remark = None
        for found in _lists(sentence):
            if (sentence.start, found.total.start) not in totals:
                continue
            kinds = _kinds(sentence, found.total.end, found.items, probe)
            if len(kinds) < 2:
                continue
            if len(kinds) >= _FEW_ITEMS or added(kinds) >= found.total.value:
                remark = _sum(probe, [Total(sentence, found.total)], kinds, sentence)
                break
        if remark is None and not own:
            remark = _kinds_alone(sentence, near, probe, given.report)
        if remark is not None:
            yield remark


def _kinds(sentence: Sentence, last: int, figures: Sequence[Figure], probe: Probe) -> list[Figure]:
    kinds = []
    for one in figures:
        if not any(word in sentence.text[last : one.start] for word in probe.words):
            break
        kinds.append(one)
        last = one.end
    return kinds


def _kinds_alone(
    sentence: Sentence, claims: Sequence[Claim], probe: Probe, report: Report
) -> Remark | None:
    """Compare a sentence of nothing but kinds with the totals of the text and the table."""
    figures = sentence.figures
    kinds = _kinds(sentence, 0, figures, probe)
    if len(kinds) < _FEW_ITEMS or len(kinds) < len(figures):
        return None
    if any(one.kind != "count" or not one.exact for one in kinds):
        return None
    if noun_at(sentence, len(sentence.items)) not in probe.about:
        return None
    totals = [Total(one.sentence, one.figure) for one in claims if one.figure is not None]
    whole = added(kinds)
    cells = [value_of(report, side).value for side in probe.cells]
    remark = _sum(probe, totals, kinds, sentence)
    return remark._replace(fate="held") if whole in cells else remark


def listed_outcomes(given: Given, probe: Probe) -> Iterator[Remark]:
    """Compare a list of all outcomes with what was concluded."""
    parts = set(probe.parts)
    of_sentence: dict[int, list[Claim]] = {}
    for claim in given.claims:
        if claim.figure is not None:
            of_sentence.setdefault(claim.sentence.start, []).append(claim)
    for own in of_sentence.values():
        if len(own) < _FEW_ITEMS:
            continue
        listed: list[Figure] = []
        seen: set[CellAddress] = set()
        for claim in own:
            cells = cells_of(claim)
            if claim.figure is not None and cells and cells <= parts and not cells & seen:
                listed.append(claim.figure)
                seen |= cells
        if parts - seen - set(probe.optional) or len(listed) < _FEW_ITEMS:
            continue
        if not all(one.exact for one in listed):
            continue
        sentence = own[0].sentence
        wanted = wanted_cells(probe)
        totals = [
            Total(one.sentence, one.figure)
            for one in given.claims
            if one.figure is not None
            and not wanted.isdisjoint(cells_of(one))
            and magnitude(one.sentence.start - sentence.start) < _FAR
        ]
        if not totals:
            continue
        remark = _sum(probe, totals, listed, sentence)
        whole = value_of(given.report, probe.cells[0]).value
        fate: Fate = "held" if whole == added(listed) else remark.fate
        yield remark._replace(
            sentence=sentence, start=listed[0].start, end=listed[-1].end, fate=fate
        )


def stated_sum(given: Given, probe: Probe) -> Iterator[Remark]:
    """Compare a sum that a sentence draws with what it adds: A件、B件，合计N件."""
    for sentence in given.section.having(probe.words):
        figures = sentence.figures
        for place, total in enumerate(figures):
            lead = sentence.text[: total.start].removesuffix("为")
            word = next((one for one in probe.words if lead.endswith(one)), "")
            before = lead[: len(lead) - len(word)] if word else ""
            if not before.endswith(("，", ",")) or place < 2 or not total.exact:
                continue
            items = _added_before(sentence, figures[:place], total)
            if len(items) >= 2:
                yield _sum(probe, [Total(sentence, total)], items, sentence)


def _added_before(sentence: Sentence, figures: Sequence[Figure], total: Figure) -> list[Figure]:
    """Return the figures before a sum that are kept apart by nothing but a comma."""
    items: list[Figure] = []
    edge = total.start
    for one in reversed(figures):
        gap = sentence.text[one.end : edge]
        if one.unit != total.unit or not one.exact or any(mark in gap for mark in "；;（("):
            break
        if len(gap) > _CLOSE or any(word in gap for word in _OPENERS):
            break
        items.append(one)
        edge = one.start
    lead = sentence.text[:edge]
    whole = any(word in lead for word in _OPENERS) or len(items) < len(figures)
    return [] if whole else items[::-1]


def added(figures: Sequence[Figure]) -> Number:
    """Add figures up."""
    total: Number = 0
    for one in figures:
        total += one.value
    return total


def cells_of(claim: Claim) -> set[CellAddress]:
    """Return the cells that a claim states, as its first reading has them."""
    meanings = claim.meanings
    if len(meanings) == 1:
        candidates = meanings[0].candidates
        return {term.cell for term in candidates[0].terms} if candidates else set()
    return {
        term.cell
        for meaning in meanings
        if meaning.candidates
        for term in meaning.candidates[0].terms
    }


def wanted_cells(probe: Probe) -> set[CellAddress]:
    """Return the cells of the totals that a check compares with."""
    return {term.cell for side in probe.cells for term in side.terms}


def _lead(sentence: Sentence, figure: Figure, size: int) -> str:
    return sentence.text[max(figure.start - size, 0) : figure.start]


def _lists(sentence: Sentence) -> Iterator[Listed]:
    """Yield each total of a sentence with what follows it up to a semicolon or bracket."""
    for index, item in enumerate(sentence.items):
        total = item.figure
        if total is None or total.ignored is not None or total.kind != "count" or not total.exact:
            continue
        following = _following(sentence.items[index + 1 :], total)
        if following:
            gap = sentence.text[total.end : following[0].start]
            yield Listed(total, tuple(following), any(word in gap for word in _OPENERS))


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


def _sum(
    probe: Probe, totals: Sequence[Total], items: Sequence[Figure], sentence: Sentence
) -> Remark:
    """Compare a list with the totals that it may belong to.

    The one that fits is shown, else that of the same sentence, else the last one.
    """
    whole = added(items)
    fitting = [one for one in totals if one.figure.fits(whole)]
    own = [one for one in totals if one.sentence is sentence]
    total = (fitting or own or [*totals])[0 if fitting or own else -1]
    value = total.figure.value
    shown = number(whole)
    parts = " + ".join(number(one.value) for one in items)
    message = Text(
        f"the items listed add up to {shown}, the text says {number(value)}",
        f"所列各项合计 {shown}，正文称共 {number(value)}",
    )
    return Remark(
        probe.code, total.sentence, total.figure.start, total.figure.end,
        "held" if fitting else "violated", message, value, whole,
        f"{number(value)} ≠ {shown} = {parts}",
    )  # fmt: skip
