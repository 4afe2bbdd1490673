"""What the exact rules can see, as a page."""

from reportlint.localise.analyse import analyze
from reportlint.reporters.analysis import page
from reportlint.rules.builtin import load_builtin


def _page(form_id: str) -> list[str]:
    pack = load_builtin()
    form = pack.form(form_id)
    assert form is not None
    return page(form, analyze(form, pack.constraints[form_id]), "en").splitlines()


def test_the_head_states_rank_and_what_is_located() -> None:
    assert _page("disclosure-2021")[0] == (
        "disclosure-2021: 200 cells, 42 exact constraints; 42 equalities of rank 40; "
        "a single wrong cell is located alone in 175 cells"
    )


def test_each_row_of_the_disputes_table_cannot_be_told_apart() -> None:
    lines = _page("disclosure-2021")
    start = lines.index("Cannot be told apart: a change of one looks like a change of another")
    assert lines[start + 1 : start + 5] == [
        "  行政复议: 结果维持 结果纠正 其他结果 尚未审结 总计",
        "  未经复议直接起诉: 结果维持 结果纠正 其他结果 尚未审结 总计",
        "  复议后起诉: 结果维持 结果纠正 其他结果 尚未审结 总计",
        "",
    ]


def test_the_built_in_rules_do_not_contradict_each_other() -> None:
    for form_id in ("disclosure-2019", "disclosure-2021"):
        assert _page(form_id)[-1] == "  none"
