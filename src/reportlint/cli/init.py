"""``reportlint init``: an empty report of the right form, to be filled in."""

import re
from typing import Annotated

import typer

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
from reportlint.cli.schema import schema_text
from reportlint.cli.setup import chosen_language, configuration, load_packs
from reportlint.cli.terminal import language, make_folder, refuse_overwriting, write, write_file
from reportlint.errors import UsageError
from reportlint.model.form import Form
from reportlint.model.pack import Pack
from reportlint.model.text import Text, clip
from reportlint.suggest import did_you_mean


def init(
    year: Annotated[
        str,
        typer.Option(
            metavar="YEAR", help=say("The report year, such as 2025.", "报告年度，例如 2025。")
        ),
    ] = "",
    form: FormOption = "",
    output: FileOption = None,
    force: ForceOption = False,
    pack: PackOption = None,
    lang: LangOption = "",
    config: ConfigOption = None,
    isolated: IsolatedOption = False,
) -> None:
    from reportlint.reporters.blank_report import SCHEMA_PATH, blank_report

    settings = configuration(config, isolated)
    shown = language(chosen_language(lang or settings.lang))
    packs = load_packs(pack or settings.pack)
    number = _year(year)
    text = blank_report(_form(packs, form, number), number, shown)
    if output is None:
        write(text)
        return
    refuse_overwriting(output, force)
    write_file(output, text)
    # Beside the report, in a folder that no check enters: editors look there.
    beside = output.parent / SCHEMA_PATH
    make_folder(beside.parent)
    write_file(beside, schema_text("report", tuple(pack or settings.pack)))


init.__doc__ = say("Write an empty report of the right form.", "生成一份相应表式的空白报告。")


def _year(text: str) -> int | None:
    if not text:
        return None
    if re.fullmatch(r"(?:19|20)[0-9]{2}", text) is None:
        raise UsageError(
            Text(f"{clip(text)!r} is no year", f"“{clip(text)}”不是有效年份"),
            None,
            Text("write four digits, such as --year 2025", "请写四位数字，例如 --year 2025"),
        )
    return int(text)


def _form(packs: tuple[Pack, ...], form_id: str, year: int | None) -> Form:
    forms = [form for pack in packs for form in pack.forms]
    known = [form.id for form in forms]
    if form_id:
        for form in forms:
            if form.id == form_id:
                return form
        raise UsageError(
            Text(f"unknown form {form_id!r}", f"没有名为“{form_id}”的表式"),
            None,
            did_you_mean(form_id, known),
        )
    if year is None:
        raise UsageError(
            Text("which year is the report of?", "报告是哪一年度的？"),
            None,
            Text("reportlint init --year 2025", "reportlint init --year 2025"),
        )
    for form in forms:
        if form.fits(year):
            return form
    raise UsageError(
        Text(f"no form is known for reports of {year}", f"没有适用于 {year} 年报告的表式"),
        None,
        did_you_mean("", known),
    )
