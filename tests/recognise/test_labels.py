"""Labels are compared without what people write differently."""

import pytest

from reportlint.model.pack import Pack
from reportlint.recognise.labels import fold, index

SAME = [
    ("（一）予以公开", "(一)予以公开"),
    ("（一）予以公开", "予以公开"),
    ("（一） 予以 公开", "予以公开"),
    ("一、本年新收政府信息公开申请数量", "本年新收政府信息公开申请数量"),
    ("1.属于国家秘密", "１．属于国家秘密"),
    ("1.属于国家秘密", "1、属于国家秘密"),
    ("3.危及“三安全一稳定”", '3. 危及"三安全一稳定"'),
    ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
     "(二) 部分公开(区分处理的,只计这一情形,不计其他情形)"),
    ("本年增/减", "本年增减"),
    ("natural_person", "Natural-Person"),
    ("第二十条第（一）项", "第二十条第(一)项"),
]  # fmt: skip
DIFFERENT = [
    ("（一）予以公开", "（二）部分公开"),
    ("规章", "规范性文件"),
    ("其他", "其他处理"),
    ("1", "2"),
    ("一、", "二、"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_labels_that_are_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_labels_that_differ(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_the_first_of_two_entries_keeps_a_shared_label() -> None:
    assert index([("a", ("甲", "乙")), ("b", ("乙",)), ("c", ())]) == {
        "a": "a", "甲": "a", "乙": "a", "b": "b", "c": "c",
    }  # fmt: skip


def test_every_official_label_names_one_row_and_one_column(pack: Pack) -> None:
    for form in pack.forms:
        for table in form.tables:
            for entries in (table.rows, table.columns):
                folded = [fold(text) for one in entries for text in {one.id, one.label}]
                assert len(set(folded)) == 2 * len(entries), (form.id, table.id)
