"""The entry point: the commands, and what happens when something goes wrong."""

import os
import sys
from typing import Annotated

import typer

from reportlint import __version__
from reportlint.cli.check import check
from reportlint.cli.explain import explain
from reportlint.cli.init import init
from reportlint.cli.mistakes import PARSER_ERROR, is_plea_for_help, mistake
from reportlint.cli.options import choice, say
from reportlint.cli.rules import rules
from reportlint.cli.terminal import language, note, prepare_streams, show_error, write
from reportlint.errors import ReportlintError, UsageError
from reportlint.model.text import Text

_BUG = 70
_INTERRUPTED = 130
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
app.command("init")(init)


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


def main() -> None:
    """Run the command line and exit with its code."""
    prepare_streams()
    try:
        if _COMPLETE in os.environ:
            from typer._completion_classes import completion_init

            completion_init()
        # Not standalone: what the parser refuses is shown like every other error.
        sys.exit(app(standalone_mode=False))
    except PARSER_ERROR as error:
        if is_plea_for_help(error):
            note(str(error).rstrip())
        else:
            show_error(mistake(error), language())
        sys.exit(UsageError.exit_code)
    except ReportlintError as error:
        show_error(error, language())
        sys.exit(error.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        sys.exit(_INTERRUPTED)
    except Exception:
        import traceback

        note(traceback.format_exc())
        note(
            Text(
                "This is a bug in reportlint; please report it with the lines above.",
                "这是 reportlint 的程序错误，请附上以上内容反馈。",
            ).to(language())
        )
        sys.exit(_BUG)
