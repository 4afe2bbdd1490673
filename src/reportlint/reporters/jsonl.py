"""JSON lines: the parts of ``reportlint/v1``, one a line, for streams and stores of findings.

Each line has its ``type`` and, but for the last, the ``path`` of its report.
"""

import json
from typing import Any

from reportlint import __version__
from reportlint.model.result import CheckResult
from reportlint.reporters.json_v1 import FORMAT, report_shape, summary_shape
from reportlint.reporters.summary import count
from reportlint.reporters.view import View

_PARTS = {
    "findings": "finding",
    "waived": "waived",
    "skips": "skip",
    "diagnoses": "diagnosis",
}


def render(results: tuple[CheckResult, ...], view: View) -> str:
    """Render results as lines; the last one is the summary."""
    lines = []
    for result in results:
        shape = report_shape(result, view)
        whole = {key: value for key, value in shape.items() if key not in _PARTS}
        lines.append(_line("report", whole))
        for key, kind in _PARTS.items():
            lines += [_line(kind, {"path": result.path, **part}) for part in shape[key]]
    end = {"format": FORMAT, "version": __version__, **summary_shape(count(results))}
    return "".join([*lines, _line("summary", end)])


def _line(kind: str, shape: dict[str, Any]) -> str:
    return json.dumps({"type": kind, **shape}, ensure_ascii=False, separators=(",", ":")) + "\n"
