"""What the text states ranks explanations, and neither adds one nor takes one away."""

import json
from collections.abc import Sequence

from reportlint.engine.check import Checker
from reportlint.localise.weighing import relevant, weigh
from reportlint.model.cell import CellAddress
from reportlint.model.evidence import Evidence
from reportlint.model.result import Diagnosis
from reportlint.model.rule import Side, Term
from reportlint.model.text import Text

RECEIVED = {
    "received": [90, 2, 2, 0, 0, 0, 94],
    "carried_over": [7, 0, 0, 0, 0, 0, 7],
    "granted": [89, 3, 2, 0, 0, 0, 94],
    "concluded": [89, 3, 2, 0, 0, 0, 94],
    "carried_forward": [6, 1, 0, 0, 0, 0, 7],
}


def diagnosed(
    checker: Checker, overview: str = "", review: Sequence[object] = (0, 0, 0, 0, 0)
) -> Diagnosis:
    """Check a table that breaks two balances, or one row of disputes, beside a text."""
    form = checker.packs[0].form("disclosure-2021")
    assert form is not None
    table = form.table("applications")
    assert table is not None
    given = {} if any(review) else RECEIVED
    content = {
        "year": 2023,
        "applications": {row.id: given.get(row.id, [0] * 7) for row in table.rows},
        "disputes": {
            "review": list(review),
            "direct_litigation": [0] * 5,
            "post_review_litigation": [0] * 5,
        },
        "narrative": {"overview": overview},
    }
    (found,) = checker.check(json.dumps(content).encode(), "report.json").diagnoses
    return found


def changes(found: Diagnosis) -> list[str]:
    return [
        ", ".join(f"{one.cell.row}.{one.cell.column} {one.implied}" for one in told.changes)
        for told in found.explanations
    ]


def said(found: Diagnosis) -> list[tuple[str | None, str | None]]:
    return [
        (one.supported and one.supported.zh, one.opposed and one.opposed.zh)
        for one in found.explanations
    ]


CARRIED = "carried_over.natural_person 5, carried_over.enterprise 2"
NEW = "received.natural_person 88, received.enterprise 4"


def test_a_sentence_that_fits_with_a_correction_puts_it_first(checker: Checker) -> None:
    found = diagnosed(checker, "全年收到申请94件，其中自然人申请88件。")
    assert found.status == "tied"
    assert changes(found) == [NEW, CARRIED]
    assert said(found) == [("改后与正文“自然人申请88件”相符", None), (None, None)]
    first = found.explanations[0].supported
    assert first is not None
    assert first.en == "agrees with the text's “自然人申请88件”"


def test_a_sentence_that_a_correction_breaks_puts_it_last(checker: Checker) -> None:
    found = diagnosed(checker, "全年收到申请94件，其中自然人申请90件。")
    assert changes(found) == [CARRIED, NEW]
    assert said(found) == [(None, None), (None, "改后与正文“自然人申请90件”不符")]


def test_the_text_adds_no_explanation_and_takes_none_away(checker: Checker) -> None:
    silent = diagnosed(checker)
    for overview in ("其中自然人申请88件。", "其中自然人申请90件。", "其中自然人申请41件。"):
        assert sorted(changes(diagnosed(checker, overview))) == sorted(changes(silent))


def test_what_the_text_contradicts_is_not_certain(checker: Checker) -> None:
    assert diagnosed(checker, review=[2, 0, 1, 0, 0]).certain
    found = diagnosed(checker, "全年发生行政复议0件。", review=[2, 0, 1, 0, 0])
    assert changes(found) == ["review.total 3"]
    assert said(found) == [(None, "改后与正文“行政复议0件”不符")]
    assert not found.certain


def evidence(low: int | None, high: int | None, *sides: Side, exact: bool = True) -> Evidence:
    return Evidence(sides, low, high, False, exact, Text("the text's “x”", "正文“x”"))


def test_a_hedged_figure_weighs_less_and_an_open_value_nothing(checker: Checker) -> None:
    total = CellAddress("disputes", "review", "total")
    side = Side((Term(1, total),), 0)
    report = checker.check(
        json.dumps({"year": 2023, "disputes": {"review": [1, 0, 0, 0, 4]}}).encode(), "r.json"
    ).report
    assert report is not None
    exact = weigh(report, [evidence(4, 4, side)], {total: 1})
    hedged = weigh(report, [evidence(3, 5, side, exact=False)], {total: 1})
    assert exact.price > hedged.price > 0
    assert (
        exact.opposed
        == hedged.opposed
        == Text("disagrees with the text's “x”", "改后与正文“x”不符")
    )
    assert weigh(report, [evidence(4, 4, side)], {total: None}) == (0, None, None)
    assert weigh(report, [evidence(1, None, side)], {total: 1}) == (0, None, None)


def test_many_figures_are_named_in_part(checker: Checker) -> None:
    total = CellAddress("disputes", "review", "total")
    side = Side((Term(1, total),), 0)
    report = checker.check(b'{"year": 2023, "disputes": {"review": [1, 0, 0, 0, 4]}}', "r").report
    assert report is not None
    found = weigh(report, [evidence(1, high, side) for high in (1, 2, 3, 3, 3)], {total: 1})
    assert found.supported == Text(
        "agrees with the text's “x”, the text's “x”, the text's “x” and 2 more",
        "改后与正文“x”、正文“x”、正文“x”等 5 处相符",
    )


def test_only_what_names_a_cell_of_the_block_is_weighed() -> None:
    total = CellAddress("disputes", "review", "total")
    other = CellAddress("applications", "received", "total")
    one = evidence(1, 1, Side((Term(1, total),), 0))
    assert relevant([one], [other]) == ()
    assert relevant([one], [other, total]) == (one,)
