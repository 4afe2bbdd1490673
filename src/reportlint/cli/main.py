"""The entry point: the commands, and what happens when something goes wrong."""

import sys
from typing import Annotated

import typer

from reportlint import __version__
from reportlint.cli.check import check
from reportlint.cli.explain import explain
from reportlint.cli.init import init
from reportlint.cli.options import say
from reportlint.cli.rules import rules
from reportlint.cli.terminal import language, note, show_error, write
from reportlint.errors import ReportlintError
from reportlint.model.text import Text

_BUG = 70
_INTERRUPTED = 130


def _show_version(wanted: bool) -> None:  # the signature that typer calls
    if wanted:
        write(f"reportlint {__version__}\n")
        raise typer.Exit


app = typer.Typer(
    name="reportlint",
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
) -> None:
    pass


def main() -> None:
    """Run the command line and exit with its code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        app()
    except ReportlintError as error:
        show_error(error, language())
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
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
