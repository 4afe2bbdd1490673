"""``reportlint extract``: a published document as ``report.yaml``."""

from typing import Annotated

import typer

from reportlint.cli.inputs import STDIN, Input, find_inputs, read_input
from reportlint.cli.options import (
    ConfigOption,
    FileOption,
    ForceOption,
    FormOption,
    IsolatedOption,
    LangOption,
    PackOption,
    say,
)
from reportlint.cli.setup import chosen_language, configuration, load_packs
from reportlint.cli.terminal import language, note, refuse_overwriting, write, write_file
from reportlint.errors import UsageError
from reportlint.model.report import Report
from reportlint.model.text import Lang, Text


def extract(
    path: Annotated[
        str,
        typer.Argument(
            metavar="FILE",
            help=say(
                "The document: DOCX, XLSX, PDF, HTML, text …; - is standard input.",
                "文档：DOCX、XLSX、PDF、HTML、文本等；- 表示标准输入。",
            ),
        ),
    ],
    output: FileOption = None,
    force: ForceOption = False,
    form: FormOption = "",
    pack: PackOption = None,
    lang: LangOption = "",
    config: ConfigOption = None,
    isolated: IsolatedOption = False,
) -> None:
    from reportlint.engine.check import recognise_input
    from reportlint.reporters.report_yaml import report_yaml

    settings = configuration(config, isolated)
    shown = language(chosen_language(lang or settings.lang))
    packs = load_packs(pack or settings.pack)
    item = _only(path)
    if output is not None:
        refuse_overwriting(output, force)
    report = recognise_input(read_input(item), item.shown, packs, form or settings.form or None)
    text = report_yaml(report, shown)
    if output is None:
        write(text)
    else:
        write_file(output, text)
    note(_account(report, shown))


extract.__doc__ = say(
    "Write a published document as report.yaml.", "把已发布的文档转写为 report.yaml。"
)


def _only(path: str) -> Input:
    inputs = find_inputs((path,), STDIN)
    if len(inputs) != 1:
        raise UsageError(
            Text(f"{path} stands for {len(inputs)} files", f"{path} 对应 {len(inputs)} 个文件"),
            None,
            Text("extract one document at a time", "请一次转写一个文档"),
        )
    return inputs[0]


def _account(report: Report, lang: Lang) -> str:
    """Say how much was recognised, and what was not."""
    cells = sum(cell.status != "missing" for cell in report.cells.values())
    found = [table for table in report.form.tables if table.id in report.table_forms]
    left = [one for one in report.remnants if one.numeric]
    absent = [table.label for table in report.form.tables if table not in found]
    text = Text(
        f"{len(found)} tables with {cells} cells recognised;"
        f" {len(left)} lines with numbers without a place",
        f"已识别 {len(found)} 张表、{cells} 个单元格；{len(left)} 行数字没有对应位置",
    ).to(lang)
    if absent:
        text += Text(f"; not found: {', '.join(absent)}", f"；没有找到：{'、'.join(absent)}").to(
            lang
        )
    return text
