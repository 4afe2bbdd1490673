"""Libraries that only some formats need: imported on use, with a clear word when missing."""

from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from reportlint.errors import ReadError
from reportlint.model.place import Source
from reportlint.model.text import Text


def require(module: str, extra: str, path: str) -> ModuleType:
    """Import a library of an extra.

    Raises:
        ReadError: The library is not installed.
    """
    ensure(module, extra, path)
    return import_module(module)


def ensure(module: str, extra: str, path: str) -> None:
    """Find a library of an extra, which another process will import.

    Raises:
        ReadError: The library is not installed.
    """
    top = module.partition(".")[0]
    if find_spec(top) is None:
        raise ReadError(
            Text(f"{path} needs a library that is not installed: install reportlint[{extra}]",
                 f"读取 {path} 所需的组件没有安装：请安装 reportlint[{extra}]"),
            Source(path),
            Text(f"pip install 'reportlint[{extra}]'", f"pip install 'reportlint[{extra}]'"),
        )  # fmt: skip
