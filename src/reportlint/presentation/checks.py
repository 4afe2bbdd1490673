"""The checks of the document by their names."""

from collections.abc import Callable

from reportlint.model.report import Report
from reportlint.model.rule import Check, Rule
from reportlint.presentation import agency, dates, headings, marks, sections, title
from reportlint.presentation.remark import Outcome


def find(report: Report, rule: Rule, part: str) -> Outcome:
    """Judge a check of the document; ``part`` is the part of the form that is meant."""
    assert rule.check is not None
    return _CHECKS[rule.check](report, rule, part)


_CHECKS: dict[Check, Callable[[Report, Rule, str], Outcome]] = {
    "agency-names": agency.agency_names,
    "agency-places": agency.agency_places,
    "brackets": marks.brackets,
    "cited-form": sections.cited_form,
    "document-numbers": sections.document_numbers,
    "empty-section": headings.empty_section,
    "enumerations": marks.enumerations,
    "heading-numbers": headings.heading_numbers,
    "heading-order": headings.heading_order,
    "heading-tables": headings.heading_tables,
    "heading-titles": headings.heading_titles,
    "headings": headings.headings,
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
