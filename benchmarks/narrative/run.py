"""Print precision and recall of the reading of sentences, by label, and the time it takes.

python benchmarks/narrative/run.py [--misses]
"""

import sys
import time
from collections import Counter

from score import CORPUS, HALVES, Score, compare, read_corpus  # type: ignore[import-not-found]  # beside this file

from reportlint.engine.check import recognise_input
from reportlint.model.report import Fact
from reportlint.narrative.read import read_prose
from reportlint.rules.builtin import load_builtin

_CHARACTERS = 4_000
_RUNS = 50
_PROSE = (
    "进一步健全公开工作机制，规范办理流程，加强队伍建设，推动各项任务落到实处。围绕群众关心的就业、教育、医疗等领域，"
    "及时发布工作动态和办事指南，全年通过门户网站发布信息512条，政务新媒体推送信息1200余条，发布解读材料36篇，"
    "答复网上咨询78条。建立多部门会商机制，对疑难事项逐件研究，做到口径统一、答复规范、程序合法。"
    "组织专题培训2次，参训人员150人次，把公开要求融入日常管理，定期检查栏目更新，发现问题及时整改。"
)


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
    print(f"\n{_time():.2f} ms to read {_CHARACTERS} characters of CPU (least of {_RUNS} runs)")


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
    """Measure on a text as reports have it: some figures of the tables, many others, much prose."""
    pack = load_builtin()
    sample = (CORPUS.parents[2] / "samples" / "clean-2021.yaml").read_bytes()
    report = recognise_input(sample, "x.yaml", [pack], None)
    prose = ""
    while len(prose) < _CHARACTERS:
        prose += report.narrative["overview"].text + "\n" if not prose else ""
        prose += _PROSE + ("\n" if len(prose) % 3 else "")
    narrative = {"overview": Fact(prose[:_CHARACTERS], report.narrative["overview"].place)}
    report = report._replace(narrative=narrative)
    lexicon = pack.lexicon(report.form.id)
    taken = []
    for _ in range(_RUNS):
        start = time.process_time()
        read_prose(report, pack.rules, lexicon)
        taken.append(time.process_time() - start)
    return min(taken) * 1_000


if __name__ == "__main__":
    main()
