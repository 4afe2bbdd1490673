"""A sentence in both languages, kept side by side until it is shown.

Whoever writes a message writes both versions at once; only the reporters and
the command line choose one.
"""

from typing import Literal, NamedTuple

Lang = Literal["en", "zh"]


class Text(NamedTuple):
    """The same sentence in English and in Chinese."""

    en: str
    zh: str

    def to(self, lang: Lang) -> str:
        """Return the version in one language."""
        return self.zh if lang == "zh" else self.en


def clip(text: str, limit: int = 80) -> str:
    """Return a text that a message quotes, cut where it would drown the message."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def same(text: str) -> Text:
    """Wrap a text that reads the same in both languages, such as an official label."""
    return Text(text, text)
