"""Claims that no table decides -> remarks: is one fact given with two numbers?"""

from collections.abc import Iterator, Sequence

from reportlint.model.text import Text
from reportlint.narrative.disagreements import phrase
from reportlint.narrative.phrases import Claim
from reportlint.narrative.remark import Fate, Remark
from reportlint.wording import number


def repeated(code: str, claims: Sequence[tuple[str, Claim]]) -> Iterator[tuple[str, Remark]]:
    """Compare statements of one fact with each other, over all sections of a report.

    A fact that may be one of several figures of the tables is left alone.
    """
    known: dict[object, Claim] = {}
    for section, claim in claims:
        exact = claim.figure is None or claim.figure.exact
        if not exact or any(len(one.candidates) != 1 for one in claim.meanings):
            continue
        fact = tuple((one.code, one.candidates) for one in claim.meanings)
        first = known.setdefault(fact, claim)
        if first is not claim:
            fate: Fate = "held" if first.value == claim.value else "violated"
            said, before = number(claim.value), number(first.value)
            message = Text(
                f"the text says “{phrase(claim)}” here and “{phrase(first)}” before",
                f"此处称“{phrase(claim)}”，前文称“{phrase(first)}”",
            )
            yield section, Remark(
                code, claim.sentence, claim.start, claim.end, fate, message,
                claim.value, first.value, f"{said} ≠ {before}",
            )  # fmt: skip
