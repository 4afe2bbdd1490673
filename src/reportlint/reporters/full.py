"""For people at a desk: each finding with the table around it, grouped by explanation."""

from reportlint.model.result import CheckResult
from reportlint.reporters.summary import statistics, summary
from reportlint.reporters.view import View


def render(results: tuple[CheckResult, ...], view: View) -> str:
    """Render results as frames."""
    text = ""
    if view.verbose or any(result.problem or result.findings for result in results):
        # Imported on use: a clean check does not pay for what draws the frames.
        from reportlint.reporters.page import Page

        page = Page(view)
        for result in results:
            page.result(result)
        text = page.text()
    if view.statistics:
        text += statistics(results, view)
    if not view.quiet:
        text += summary(results).to(view.lang) + "\n"
    return text
