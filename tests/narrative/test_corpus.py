"""The labelled sentences: every family, nothing false among the errors, little missed."""

import importlib.util
import sys
from collections import Counter
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from reportlint.model.pack import Pack

SCORE = Path(__file__).parents[2] / "benchmarks" / "narrative" / "score.py"
TABLES: Any = yaml.safe_load(
    (Path(__file__).parent / "corpus" / "tables.yaml").read_text(encoding="utf-8")
)
NEVER_WRONG = {"50", "51", "59"}
"""Families that no table decides: growth, and what is forwarded or asked."""


@cache
def score() -> ModuleType:
    spec = importlib.util.spec_from_file_location("narrative_score", SCORE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["narrative_score"] = module
    spec.loader.exec_module(module)
    return module


@cache
def sentences() -> tuple[Any, ...]:
    return tuple(score().read_corpus())


def test_precision_and_recall(pack: Pack) -> None:
    severities = {rule.code: rule.severity for rule in pack.rules}
    labels = 0
    missed: list[tuple[str, str]] = []
    invented: Counter[str] = Counter()
    violated: Counter[str] = Counter()
    for sentence in sentences():
        _, extra, absent = score().compare(sentence)
        labels += len(sentence.labels)
        missed += [(sentence.text, label.name) for label in absent]
        for code, verdict in sentence.verdicts:
            if verdict == "violated":
                violated[severities[code]] += 1
        for label in extra:
            if label.verdict == "violated":
                invented[severities[sentence.code_of[label]]] += 1
    assert len(sentences()) >= 440
    assert invented["error"] == 0
    assert invented["warning"] <= 0.02 * violated["warning"]
    assert len(missed) <= 0.05 * labels, missed


@pytest.mark.parametrize("family", [str(number) for number in range(1, 61)])
def test_every_family_is_stated_rightly_and_wrongly(family: str) -> None:
    names = TABLES["families"][int(family)]["labels"]
    own = [one for one in sentences() if family in one.families]
    verdicts = {label.verdict for one in own for label in one.labels if label.name in names}
    if family in NEVER_WRONG:
        assert len(own) >= 2
        assert verdicts <= {"not judged"}
    elif family == "53":
        # A rate says nothing that a table denies, unless it is above 100 %.
        assert verdicts == {"violated"}
        assert any(not one.labels for one in own)
    else:
        assert verdicts >= {"held", "violated"}


@pytest.mark.parametrize("trap", [f"T{number}" for number in range(1, 15)])
def test_every_trap_has_a_sentence_that_falls_into_it_and_one_that_does_not(trap: str) -> None:
    own = [one for one in sentences() if trap in one.families]
    wrong = [one for one in own if any(label.verdict == "violated" for label in one.labels)]
    assert wrong
    assert len(wrong) < len(own)


def test_families_and_labels_name_rules_of_the_pack(pack: Pack) -> None:
    codes = {rule.code for rule in pack.rules}
    for family in TABLES["families"].values():
        for name in family["labels"]:
            rules = TABLES["labels"][name]["rules"]
            assert set(rules) - {""} <= codes
