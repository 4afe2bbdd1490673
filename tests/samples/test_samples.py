"""Every sample gives exactly what its golden says."""

import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from reportlint.engine.check import Checker
from reportlint.model.pack import Pack
from reportlint.model.result import CheckResult, Scope
from reportlint.reporters.view import View, render

SAMPLES = Path(__file__).parents[2] / "samples"
FOLDERS = {"": "samples", "broken": "broken", "hard": "hard", "published": "published",
           "waivers": "waivers"}  # fmt: skip
CODE = re.compile(r"\b[A-Z]\d{3}\b")

CheckSample = Callable[[str], CheckResult]
Golden = Callable[[str, str], None]


def paths(folder: str) -> list[str]:
    found = (SAMPLES / folder).iterdir()
    return sorted(
        f"samples/{path.relative_to(SAMPLES)}"
        for path in found
        if path.suffix in (".yaml", ".json")
    )


ALL = [path for folder in FOLDERS for path in paths(folder)]
BROKEN = paths("broken")
CLEAN = ["samples/clean-2019.yaml", "samples/clean-2021.json", "samples/clean-2021.yaml"]


def place(code: str, scope: Scope) -> str:
    names = ", ".join(name for _, name in scope)
    return f"{code}[{names}]" if names else code


def violated(result: CheckResult) -> list[str]:
    return [place(finding.rule.code, finding.scope) for finding in result.findings]


def joined(words: Iterable[str]) -> str:
    return " ".join(words) or "nothing"


@pytest.mark.parametrize("folder", FOLDERS)
def test_concise_output(folder: str, check_sample: CheckSample, golden: Golden) -> None:
    results = tuple(check_sample(path) for path in paths(folder))
    golden(f"concise/{FOLDERS[folder]}.txt", render("concise", results, View("zh")))


def test_verdicts(check_sample: CheckSample, golden: Golden) -> None:
    text = ""
    for path in ALL:
        result = check_sample(path)
        held, broken, skipped = len(result.held), len(result.findings), len(result.skips)
        not_judged = sorted({skip.rule.code for skip in result.skips})
        text += f"{path}: {held} held, {broken} violated, {skipped} not judged\n"
        text += f"  violated: {joined(violated(result))}\n"
        text += f"  not judged: {joined(not_judged)}\n" if not_judged else ""
    golden("verdicts.txt", text)


@pytest.mark.parametrize("path", CLEAN)
def test_clean_samples_hold_entirely(path: str, check_sample: CheckSample) -> None:
    result = check_sample(path)
    assert result.problem is None
    assert violated(result) == []
    assert result.skips == ()
    assert result.held


def test_every_rule_has_a_sample_that_breaks_it(pack: Pack) -> None:
    assert [Path(path).stem for path in BROKEN] == [rule.code for rule in pack.rules]


@pytest.mark.parametrize("path", BROKEN)
def test_a_broken_sample_breaks_its_rule_and_says_what_else(
    path: str, check_sample: CheckSample
) -> None:
    own = Path(path).stem
    first_line = (SAMPLES.parent / path).read_text(encoding="utf-8").split("\n", 1)[0]
    codes = {finding.rule.code for finding in check_sample(path).findings}
    assert first_line.startswith(f"# {own}: ")
    assert codes == set(CODE.findall(first_line))


@pytest.mark.parametrize("path", ALL)
def test_the_verdicts_are_all_constraints(
    path: str, check_sample: CheckSample, sample_checker: Callable[[str], Checker]
) -> None:
    result = check_sample(path)
    assert result.report is not None
    used = sample_checker(path)
    constraints = [
        (one.rule.code, one.scope)
        for one in used._constraints(result.report)
        if one.rule.code in used.policy.codes
    ]
    verdicts = [
        *((one.rule.code, one.scope) for one in result.held),
        *((one.rule.code, one.scope) for one in result.findings),
        *((one.rule.code, one.scope) for one in result.skips),
        *((one.finding.rule.code, one.finding.scope) for one in result.waived),
    ]
    # Each waiver of a report is judged by four rules more, and how often a rule about
    # sentences is judged depends on what the sentences say.
    waivers = {f"S90{number}": len(result.report.waivers) for number in range(1, 5)}
    assert {code: [one for one, _ in verdicts].count(code) for code in waivers} == waivers
    verdicts = [one for one in verdicts if one[0] not in waivers]
    of_cells = [one for one in verdicts if "section" not in dict(one[1])]
    assert sorted(of_cells) == sorted(constraints)
    assert len(set(verdicts)) == len(verdicts)


def test_the_json_sample_is_the_yaml_sample(check_sample: CheckSample) -> None:
    yaml, json = (
        check_sample("samples/clean-2021.yaml").report,
        check_sample("samples/clean-2021.json").report,
    )
    assert yaml is not None
    assert json is not None
    assert [(cell.address, cell.raw, cell.value) for cell in yaml.cells.values()] == [
        (cell.address, cell.raw, cell.value) for cell in json.cells.values()
    ]
    assert {name: fact.text for name, fact in yaml.facts.items()} == {
        name: fact.text for name, fact in json.facts.items()
    }
    assert {name: fact.text for name, fact in yaml.narrative.items()} == {
        name: fact.text for name, fact in json.narrative.items()
    }


def test_the_index_names_every_sample() -> None:
    index = (SAMPLES / "README.md").read_text(encoding="utf-8")
    linked = re.findall(r"\]\(([\w./-]+\.(?:yaml|json))\)", index)
    named = [path.removeprefix("samples/") for path in ALL]
    assert sorted(linked) == sorted([*named, "one-report/report.yaml"])
