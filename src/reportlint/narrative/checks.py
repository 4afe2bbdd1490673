"""Sentences + the checks of a pack -> remarks: verdicts about lists, rates and gaps.

Most checks compare numbers of the text with each other. A section that has none of
the words of a check is passed over before anything is looked at.
"""

from collections.abc import Callable, Iterator, Sequence

from reportlint.model.claim import Probe
from reportlint.model.report import Report
from reportlint.narrative.phrases import Claim
from reportlint.narrative.remark import Given, Remark
from reportlint.narrative.sentences import Section

_Check = Callable[[Given, Probe], Iterator[Remark]]


def read_checks(section: Section, claims: Sequence[Claim], report: Report) -> Iterator[Remark]:
    """Judge the lists, rates and gaps of a section."""
    given = Given(section, claims, report)
    for probe in section.lexicon.probes:
        if probe.check in _OF_LISTS:
            # Imported on use: many texts list nothing.
            from reportlint.narrative import lists

            check: _Check = getattr(lists, _OF_LISTS[probe.check])
        else:
            from reportlint.narrative import figures

            check = getattr(figures, _OF_FIGURES[probe.check])
        yield from check(given, probe)


_OF_LISTS = {
    "application-list": "listed_kinds",
    "outcome-list": "listed_outcomes",
    "published-list": "published",
    "stated-sum": "stated_sum",
}
_OF_FIGURES = {
    "charge-step": "steps",
    "impossible-rate": "impossible_rates",
    "missing-number": "missing_numbers",
    "share": "shares",
    "shares-of-all": "shares_of_all",
    "small-charge": "small_charges",
    "unlikely-scale": "unlikely_scales",
}
