"""What SARIF says is accepted by the validator with the rules of code scanning."""

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from reportlint.model.result import CheckResult
from reportlint.reporters.fingerprint import fingerprint
from reportlint.reporters.view import View, render

ROOT = Path(__file__).parents[2]
CheckSample = Callable[[str], CheckResult]
SAMPLES = sorted(
    str(path.relative_to(ROOT))
    for folder in ("", "hard", "published", "waivers")
    for path in (ROOT / "samples" / folder).glob("*.*")
    if path.suffix in (".yaml", ".json")
)


def _validator() -> str:
    """Return the program that ``.ci/run`` installs; its script for the PATH breaks at ``;``."""
    folder = ROOT / "build" / "sarif" / "node_modules" / "@microsoft"
    found = sorted(folder.glob("sarif-multitool-*/Sarif.Multitool"))
    return str(found[0]) if found else ""


@pytest.mark.skipif(not _validator(), reason="sarif-multitool is not installed (.ci/run)")
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_validator_has_no_error(lang: str, check_sample: CheckSample, tmp_path: Path) -> None:
    results = tuple(check_sample(path) for path in SAMPLES)
    file, verdict = tmp_path / "result.sarif", tmp_path / "verdict.sarif"
    view = View("zh" if lang == "zh" else "en")
    file.write_text(render("sarif", results, view), encoding="utf-8")
    command = [_validator(), "validate", str(file), "--rule-kind", "Sarif;Ghas",
               "--output", str(verdict), "--log", "ForceOverwrite",
               "--level", "Error;Warning"]  # fmt: skip
    surroundings = {**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
    subprocess.run(command, env=surroundings, check=False, capture_output=True, timeout=120)
    (run,) = json.loads(verdict.read_text(encoding="utf-8-sig"))["runs"]
    assert run["invocations"][0]["executionSuccessful"] is True
    said = [(one["ruleId"], one.get("level", "warning")) for one in run["results"]]
    # The project has no home page to name.
    assert said == [("SARIF2005", "warning")]


def test_the_other_cells_are_related_locations(check_sample: CheckSample) -> None:
    result = check_sample("samples/guangdong-hrss-2020.yaml")
    finding = next(one for one in result.findings if one.rule.code == "A103")
    (run,) = json.loads(render("sarif", (result,), View("en")))["runs"]
    shown = run["results"][result.findings.index(finding)]
    (place,) = shown["locations"]
    others = shown["relatedLocations"]
    names = [one["logicalLocations"][0]["fullyQualifiedName"] for one in (place, *others)]
    assert names == [str(cell.address) for cell in finding.cells]
    assert [one["id"] for one in others] == [1, 2, 3]
    assert [one["message"]["text"] for one in others] == [
        "二、上年结转 · 自然人: 7",
        "（七）总计 · 自然人: 89",
        "四、结转下年度继续办理 · 自然人: 6",
    ]
    assert shown["partialFingerprints"]["reportlintCells/v1"] == fingerprint(finding)
    assert place["physicalLocation"]["region"] == {
        "startLine": 30,
        "startColumn": 28,
        "endLine": 30,
        "endColumn": 30,
    }


def test_what_was_not_judged_is_told_with_its_place(check_sample: CheckSample) -> None:
    result = check_sample("samples/guangdong-hrss-2020.yaml")
    (run,) = json.loads(render("sarif", (result,), View("en")))["runs"]
    said = run["invocations"][0]["toolExecutionNotifications"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert [one["associatedRule"]["id"] for one in said] == [
        skip.rule.code for skip in result.skips
    ]
    assert all(rules[one["associatedRule"]["index"]] == one["associatedRule"]["id"] for one in said)
    assert said[0]["message"]["text"] == (
        "L101[review] was not judged: blank, so unknown: 行政复议 · 总计"
    )
