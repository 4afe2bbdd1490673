"""Judge the prose of a report, and give every number its place in the file."""

from collections.abc import Sequence

from reportlint.engine.document import Locate
from reportlint.model.claim import Lexicon, Mention
from reportlint.model.place import Place, order
from reportlint.model.report import Report
from reportlint.model.result import Finding
from reportlint.model.rule import Rule
from reportlint.narrative.read import Prose, read_prose


def judge_prose(report: Report, rules: Sequence[Rule], lexicon: Lexicon, locate: Locate) -> Prose:
    """Judge the prose; findings stand where their numbers stand."""
    prose = read_prose(report, rules, lexicon)
    if not prose.findings:
        return prose
    return prose._replace(
        findings=tuple(_placed(report, one, prose, locate) for one in prose.findings)
    )


def _placed(report: Report, finding: Finding, prose: Prose, locate: Locate) -> Finding:
    start, end = prose.places[finding.key]
    fact = report.narrative[dict(finding.scope)["section"]]
    return finding._replace(place=locate(fact, start, end))


def placed_mentions(
    report: Report, prose: Prose, locate: Locate
) -> tuple[tuple[Mention, Place], ...]:
    """Return every number that was read with its place, in the order of the file."""
    placed = [
        (one, locate(report.narrative[one.section], one.start, one.end)) for one in prose.mentions
    ]
    return tuple(sorted(placed, key=lambda pair: (order(pair[1]), pair[0].start)))
