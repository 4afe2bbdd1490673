"""What is wrong with a sentence by itself: a number left out."""

import re
from collections.abc import Iterator

from reportlint.model.text import Text
from reportlint.narrative.clauses import Sentence
from reportlint.narrative.sums import Sum

_HOLE = re.compile(
    r"(?:(?:公开|收到|受理|办结|答复|资质|许可证|共计|合计)(?:政府信息|信息)?条(?=[，、。；：）])"
    r"|(?:收到|受理|办结|共计|合计|答复)件(?=[，、。；：）])"
    r"|(?:[XＸ×＿]{1,4}|_{2,6})[ ]?(?=[件条起宗份]|万元))"
)


def read_gaps(text: str) -> Iterator[Sum]:
    """Judge what needs no table."""
    for match in _HOLE.finditer(text):
        shown = match[0]
        message = Text(f"a number seems to be missing in {shown!r}", f"“{shown}”处似乎漏写了数字")
        yield _found("missing-number", text, match, holds=False, message=message)


def _found(check: str, text: str, match: re.Match[str], *, holds: bool, message: Text) -> Sum:
    begin = max(text.rfind("。", 0, match.start()), text.rfind("\n", 0, match.start())) + 1
    stops = [place for place in (text.find("。", match.end()), text.find("\n", match.end()))
             if place >= 0]  # fmt: skip
    sentence = Sentence(begin, min(stops, default=len(text)), (), False)
    return Sum(check, match.start(), match.end(), holds, message, None, None, None, sentence)
