"""The errors that a user can cause, each with where it is and a hint."""

from reportlint.model.place import Source
from reportlint.model.text import Text


class ReportlintError(Exception):
    """Something is wrong with what the user gave; the command line shows it and exits.

    All fields go to ``Exception.__init__``, so an error survives pickling.
    """

    exit_code = 2

    def __init__(self, message: Text, source: Source | None = None, hint: Text | None = None):
        super().__init__(message, source, hint)
        self.message = message
        self.source = source
        self.hint = hint

    def __str__(self) -> str:
        where = f"{self.source}: " if self.source else ""
        return where + self.message.en


class UsageError(ReportlintError):
    """The command line asks for something that does not exist."""


class ConfigError(ReportlintError):
    """A configuration file is wrong."""


class PackError(ReportlintError):
    """A pack (a form or its rules) is wrong."""


class ReadError(ReportlintError):
    """An input cannot be read as a report."""

    exit_code = 3
