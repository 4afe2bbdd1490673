"""Claims of the prose -> soft evidence about the cells that they may state."""

from reportlint.model.evidence import Evidence
from reportlint.model.report import Report
from reportlint.model.text import Text, clip
from reportlint.narrative.disagreements import phrase
from reportlint.narrative.judge import candidates
from reportlint.narrative.phrases import Claim
from reportlint.narrative.read import Prose

_QUOTED = 30


def evidence(report: Report, prose: Prose) -> tuple[Evidence, ...]:
    """Return what the sentences state, each figure once."""
    found: dict[object, Evidence] = {}
    for claim, _ in prose.claims:
        one = _evidence(report, claim)
        if one.sides:
            found.setdefault(one._replace(named=Text("", "")), one)
    return tuple(found.values())


def _evidence(report: Report, claim: Claim) -> Evidence:
    figure = claim.figure
    low = claim.value if figure is None else figure.low
    high = claim.value if figure is None else figure.high
    states = claim.meanings[0].states
    said = clip(phrase(claim), _QUOTED)
    return Evidence(
        sides=tuple(candidates(report.form, claim)),
        low=None if states == "at_least" else low,
        high=None if states == "at_most" else high,
        below=figure is not None and figure.open,
        exact=states == "exactly" and (figure is None or figure.exact),
        named=Text(f"the text's “{said}”", f"正文“{said}”"),
    )
