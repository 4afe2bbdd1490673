"""Which rules a run is about: codes, prefixes of codes, and names."""

import re
from collections.abc import Sequence

from reportlint.errors import UsageError
from reportlint.model.place import Source
from reportlint.model.rule import Rule
from reportlint.model.text import Text, clip
from reportlint.suggest import did_you_mean


def select_rules(
    rules: Sequence[Rule],
    select: Sequence[str],
    ignore: Sequence[str] = (),
    source: Source | None = None,
) -> frozenset[str]:
    """Return the codes of the selected rules; what is ignored is not selected.

    Nothing in ``select`` means every rule but the optional ones, which only their own code
    or name selects. ``source`` is the configuration file
    that names the rules, None for the command line.

    Raises:
        UsageError: A name, code or prefix stands for no rule.
    """
    chosen = frozenset(rule.code for rule in rules if not rule.optional)
    if select:
        chosen = frozenset().union(*(_matching(rules, name, source) for name in select))
    return chosen.difference(*(_matching(rules, name, source, ignored=True) for name in ignore))


def _matching(
    rules: Sequence[Rule], name: str, source: Source | None, *, ignored: bool = False
) -> frozenset[str]:
    meant = [
        rule for rule in rules if rule.name == name or (name and rule.code.startswith(name.upper()))
    ]
    if not meant:
        raise unknown_rule(rules, name, source)
    exact = any(name in (rule.name, rule.code) for rule in meant)
    return frozenset(rule.code for rule in meant if exact or ignored or not rule.optional)


def unknown_rule(rules: Sequence[Rule], name: str, source: Source | None = None) -> UsageError:
    """Return the error for a name that stands for no rule."""
    known = [text for rule in rules for text in (rule.code, rule.name)]
    hint = did_you_mean(name, known) or _same_start(rules, name)
    return UsageError(
        Text(f"no rule is called {clip(name)!r}", f"没有名为“{clip(name)}”的规则"),
        source,
        hint or Text("see: reportlint rules", "可用 reportlint rules 查看全部规则"),
    )


def _same_start(rules: Sequence[Rule], name: str) -> Text | None:
    """Return the hint that lists the codes which start like a mistyped one."""
    if re.match(r"[A-Za-z](?:\d|$)", name) is None:
        return None
    for length in (3, 2, 1):
        start = name[:length].upper()
        codes = [rule.code for rule in rules if rule.code.startswith(start)]
        if codes:
            listed = ", ".join(codes)
            return Text(f"there are {listed}", f"有 {listed}")
    return None
