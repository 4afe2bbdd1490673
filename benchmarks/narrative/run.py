"""Print precision and recall of the reading of sentences, by family, and the time it takes.

python benchmarks/narrative/run.py [--misses]
"""

import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial

from score import CORPUS, PARTS, Score, compare, read_corpus, read_families  # type: ignore[import-not-found]  # beside this file

from reportlint.engine.check import recognise_input
from reportlint.model.report import Fact
from reportlint.narrative.read import read_prose
from reportlint.rules.builtin import load_builtin

_CHARACTERS = 4_000
_RUNS = 300
_FEW = (
    "全年新收政府信息公开申请494件，上年结转25件，办结495件，结转下年度继续办理24件。其中予以公开203件、部分公开39件、"
    "不予公开54件、无法提供151件、不予处理34件、其他处理14件。因政府信息公开申请行政复议15件、行政诉讼6件。"
)
_PROSE = (
    "进一步健全公开工作机制，规范办理流程，加强队伍建设，推动各项任务落到实处。围绕群众关心的就业、教育、医疗等领域，"
    "及时发布工作动态和办事指南，全年通过门户网站发布信息512条，政务新媒体推送信息1200余条，发布解读材料36篇，"
    "答复网上咨询78条。建立多部门会商机制，对疑难事项逐件研究，做到口径统一、答复规范、程序合法。"
    "组织专题培训2次，参训人员150人次，把公开要求融入日常管理，定期检查栏目更新，发现问题及时整改。"
)


def main() -> None:
    """Print both tables."""
    families = read_families()
    print(f"{'':52}{'labels':>7}{'found':>7}{'right':>7}{'precision':>11}{'recall':>9}")
    total: Counter[tuple[str, str]] = Counter()
    for part in PARTS:
        counts: Counter[tuple[str, str]] = Counter()
        sentences = 0
        for sentence in read_corpus((part,)):
            sentences += 1
            right, invented, missed = compare(sentence)
            for kind, labels in (("right", right), ("invented", invented), ("missed", missed)):
                for label in labels:
                    counts[kind, ""] += 1
                    for family in sentence.families:
                        total[kind, family] += label.name in families.get(family, ("", ()))[1]
            if "--misses" in sys.argv and (invented or missed):
                print(f"  {sentence.text}")
                print("     missed", [tuple(one) for one in missed],
                      "invented", [tuple(one) for one in invented])  # fmt: skip
        total.update(counts)
        _line(f"{part}, {sentences} sentences", counts, "")
    for family, (phrase, _) in families.items():
        _line(f"{family:>4} {phrase}", total, family)
    _line("all", total, "")
    print(f"\nto read {_CHARACTERS} characters, of CPU, least of {_RUNS} runs:")
    times = list(_times())
    loop = times[-1][2]
    for title, judged, taken in times:
        verdicts = f"{judged} verdicts" if judged else ""
        print(f"  {title:<26}{verdicts:>12}{taken:>8.0f} µs{taken / loop:>8.1f} × the last line")


def _line(title: str, counts: Counter[tuple[str, str]], family: str) -> None:
    score = Score(*(counts[kind, family] for kind in ("right", "invented", "missed")))
    if not score.right + score.invented + score.missed:
        print(f"{_padded(title)}{'nothing to state':>21}")
        return
    print(
        f"{_padded(title)}{score.right + score.missed:>7}{score.right + score.invented:>7}"
        f"{score.right:>7}{score.precision:>10.1%} {score.recall:>8.1%}"
    )


def _padded(title: str) -> str:
    return title + " " * (52 - len(title) - sum(one > "\u2e80" for one in title))


def _times() -> Iterator[tuple[str, int, float]]:
    """Time the reading of texts as reports have them, and of one by the JSON parser."""
    pack = load_builtin()
    sample = (CORPUS.parents[2] / "samples" / "clean-2021.yaml").read_bytes()
    report = recognise_input(sample, "x.yaml", [pack], None)
    lexicon = pack.lexicon(report.form.id)
    own = report.narrative["overview"].text
    for title, figures in (("a paragraph of figures", _FEW), ("figures all over", own)):
        text = (figures + "\n" + "\n".join([_PROSE] * 20))[:_CHARACTERS]
        narrative = {"overview": Fact(text, report.narrative["overview"].place)}
        one = report._replace(narrative=narrative)
        prose = read_prose(one, pack.rules, lexicon)
        judged = len(prose.held) + len(prose.findings) + len(prose.skips)
        yield title, judged, _least(partial(read_prose, one, pack.rules, lexicon))
    yield "json.loads of it", 0, _least(partial(json.loads, json.dumps(text)))
    yield "a list of its characters", 0, _least(partial(_characters, text))


def _characters(text: str) -> list[str]:
    return [character for character in text]  # noqa: C416  # what a loop over the text takes


def _least(call: Callable[[], object]) -> float:
    """Return the least time of many calls.

    Units: microseconds of CPU.
    """
    taken = []
    for _ in range(_RUNS):
        start = time.process_time()
        call()
        taken.append(time.process_time() - start)
    return min(taken) * 1_000_000


if __name__ == "__main__":
    main()
