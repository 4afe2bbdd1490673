"""Validate the built-in packs and put them into the wheel ready-made, when it is built."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PackCacheHook(BuildHookInterface):  # type: ignore[type-arg]  # generic only in some versions
    """Write ``reportlint/packs.pickle``; an invalid pack stops the build."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  # as hatchling calls it
        """Make the cache in the source tree, from where the wheel takes it."""
        sys.path.insert(0, str(Path(self.root) / "src"))
        from reportlint.rules.builtin import write_cache

        write_cache()
