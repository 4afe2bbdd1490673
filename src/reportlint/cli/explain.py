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
from reportlint.errors import UsageError
from reportlint.model.text import Text
from reportlint.suggest import did_you_mean


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
            names = [text for one in known for text in (one.code, one.name)]
            raise UsageError(
                Text(f"no rule is called {name!r}", f"没有名为“{name}”的规则"),
                None,
                did_you_mean(name, names)
                or Text("see: reportlint rules", "可用 reportlint rules 查看全部规则"),
            )
        pages.append(page(rule, shown))
    write("\n".join(pages))


explain.__doc__ = say(
    "Explain a rule: what, why, basis, examples.", "说明一条规则：检查什么、原因、依据、示例。"
)
