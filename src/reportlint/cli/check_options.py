"""The options of ``reportlint check``: what each is called, takes, defaults to and means.

Said once, here: ``cli/check.py`` makes the command of it. Nothing here imports the parser
of the command line, which the commonest call does without.
"""

from pathlib import Path
from typing import Annotated, NamedTuple

from reportlint.model.text import Text
from reportlint.reporters.view import FORMATS


class Option(NamedTuple):
    """What the help says of an option, and what it calls its value; a flag has none."""

    help: Text
    metavar: str = ""
    short: str = ""


PACK = Option(Text("Load a pack of rules. Repeatable.", "加载规则包，可重复使用。"), "FOLDER")
LANG = Option(Text("zh or en; default: the locale.", "zh 或 en，默认随系统。"), "LANG")
CONFIG = Option(Text("Use this configuration file.", "使用此配置文件。"), "FILE")
ISOLATED = Option(Text("Ignore configuration files.", "忽略所有配置文件。"))


class CheckOptions(NamedTuple):
    """The options of one run as they were written; empty where they were not.

    A field without a default is the argument, the others are options of its name.
    """

    paths: Annotated[
        tuple[str, ...],
        Option(
            Text(
                "Reports to check: files, folders, globs, or - for standard input.",
                "要检查的报告：文件、文件夹、通配符，或用 - 表示标准输入。",
            ),
            "PATH...",
        ),
    ]
    format: Annotated[
        str,
        Option(
            Text(f"Output format: {', '.join(FORMATS)}.", f"输出格式：{' '.join(FORMATS)}。"),
            "FORMAT",
        ),
    ] = ""
    output: Annotated[
        tuple[str, ...],
        Option(
            Text(
                "Also write the result to a file; record:FILE is for verify. Repeatable.",
                "同时把结果写入文件；record:文件 供 verify 使用。可重复使用。",
            ),
            "FORMAT:FILE",
        ),
    ] = ()
    select: Annotated[
        tuple[str, ...],
        Option(
            Text(
                "Only these rules: code, prefix or name. Repeatable, or with commas.",
                "只用这些规则：编号、编号前缀或名称，可重复，也可用逗号分隔。",
            ),
            "RULE",
        ),
    ] = ()
    ignore: Annotated[
        tuple[str, ...], Option(Text("Leave these rules out.", "不用这些规则。"), "RULE")
    ] = ()
    fail_on: Annotated[
        str,
        Option(
            Text(
                "Exit with 1 from this severity on: error (default), warning, info, never.",
                "达到该级别时以 1 退出：error（默认）、warning、info、never。",
            ),
            "SEVERITY",
        ),
    ] = ""
    exit_zero: Annotated[
        bool, Option(Text("Exit with 0 whatever is found.", "无论发现什么都以 0 退出。"))
    ] = False
    form: Annotated[
        str,
        Option(
            Text("Use this form, whatever the report says.", "按此表式检查，不论报告如何写。"),
            "FORM",
        ),
    ] = ""
    pack: Annotated[tuple[Path, ...], PACK] = ()
    lang: Annotated[str, LANG] = ""
    config: Annotated[Path | None, CONFIG] = None
    isolated: Annotated[bool, ISOLATED] = False
    quiet: Annotated[
        bool,
        Option(Text("Show findings only, no summary.", "只显示问题，不显示汇总。"), short="-q"),
    ] = False
    verbose: Annotated[
        bool,
        Option(
            Text(
                "Show every cell, what was not judged and what is waived.",
                "显示所有单元格，以及未判定和已豁免的项目。",
            ),
            short="-v",
        ),
    ] = False
    statistics: Annotated[
        bool, Option(Text("Count the findings by rule.", "按规则统计问题数量。"))
    ] = False
    color: Annotated[
        str, Option(Text("auto, always or never.", "auto、always 或 never。"), "WHEN")
    ] = ""
    no_waivers: Annotated[
        bool,
        Option(Text("Show what the reports waive, too.", "忽略报告中的豁免，显示全部问题。")),
    ] = False
    baseline: Annotated[
        Path | None,
        Option(
            Text("Accept the findings that this baseline knows.", "接受此基线中已有的问题。"),
            "FILE",
        ),
    ] = None
    write_baseline: Annotated[
        Path | None,
        Option(Text("Write what is found to a baseline.", "把发现的问题写入基线。"), "FILE"),
    ] = None
    prune_baseline: Annotated[
        bool,
        Option(
            Text(
                "Remove what is no longer found from the baseline.", "从基线中删除已不存在的问题。"
            ),
        ),
    ] = False
    stdin_filename: Annotated[
        str, Option(Text("The name of standard input.", "标准输入所显示的文件名。"), "NAME")
    ] = "-"
