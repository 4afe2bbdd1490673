"""The packs that reportlint carries, from their YAML or from the cache of the wheel.

The wheel holds the YAML and, made when it was built, the same documents validated
and as JSON. The cache is used only while it was made from exactly these files, so
an edited rule is never ignored; without it the result is the same and slower.
"""

import json
import zlib
from pathlib import Path

from reportlint import __version__
from reportlint.rules.document import Document, read_folder
from reportlint.rules.pack import Pack, build_pack

_PACKAGE = Path(__file__).parent.parent
CACHE = _PACKAGE / "packs.json"
DEFAULT = "disclosure"


def folder(pack_id: str) -> Path:
    """Return the folder of a built-in pack: in the wheel, else in the source tree."""
    installed = _PACKAGE / "packs" / pack_id
    return installed if installed.is_dir() else _PACKAGE.parent.parent / "rules" / pack_id


def load_builtin(pack_id: str = DEFAULT) -> Pack:
    """Load a built-in pack."""
    return build_pack(_cached(pack_id) or read_folder(folder(pack_id), f"rules/{pack_id}"))


def write_cache(path: Path, pack_id: str = DEFAULT) -> None:
    """Validate a built-in pack and write its documents as JSON."""
    documents = read_folder(folder(pack_id), f"rules/{pack_id}")
    build_pack(documents)
    content = {
        "version": __version__,
        "stamp": _stamp(pack_id),
        "documents": [
            [document.path, document.kind, document.data, document.lines] for document in documents
        ],
    }
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def _cached(pack_id: str) -> list[Document] | None:
    try:
        content = json.loads(CACHE.read_bytes())
    except (OSError, ValueError):
        return None
    if content["version"] != __version__ or content["stamp"] != _stamp(pack_id):
        return None
    return [
        Document(path, kind, data, None, tuple(lines))
        for path, kind, data, lines in content["documents"]
    ]


def _stamp(pack_id: str) -> list[list[str | int]]:
    """Return name, size and checksum of every file of a pack."""
    root = folder(pack_id)
    stamp: list[list[str | int]] = []
    for path in sorted(root.rglob("*.yaml")):
        data = path.read_bytes()
        stamp.append([path.relative_to(root).as_posix(), len(data), zlib.crc32(data)])
    return stamp
