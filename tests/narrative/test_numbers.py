"""Numbers in prose, by table."""

from decimal import Decimal

import pytest

from reportlint.model.claim import Keys, Lexicon
from reportlint.narrative.numbers import Figure, chinese_number
from reportlint.narrative.sentences import Section

NO_WORDS = Lexicon({}, {}, (), (), Keys((), (), ()), {})


def every(text: str) -> list[Figure]:
    section = Section(text, NO_WORDS, None)
    items = [item for index in range(len(section)) for item in section.sentence(index).items]
    return [item.figure for item in items if item.figure is not None]


def figures(text: str) -> list[Figure]:
    return [one for one in every(text) if one.ignored is None]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("收到申请 94 件", 94, "件"),
        ("收到申请９４件", 94, "件"),
        ("收到申请1,234件", 1234, "件"),
        ("收到申请1，234件", 1234, "件"),
        ("收到申请三十二件", 32, "件"),
        ("收到申请一百零五件", 105, "件"),
        ("发生诉讼两起", 2, "起"),
        ("收到申请十二件", 12, "件"),
        ("收到申请二十件", 20, "件"),
        ("收取2.5万元", 25_000, "元"),
        ("收取400元", 400, "元"),
        ("占33.9%", Decimal("33.9"), "%"),
        ("占33.9％", Decimal("33.9"), "％"),
        ("提高3.5个百分点", Decimal("3.5"), "个百分点"),
        ("办理行政许可2764.2万宗", 27_642_000, "宗"),
        ("参训300人次", 300, "人次"),
        ("共169，其中", 169, ""),
    ],
)
def test_values(text: str, value: object, unit: str) -> None:
    found = figures(text)
    assert [(one.value, one.unit) for one in found] == [(value, unit)]


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("1.46万余条", [14_600, 14_699], [14_599, 14_700]),
        ("7700余条", [7_700, 7_799], [7_699, 7_800]),
        ("200多件", [200, 299], [199, 300]),
        ("约100件", [95, 105], [94, 106]),
        ("近100件", [96], [94]),
        ("超过100件", [100, 5_000], [99]),
        ("逾100件", [100], [99]),
        ("100件以上", [100, 200], [99]),
        ("100件左右", [96, 104], [90, 110]),
        ("1.5万件", [14_500, 15_000, 15_999], [14_499, 16_000]),
        ("不足10件", [9], [10]),
        ("94件", [94], [93, 95]),
    ],
)
def test_intervals(text: str, inside: list[int], outside: list[int]) -> None:
    (figure,) = figures(text)
    assert [figure.fits(value) for value in inside] == [True] * len(inside)
    assert [figure.fits(value) for value in outside] == [False] * len(outside)


@pytest.mark.parametrize(
    "text",
    [
        "国办公开办函〔2019〕60号",
        "国务院令第711号",
        "第二十条第一项",
        "第3期培训班",
        "2024年1月31日前",
        "在20个工作日内答复",
        "在15个自然日内",
        "拨打12345热线",
        "联系电话：0591-23456789",
        "推广2.0版目录",
        "做好“六稳”“六保”工作",
        "学习“五公开”和“三审三校”",
        "十九届五中全会",
        "（一）主动公开",
        "1.加强领导",
        "2、完善制度",
        "一是健全机制",
        "《关于做好2021年36件实事的通知》",
        "https://example.org/2021/30件",
        "高效办成一件事",
        "落实“三安全一稳定”要求",
        "5G应用",
        "实行1+N模式",
        "24小时值守",
        "近三年来",
    ],
)
def test_what_is_never_a_count(text: str) -> None:
    assert figures(text) == []


def test_what_is_passed_over_is_kept_with_the_reason() -> None:
    (figure,) = every("在20个工作日内答复")
    assert figure.ignored is not None
    assert figure.ignored.en == "a date or a span of time"


@pytest.mark.parametrize(
    ("text", "value"),
    [("十", 10), ("十二", 12), ("二十", 20), ("三十二", 32), ("一百零五", 105), ("一百二十", 120),
     ("两千三百", 2300), ("五", 5), ("零", 0), ("二五", None), ("百", None), ("一百五", None)],
)  # fmt: skip
def test_chinese_numerals(text: str, value: int | None) -> None:
    assert chinese_number(text) == value
