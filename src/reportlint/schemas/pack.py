"""The models of pack files -> the schema of every file of a pack.

What only the whole pack shows (an unknown name, a code that stands twice) no schema can
say; ``reportlint rules --pack FOLDER`` does.
"""

from typing import Any

from pydantic import BaseModel

from reportlint.model.text import Text
from reportlint.rules.schema import (
    AgenciesModel,
    FormModel,
    NounsModel,
    OverrideModel,
    PackModel,
    RuleModel,
)
from reportlint.schemas.words import DRAFT, Schema, said, titled

_TITLE = Text("A file of a pack for reportlint", "reportlint 规则包文件")
_FILES = (PackModel, FormModel, NounsModel, AgenciesModel)
_BODIES = ("assert", "forbid", "check", "claims")
_WORDS = {
    "pack": Text("The id of the pack.", "规则包的标识。"),
    "extends": Text(
        "The built-in pack whose forms and rules it takes over.", "所继承的内置规则包。"
    ),
    "disable": Text("Codes of inherited rules that are left out.", "停用的继承规则编号。"),
    "form": Text("The id of the form.", "表式的标识。"),
    "years": Text("The first and the last report year; ~ is open.", "适用的首末年度，~ 表示不限。"),
    "fields": Text("Facts about the report as a whole.", "关于整份报告的信息。"),
    "sections": Text("Sections of the text.", "正文的各个部分。"),
    "tables": Text("The tables; in a rule, those to look at.", "各表；在规则中为所检查的表。"),
    "columns": Text("The columns, from left to right.", "各列，从左到右。"),
    "rows": Text("The rows, from top to bottom.", "各行，从上到下。"),
    "groups": Text("Named sets of rows or of columns.", "行或列的命名分组。"),
    "open_rows": Text("Rows that the report names itself.", "由报告自行命名的行。"),
    "label": Text("The official label, as printed.", "印刷的正式名称。"),
    "short": Text("A shorter label for messages.", "信息中使用的简称。"),
    "aliases": Text("Other ways to write the label.", "名称的其他写法。"),
    "under": Text("The label of the merged cell above or beside.", "上方或左侧合并单元格的名称。"),
    "unit": Text("The unit of the numbers.", "数字的单位。"),
    "number": Text("Whole numbers, or amounts with decimals.", "整数（count）或金额（amount）。"),
    "signed": Text("Whether a number may be negative.", "数字是否可以为负。"),
    "total_of": Text("The group that it adds up.", "所合计的分组。"),
    "code": Text("A capital letter and three digits.", "一个大写字母加三位数字。"),
    "name": Text("Small words with hyphens.", "小写单词，以连字符连接。"),
    "severity": Text(
        "error: an exact identity; else warning or info.",
        "error 仅用于精确恒等式，其余用 warning 或 info。",
    ),
    "for": Text("Loop variables: {r: table.group}.", "循环变量：{r: 表.组}。"),
    "assert": Text("A linear relation over cells.", "单元格之间的线性关系。"),
    "when": Text("The condition under which it is demanded.", "适用条件。"),
    "blank": Text("How a blank cell is read.", "空白单元格的处理方式。"),
    "claims": Text("How sentences state cells.", "文字如何陈述单元格中的数字。"),
    "nouns": Text("Nouns that govern numbers in sentences.", "句子中支配数字的名词。"),
    "forbid": Text("A trait that no cell may have.", "单元格不得具有的特征。"),
    "check": Text("A structure check.", "结构检查。"),
    "group": Text("The group of the columns, or of the open rows.", "列组，或自行命名的行组。"),
    "forms": Text("The forms that it applies to.", "适用的表式。"),
    "table": Text("The table of cells that name none.", "未写明表的单元格所在的表。"),
    "title": Text("What should be.", "应有的状态。"),
    "message": Text("What is said when it is violated.", "不成立时显示的信息。"),
    "why": Text("The reason.", "原因。"),
    "basis": Text("The law or the note that it follows from.", "依据。"),
    "examples": Text(
        "A report for which it holds and one that violates it.", "成立与不成立的示例各一。"
    ),
    "words": Text("The lists of words that the check looks for.", "检查所用的词表。"),
    "limit": Text("The most characters that a section has.", "一个部分的最多字数。"),
    "parts": Text("The sections or headings that it is about.", "所检查的部分。"),
    "of": Text("The kinds of agencies of which it is demanded.", "所适用的机关类别。"),
    "known_by": Text("Words by which an altered heading is known.", "改写的标题仍可辨认的词语。"),
    "agencies": Text("Kinds of agencies, told by their names.", "按名称区分的机关类别。"),
    "starts": Text("How the names of the kind start.", "名称的开头。"),
    "has": Text("What the names of the kind have.", "名称中包含的字词。"),
    "ends": Text("How the names of the kind end.", "名称的结尾。"),
    "optional": Text("Off unless it is selected by its own name.", "默认关闭，按编号或名称选用。"),
    "waivable": Text("Whether a report may accept a finding.", "报告能否豁免该规则的问题。"),
    "override": Text("The entry changes an inherited rule.", "修改继承的规则。"),
}


def pack_schema() -> Schema:
    """Return the schema of the files of a pack: its header, a form, or rules."""
    definitions: dict[str, Any] = {}
    names = {}
    for model in (*_FILES, RuleModel, OverrideModel):
        names[model] = _define(model, definitions)
    rule = definitions[names[RuleModel]]
    rule["oneOf"] = [{"required": [body]} for body in _BODIES]
    entry = {"anyOf": [_ref(names[RuleModel]), _ref(names[OverrideModel])]}
    rules = {
        "type": "object",
        "properties": {"rules": {"type": "array", "items": entry}},
        "required": ["rules"],
        "additionalProperties": False,
    }
    return {
        "$schema": DRAFT,
        "title": titled(_TITLE),
        "anyOf": [*(_ref(names[one]) for one in _FILES), rules],
        "definitions": definitions,
    }


def _ref(name: str) -> Schema:
    return {"$ref": f"#/definitions/{name}"}


def _define(model: type[BaseModel], definitions: dict[str, Any]) -> str:
    """Add a model and what it uses to the definitions, and return its name."""
    schema = _draft7(model.model_json_schema(ref_template="#/definitions/{model}"))
    assert isinstance(schema, dict)
    definitions.update(schema.pop("$defs", {}))
    definitions[model.__name__] = schema
    for part in definitions.values():
        for key, shape in part.get("properties", {}).items():
            if key in _WORDS:
                shape["description"] = said(_WORDS[key])
    return model.__name__


def _draft7(node: object) -> object:
    """Write tuples as draft 7 has them, and leave out titles that only repeat a key."""
    if isinstance(node, list):
        return [_draft7(item) for item in node]
    if not isinstance(node, dict):
        return node
    found = {
        key: _draft7(value)
        for key, value in node.items()
        if not (key == "title" and isinstance(value, str))
    }
    if "prefixItems" in found:
        found["items"] = found.pop("prefixItems")
    return found
