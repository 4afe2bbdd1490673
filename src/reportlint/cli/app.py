"""The commands, as typer parses them."""

import os
from typing import Annotated, Any

import typer
from typer.core import TyperOption

from reportlint import __version__
from reportlint.cli.check import check
from reportlint.cli.explain import explain
from reportlint.cli.extract import extract
from reportlint.cli.help import in_language
from reportlint.cli.init import init
from reportlint.cli.mistakes import PARSER_ERROR, is_plea_for_help, mistake
from reportlint.cli.options import say
from reportlint.cli.rules import rules
from reportlint.cli.schema import schema
from reportlint.cli.setup import choice
from reportlint.cli.terminal import language, note, write
from reportlint.cli.verify import verify
from reportlint.errors import UsageError

_SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")
_COMPLETE = "_REPORTLINT_COMPLETE"


def _show_version(wanted: bool) -> None:  # the signature that typer calls
    if wanted:
        write(f"reportlint {__version__}\n")
        raise typer.Exit


def _show_completion(shell: str) -> None:
    if shell:
        # Imported on use, as few runs ask for it.
        from typer._completion_shared import get_completion_script

        choice(shell, _SHELLS, "--show-completion")
        script = get_completion_script(prog_name="reportlint", complete_var=_COMPLETE, shell=shell)
        write(script.rstrip() + "\n")
        raise typer.Exit


app = typer.Typer(
    name="reportlint",
    add_completion=False,
    no_args_is_help=True,
    # Plain help: what draws the boxes cuts long Chinese texts off instead of breaking them.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help=say(
        "Check the internal consistency of statistical annual reports.",
        "检查统计类年度报告的内部一致性。",
    ),
    add_help_option=False,
)
app.command("check", add_help_option=False)(check)
app.command("explain", add_help_option=False)(explain)
app.command("rules", add_help_option=False)(rules)
app.command("extract", add_help_option=False)(extract)
app.command("init", add_help_option=False)(init)
app.command("schema", add_help_option=False)(schema)
app.command("verify", add_help_option=False)(verify)


@app.callback()
def start(
    _version: Annotated[
        bool,
        typer.Option(
            "--version",
            is_eager=True,
            callback=_show_version,
            help=say("Show the version and exit.", "显示版本号并退出。"),
        ),
    ] = False,
    _completion: Annotated[
        str,
        typer.Option(
            "--show-completion",
            metavar="SHELL",
            is_eager=True,
            callback=_show_completion,
            help=say(
                "Print the completion script for bash, zsh, fish or powershell.",
                "输出 bash、zsh、fish 或 powershell 的自动补全脚本。",
            ),
        ),
    ] = "",
) -> None:
    pass


def _show_help(context: Any, _option: object, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        write(in_language(context.get_help(), language()) + "\n")
        context.exit()


def _command() -> Any:
    """Return the parser, each of its commands with a help that speaks our language."""
    whole: Any = typer.main.get_command(app)
    for command in (whole, *whole.commands.values()):
        command.params.append(
            TyperOption(
                param_decls=["-h", "--help"],
                is_flag=True,
                is_eager=True,
                expose_value=False,
                callback=_show_help,
                help=say("Show this help and exit.", "显示此帮助并退出。"),
            )
        )
    return whole


def run_app() -> int:
    """Parse the arguments, run the command and return its exit code.

    Raises:
        ReportlintError: The arguments are wrong, or the command says so.
    """
    if _COMPLETE in os.environ:
        from typer._completion_classes import completion_init

        completion_init()
    try:
        # Not standalone: what the parser refuses is shown like every other error.
        return _command()(prog_name="reportlint", standalone_mode=False) or 0
    except PARSER_ERROR as error:
        if is_plea_for_help(error):
            note(in_language(str(error).rstrip(), language()))
            return UsageError.exit_code
        raise mistake(error) from None
    except typer.Abort:
        raise KeyboardInterrupt from None
