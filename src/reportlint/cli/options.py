"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

from reportlint.cli.terminal import language
from reportlint.model.text import Text

_LANG = language()


def say(en: str, zh: str) -> str:
    """Return the help text in the language of this run."""
    return Text(en, zh).to(_LANG)


ForceOption = Annotated[
    bool,
    typer.Option("--force", help=say("Overwrite an existing file.", "覆盖已有文件。")),
]
FileOption = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help=say("Write to this file.", "写入此文件。")),
]
FormOption = Annotated[
    str,
    typer.Option(
        metavar="FORM",
        help=say("The form; default: the one of the year.", "表式，默认随年度。"),
    ),
]
PackOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--pack",
        metavar="FOLDER",
        help=say("Load a pack of rules. Repeatable.", "加载规则包，可重复使用。"),
    ),
]
LangOption = Annotated[
    str,
    typer.Option(
        "--lang",
        metavar="LANG",
        help=say("zh or en; default: the locale.", "zh 或 en，默认随系统。"),
    ),
]
ConfigOption = Annotated[
    Path | None,
    typer.Option(
        "--config",
        metavar="FILE",
        help=say("Use this configuration file.", "使用此配置文件。"),
    ),
]
IsolatedOption = Annotated[
    bool,
    typer.Option("--isolated", help=say("Ignore configuration files.", "忽略所有配置文件。")),
]
