"""``reportlint check``: judge reports and say what is wrong."""

from pathlib import Path
from typing import Annotated

import typer

from reportlint.cli.options import ConfigOption, IsolatedOption, LangOption, PackOption, say
from reportlint.cli.run import CheckOptions, run_check
from reportlint.reporters.view import FORMATS


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
            help=say(f"Output format: {', '.join(FORMATS)}.", f"输出格式：{'、'.join(FORMATS)}。"),
        ),
    ] = "",
    output: Annotated[
        list[str] | None,
        typer.Option(
            "--output",
            metavar="FORMAT:FILE",
            help=say(
                "Also write the result to a file; record:FILE is for verify. Repeatable.",
                "同时把结果写入文件；record:文件 供 verify 使用。可重复使用。",
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
    no_waivers: Annotated[
        bool,
        typer.Option(
            "--no-waivers",
            help=say("Show what the reports waive, too.", "忽略报告中的豁免，显示全部问题。"),
        ),
    ] = False,
    baseline: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help=say("Accept the findings that this baseline knows.", "接受此基线中已有的问题。"),
        ),
    ] = None,
    write_baseline: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help=say("Write what is found to a baseline.", "把发现的问题写入基线。"),
        ),
    ] = None,
    prune_baseline: Annotated[
        bool,
        typer.Option(
            "--prune-baseline",
            help=say(
                "Remove what is no longer found from the baseline.", "从基线中删除已不存在的问题。"
            ),
        ),
    ] = False,
    stdin_filename: Annotated[
        str,
        typer.Option(
            metavar="NAME", help=say("The name of standard input.", "标准输入所显示的文件名。")
        ),
    ] = "-",
) -> None:
    options = CheckOptions(
        paths=tuple(paths),
        format=format_name,
        output=tuple(output or ()),
        select=tuple(select or ()),
        ignore=tuple(ignore or ()),
        fail_on=fail_on,
        exit_zero=exit_zero,
        form=form,
        pack=tuple(pack or ()),
        lang=lang,
        config=config,
        isolated=isolated,
        quiet=quiet,
        verbose=verbose,
        statistics=statistics,
        color=color,
        stdin_filename=stdin_filename,
        no_waivers=no_waivers,
        baseline=baseline,
        write_baseline=write_baseline,
        prune_baseline=prune_baseline,
    )
    raise typer.Exit(run_check(options))


check.__doc__ = say("Check reports and explain what does not add up.", "检查报告，说明哪里对不上。")
