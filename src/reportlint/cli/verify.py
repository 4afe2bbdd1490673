"""``reportlint verify``: repeat a recorded run and say what differs."""

import os
from pathlib import Path
from typing import Annotated

import typer

from reportlint.cli.inputs import Input, read_input
from reportlint.cli.options import LangOption, PackOption, say
from reportlint.cli.setup import chosen_language, load_packs, shown_path
from reportlint.cli.terminal import language, write
from reportlint.engine.check import Checker, unreadable
from reportlint.engine.record import (
    Record,
    parse_record,
    report_differences,
    rule_differences,
)
from reportlint.engine.triage import accept_known
from reportlint.errors import ConfigError, ReadError, reason
from reportlint.model.place import Source
from reportlint.model.result import CheckResult
from reportlint.model.text import Text

_MAX_BYTES = 200_000_000


def verify(
    record: Annotated[
        Path,
        typer.Argument(
            metavar="RECORD",
            help=say("A record that check wrote.", "check 生成的运行记录。"),
        ),
    ],
    pack: PackOption = None,
    lang: LangOption = "",
) -> None:
    shown = language(chosen_language(lang))
    recorded = _read(record)
    packs = load_packs(pack or [Path(folder) for folder in recorded.folders])
    checker = Checker(
        packs,
        recorded.codes,
        recorded.form or None,
        waivers=recorded.waivers,
        today=recorded.today,
    )
    differences = list(rule_differences(recorded, packs))
    for report in recorded.reports:
        result = _check(checker, str(report["path"]))
        differences += report_differences(report, accept_known(result, report["baseline"]))
    write("".join(f"{difference.to(shown)}\n" for difference in differences))
    write(_summary(recorded, len(differences)).to(shown) + "\n")
    if differences:
        raise typer.Exit(1)


def _read(path: Path) -> Record:
    shown = shown_path(path)
    try:
        with path.open("rb") as file:
            data = file.read(_MAX_BYTES)
    except OSError as error:
        why = reason(error)
        raise ConfigError(
            Text(f"cannot be read: {why.en}", f"无法读取：{why.zh}"), Source(shown)
        ) from None
    return parse_record(data.decode("utf-8", "replace"), shown)


def _check(checker: Checker, path: str) -> CheckResult:
    try:
        return checker.check(read_input(Input(os.path.normpath(path), path)), path)
    except ReadError as error:
        return unreadable(path, error)


def _summary(record: Record, differences: int) -> Text:
    reports = len(record.reports)
    verdicts = sum(len(report["verdicts"]) for report in record.reports)
    count = "nothing differs" if not differences else f"{differences} differences"
    en = "1 difference" if differences == 1 else count
    zh = "没有不同" if not differences else f"{differences} 处不同"
    noun = "report" if reports == 1 else "reports"
    return Text(
        f"{en}: {reports} {noun}, {verdicts} verdicts.",
        f"{zh}：{reports} 份报告，{verdicts} 项结论。",
    )


verify.__doc__ = say(
    "Repeat a recorded run and say what differs.", "重新执行有记录的检查，说明有何不同。"
)
