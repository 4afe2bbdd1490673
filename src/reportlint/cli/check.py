"""``reportlint check``: judge reports and say what is wrong."""

import sys
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from reportlint.cli.inputs import Input, find_inputs, read_input
from reportlint.cli.options import (
    ConfigOption,
    IsolatedOption,
    LangOption,
    PackOption,
    choice,
    chosen_language,
    say,
)
from reportlint.cli.setup import all_rules, configuration, load_packs
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


def check(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH...",
            help=say(
                "Reports to check: files, folders, globs, or - for standard input.",
                "要检查的报告：文件、文件夹、通配符，或用 - 表示标准输入。",
            ),
        ),
    ],
    format_name: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help=say("Output format: full, concise or json.", "输出格式：full、concise 或 json。"),
        ),
    ] = "",
    output: Annotated[
        list[str] | None,
        typer.Option(
            "--output",
            metavar="FORMAT:FILE",
            help=say(
                "Also write the result to a file. Repeatable.", "同时把结果写入文件，可重复使用。"
            ),
        ),
    ] = None,
    select: Annotated[
        list[str] | None,
        typer.Option(
            metavar="RULE",
            help=say(
                "Only these rules: code, prefix or name. Repeatable, or with commas.",
                "只用这些规则：编号、编号前缀或名称，可重复，也可用逗号分隔。",
            ),
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option(metavar="RULE", help=say("Leave these rules out.", "不用这些规则。")),
    ] = None,
    fail_on: Annotated[
        str,
        typer.Option(
            metavar="SEVERITY",
            help=say(
                "Exit with 1 from this severity on: error (default), warning, info, never.",
                "达到该级别时以 1 退出：error（默认）、warning、info、never。",
            ),
        ),
    ] = "",
    exit_zero: Annotated[
        bool,
        typer.Option(
            "--exit-zero", help=say("Exit with 0 whatever is found.", "无论发现什么都以 0 退出。")
        ),
    ] = False,
    form: Annotated[
        str,
        typer.Option(
            metavar="FORM",
            help=say("Use this form, whatever the report says.", "按此表式检查，不论报告如何写。"),
        ),
    ] = "",
    pack: PackOption = None,
    lang: LangOption = "",
    config: ConfigOption = None,
    isolated: IsolatedOption = False,
    quiet: Annotated[
        bool,
        typer.Option(
            "--quiet", "-q", help=say("Show findings only, no summary.", "只显示问题，不显示汇总。")
        ),
    ] = False,
    verbose: Annotated[
        bool,
        typer.Option(
            "--verbose",
            "-v",
            help=say(
                "Show every cell, and what was not judged.", "显示所有单元格，以及未判定的项目。"
            ),
        ),
    ] = False,
    statistics: Annotated[
        bool,
        typer.Option(
            "--statistics", help=say("Count the findings by rule.", "按规则统计问题数量。")
        ),
    ] = False,
    color: Annotated[
        str,
        typer.Option(metavar="WHEN", help=say("auto, always or never.", "auto、always 或 never。")),
    ] = "",
    stdin_filename: Annotated[
        str,
        typer.Option(
            metavar="NAME", help=say("The name of standard input.", "标准输入所显示的文件名。")
        ),
    ] = "-",
) -> None:
    settings = configuration(config, isolated)
    view = View(
        lang=language(chosen_language(lang or settings.lang)),
        color=wants_color(choice(color or settings.color, ("", *_COLORS), "--color"), sys.stdout),
        width=width(sys.stdout),
        verbose=verbose,
        quiet=quiet,
        statistics=statistics,
    )
    shown_format = choice(format_name or settings.format or "full", tuple(FORMATS), "--format")
    limit = choice(fail_on or settings.fail_on or "error", _FAIL_ON, "--fail-on")
    files = [_output(text) for text in output or ()]
    inputs = find_inputs(paths, stdin_filename)
    checker = _checker(settings, pack or [], form, _names(select), _names(ignore))
    results = tuple(_check(checker, item) for item in inputs)
    for file in files:
        write_file(file.path, render(file.format, results, View(view.lang, verbose=verbose)))
    write(render(shown_format, results, view))
    raise typer.Exit(0 if exit_zero and not _unread(results) else _exit_code(results, limit))


check.__doc__ = say("Check reports and explain what does not add up.", "检查报告，说明哪里对不上。")


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


def _names(values: list[str] | None) -> tuple[str, ...]:
    names = (name.strip() for value in values or () for name in value.split(","))
    return tuple(name for name in names if name)


def _checker(
    settings: Config,
    folders: list[Path],
    form: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
) -> Checker:
    packs = load_packs(folders or settings.pack)
    rules = all_rules(packs)
    codes = select_rules(
        rules, select or settings.select, (), None if select else settings.source
    ) & select_rules(rules, (), settings.ignore, settings.source)
    codes &= select_rules(rules, (), ignore)
    form_id = form or settings.form or None
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
