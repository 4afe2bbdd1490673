"""``reportlint rules``: all rules, as a table, JSON or Markdown."""

import sys
from typing import Annotated

import typer

from reportlint.cli.options import (
    ConfigOption,
    IsolatedOption,
    LangOption,
    PackOption,
    say,
)
from reportlint.cli.setup import all_rules, choice, chosen_language, configuration, load_packs
from reportlint.cli.terminal import language, show_error, wants_color, width, write
from reportlint.errors import PackError
from reportlint.model.pack import Pack
from reportlint.model.text import Lang, Text


def rules(
    format_name: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help=say("table, json or markdown.", "table、json 或 markdown。"),
        ),
    ] = "table",
    check_examples: Annotated[
        bool,
        typer.Option(
            "--check-examples",
            help=say(
                "Try the examples of every rule instead; exit with 2 if one is wrong.",
                "改为检验每条规则的示例；有误则以 2 退出。",
            ),
        ),
    ] = False,
    analyze: Annotated[
        bool,
        typer.Option(
            "--analyze",
            help=say(
                "Say what the exact rules can and cannot see instead.",
                "改为说明精确规则能发现什么、不能发现什么。",
            ),
        ),
    ] = False,
    pack: PackOption = None,
    lang: LangOption = "",
    config: ConfigOption = None,
    isolated: IsolatedOption = False,
) -> None:
    from reportlint.reporters.catalog import CATALOG_FORMATS, as_json, as_markdown, as_table

    settings = configuration(config, isolated)
    shown = language(chosen_language(lang or settings.lang))
    folders = pack or settings.pack
    packs = load_packs(folders)
    if check_examples:
        # The built-in pack beside the user's is not what was asked about.
        _check_examples(packs[: len(folders)] or packs, shown)
        return
    if analyze:
        write(_analysis(packs[: len(folders)] or packs, shown))
        return
    known = all_rules(packs)
    match choice(format_name, CATALOG_FORMATS, "--format"):
        case "json":
            write(as_json(known, shown))
        case "markdown":
            write(as_markdown(known, shown))
        case _:
            color = wants_color(settings.color, sys.stdout)
            write(as_table(known, shown, color=color, width=width(sys.stdout)))


def _analysis(packs: tuple[Pack, ...], lang: Lang) -> str:
    # Imported on use: the list of the rules needs no search.
    from reportlint.localise.analyse import analyze
    from reportlint.reporters.analysis import page

    return "\n".join(
        page(form, analyze(form, pack.constraints[form.id]), lang)
        for pack in packs
        for form in pack.forms
    )


def _check_examples(packs: tuple[Pack, ...], lang: Lang) -> None:
    # Imported on use: the list of the rules judges nothing.
    from reportlint.engine.examples import wrong_examples

    wrong = [error for pack in packs for error in wrong_examples(pack)]
    for error in wrong:
        show_error(error, lang)
    if wrong:
        raise typer.Exit(PackError.exit_code)
    for pack in packs:
        count = len(pack.rules)
        noun = "rule" if count == 1 else "rules"
        said = Text(
            f"{pack.id}: the examples of {count} {noun} do what they say",
            f"{pack.id}：{count} 条规则的示例均符合其说明",
        )
        write(f"{said.to(lang)}\n")


rules.__doc__ = say("List all rules.", "列出所有规则。")
