"""Small reports, right and wrong: each finds what its case says and nothing else."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from reportlint.model.result import CheckResult

CORPUS = Path(__file__).parent / "corpus"
ZEROS = [0, 0, 0, 0, 0]
TABLES = {
    "disclosure": {"licences": 0},
    "applications": {"received": [0, 0, 0, 0, 0, 0, 0]},
    "disputes": {"review": ZEROS},
}


def cases() -> Iterator[Any]:
    for path in sorted(CORPUS.glob("*.yaml")):
        content: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
        for number, case in enumerate(content["cases"], start=1):
            report = {"year": content["year"], **case}
            finds = report.pop("finds", [])
            if report.pop("tables", content.get("tables", False)):
                report = {**TABLES, **report}
            name = f"{path.stem}-{number}"
            yield pytest.param(report, set(content["codes"]), finds, id=name)


@pytest.mark.parametrize(("report", "codes", "finds"), list(cases()))
def test_a_case_finds_what_it_says(
    report: dict[str, Any], codes: set[str], finds: list[str], check: Callable[[str], CheckResult]
) -> None:
    result = check(json.dumps(report, ensure_ascii=False, default=str))
    assert result.problem is None
    assert sorted(one.rule.code for one in result.findings if one.rule.code in codes) == finds


def test_the_corpus_has_cases_of_both_kinds() -> None:
    finds = [bool(case.values[2]) for case in cases()]
    assert finds.count(True) >= 60
    assert finds.count(False) >= 80
