"""The names of an agency: which one reports, what kind it is, and whether two names agree.

Offices shorten names: 省人社厅 is 广东省人力资源和社会保障厅. A short name has the characters
of the long one in the same order, and this is all that is asked of it.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence

from reportlint.model.report import Fact, Report
from reportlint.model.result import Remark, Unknown
from reportlint.model.rule import Agency, Check, Rule
from reportlint.model.text import Text, clip, same
from reportlint.presentation.remark import Outcome

_TITLE = r"(?:关于)?(?:\d{4}年(?:度)?)?(.*?)(?:关于)?(?:\d{4}年(?:度)?|年度)?(?:政府|政务)信息公开"
_SAID = (
    r"(?:现将|特将|现公布|现公开|现发布|公布|发布|编制|编写|撰写|形成|现向社会公布|现向社会公开)"
    r"(?:了|的)?(?:\d{4}\s*年(?:度)?)?\s*([^\d\s。，；：、《》“”]{2,40}?)"
    r"\s*(?:\d{4}\s*年(?:度)?)?\s*政府信息公开(?:工作)?年度(?:工作)?报告"
)
_BRACKETED = r"[（(][^（）()]*[）)]"
_LINKS = r"[和与及、\s]"
_PLACE = r"[\u4e00-\u9fff]+?(自治区|自治州|自治县|省|市|地区|盟|州|县|旗|区|镇|乡|街道)"
_GOVERNMENT = r"(?:人民政府|政府|办事处)$"
_NOT_JUDGED = Text("no two places name the agency", "没有两处机关名称可以核对")
_LONGEST = 40


def agency_of(report: Report) -> str | None:
    """Return the name of the agency that reports, or None where it is not told."""
    fact = report.facts.get("agency")
    name = squeezed(fact.text) if fact else ""
    return name or _of_title(report.facts.get("title"))


def kind_of(name: str, kinds: Sequence[Agency]) -> str:
    """Return the first kind that a name fits, or nothing."""
    bare = re.sub(_BRACKETED, "", name) or name
    for kind in kinds:
        if (
            (not kind.starts or bare.startswith(kind.starts))
            and (not kind.has or any(word in bare for word in kind.has))
            and (not kind.ends or bare.endswith(kind.ends))
        ):
            return kind.id
    return ""


def squeezed(text: str) -> str:
    """Return a text without width and without spaces."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def agency_names(report: Report, rule: Rule, _: str) -> Outcome:
    """Look for two names of which neither is short for the other."""
    compared = False
    for fact, place, theirs, ours in _pairs(report, rule):
        compared = True
        if not _agree(ours, theirs) and not _elsewhere(ours, theirs):
            return _remark(fact, place, theirs, ours)
    return None if compared else Unknown(_NOT_JUDGED)


def agency_places(report: Report, rule: Rule, _: str) -> Outcome:
    """Look for a name that belongs to another place."""
    compared = False
    for fact, place, theirs, ours in _pairs(report, rule):
        compared = True
        if not _agree(ours, theirs) and _elsewhere(ours, theirs):
            return _remark(fact, place, theirs, ours)
    return None if compared else Unknown(_NOT_JUDGED)


def _remark(fact: Fact, place: tuple[int, int], theirs: str, ours: str) -> Remark:
    values = {"found": same(clip(theirs, _LONGEST)), "agency": same(clip(ours, _LONGEST))}
    return Remark(fact, *place, values)


def _pairs(report: Report, rule: Rule) -> Iterator[tuple[Fact, tuple[int, int], str, str]]:
    """Yield each name of the document with its place, and the name that it should agree with."""
    title, agency = report.facts.get("title"), report.facts.get("agency")
    titled = _of_title(title)
    ours = squeezed(agency.text) if agency else ""
    if ours and titled and title is not None and _is_name(titled, rule):
        yield title, (0, len(title.text)), titled, ours
    ours = ours or titled or ""
    preamble = report.narrative.get("preamble")
    if preamble is None or not ours:
        return
    for match in re.finditer(_SAID, preamble.text):
        name = squeezed(match[1])
        if _is_name(name, rule):
            yield preamble, match.span(1), name, ours


def _is_name(name: str, rule: Rule) -> bool:
    bare = re.sub(_BRACKETED, "", name)
    return bare.endswith(rule.listed("ends")) and not bare.startswith(rule.listed("vague"))


def _of_title(title: Fact | None) -> str | None:
    """Return the agency that a title names."""
    if title is None:
        return None
    match = re.match(_TITLE, squeezed(title.text))
    if match is None or not 2 <= len(match[1]) <= _LONGEST:
        return None
    # 人民政府信息公开 has swallowed the second 政府.
    return match[1] + "政府" if match[1].endswith("人民") else match[1]


def _agree(one: str, other: str) -> bool:
    """Tell whether one of two names is short for the other."""
    first, second = _core(one), _core(other)
    if _within(first, second) or _within(second, first):
        return True
    # What stands in brackets is a second name: 政务服务管理局（行政审批局）.
    both, others = re.sub(_LINKS, "", one), re.sub(_LINKS, "", other)
    if _within(first, others) or _within(second, both):
        return True
    # 某镇 of a title is 某镇人民政府, whatever stands before it.
    first, second = re.sub(_GOVERNMENT, "", first), re.sub(_GOVERNMENT, "", second)
    if re.fullmatch(_PLACE, first) and re.match(_PLACE, second):
        return second.endswith(first)
    return bool(re.fullmatch(_PLACE, second)) and first.endswith(second)


def _core(name: str) -> str:
    return re.sub(_LINKS, "", re.sub(_BRACKETED, "", squeezed(name)))


def _within(short: str, long: str) -> bool:
    """Tell whether the characters of a name stand in another one in the same order."""
    rest = iter(long)
    return all(character in rest for character in short)


def _elsewhere(one: str, other: str) -> bool:
    """Tell whether two names have different places of one rank."""
    ours, theirs = _places(one), _places(other)
    return any(
        not _within(ours[rank], theirs[rank]) and not _within(theirs[rank], ours[rank])
        for rank in ours.keys() & theirs.keys()
    )


def _places(name: str) -> dict[str, str]:
    places: dict[str, str] = {}
    for match in re.finditer(_PLACE, _core(name)):
        places.setdefault(match[1], match[0])
    return places


CHECKS: dict[Check, Callable[[Report, Rule, str], Outcome]] = {
    "agency-names": agency_names,
    "agency-places": agency_places,
}
