"""Options and configuration -> packs, for every command."""

import os
from collections.abc import Sequence
from pathlib import Path

from reportlint.config.load import Config, find_config, load_config
from reportlint.errors import PackError, UsageError
from reportlint.model.pack import Pack
from reportlint.model.place import Source
from reportlint.model.rule import Rule
from reportlint.model.text import Text, clip
from reportlint.rules.builtin import DEFAULT, load_builtin
from reportlint.suggest import did_you_mean


def configuration(path: Path | None, isolated: bool) -> Config:
    """Return the named configuration, else the nearest one, else an empty one."""
    if isolated:
        if path is not None:
            raise UsageError(
                Text(
                    "--config and --isolated exclude each other",
                    "--config 与 --isolated 不能同时使用",
                ),
                None,
                Text("leave one of the two out", "请去掉其中一个"),
            )
        return Config()
    if path is None:
        try:
            path = find_config(Path.cwd())
        except OSError:
            # The working folder is gone: nothing lies in it or above it.
            path = None
        if path is None:
            return Config()
        path = Path(os.path.relpath(path))
    elif not os.path.isfile(path):
        raise UsageError(
            Text(f"no such configuration file: {path}", f"找不到配置文件：{path}"),
            None,
            Text("give a reportlint.toml or a pyproject.toml",
                 "请指定 reportlint.toml 或 pyproject.toml"),
        )  # fmt: skip
    return load_config(path, shown_path(path))


def load_packs(folders: Sequence[Path]) -> tuple[Pack, ...]:
    """Load the user's packs, and the built-in one unless one of them extends it."""
    builtin = load_builtin()
    if not folders:
        return (builtin,)
    # Imported on use: the built-in pack comes from its cache.
    from reportlint.rules.document import read_folder
    from reportlint.rules.pack import build_pack, check_apart

    packs: list[Pack] = []
    extended = False
    for folder in folders:
        documents = read_folder(folder, shown_path(folder))
        header = next(document for document in documents if document.kind == "pack")
        base_id = header.data.get("extends")
        base = None
        if base_id is not None:
            if base_id != DEFAULT:
                raise PackError(
                    Text(f"there is no built-in pack {base_id!r}", f"没有内置规则包“{base_id}”"),
                    header.source(("extends",)),
                    did_you_mean(str(base_id), [DEFAULT]),
                )
            base, extended = builtin, True
        packs.append(build_pack(documents, base))
    if not extended:
        packs.append(builtin)
    check_apart(packs)
    return tuple(packs)


def all_rules(packs: Sequence[Pack]) -> tuple[Rule, ...]:
    """Return the rules of all packs, the first pack's first."""
    return tuple(rule for pack in packs for rule in pack.rules)


def shown_path(path: Path) -> str:
    """Return a path as messages show it: relative to the working folder if below it."""
    try:
        relative = os.path.relpath(path)
    except ValueError:
        return path.as_posix()
    return path.as_posix() if relative.startswith("..") else relative.replace(os.sep, "/")


def choice(value: str, choices: tuple[str, ...], option: str, source: Source | None = None) -> str:
    """Return a value if it is one of the choices.

    ``source`` is the place in a configuration that gives the value, if one does.

    Raises:
        UsageError: It is not; the nearest choice is suggested.
    """
    if value not in choices:
        raise UsageError(
            Text(f"{option} cannot be {clip(value)!r}", f"{option} 不能是“{clip(value)}”"),
            source,
            did_you_mean(value, [one for one in choices if one]),
        )
    return value


def chosen_language(value: str) -> str:
    """Check the value of ``--lang``; empty means the locale."""
    return choice(value, ("", "zh", "en"), "--lang")
