"""What ``reportlint check`` does, once its options are known."""

import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from reportlint.cli.check_options import CheckOptions
from reportlint.cli.inputs import Input, find_inputs, read_input
from reportlint.cli.setup import (
    all_rules,
    choice,
    chosen_language,
    configuration,
    load_packs,
    shown_path,
)
from reportlint.cli.terminal import append_file, language, wants_color, width, write, write_file
from reportlint.config.load import Config
from reportlint.engine.check import Checker, unreadable
from reportlint.engine.select import select_rules
from reportlint.errors import ReadError, UsageError
from reportlint.model.result import CheckResult
from reportlint.model.rule import SEVERITIES, Rule, Severity
from reportlint.model.text import Lang, Text, clip
from reportlint.reporters.view import FORMATS, View, render
from reportlint.suggest import did_you_mean

_FAIL_ON = (*SEVERITIES, "never")
_EPOCH_DIGITS = 11
_MOST_SUMMARY = 1_000_000
"""Bytes that GitHub shows of a step's summary, less a little."""
_RECORD = "record"
"""What ``--output`` writes beside the formats: a proof of the run, for ``verify``."""
_COLORS = ("auto", "always", "never")


def run_check(options: CheckOptions) -> int:
    """Check reports, write the results and return the exit code.

    Raises:
        ReportlintError: An option, the configuration or a pack is wrong.
    """
    settings = configuration(options.config, options.isolated)
    limit = choice(options.fail_on or settings.fail_on or "error", _FAIL_ON, "--fail-on")
    failing = SEVERITIES[: _FAIL_ON.index(limit) + 1] if limit != "never" else ()
    color = choice(options.color or settings.color, ("", *_COLORS), "--color")
    view = View(
        lang=language(chosen_language(options.lang or settings.lang)),
        color=wants_color(color, sys.stdout),
        width=width(sys.stdout),
        verbose=options.verbose,
        quiet=options.quiet,
        statistics=options.statistics,
        failing=() if options.exit_zero else failing,
    )
    shown_format = choice(
        options.format or settings.format or "full",
        tuple(FORMATS),
        "--format" if options.format else "format",
        None if options.format else settings.place("format", settings.format),
    )
    files = [_output(text) for text in options.output]
    known = options.write_baseline or options.baseline or settings.baseline
    inputs = _without(find_inputs(options.paths, options.stdin_filename), known)
    _keep_apart(files, inputs)
    checker = _checker(options, settings)
    accept = _acceptance(options, settings, view.lang)
    results = tuple(_check(checker, item) for item in inputs)
    if accept is not None:
        results = accept(inputs, results, checker.policy.codes)
    for file in files:
        plain = View(view.lang, verbose=options.verbose, failing=view.failing)
        text = _record(options, settings, checker, results) if file.format == _RECORD else ""
        write_file(file.path, text or render(file.format, results, plain))
    write(render(shown_format, results, view))
    if "github" in (shown_format, *(file.format for file in files)):
        _summarize_job(results, view)
    return _exit_code(results, view.failing)


def _record(
    options: CheckOptions, settings: Config, checker: Checker, results: tuple[CheckResult, ...]
) -> str:
    # Imported on use: few runs are recorded.
    from reportlint.engine.record import Run, record_text

    policy = checker.policy
    folders = tuple(shown_path(folder) for folder in options.pack or settings.pack)
    run = Run(
        packs=tuple(checker.packs),
        folders=folders,
        codes=policy.codes,
        form=checker.form_id or "",
        waivers=policy.waivers,
        today=policy.today,
    )
    return record_text(results, run)


Accept = Callable[
    [Sequence[Input], tuple[CheckResult, ...], frozenset[str]], tuple[CheckResult, ...]
]
"""Moves what a baseline knows to what is waived."""


def _acceptance(options: CheckOptions, settings: Config, lang: Lang) -> Accept | None:
    """Return what is to be done with a baseline; it is read before anything is checked."""
    path = options.write_baseline or options.baseline or settings.baseline
    if path is None:
        if options.prune_baseline:
            raise UsageError(
                Text("--prune-baseline needs a baseline", "--prune-baseline 需要一份基线"),
                None,
                Text("name it: --baseline FILE", "请指定：--baseline 文件"),
            )
        return None
    # Imported on use: most runs have no baseline.
    from reportlint.cli.baseline import Checked, make_baseline, read_baseline, use_baseline

    if options.write_baseline is not None:
        return lambda *checked: make_baseline(path, Checked(*checked), lang)
    baseline, prune = read_baseline(path), options.prune_baseline
    return lambda *checked: use_baseline(path, baseline, Checked(*checked), prune=prune, lang=lang)


def _summarize_job(results: tuple[CheckResult, ...], view: View) -> None:
    """Add the result to the page that GitHub Actions shows for a job, when there is one."""
    page = os.environ.get("GITHUB_STEP_SUMMARY", "")
    if page:
        text = render("markdown", results, View(view.lang)) + "\n"
        if len(text.encode()) > _MOST_SUMMARY:
            # GitHub drops a longer page altogether; the summary is in its first line.
            cut = text.encode()[:_MOST_SUMMARY].decode(errors="ignore")
            more = Text("More than the page of a job can hold: the log has it all.",
                        "内容超出作业页面的容量，完整结果见日志。")  # fmt: skip
            text = f"{cut[: cut.rfind(chr(10))]}\n\n{more.to(view.lang)}\n"
        append_file(Path(page), text)


class _Output(NamedTuple):
    """A file to write, and in which format."""

    format: str
    path: Path


def _output(text: str) -> _Output:
    name, colon, path = text.partition(":")
    if not colon or not path:
        raise UsageError(
            Text(
                f"--output takes FORMAT:FILE, not {text!r}",
                f"--output 应写作 FORMAT:FILE，而不是“{text}”",
            ),
            None,
            Text("such as --output json:result.json", "例如 --output json:result.json"),
        )
    return _Output(choice(name, (*FORMATS, _RECORD), "--output"), Path(path))


def _keep_apart(files: Sequence[_Output], inputs: Sequence[Input]) -> None:
    """Refuse to write over a report that is being checked, or twice over one file.

    Raises:
        UsageError: A file would be written that is an input, or another output.
    """
    if not files:
        return
    taken = {os.path.realpath(item.path): item.shown for item in inputs}
    for file in files:
        target = os.path.realpath(file.path)
        if target in taken:
            raise UsageError(
                Text(f"--output would overwrite {taken[target]}",
                     f"--output 会覆盖 {taken[target]}"),
                None,
                Text("write to another file, outside the folder that is checked",
                     "请写入其他文件，并放在所检查的文件夹之外"),
            )  # fmt: skip
        if not os.path.exists(file.path) or os.path.isfile(file.path):
            taken[target] = str(file.path)


def _without(inputs: Sequence[Input], baseline: Path | None) -> Sequence[Input]:
    """Leave out the baseline itself, which may lie in the folder that is checked."""
    if baseline is None:
        return inputs
    path = os.path.realpath(baseline)
    rest = [item for item in inputs if os.path.realpath(item.path) != path]
    if not rest:
        raise UsageError(
            Text(f"{baseline} is given as a report and as the baseline",
                 f"{baseline} 既作为报告又作为基线"),
            None,
            Text("name another file as the baseline", "请为基线指定另一个文件"),
        )  # fmt: skip
    return rest


def _names(values: tuple[str, ...]) -> tuple[str, ...]:
    names = (name.strip() for value in values for name in value.split(","))
    return tuple(name for name in names if name)


def _checker(options: CheckOptions, settings: Config) -> Checker:
    packs = load_packs(options.pack or settings.pack)
    rules = all_rules(packs)
    select, ignore = _names(options.select), _names(options.ignore)
    codes = select_rules(rules, select, ignore)
    if settings.select and not select:
        every = select_rules(rules, [rule.code for rule in rules], ignore)
        codes = every & _configured(rules, settings, "select", settings.select)
    codes -= _configured(rules, settings, "ignore", settings.ignore)
    form_id = options.form or settings.form or None
    known = [one.id for pack in packs for one in pack.forms]
    if form_id is not None and form_id not in known:
        raise UsageError(
            Text(f"unknown form {clip(form_id)!r}", f"没有名为“{clip(form_id)}”的表式"),
            None if options.form else settings.place("form", form_id),
            did_you_mean(form_id, known),
        )
    waivers = not options.no_waivers
    # A recorded run says which day it was, so the day is fixed before anything is checked.
    recorded = any(text.startswith(f"{_RECORD}:") for text in options.output)
    today = _today() or (time.strftime("%Y-%m-%d") if recorded else "")
    return Checker(packs, codes, form_id, waivers=waivers, today=today, mentions=options.verbose)


def _today() -> str:
    """Return the day that ``SOURCE_DATE_EPOCH`` names, or nothing: then the clock is asked."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch.isascii() or not epoch.isdigit() or len(epoch) > _EPOCH_DIGITS:
        return ""
    return time.strftime("%Y-%m-%d", time.gmtime(int(epoch)))


def _configured(
    rules: Sequence[Rule], settings: Config, key: str, names: Sequence[str]
) -> frozenset[str]:
    """Return the codes of the rules that a setting names, each name with its place."""
    chosen = (select_rules(rules, (name,), (), settings.place(key, name)) for name in names)
    return frozenset().union(*chosen)


def _check(checker: Checker, item: Input) -> CheckResult:
    try:
        data = read_input(item)
    except ReadError as error:
        return unreadable(item.shown, error)
    return checker.check(data, item.shown)


def _unread(results: tuple[CheckResult, ...]) -> bool:
    return any(result.problem is not None for result in results)


def _exit_code(results: tuple[CheckResult, ...], failing: tuple[Severity, ...]) -> int:
    if _unread(results):
        return 3
    found = any(finding.rule.severity in failing for r in results for finding in r.findings)
    return int(found)
