"""The schema of ``reportlint/v1``: the promise that ``json_v1`` keeps.

New keys may come, so nothing forbids them; what stands here stays what it is.
"""

from typing import Any

_Schema = dict[str, Any]

_TEXT: _Schema = {"type": "string"}
_TEXT_OR_NULL: _Schema = {"type": ["string", "null"]}
_NUMBER_OR_NULL: _Schema = {"type": ["number", "null"]}
_COUNT: _Schema = {"type": "integer", "minimum": 0}
_FROM_1: _Schema = {"type": "integer", "minimum": 1}
_SCOPE: _Schema = {"type": "object", "additionalProperties": _TEXT}


def output_schema() -> _Schema:
    """Return the schema of the whole document."""
    document = _record(
        {
            "format": {"const": "reportlint/v1"},
            "version": _TEXT,
            "reports": _list("report"),
            "summary": _counts(
                "reports", "findings", "errors", "warnings", "infos", "waived", "unreadable"
            ),
        },
        "The result of a run. · 一次检查的结果。",
    )
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "reportlint/v1",
        **document,
        "definitions": {
            "report": _report(),
            "finding": _record(_finding(), "A violated constraint. · 不成立的约束。"),
            "waived": _waived(),
            "skip": _skip(),
            "unplaced": _unplaced(),
            "cell": _cell(),
            "location": _location(),
            "diagnosis": _diagnosis(),
            "explanation": _explanation(),
        },
    }


def _record(properties: dict[str, _Schema], description: str) -> _Schema:
    """Return the schema of an object that has all these keys."""
    return {
        "description": description,
        "type": "object",
        "properties": properties,
        "required": list(properties),
    }


def _list(name: str) -> _Schema:
    return {"type": "array", "items": {"$ref": f"#/definitions/{name}"}}


def _or_null(name: str) -> _Schema:
    return {"anyOf": [{"$ref": f"#/definitions/{name}"}, {"type": "null"}]}


def _counts(*names: str) -> _Schema:
    return _record(dict.fromkeys(names, _COUNT), "Counts. · 计数。")


def _report() -> _Schema:
    error = _record(
        {"message": _TEXT, "hint": _TEXT_OR_NULL, "location": _or_null("location")},
        "Why the input could not be read. · 无法读取的原因。",
    )
    return _record(
        {
            "path": _TEXT,
            "agency": _TEXT_OR_NULL,
            "year": {"type": ["integer", "null"]},
            "form": _TEXT_OR_NULL,
            "error": {"anyOf": [error, {"type": "null"}]},
            "counts": _counts("constraints", "held", "violated", "not_judged", "waived"),
            "findings": _list("finding"),
            "waived": _list("waived"),
            "skips": _list("skip"),
            "unplaced": _list("unplaced"),
            "diagnoses": _list("diagnosis"),
        },
        "One input. · 一份输入。",
    )


def _finding() -> dict[str, _Schema]:
    return {
        "rule": {"type": "string", "pattern": "^[A-Z][0-9]{3}$"},
        "name": _TEXT,
        "severity": {"enum": ["error", "warning", "info"]},
        "scope": _SCOPE,
        "message": _TEXT,
        "equation": _TEXT_OR_NULL,
        "left": _NUMBER_OR_NULL,
        "right": _NUMBER_OR_NULL,
        "difference": _NUMBER_OR_NULL,
        "location": _or_null("location"),
        "cells": _list("cell"),
        "fingerprint": {"type": "string", "pattern": "^[0-9a-f]+$"},
    }


def _waived() -> _Schema:
    waiver = _record(
        {
            "by": {"enum": ["waiver", "baseline"]},
            "reason": _TEXT,
            "owner": _TEXT_OR_NULL,
            "expires": _TEXT_OR_NULL,
            "location": _or_null("location"),
        },
        "Who accepted it, and why. · 由谁、因何接受。",
    )
    words = "A finding that somebody accepted. · 已豁免的问题。"
    return _record({**_finding(), "waiver": waiver}, words)


def _skip() -> _Schema:
    return _record(
        {
            "rule": _TEXT,
            "scope": _SCOPE,
            "reason": _TEXT,
            "cells": {"type": "array", "items": _TEXT},
        },
        "A constraint that was not judged. · 未判定的约束。",
    )


def _unplaced() -> _Schema:
    return _record(
        {"text": _TEXT, "reason": _TEXT, "location": {"$ref": "#/definitions/location"}},
        "What the document has beside the form, and why. · 表式之外的内容及原因。",
    )


def _cell() -> _Schema:
    return _record(
        {
            "cell": _TEXT,
            "label": _TEXT,
            "value": _NUMBER_OR_NULL,
            "raw": _TEXT,
            "location": _or_null("location"),
        },
        "A cell of the constraint. · 约束涉及的单元格。",
    )


def _location() -> _Schema:
    lines = _record(
        dict.fromkeys(("line", "column", "end_line", "end_column"), _FROM_1),
        "Lines and columns count from 1; the end is the first column behind."
        " · 行列从 1 起计，结束列为其后一列。",
    )
    sheet = _record(
        {"sheet": _TEXT, "ref": {"type": "string", "pattern": "^[A-Z]+[0-9]+$"}},
        "A cell of a workbook. · 工作簿中的单元格。",
    )
    box = {"type": "array", "items": {"type": "integer"}, "minItems": 4, "maxItems": 4}
    page = _record(
        {"page": _FROM_1, "box": box},
        "A box on a page, in points: left, top, right, bottom."
        " · 页面上的区域（磅）：左、上、右、下。",
    )
    table = _record(
        dict.fromkeys(("table", "row", "column"), _FROM_1),
        "A cell of a table in a text document. · 文档中表格的单元格。",
    )
    paragraph = _record({"paragraph": _FROM_1}, "A paragraph of a text document. · 文档中的段落。")
    return {"anyOf": [lines, sheet, page, table, paragraph]}


def _diagnosis() -> _Schema:
    return _record(
        {
            "status": {"enum": ["unique", "tied", "capped"]},
            "certain": {"type": "boolean"},
            "explains": {"type": "array", "items": _TEXT},
            "note": _TEXT_OR_NULL,
            "explanations": _list("explanation"),
        },
        "Which cells would have to change. · 需要改动哪些单元格。",
    )


def _explanation() -> _Schema:
    change = _record(
        {"cell": _TEXT, "current": _NUMBER_OR_NULL, "implied": _NUMBER_OR_NULL},
        "A cell that would change. · 需要改动的单元格。",
    )
    bounds = {"type": "array", "items": _NUMBER_OR_NULL, "minItems": 2, "maxItems": 2}
    change["properties"] = {**change["properties"], "range": bounds}
    slip = _record({"kind": _TEXT, "evidence": _TEXT}, "A human error. · 人为失误。")
    return _record(
        {
            "cells": {"type": "array", "items": change},
            "slip": {"anyOf": [slip, {"type": "null"}]},
            "smallest": {"type": "boolean"},
            "supported": _TEXT_OR_NULL,
            "opposed": _TEXT_OR_NULL,
        },
        "A set of cells whose correction makes the report consistent."
        " · 改正后报告即前后一致的一组单元格。",
    )
