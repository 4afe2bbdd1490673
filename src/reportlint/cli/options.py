"""How options are told to the parser, and those that several commands share."""

from pathlib import Path
from typing import Annotated, Any

import typer

from reportlint.cli.check_options import CONFIG, ISOLATED, LANG, PACK, Option
from reportlint.cli.terminal import language
from reportlint.model.text import Text

_LANG = language()


def say(en: str, zh: str) -> str:
    """Return the help text in the language of this run."""
    return Text(en, zh).to(_LANG)


def parsed(kind: Any, option: Option, name: str) -> Any:
    """Return a type with what the parser must know of it: an argument where it has no name."""
    shown = option.help.to(_LANG)
    if not name:
        return Annotated[kind, typer.Argument(metavar=option.metavar, help=shown)]
    names = (f"--{name.replace('_', '-')}", *([option.short] if option.short else ()))
    return Annotated[kind, typer.Option(*names, metavar=option.metavar or None, help=shown)]


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
    list[Path] | None, typer.Option("--pack", metavar=PACK.metavar, help=PACK.help.to(_LANG))
]
LangOption = Annotated[str, typer.Option("--lang", metavar=LANG.metavar, help=LANG.help.to(_LANG))]
ConfigOption = Annotated[
    Path | None, typer.Option("--config", metavar=CONFIG.metavar, help=CONFIG.help.to(_LANG))
]
IsolatedOption = Annotated[bool, typer.Option("--isolated", help=ISOLATED.help.to(_LANG))]
