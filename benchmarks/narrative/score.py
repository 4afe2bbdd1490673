"""Read the labelled sentences of the corpus and count what was found, missed and invented."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from reportlint.engine.check import Checker
from reportlint.model.claim import Mention
from reportlint.rules.builtin import load_builtin

CORPUS = Path(__file__).parents[2] / "tests" / "narrative" / "corpus"
PARTS = ("first", "second", "third", "held_out")
_NUMBER = re.compile(r"[0-9０-９.,]+|[〇零一二三四五六七八九十百千两]+")


class Label(NamedTuple):
    """What a sentence states: the label, the number as written, and the verdict."""

    name: str
    number: str
    verdict: str


class Sentence(NamedTuple):
    """A sentence of the corpus with its labels and what was read in it."""

    part: str
    report: str
    text: str
    families: tuple[str, ...]
    labels: tuple[Label, ...]
    found: tuple[Label, ...]
    verdicts: tuple[tuple[str, str], ...]
    code_of: dict[Label, str]


class Score(NamedTuple):
    """Counts of one rule or of one severity."""

    right: int
    invented: int
    missed: int

    @property
    def precision(self) -> float:
        """Share of what was found that is right."""
        return self.right / (self.right + self.invented) if self.right + self.invented else 1.0

    @property
    def recall(self) -> float:
        """Share of what there is that was found."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


def read_families() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return the phrase of each family, with the labels that state it."""
    tables: Any = yaml.safe_load((CORPUS / "tables.yaml").read_text(encoding="utf-8"))
    return {
        str(number): (one["phrase"], tuple(one["labels"]))
        for number, one in tables["families"].items()
    }


def read_corpus(parts: tuple[str, ...] = PARTS) -> Iterator[Sentence]:
    """Read every sentence of the corpus with the linter."""
    tables: Any = yaml.safe_load((CORPUS / "tables.yaml").read_text(encoding="utf-8"))
    pack = load_builtin()
    checker = Checker((pack,), frozenset(rule.code for rule in pack.rules), mentions=True)
    names = {code: name for name, one in reversed(tables["labels"].items())
             for code in one["rules"]}  # fmt: skip
    for part in parts:
        listed: Any = yaml.safe_load((CORPUS / f"{part}.yaml").read_text(encoding="utf-8"))
        for report_name, lines in listed.items():
            for line in lines:
                text, _, written = line.partition(" → ")
                families, written = _families(written)
                labels = _labels(written)
                report = {**tables["reports"][report_name], "narrative": {"overview": text}}
                if report["applications"] == {"received": "zero"}:
                    rows = tables["reports"]["department"]["applications"]
                    report["applications"] = dict.fromkeys(rows, [0] * 7)
                result = checker.check(
                    yaml.safe_dump(report, allow_unicode=True).encode(), "report"
                )
                if result.problem is not None:
                    raise ValueError((text, result.problem.message.en))
                told = [
                    one
                    for one, _ in result.mentions
                    if one.fate in ("held", "violated", "not judged") or one.code
                ]
                found = tuple(_found(one, names) for one in told)
                yield Sentence(
                    part,
                    report_name,
                    text,
                    families,
                    labels,
                    found,
                    tuple((one.code, one.fate) for one in told),
                    {label: one.code for label, one in zip(found, told, strict=True)},
                )


def _families(written: str) -> tuple[tuple[str, ...], str]:
    """Return the numbers of the families of phrases that a sentence belongs to, and the rest."""
    named, closed, rest = written.strip().removeprefix("[").partition("]")
    return (tuple(named.split(",")), rest) if closed else ((), written)


def _labels(written: str) -> tuple[Label, ...]:
    if written.strip() == "nothing":
        return ()
    labels = []
    for part in written.split(";"):
        name, number, verdict = part.split()
        labels.append(Label(name, number, verdict.replace("-", " ")))
    return tuple(labels)


def _found(mention: Mention, names: dict[str, str]) -> Label:
    match = _NUMBER.search(mention.text.replace("，", ""))
    digit = match is not None and not mention.text.startswith(("无", "未", "零", "全部"))
    number = match[0] if match is not None and digit else "0"
    return Label(names.get(mention.code, mention.code), number, mention.fate)


def same(label: Label, found: Label) -> bool:
    """Tell whether what was found is what the label says."""
    aliases = {"none": ("none", "new", "received")}
    named = found.name in aliases.get(label.name, (label.name,))
    return named and (label.number, label.verdict) == (found.number, found.verdict)


def compare(sentence: Sentence) -> tuple[list[Label], list[Label], list[Label]]:
    """Return the labels that were found, what was invented, and the labels that were missed."""
    left = list(sentence.found)
    right, missed = [], []
    for label in sentence.labels:
        match = next((one for one in left if same(label, one)), None)
        if match is None:
            missed.append(label)
        else:
            left.remove(match)
            right.append(label)
    return right, left, missed
