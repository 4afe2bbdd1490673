"""Finds what checks a document; modules are imported for the checks that have something to read."""

from collections.abc import Callable

from reportlint.model.report import Report
from reportlint.model.result import Remark, Unknown
from reportlint.model.rule import Check, Rule

Finding = Remark | Unknown | None
_OF_HEADINGS = frozenset(
    {"empty-section", "heading-numbers", "heading-order", "heading-tables", "heading-titles",
     "headings"}
)  # fmt: skip


class Finder:
    """Judges the checks of one report; its outline is read once."""

    def __init__(self, report: Report):
        self.report = report
        self._of_headings: Callable[[Rule, str], Finding] | None = None

    def find(self, rule: Rule, part: str) -> Finding:
        """Judge a check of the document; ``part`` is the part of the form that is meant."""
        assert rule.check is not None
        if rule.check not in _OF_HEADINGS:
            return _check(rule.check)(self.report, rule, part)
        if self._of_headings is None:
            self._of_headings = _reader(self.report)
        return self._of_headings(rule, part)


def _reader(report: Report) -> Callable[[Rule, str], Finding]:
    """Read the headings of a report, and return what judges the checks of them."""
    from reportlint.presentation.headings import CHECKS, outline

    found = outline(report)

    def judge(rule: Rule, part: str) -> Finding:
        assert rule.check is not None
        return CHECKS[rule.check](found, rule, part)

    return judge


def _check(check: Check) -> Callable[[Report, Rule, str], Finding]:
    match check:
        case "title-words" | "title-year":
            from reportlint.presentation.title import CHECKS
        case "agency-names" | "agency-places":
            from reportlint.presentation.agency import CHECKS
        case "in-time" | "period-days" | "period-year" | "stale-years":
            from reportlint.presentation.dates import CHECKS
        case "parts-counted":
            from reportlint.presentation.preamble import CHECKS
        case "brackets" | "enumerations" | "repetitions" | "stray-marks" | "unfinished":
            from reportlint.presentation.marks import CHECKS
        case _:
            from reportlint.presentation.sections import CHECKS
    return CHECKS[check]
