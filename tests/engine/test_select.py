"""Which rules a run is about."""

import pytest

from reportlint.engine.select import select_rules
from reportlint.errors import UsageError
from reportlint.model.pack import Pack


def test_codes_prefixes_and_names(pack: Pack) -> None:
    every = {rule.code for rule in pack.rules if not rule.optional}
    assert select_rules(pack.rules, (), ()) == every
    assert select_rules(pack.rules, ("A101", "disputes-total"), ()) == {"A101", "L101"}
    assert select_rules(pack.rules, ("D2",), ()) == {"D201", "D202", "D203", "D204"}
    assert select_rules(pack.rules, ("d2",), ("D203", "D204")) == {"D201", "D202"}
    assert select_rules(pack.rules, (), ("S", "A", "D", "X", "N")) == {
        "L101",
        "L102",
        "L103",
        "L104",
    }


def test_an_optional_rule_is_selected_by_its_own_name_only(pack: Pack) -> None:
    optional = {rule.code for rule in pack.rules if rule.optional}
    assert optional == {"S411", "S412"}
    assert not optional & select_rules(pack.rules, ("S4",), ())
    assert select_rules(pack.rules, ("S411", "charges-stated"), ()) == optional
    assert select_rules(pack.rules, ("S411", "S412"), ("S41",)) == frozenset()


def test_a_name_that_stands_for_nothing_is_an_error(pack: Pack) -> None:
    for select, ignore in ((("A109",), ()), ((), ("aplicants-total",))):
        with pytest.raises(UsageError, match="no rule is called"):
            select_rules(pack.rules, select, ignore)
    with pytest.raises(UsageError, match="no rule is called ''"):
        select_rules(pack.rules, ("",), ())
