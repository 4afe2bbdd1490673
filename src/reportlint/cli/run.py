"""What ``reportlint check`` does, once its options are known."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from reportlint.cli.inputs import Input, find_inputs, read_input
from reportlint.cli.setup import all_rules, choice, chosen_language, configuration, load_packs
from reportlint.cli.terminal import language, wants_color, width, write, write_file
from reportlint.config.load import Config
from reportlint.engine.check import Checker, unreadable
from reportlint.engine.select import select_rules
from reportlint.errors import ReadError, UsageError
from reportlint.model.result import CheckResult
from reportlint.model.rule import SEVERITIES, Rule
from reportlint.model.text import Text, clip
from reportlint.reporters.view import FORMATS, View, render
from reportlint.suggest import did_you_mean

_FAIL_ON = (*SEVERITIES, "never")
_COLORS = ("auto", "always", "never")


class CheckOptions(NamedTuple):
    """The options of one run as they were written; empty where they were not."""

    paths: tuple[str, ...]
    format: str = ""
    output: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: str = ""
    exit_zero: bool = False
    form: str = ""
    pack: tuple[Path, ...] = ()
    lang: str = ""
    config: Path | None = None
    isolated: bool = False
    quiet: bool = False
    verbose: bool = False
    statistics: bool = False
    color: str = ""
    stdin_filename: str = "-"


def run_check(options: CheckOptions) -> int:
    """Check reports, write the results and return the exit code.

    Raises:
        ReportlintError: An option, the configuration or a pack is wrong.
    """
    settings = configuration(options.config, options.isolated)
    color = choice(options.color or settings.color, ("", *_COLORS), "--color")
    view = View(
        lang=language(chosen_language(options.lang or settings.lang)),
        color=wants_color(color, sys.stdout),
        width=width(sys.stdout),
        verbose=options.verbose,
        quiet=options.quiet,
        statistics=options.statistics,
    )
    shown_format = choice(
        options.format or settings.format or "full",
        tuple(FORMATS),
        "--format" if options.format else "format",
        None if options.format else settings.place("format", settings.format),
    )
    limit = choice(options.fail_on or settings.fail_on or "error", _FAIL_ON, "--fail-on")
    files = [_output(text) for text in options.output]
    inputs = find_inputs(options.paths, options.stdin_filename)
    _keep_apart(files, inputs)
    checker = _checker(options, settings)
    results = tuple(_check(checker, item) for item in inputs)
    for file in files:
        plain = View(view.lang, verbose=options.verbose)
        write_file(file.path, render(file.format, results, plain))
    write(render(shown_format, results, view))
    return 0 if options.exit_zero and not _unread(results) else _exit_code(results, limit)


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
    return _Output(choice(name, tuple(FORMATS), "--output"), Path(path))


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


def _names(values: tuple[str, ...]) -> tuple[str, ...]:
    names = (name.strip() for value in values for name in value.split(","))
    return tuple(name for name in names if name)


def _checker(options: CheckOptions, settings: Config) -> Checker:
    packs = load_packs(options.pack or settings.pack)
    rules = all_rules(packs)
    select, ignore = _names(options.select), _names(options.ignore)
    codes = select_rules(rules, select, ignore)
    if settings.select and not select:
        codes &= _configured(rules, settings, "select", settings.select)
    codes -= _configured(rules, settings, "ignore", settings.ignore)
    form_id = options.form or settings.form or None
    known = [one.id for pack in packs for one in pack.forms]
    if form_id is not None and form_id not in known:
        raise UsageError(
            Text(f"unknown form {clip(form_id)!r}", f"没有名为“{clip(form_id)}”的表式"),
            None if options.form else settings.place("form", form_id),
            did_you_mean(form_id, known),
        )
    return Checker(packs, codes, form_id, mentions=options.verbose)


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


def _exit_code(results: tuple[CheckResult, ...], fail_on: str) -> int:
    if _unread(results):
        return 3
    failing = SEVERITIES[: _FAIL_ON.index(fail_on) + 1] if fail_on != "never" else ()
    found = any(finding.rule.severity in failing for r in results for finding in r.findings)
    return int(found)
