"""HTML text -> its tags and its text, with offsets.

Follows the tokenizer of the HTML standard in what matters for text and tables. Every
step consumes what it has looked at, so the time is linear in the text whatever it is.
Knows no element's meaning but where the text of one is not markup.
"""

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

_BLANK = r"[ \t\n\f\r]"
_OPENING = re.compile(r"<(?:(!--)|(/?)([a-zA-Z][^ \t\n\f\r/>]*+)|[!?/])")
_NAME = r"[ \t\n\f\r/]*+{0}[^ \t\n\f\r/>][^ \t\n\f\r/>=]*+{1}"
_VALUE = (
    r"(?: *+=WS*+(?:\"{0}[^\"]*+{1}\"|'{0}[^']*+{1}'|(?![\"']){0}[^ \t\n\f\r>]*+{1}"
    r"|[\"'][^\"']*+\Z))?+"
).replace(" *+=WS", f"{_BLANK}*+={_BLANK}")
_ATTRIBUTES = re.compile((_NAME + _VALUE).format("(", ")"))
_REST = re.compile(rf"(?:{(_NAME + _VALUE).format('(?:', ')')})*+[ \t\n\f\r/]*+(>)?")
_COMMENT_END = re.compile(r"--!?>")
_RAW = {
    name: re.compile(rf"</{name}(?=[ \t\n\f\r/>])", re.IGNORECASE)
    for name in (
        "iframe", "noembed", "noframes", "noscript", "script", "style", "textarea", "title", "xmp",
    )
}  # fmt: skip
"""Elements whose text is not markup, with the pattern of their end."""


class Tag(NamedTuple):
    """A start or end tag: its name in small letters and where it stands.

    ``inside`` is the offset at which the attributes start.
    """

    name: str
    closing: bool
    start: int
    inside: int
    end: int


class Stretch(NamedTuple):
    """A stretch of text between two tags, as it is written."""

    start: int
    end: int


class Unclosed(NamedTuple):
    """A tag or a comment that the text does not close; whatever follows belongs to it."""

    start: int


Token = Tag | Stretch | Unclosed


def tokens(text: str) -> Iterator[Token]:
    """Cut a document into tags and text; comments and declarations are left out."""
    position = 0
    while (match := _OPENING.search(text, position)) is not None:
        start = match.start()
        if start > position:
            yield Stretch(position, start)
        name = match[3]
        if name is None:
            end = _end_of_comment(text, match)
            if end is None:
                yield Unclosed(start)
                return
            position = end
            continue
        rest = _REST.match(text, match.end())
        if rest is None or rest[1] is None:
            yield Unclosed(start)
            return
        position = rest.end()
        name = name.lower()
        closing = bool(match[2])
        yield Tag(name, closing, start, match.end(), position)
        if not closing and name in _RAW:
            close = _RAW[name].search(text, position)
            end = close.start() if close else len(text)
            if end > position:
                yield Stretch(position, end)
            position = end
    if position < len(text):
        yield Stretch(position, len(text))


def attributes(text: str, tag: Tag) -> dict[str, str]:
    """Return the attributes of a tag; of two with the same name the first counts."""
    found: dict[str, str] = {}
    for match in _ATTRIBUTES.finditer(text, tag.inside, tag.end - 1):
        value = match[2] or match[3] or match[4] or ""
        found.setdefault(match[1].lower(), unescape(value))
    return found


def unescape(text: str) -> str:
    """Replace character references; a number that no computer has stays as it is written."""
    if "&" not in text:
        return text
    try:
        return html.unescape(text)
    except ValueError:
        return text


def _end_of_comment(text: str, opening: re.Match[str]) -> int | None:
    """Return where a comment or a declaration ends."""
    after = opening.end()
    if opening[1] is None:
        end = text.find(">", after)
        return None if end < 0 else end + 1
    for short in (">", "->"):
        if text.startswith(short, after):
            return after + len(short)
    match = _COMMENT_END.search(text, after)
    return None if match is None else match.end()
