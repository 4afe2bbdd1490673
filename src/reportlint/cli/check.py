"""``reportlint check``: judge reports and say what is wrong."""

from inspect import Parameter, Signature
from typing import Any, get_args, get_origin, get_type_hints

import typer

from reportlint.cli.check_options import CheckOptions
from reportlint.cli.options import parsed, say
from reportlint.cli.run import run_check


def check(**written: Any) -> None:
    given: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in written.items()
    }
    raise typer.Exit(run_check(CheckOptions(**given)))


def _signature() -> Signature:
    """Return the parameters of the command, which are the fields of its options."""
    parameters = []
    for name, hint in get_type_hints(CheckOptions, include_extras=True).items():
        kind, option = get_args(hint)
        if get_origin(kind) is tuple:
            kind = list[get_args(kind)[0]]  # type: ignore[misc]  # the parser's word for many
        default = CheckOptions._field_defaults.get(name, Parameter.empty)
        flag = name if default is not Parameter.empty else ""
        parameters.append(
            Parameter(
                name, Parameter.KEYWORD_ONLY, default=default, annotation=parsed(kind, option, flag)
            )
        )
    return Signature(parameters)


check.__signature__ = _signature()  # type: ignore[attr-defined]  # what typer asks for
check.__doc__ = say("Check reports and explain what does not add up.", "检查报告，说明哪里对不上。")
