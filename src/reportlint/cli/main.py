"""The entry point: which command, and what happens when something goes wrong."""

import sys

from reportlint.cli.terminal import language, note, prepare_streams, show_error
from reportlint.errors import ReportlintError
from reportlint.model.text import Text

_BUG = 70
_INTERRUPTED = 130


def main() -> None:
    """Run the command line and exit with its code."""
    prepare_streams()
    try:
        sys.exit(_run(sys.argv[1:]))
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


def _run(arguments: list[str]) -> int:
    """Run the command that the arguments name."""
    command, paths = arguments[:1], arguments[1:]
    if command == ["check"] and paths and not any(path.startswith("-") for path in paths):
        # The commonest call has nothing to parse, and loading the parser would
        # take longer than the whole check. See docs/decisions/0003-start-up.md.
        from reportlint.cli.check_options import CheckOptions
        from reportlint.cli.run import run_check

        return run_check(CheckOptions(tuple(paths)))
    from reportlint.cli.app import run_app

    return run_app()
