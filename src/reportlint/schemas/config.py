"""The settings -> the schema of a configuration file."""

from reportlint.config.load import CHOICES, LISTS, TEXTS
from reportlint.model.text import Text
from reportlint.reporters.view import FORMATS
from reportlint.schemas.words import DRAFT, Schema, said, titled

_TITLE = Text("Settings of reportlint", "reportlint 配置")
_WORDS = {
    "select": Text(
        "Only these rules: codes, beginnings of codes, names.",
        "只用这些规则：编号、编号前缀或名称。",
    ),
    "ignore": Text("Leave these rules out.", "不用这些规则。"),
    "pack": Text("Folders of packs, relative to this file.", "规则包文件夹，路径相对于本文件。"),
    "format": Text("The output format.", "输出格式。"),
    "form": Text("The form to use, whatever a report says.", "不论报告如何写，都按此表式检查。"),
    "baseline": Text(
        "A file of accepted findings, relative to this file.", "基线文件，路径相对于本文件。"
    ),
    "fail-on": Text("Exit with 1 from this severity on.", "达到该级别时以 1 退出。"),
    "lang": Text("The language of messages.", "信息的语言。"),
    "color": Text("Whether to use color.", "是否使用颜色。"),
}


def config_schema() -> Schema:
    """Return the schema of ``reportlint.toml`` and of ``[tool.reportlint]``."""
    text: Schema = {"type": "string"}
    properties: dict[str, Schema] = {}
    for key in LISTS:
        properties[key] = {"anyOf": [text, {"type": "array", "items": text}]}
    for key in TEXTS:
        properties[key] = dict(text)
    properties["format"] = {"enum": list(FORMATS)}
    for key, choices in CHOICES.items():
        properties[key] = {"enum": list(choices)}
    return {
        "$schema": DRAFT,
        "title": titled(_TITLE),
        "type": "object",
        "properties": {
            key: {**schema, "description": said(_WORDS[key])} for key, schema in properties.items()
        },
        "additionalProperties": False,
    }
