"""The labelled sentences: nothing false among the errors, little missed."""

import importlib.util
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType

from reportlint.model.pack import Pack

SCORE = Path(__file__).parents[2] / "benchmarks" / "narrative" / "score.py"


def score() -> ModuleType:
    spec = importlib.util.spec_from_file_location("narrative_score", SCORE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["narrative_score"] = module
    spec.loader.exec_module(module)
    return module


def test_precision_and_recall(pack: Pack) -> None:
    severities = {rule.code: rule.severity for rule in pack.rules}
    labels = 0
    missed: list[tuple[str, str]] = []
    invented: Counter[str] = Counter()
    violated: Counter[str] = Counter()
    sentences = 0
    corpus = score()
    for sentence in corpus.read_corpus():
        sentences += 1
        _, extra, absent = corpus.compare(sentence)
        labels += len(sentence.labels)
        missed += [(sentence.text, label.name) for label in absent]
        for code, verdict in sentence.verdicts:
            violated[severities[code]] += verdict == "violated"
        for label in extra:
            if label.verdict == "violated":
                invented[severities[sentence.code_of[label]]] += 1
    assert sentences >= 300
    assert invented["error"] == 0
    assert invented["warning"] <= 0.02 * violated["warning"]
    assert len(missed) <= 0.05 * labels, missed
