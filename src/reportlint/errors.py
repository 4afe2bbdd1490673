"""The errors that a user can cause, each with where it is and a hint."""

import errno

from reportlint.model.place import Source
from reportlint.model.text import Text

_REASONS = {
    errno.EACCES: "没有权限",
    errno.EDQUOT: "磁盘配额已用完",
    errno.EEXIST: "已经存在",
    errno.EFBIG: "文件过大",
    errno.EINVAL: "参数无效",
    errno.EIO: "读写错误",
    errno.EISDIR: "这是文件夹",
    errno.ELOOP: "符号链接形成循环",
    errno.EMFILE: "打开的文件过多",
    errno.ENAMETOOLONG: "文件名过长",
    errno.ENOENT: "文件或文件夹不存在",
    errno.ENOSPC: "磁盘空间不足",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EPERM: "不允许此操作",
    errno.EPIPE: "管道已关闭",
    errno.EROFS: "文件系统只读",
}
"""What the operating system says, for readers of Chinese."""


def reason(error: OSError) -> Text:
    """Return what the operating system gives as the reason of a failure."""
    english = error.strerror or type(error).__name__
    return Text(english, _REASONS.get(error.errno or 0, english))


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
