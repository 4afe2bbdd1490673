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
from reportlint.cli.terminal import language, wants_color, width, write


def rules(
    format_name: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help=say("table, json or markdown.", "table、json 或 markdown。"),
        ),
    ] = "table",
    pack: PackOption = None,
    lang: LangOption = "",
    config: ConfigOption = None,
    isolated: IsolatedOption = False,
) -> None:
    from reportlint.reporters.catalog import CATALOG_FORMATS, as_json, as_markdown, as_table

    settings = configuration(config, isolated)
    shown = language(chosen_language(lang or settings.lang))
    known = all_rules(load_packs(pack or settings.pack))
    match choice(format_name, CATALOG_FORMATS, "--format"):
        case "json":
            write(as_json(known, shown))
        case "markdown":
            write(as_markdown(known, shown))
        case _:
            color = wants_color(settings.color, sys.stdout)
            write(as_table(known, shown, color=color, width=width(sys.stdout)))


rules.__doc__ = say("List all rules.", "列出所有规则。")
