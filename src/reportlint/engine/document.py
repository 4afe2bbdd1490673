"""Checks of the document: what they need to be judged, and their verdicts.

What reads titles, headings and texts is imported only when there is something to read.
"""

from collections.abc import Callable

from reportlint.model.claim import Quote
from reportlint.model.form import Field, Table
from reportlint.model.place import Place
from reportlint.model.report import Fact, Report
from reportlint.model.result import Finding, Held, Remark, Skip, Unknown
from reportlint.model.rule import Check, Constraint, Rule
from reportlint.model.text import Text, same
from reportlint.wording import fill

Locate = Callable[[Fact, int, int], Place]
"""Finds the place of some characters of a fact."""

_NO_HEADINGS = Text("the report does not say which headings it has", "报告文件没有写明各部分标题")
_NO_TITLE = Text("the report has no title", "报告文件没有写明标题")
_NO_DATE = Text("the report has no date of publication", "报告文件没有写明发布日期")
_NO_YEAR = Text("the report's year is not known", "不知道报告年度")
_NO_TEXT = Text("the report has no text", "报告文件没有正文")
_NO_NAMES = Text("no title or preamble names the agency", "报告文件没有可核对机关名称的标题或前言")
_NO_AGENCY = Text("the report does not name its agency", "报告文件没有写明机关名称")

_LONGEST = 20_000
_STOPS = "。；！？\n"

_NEEDS: dict[Check, tuple[str, ...]] = {
    "agency-names": ("names",),
    "agency-places": ("names",),
    "brackets": ("part",),
    "cited-form": ("text",),
    "document-numbers": ("part",),
    "empty-section": ("headings",),
    "enumerations": ("headings", "part"),
    "heading-numbers": ("headings",),
    "heading-order": ("headings",),
    "heading-tables": ("headings",),
    "heading-titles": ("headings",),
    "headings": ("headings",),
    "in-time": ("published", "year"),
    "length": ("part",),
    "mention": ("parts",),
    "nothing-said": ("part",),
    "parts-counted": ("preamble",),
    "period-days": ("text", "year"),
    "repetitions": ("part",),
    "stale-years": ("part", "year"),
    "period-year": ("text", "year"),
    "stray-marks": ("part",),
    "title-words": ("title",),
    "title-year": ("title", "year"),
    "topics": ("headings", "parts"),
    "two-sided": ("part",),
    "unfinished": ("part",),
}
"""What a check cannot be judged without.

A report that lists its headings is a whole one.
"""


def lacking(report: Report, constraint: Constraint) -> Skip | None:
    """Return the verdict where the report has nothing to judge a constraint on."""
    rule = constraint.rule
    assert rule.check is not None
    for need in _NEEDS[rule.check]:
        reason = _lacking(report, constraint, need)
        if reason is not None:
            return Skip(rule, constraint.scope, reason, ())
    return None


def _lacking(report: Report, constraint: Constraint, need: str) -> Text | None:
    match need:
        case "headings":
            return None if report.headings else _NO_HEADINGS
        case "title":
            return None if "title" in report.facts else _NO_TITLE
        case "published":
            return None if "published" in report.facts else _NO_DATE
        case "year":
            return None if report.year is not None else _NO_YEAR
        case "names":
            preamble = report.narrative.get("preamble")
            given = "title" in report.facts or (preamble is not None and preamble.text.strip())
            return None if given else _NO_NAMES
        case "text":
            given = any(fact.text.strip() for fact in report.narrative.values())
            return None if given else _NO_TEXT
        case "part":
            return _no_section(report, (constraint.scope[0][1],))
        case "parts":
            return _no_section(report, constraint.rule.parts)
        case _:
            return _no_section(report, (need,))


def _no_section(report: Report, parts: tuple[str, ...]) -> Text | None:
    for part in parts:
        fact = report.narrative.get(part)
        if fact is None or not fact.text.strip():
            label = next((one.label for one in report.form.sections if one.id == part), part)
            return Text(f"the report has no text of {label}", f"报告文件没有“{label}”的正文")
    return None


def not_of_kind(report: Report, constraint: Constraint) -> Held | Skip | None:
    """Return the verdict where a rule is not demanded of the report's agency."""
    # Imported on use: few rules are about some agencies only.
    from reportlint.presentation.agency import agency_of, kind_of

    rule = constraint.rule
    agency = agency_of(report)
    if agency is None:
        return Skip(rule, constraint.scope, _NO_AGENCY, ())
    kind = kind_of(agency, rule.kinds)
    if not kind:
        reason = Text(f"what kind of agency is {agency!r}?", f"从名称看不出“{agency}”是哪一类机关")
        return Skip(rule, constraint.scope, reason, ())
    return None if kind in rule.of else Held(rule, constraint.scope)


class DocumentJudge:
    """Judges the checks of one document that have all they need."""

    def __init__(self, report: Report, locate: Locate):
        self.report = report
        self.locate = locate
        self._find: Callable[[Rule, str], Remark | Unknown | None] | None = None

    def judge(self, constraint: Constraint) -> Held | Finding | Skip:
        """Judge a constraint whose guard holds."""
        rule, scope = constraint.rule, constraint.scope
        if rule.of:
            other = not_of_kind(self.report, constraint)
            if other is not None:
                return other
        if self._find is None:
            # Imported on use: a report of tables alone pays nothing for it.
            from reportlint.presentation.checks import Finder

            self._find = Finder(_bounded(self.report)).find
        found = self._find(rule, scope[0][1] if scope else "")
        match found:
            case None:
                return Held(rule, scope)
            case Unknown():
                return Skip(rule, scope, found.reason, ())
            case Remark():
                return _finding(self.report, constraint, found, self.locate)


def _bounded(report: Report) -> Report:
    """Return a report without what no section is long enough for."""
    if all(len(fact.text) <= _LONGEST for fact in report.narrative.values()):
        return report
    cut = {
        name: fact._replace(text=fact.text[:_LONGEST]) for name, fact in report.narrative.items()
    }
    return report._replace(narrative=cut)


def _finding(report: Report, constraint: Constraint, remark: Remark, locate: Locate) -> Finding:
    rule, fact = constraint.rule, remark.fact
    values = {"year": same(str(report.year)), **remark.values}
    if constraint.scope:
        part = constraint.scope[0][1]
        parts: list[Field | Table] = [*report.form.sections, *report.form.tables]
        values["part"] = same(next(one.label for one in parts if one.id == part))
    addresses = [
        term.cell
        for guard in constraint.guards
        for term in (*guard.left.terms, *guard.right.terms)
        if term.cell in report.cells
    ]
    return Finding(
        rule=rule,
        scope=constraint.scope,
        message=fill(remark.message or rule.message or rule.title, values),
        constraint=None,
        left=None,
        right=None,
        equation=None,
        place=locate(fact, remark.start, remark.end) if fact else report.start,
        cells=tuple(report.cells[address] for address in dict.fromkeys(addresses)),
        assumed=(),
        quote=_quote(remark),
    )


def _quote(remark: Remark) -> Quote | None:
    """Return the sentence or the heading that a remark is about, with the part that is meant."""
    if remark.fact is None or remark.start >= remark.end:
        return None
    text = remark.fact.text
    begin = max(text.rfind(mark, 0, remark.start) for mark in _STOPS) + 1
    stops = [place for mark in _STOPS if (place := text.find(mark, remark.end - 1)) >= 0]
    end = min(stops, default=len(text) - 1) + 1
    sentence = text[begin:end]
    lead = begin + len(sentence) - len(sentence.lstrip())
    return Quote(sentence.strip(), remark.start - lead, remark.end - lead, None)
