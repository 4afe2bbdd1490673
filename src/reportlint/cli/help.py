"""The parser's help, whose own words are English -> the help in our language."""

import re

from reportlint.model.text import Lang

_HEADS = {
    "Usage: ": "用法：",
    "Arguments:": "参数：",
    "Options:": "选项：",
    "Commands:": "命令：",
}
_ENDS = {"[required]": "[必填]", "[default: ": "[默认："}
_HEAD = re.compile(f"^(?:{'|'.join(_HEADS)})", re.MULTILINE)


def in_language(text: str, lang: Lang) -> str:
    """Return the help in a language; what we wrote ourselves is in it already."""
    if lang == "en":
        return text
    text = _HEAD.sub(lambda head: _HEADS[head[0]], text)
    for english, chinese in _ENDS.items():
        text = text.replace(english, chinese)
    return text
