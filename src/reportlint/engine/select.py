"""Which rules a run is about: codes, prefixes of codes, and names."""

from collections.abc import Sequence

from reportlint.errors import UsageError
from reportlint.model.place import Source
from reportlint.model.rule import Rule
from reportlint.model.text import Text
from reportlint.suggest import did_you_mean


def select_rules(
    rules: Sequence[Rule],
    select: Sequence[str],
    ignore: Sequence[str] = (),
    source: Source | None = None,
) -> frozenset[str]:
    """Return the codes of the selected rules; what is ignored is not selected.

    Nothing in ``select`` means every rule. ``source`` is the configuration file
    that names the rules, None for the command line.

    Raises:
        UsageError: A name, code or prefix stands for no rule.
    """
    chosen = frozenset(rule.code for rule in rules)
    if select:
        chosen = frozenset().union(*(_matching(rules, name, source) for name in select))
    return chosen.difference(*(_matching(rules, name, source) for name in ignore))


def _matching(rules: Sequence[Rule], name: str, source: Source | None) -> frozenset[str]:
    codes = frozenset(
        rule.code
        for rule in rules
        if rule.name == name or (name and rule.code.startswith(name.upper()))
    )
    if not codes:
        known = [text for rule in rules for text in (rule.code, rule.name)]
        raise UsageError(
            Text(f"no rule is called {name!r}", f"没有名为“{name}”的规则"),
            source,
            did_you_mean(name, known)
            or Text("see: reportlint rules", "可用 reportlint rules 查看全部规则"),
        )
    return codes
