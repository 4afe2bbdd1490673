"""Print precision and recall of the reading of sentences, by label, and the time it takes.

    python benchmarks/narrative/run.py [--misses]
"""

import sys
import time
from collections import Counter

from score import CORPUS, HALVES, Score, compare, read_corpus

from reportlint.model.report import Fact
from reportlint.narrative.read import read_prose
from reportlint.readers.read import read
from reportlint.recognise.keyed import recognise
from reportlint.rules.builtin import load_builtin

_CHARACTERS = 4_000
_RUNS = 50


def main() -> None:
    """Print both tables."""
    print(f"{'':24}{'labels':>8}{'found':>8}{'right':>8}{'precision':>11}{'recall':>9}")
    total: Counter[tuple[str, str]] = Counter()
    for half in HALVES:
        if not (CORPUS / f"{half}.yaml").exists():
            continue
        counts: Counter[tuple[str, str]] = Counter()
        sentences = 0
        for sentence in read_corpus((half,)):
            sentences += 1
            right, invented, missed = compare(sentence)
            for kind, labels in (("right", right), ("invented", invented), ("missed", missed)):
                for label in labels:
                    counts[kind, label.name] += 1
            if "--misses" in sys.argv and (invented or missed):
                print(f"  {sentence.text}")
                print("     missed", [tuple(one) for one in missed],
                      "invented", [tuple(one) for one in invented])  # fmt: skip
        total.update(counts)
        _line(f"{half} half, {sentences} sentences", counts, None)
    for name in sorted({name for _, name in total}):
        _line(f"  {name}", total, name)
    _line("all", total, None)
    print(f"\n{_time():.2f} ms to read {_CHARACTERS} characters (median of {_RUNS})")


def _line(title: str, counts: Counter[tuple[str, str]], name: str | None) -> None:
    right, invented, missed = (
        sum(count for (kind, label), count in counts.items()
            if kind == wanted and name in (None, label))
        for wanted in ("right", "invented", "missed")
    )  # fmt: skip
    score = Score(right, invented, missed)
    print(
        f"{title:<24}{right + missed:>8}{right + invented:>8}{right:>8}"
        f"{score.precision:>10.1%} {score.recall:>8.1%}"
    )


def _time() -> float:
    pack = load_builtin()
    texts = [sentence.text for sentence in read_corpus(("first",)) if sentence.report == "department"]
    filler = "进一步健全工作机制，规范办理流程，加强队伍建设，推动各项工作落到实处，不断提升公开质量和服务水平。"
    prose = ""
    for index in range(len(texts)):
        prose += texts[index] + filler + "\n" * (index % 4 == 3)
        if len(prose) > _CHARACTERS:
            break
    prose = prose[:_CHARACTERS]
    sample = (CORPUS.parents[2] / "samples" / "clean-2021.yaml").read_bytes()
    report = recognise(read(sample, "x.yaml"), "x.yaml", [pack.forms], None)
    report = report._replace(narrative={"overview": Fact(prose, report.narrative["overview"].span)})
    lexicon = pack.lexicons[report.form.id]
    taken = []
    for _ in range(_RUNS):
        start = time.perf_counter()
        read_prose(report, pack.rules, lexicon)
        taken.append(time.perf_counter() - start)
    return sorted(taken)[_RUNS // 2] * 1_000


if __name__ == "__main__":
    main()
