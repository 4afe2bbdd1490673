"""What ``reportlint check`` does, once its options are known."""

import sys
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
from reportlint.model.rule import SEVERITIES
from reportlint.model.text import Text
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
    shown_format = choice(options.format or settings.format or "full", tuple(FORMATS), "--format")
    limit = choice(options.fail_on or settings.fail_on or "error", _FAIL_ON, "--fail-on")
    files = [_output(text) for text in options.output]
    inputs = find_inputs(options.paths, options.stdin_filename)
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
            )
        )
    return _Output(choice(name, tuple(FORMATS), "--output"), Path(path))


def _names(values: tuple[str, ...]) -> tuple[str, ...]:
    names = (name.strip() for value in values for name in value.split(","))
    return tuple(name for name in names if name)


def _checker(options: CheckOptions, settings: Config) -> Checker:
    packs = load_packs(options.pack or settings.pack)
    rules = all_rules(packs)
    select, ignore = _names(options.select), _names(options.ignore)
    codes = (
        select_rules(rules, select)
        if select
        else select_rules(rules, settings.select, source=settings.source)
    )
    codes &= select_rules(rules, (), settings.ignore, settings.source)
    codes &= select_rules(rules, (), ignore)
    form_id = options.form or settings.form or None
    known = [one.id for pack in packs for one in pack.forms]
    if form_id is not None and form_id not in known:
        raise UsageError(
            Text(f"unknown form {form_id!r}", f"没有名为“{form_id}”的表式"),
            None,
            did_you_mean(form_id, known),
        )
    return Checker(packs, codes, form_id)


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
