"""What the parser of the command line refuses -> our own error, with a suggestion.

The parser's messages are English and drawn as boxes; a clerk should read what is
wrong in the language that was asked for, like every other error.
"""

import re
from typing import Any

import typer

from reportlint.errors import UsageError
from reportlint.model.text import Text, clip, same
from reportlint.suggest import did_you_mean

PARSER_ERROR: type[Exception] = typer.BadParameter.__mro__[1]
"""The base of the parser's errors, which typer exports under no name of its own."""

_COMMAND = re.compile(r"No such command '(.*?)'\.", re.S)
_EXTRA = re.compile(r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)", re.S)


def mistake(error: Any) -> UsageError:
    """Return the error to show for one of the parser's."""
    known = _known(error)
    help_hint = Text(f"see: {_path(error)} --help", f"参见：{_path(error)} --help")
    name = clip(str(getattr(error, "option_name", "")))
    command = _COMMAND.match(str(error.message))
    extra = _EXTRA.match(str(error.message))
    kind = type(error).__name__
    if kind == "NoSuchOption":
        message = Text(f"unknown option {name}", f"未知的选项 {name}")
        hint = did_you_mean(name, known)
    elif kind == "MissingParameter":
        wanted = _wanted(error)
        message = Text(f"{wanted} is missing", f"缺少 {wanted}")
        hint = None
    elif kind == "BadOptionUsage" and "does not take" in str(error.message):
        message = Text(f"the option {name} takes no value", f"选项 {name} 不带值")
        hint = None
    elif kind == "BadOptionUsage":
        message = Text(f"the option {name} needs a value", f"选项 {name} 后面缺少值")
        hint = None
    elif command is not None:
        name = clip(command[1])
        message = Text(f"unknown command {name!r}", f"未知的命令“{name}”")
        hint = did_you_mean(name, known)
    elif extra is not None:
        name = clip(extra[1])
        message = Text(f"one argument too many: {name}", f"多余的参数：{name}")
        hint = None
    else:
        message, hint = same(clip(str(error.format_message()), 400)), None
    return UsageError(message, None, hint or help_hint)


def is_plea_for_help(error: Any) -> bool:
    """Tell whether nothing was asked for, which is answered with the help."""
    return type(error).__name__ == "NoArgsIsHelpError"


def _known(error: Any) -> list[str]:
    """Return the commands or the long options that the command has."""
    command = error.ctx.command if error.ctx is not None else None
    if command is None:
        return []
    if type(error).__name__ != "NoSuchOption" and hasattr(command, "commands"):
        return list(command.commands)
    return [name for param in command.params for name in param.opts if name.startswith("--")]


def _path(error: Any) -> str:
    """Return how the command is called, without the folder of the program."""
    path = str(error.ctx.command_path) if error.ctx is not None else ""
    return " ".join(["reportlint", *path.split()[1:]])


def _wanted(error: Any) -> str:
    param = error.param
    if param is None:
        return ""
    return str(param.metavar or param.opts[0])
