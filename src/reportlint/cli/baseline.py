"""``--baseline``, ``--write-baseline`` and ``--prune-baseline``: files and what is said of them."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from reportlint.cli.inputs import Input
from reportlint.cli.setup import shown_path
from reportlint.cli.terminal import note, write_file
from reportlint.engine.baseline import (
    Baseline,
    accept,
    baseline_text,
    entries_of,
    parse_baseline,
    stale_entries,
)
from reportlint.errors import ConfigError, reason
from reportlint.model.place import Source
from reportlint.model.result import CheckResult
from reportlint.model.text import Lang, Text

_MAX_BYTES = 50_000_000
_SHOWN = 10


class Checked(NamedTuple):
    """What was checked: inputs with their results, and the codes of the selected rules."""

    inputs: Sequence[Input]
    results: tuple[CheckResult, ...]
    codes: frozenset[str]


def read_baseline(path: Path) -> Baseline:
    """Read a baseline from its file.

    Raises:
        ConfigError: It cannot be read, or is none.
    """
    shown = shown_path(path)
    try:
        with path.open("rb") as file:
            data = file.read(_MAX_BYTES + 1)
    except OSError as error:
        why = reason(error)
        raise ConfigError(
            Text(f"cannot read the baseline: {why.en}", f"无法读取基线：{why.zh}"),
            Source(shown),
            Text(f"write one first: --write-baseline {shown}",
                 f"请先生成：--write-baseline {shown}"),
        ) from None  # fmt: skip
    return parse_baseline(data.decode("utf-8", "replace"), shown)


def use_baseline(
    path: Path, baseline: Baseline, checked: Checked, *, prune: bool, lang: Lang
) -> tuple[CheckResult, ...]:
    """Accept what the baseline knows, and say or prune what is no longer there."""
    kept = {name: dict(entries) for name, entries in baseline.items()}
    stale: list[str] = []
    results = []
    for item, result in zip(checked.inputs, checked.results, strict=True):
        name = _name(item, path)
        entries = baseline.get(name, {})
        gone = stale_entries(result, entries, checked.codes)
        stale += [f"{item.shown} {kept[name].pop(digest)}" for digest in gone]
        results.append(accept(result, entries))
    for name, entries in baseline.items():
        if not (path.parent / name).exists() and kept[name] and not _is_input(name, checked, path):
            stale += [f"{name} {place}" for place in entries.values()]
            kept[name] = {}
    if stale:
        _tell(path, stale, prune, lang)
    if stale and prune:
        write_file(path, baseline_text(kept))
    return tuple(results)


def make_baseline(path: Path, checked: Checked, lang: Lang) -> tuple[CheckResult, ...]:
    """Write what was found to a baseline, and accept it."""
    baseline = {
        _name(item, path): entries_of(result)
        for item, result in zip(checked.inputs, checked.results, strict=True)
    }
    write_file(path, baseline_text(baseline))
    count = sum(map(len, baseline.values()))
    noun = "finding" if count == 1 else "findings"
    shown = shown_path(path)
    said = Text(f"{count} {noun} written to {shown}", f"已将 {count} 个问题写入 {shown}")
    note(f"reportlint: {said.to(lang)}")
    return tuple(
        accept(result, baseline[_name(item, path)])
        for item, result in zip(checked.inputs, checked.results, strict=True)
    )


def _name(item: Input, baseline: Path) -> str:
    """Return the path of an input from the folder of the baseline."""
    path = Path(item.shown if item.path == "-" else item.path)
    try:
        relative = os.path.relpath(path, baseline.parent)
    except ValueError:
        relative = str(path.absolute())
    return relative.replace(os.sep, "/")


def _is_input(name: str, checked: Checked, baseline: Path) -> bool:
    return any(_name(item, baseline) == name for item in checked.inputs)


def _tell(path: Path, stale: Sequence[str], prune: bool, lang: Lang) -> None:
    shown, count = shown_path(path), len(stale)
    if prune:
        end = Text("removed", "已删除")
    else:
        end = Text("--prune-baseline removes what is stale", "可用 --prune-baseline 删除过时条目")
    noun = "entry is" if count == 1 else "entries are"
    head = Text(f"{shown}: {count} {noun} stale ({end.en}):",
                f"{shown}：{count} 个条目已过时（{end.zh}）：")  # fmt: skip
    lines = [f"reportlint: {head.to(lang)}", *(f"  {one}" for one in stale[:_SHOWN])]
    if count > _SHOWN:
        more = Text(f"  and {count - _SHOWN} more", f"  等共 {count} 个")
        lines.append(more.to(lang))
    note("\n".join(lines))
