"""Text from documents -> text that is safe to show on a terminal, on one line."""

import re

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")


def printable(text: str) -> str:
    """Replace control characters and line breaks, which could forge or hide output."""
    return _CONTROL.sub(" ", text)
