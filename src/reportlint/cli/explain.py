"""``reportlint explain``: what a rule checks, why, and on what basis."""

from typing import Annotated

import typer

from reportlint.cli.options import (
    ConfigOption,
    IsolatedOption,
    LangOption,
    PackOption,
    say,
)
from reportlint.cli.setup import all_rules, chosen_language, configuration, load_packs
from reportlint.cli.terminal import language, write
from reportlint.engine.select import unknown_rule


def explain(
    rules: Annotated[
        list[str],
        typer.Argument(
            metavar="RULE...",
            help=say("Codes or names of rules.", "规则的编号或名称。"),
        ),
    ],
    pack: PackOption = None,
    lang: LangOption = "",
    config: ConfigOption = None,
    isolated: IsolatedOption = False,
) -> None:
    from reportlint.reporters.catalog import page

    settings = configuration(config, isolated)
    shown = language(chosen_language(lang or settings.lang))
    known = all_rules(load_packs(pack or settings.pack))
    pages = []
    for name in rules:
        rule = next((one for one in known if name.upper() == one.code or name == one.name), None)
        if rule is None:
            raise unknown_rule(known, name)
        pages.append(page(rule, shown))
    write("\n".join(pages))


explain.__doc__ = say(
    "Explain a rule: what, why, basis, examples.", "说明一条规则：检查什么、原因、依据、示例。"
)
