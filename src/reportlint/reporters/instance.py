"""A rule and its place -> the name under which machines list them: ``A103[natural_person]``."""

from reportlint.model.result import Scope
from reportlint.model.rule import Rule


def instance(rule: Rule, scope: Scope) -> str:
    """Return the name of one constraint, which is the same in every run."""
    names = ", ".join(name for _, name in scope)
    return f"{rule.code}[{names}]" if names else rule.code
