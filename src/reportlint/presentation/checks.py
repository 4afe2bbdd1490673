"""The checks of the document by their names."""

from collections.abc import Callable

from reportlint.model.report import Report
from reportlint.model.result import Remark, Unknown
from reportlint.model.rule import Check, Rule
from reportlint.presentation import agency, dates, headings, marks, sections, title
from reportlint.presentation.remark import Outcome


class Finder:
    """Judges the checks of one report; its outline is read once."""

    def __init__(self, report: Report):
        self.report = report
        self._outline: headings.Outline | None = None

    def find(self, rule: Rule, part: str) -> Remark | Unknown | None:
        """Judge a check of the document; ``part`` is the part of the form that is meant."""
        assert rule.check is not None
        of_headings = _OF_HEADINGS.get(rule.check)
        if of_headings is None:
            return _CHECKS[rule.check](self.report, rule, part)
        if self._outline is None:
            self._outline = headings.outline(self.report)
        return of_headings(self._outline, rule, part)


_OF_HEADINGS: dict[Check, Callable[[headings.Outline, Rule, str], Outcome]] = {
    "empty-section": headings.empty_section,
    "heading-numbers": headings.heading_numbers,
    "heading-order": headings.heading_order,
    "heading-tables": headings.heading_tables,
    "heading-titles": headings.heading_titles,
    "headings": headings.headings,
}

_CHECKS: dict[Check, Callable[[Report, Rule, str], Outcome]] = {
    "agency-names": agency.agency_names,
    "agency-places": agency.agency_places,
    "brackets": marks.brackets,
    "cited-form": sections.cited_form,
    "document-numbers": sections.document_numbers,
    "enumerations": marks.enumerations,
    "in-time": dates.in_time,
    "length": sections.length,
    "mention": sections.mention,
    "nothing-said": sections.nothing_said,
    "parts-counted": sections.parts_counted,
    "period-days": dates.period_days,
    "repetitions": marks.repetitions,
    "stale-years": dates.stale_years,
    "period-year": dates.period_year,
    "stray-marks": marks.stray_marks,
    "title-words": title.title_words,
    "title-year": title.title_year,
    "topics": sections.topics,
    "two-sided": sections.two_sided,
    "unfinished": marks.unfinished,
}
