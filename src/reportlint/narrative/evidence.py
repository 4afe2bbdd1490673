"""Claims of the prose -> soft evidence about the cells that they may state."""

from reportlint.model.evidence import Evidence
from reportlint.model.report import Report
from reportlint.model.text import Text, clip
from reportlint.narrative.claims import Claim
from reportlint.narrative.judge import candidates
from reportlint.narrative.read import Prose

_QUOTED = 30


def evidence(report: Report, prose: Prose) -> tuple[Evidence, ...]:
    """Return what the sentences state, each figure once."""
    found: dict[object, Evidence] = {}
    for claim, verdict in prose.claims:
        section = dict(verdict.scope)["section"]
        one = _evidence(report, claim, report.narrative[section].text)
        if one.sides:
            found.setdefault(one._replace(named=Text("", "")), one)
    return tuple(found.values())


def _evidence(report: Report, claim: Claim, text: str) -> Evidence:
    figure = claim.figure
    low = claim.value if figure is None else figure.low
    high = claim.value if figure is None else figure.high
    states = claim.meanings[0].phrasing.states
    said = clip(text[claim.said[0] : claim.said[1]].strip(), _QUOTED)
    return Evidence(
        sides=tuple(candidates(report.form, claim)),
        low=None if states == "at_least" else low,
        high=None if states == "at_most" else high,
        below=figure is not None and figure.open,
        exact=states == "exactly" and (figure is None or figure.exact),
        named=Text(f"the text's “{said}”", f"正文“{said}”"),
    )
