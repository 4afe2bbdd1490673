"""The commands, as typer parses them."""

import os
from typing import Annotated

import typer

from reportlint import __version__
from reportlint.cli.check import check
from reportlint.cli.explain import explain
from reportlint.cli.extract import extract
from reportlint.cli.init import init
from reportlint.cli.mistakes import PARSER_ERROR, is_plea_for_help, mistake
from reportlint.cli.options import say
from reportlint.cli.rules import rules
from reportlint.cli.schema import schema
from reportlint.cli.setup import choice
from reportlint.cli.terminal import note, write
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
    pretty_exceptions_enable=False,
    help=say(
        "Check the internal consistency of statistical annual reports.",
        "检查统计类年度报告的内部一致性。",
    ),
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("check")(check)
app.command("explain")(explain)
app.command("rules")(rules)
app.command("extract")(extract)
app.command("init")(init)
app.command("schema")(schema)
app.command("verify")(verify)


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
        return app(prog_name="reportlint", standalone_mode=False) or 0
    except PARSER_ERROR as error:
        if is_plea_for_help(error):
            note(str(error).rstrip())
            return UsageError.exit_code
        raise mistake(error) from None
    except typer.Abort:
        raise KeyboardInterrupt from None
