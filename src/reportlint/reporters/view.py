"""How a result is to be shown, and the formats that there are."""

from importlib import import_module
from typing import NamedTuple, Protocol

from reportlint.model.result import CheckResult
from reportlint.model.rule import Severity
from reportlint.model.text import Lang

FORMATS: dict[str, str] = {
    "full": "reportlint.reporters.full",
    "concise": "reportlint.reporters.concise",
    "json": "reportlint.reporters.json_v1",
    "jsonl": "reportlint.reporters.jsonl",
    "sarif": "reportlint.reporters.sarif",
    "junit": "reportlint.reporters.junit",
    "github": "reportlint.reporters.github",
    "gitlab": "reportlint.reporters.gitlab",
    "markdown": "reportlint.reporters.markdown",
}
"""Format -> the module that renders it, imported on use."""


class View(NamedTuple):
    """How to show results.

    ``failing`` are the severities for which the run exits with 1.

    Units: ``width`` in columns of the terminal, None where lines are not wrapped.
    """

    lang: Lang
    color: bool = False
    width: int | None = None
    verbose: bool = False
    quiet: bool = False
    statistics: bool = False
    failing: tuple[Severity, ...] = ("error",)


class Reporter(Protocol):
    """What the module of a format offers."""

    def render(self, results: tuple[CheckResult, ...], view: View) -> str:
        """Return the whole output, which ends with a line break unless it is empty."""
        ...


def render(format_name: str, results: tuple[CheckResult, ...], view: View) -> str:
    """Render results in a format."""
    reporter: Reporter = import_module(FORMATS[format_name])
    return reporter.render(results, view)
