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


def test_rules_that_contradict_each_other_follow_from_none() -> None:
    pack = load_builtin()
    form = pack.form("disclosure-2021")
    assert form is not None
    constraints = pack.constraints["disclosure-2021"]
    row = next(one for one in constraints if one.rule.code == "L101")
    more = row._replace(
        rule=row.rule._replace(code="L901"),
        right=row.right._replace(constant=row.right.constant + 1),
    )
    lines = page(form, analyze(form, (*constraints, more)), "zh").splitlines()
    assert lines[0] == (
        "disclosure-2021：200 个单元格，43 项精确约束；43 个等式，秩为 40；"
        "有 175 个单元格单独出错时可以唯一定位"
    )
    assert [line.split()[0] for line in lines if "←" in line] == [
        "A101[concluded]", "A101[carried_forward]",
    ]  # fmt: skip
    assert lines[-2:] == ["  L101[review]", "  L901[review]"]


def test_the_rules_that_one_follows_from_are_named_rule_by_rule() -> None:
    line = next(line for line in _page("disclosure-2021") if "A101[concluded]" in line)
    assert line.startswith("  A101[concluded] ← 28: A101[granted partly_granted ")
    assert line.endswith(
        " A102[natural_person enterprise research public_welfare legal_service other total]"
    )
