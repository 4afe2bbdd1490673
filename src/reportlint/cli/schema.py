"""``reportlint schema``: the JSON Schemas of what is read and written."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from reportlint.cli.options import ConfigOption, IsolatedOption, PackOption, say
from reportlint.cli.setup import choice, configuration, load_packs
from reportlint.cli.terminal import write, write_file

SUBJECTS = ("report", "pack", "config", "output")


def schema(
    subject: Annotated[
        str,
        typer.Argument(
            metavar="SUBJECT",
            help=say(
                "report, pack, config or output.",
                "report（报告）、pack（规则包）、config（配置）或 output（JSON 输出）。",
            ),
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help=say("Write to this file.", "写入此文件。")
        ),
    ] = None,
    pack: PackOption = None,
    config: ConfigOption = None,
    isolated: IsolatedOption = False,
) -> None:
    choice(subject, SUBJECTS, "SUBJECT")
    settings = configuration(config, isolated)
    text = schema_text(subject, tuple(pack or settings.pack))
    if output is None:
        write(text)
    else:
        write_file(output, text)


def schema_text(subject: str, folders: tuple[Path, ...]) -> str:
    """Return one of the schemas as a JSON document."""
    return json.dumps(_schema(subject, folders), ensure_ascii=False, indent=1) + "\n"


def _schema(subject: str, folders: tuple[Path, ...]) -> dict[str, Any]:
    # Each is imported on use: one run writes one of them.
    match subject:
        case "report":
            from reportlint.schemas.report import report_schema

            return report_schema(load_packs(folders))
        case "pack":
            from reportlint.schemas.pack import pack_schema

            return pack_schema()
        case "config":
            from reportlint.schemas.config import config_schema

            return config_schema()
    from reportlint.reporters.json_v1_schema import output_schema

    return output_schema()


schema.__doc__ = say(
    "Write a JSON Schema: report, pack, config or output.",
    "输出报告、规则包、配置或 JSON 输出的 JSON Schema。",
)
