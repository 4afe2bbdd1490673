"""What is wrong with a text by itself: a number left out, a period of another year."""

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
_PERIOD = re.compile(
    r"(?:统计|数据)[\u4e00-\u9fff]{0,4}(?:期限|时间|区间|周期|范围)[^。\n]{0,8}?"
    r"(20\d\d)[ ]?年[ ]?1[ ]?月[ ]?1[ ]?日"
    r"[^。\n]{0,4}?[至到\-—－][^。\n\d]{0,4}(?:(20\d\d)[ ]?年)?[ ]?12[ ]?月[ ]?31[ ]?日"
)


def read_gaps(text: str, year: int | None) -> Iterator[Sum]:
    """Judge what needs no table."""
    for match in _HOLE.finditer(text):
        shown = match[0]
        message = Text(f"a number seems to be missing in {shown!r}", f"“{shown}”处似乎漏写了数字")
        yield _found("missing-number", text, match, holds=False, message=message)
    period = _PERIOD.search(text)
    if period is not None and year is not None:
        years = {int(one) for one in period.groups() if one}
        message = Text(
            f"the period stated is that of {max(years)}, the report is of {year}",
            f"统计期限写的是 {max(years)} 年，报告年度为 {year} 年",
        )
        yield _found("statistics-period", text, period, holds=years == {year}, message=message)


def _found(check: str, text: str, match: re.Match[str], *, holds: bool, message: Text) -> Sum:
    begin = max(text.rfind("。", 0, match.start()), text.rfind("\n", 0, match.start())) + 1
    stops = [place for place in (text.find("。", match.end()), text.find("\n", match.end()))
             if place >= 0]  # fmt: skip
    sentence = Sentence(begin, min(stops, default=len(text)), (), False)
    return Sum(check, match.start(), match.end(), holds, message, None, None, None, sentence)
