"""Sections into sentences: what a line break ends, and where a part of the text is written."""

import pytest

from reportlint.model.claim import Keys, Lexicon
from reportlint.narrative.sentences import Section

NO_WORDS = Lexicon({}, {}, (), (), Keys((), (), ()), {})


def section(text: str) -> Section:
    return Section(text, NO_WORDS, 2024)


def sentences(text: str) -> list[str]:
    read = section(text)
    found = [read.sentence(index).text for index in range(len(read))]
    return [one for one in found if one]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("收到申请 5 件。答复 4 件！", ["收到申请5件", "答复4件"]),
        (
            "全年依法依规及时办理政府信息公开\n申请 5 件。",
            ["全年依法依规及时办理政府信息公开申请5件"],
        ),
        ("做好公开工作，提高公开信息的\n\n“含金量”。", ["做好公开工作，提高公开信息的“含金量”"]),
        ("有序、\n内容安全。", ["有序、内容安全"]),
        ("收到申请\n5 件。", ["收到申请5件"]),
        ("（一）主动公开情况\n公开信息 5 条。", ["（一）主动公开情况", "公开信息5条"]),
        ("主动公开情况\n公开信息 5 条。", ["主动公开情况", "公开信息5条"]),
        ("一是健全制度，明确责任\n二是加强培训。", ["一是健全制度，明确责任", "二是加强培训"]),
        ("收到申请 5 件\r\n（二）答复情况", ["收到申请5件", "（二）答复情况"]),
        ("**二**是受理　申请\u200b 5 件", ["二是受理申请5件"]),
        ("使用 Python 3 和 2023 2024", ["使用Python\ue0003和2023\ue0002024"]),
        ("印发《关于办好 36 件实事的\n通知》", ["印发" + "※" * 15]),
    ],
)
def test_sentences(text: str, read: list[str]) -> None:
    assert sentences(text) == read


@pytest.mark.parametrize(
    "text",
    [
        "全年收到 申请 94 件。",
        "第一行没有数字。\n  全年依法依规及时办理政府信息公开\n\n申请　94 件。",
        "**二**是《办法》第 1 2 条，\n94 件",
        "\ufeff2023 2024，94 件",
    ],
)
def test_places(text: str) -> None:
    read = section(text)
    start = read.text.index("94")
    first, last = read.place(start, start + 2)
    assert text[first:last] == "94"


def test_paragraphs() -> None:
    read = section("（二）办理情况\n如下：\n收到 5 件；\n答复 4 件。\n（三）其他\n无。")
    opened = [read.sentence(one).text for one in range(len(read)) if read.opens(one)]
    assert opened == ["（二）办理情况", "（三）其他"]
    assert [read.sentence(one).text for one in read.headings] == ["（二）办理情况", "（三）其他"]
