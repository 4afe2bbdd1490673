"""The packs that reportlint carries, from the cache of the wheel or from their YAML.

The cache is the built pack itself, written when the wheel is built, and as much
trusted as the code beside it. In a source tree it is used only while it was made
from exactly these files and modules, so an edited rule is never ignored; without
it the result is the same and slower.
"""

import pickle
import zlib
from pathlib import Path

from reportlint import __version__
from reportlint.model.pack import Pack

DEFAULT = "disclosure"
_PACKAGE = Path(__file__).parent.parent
CACHE = _PACKAGE / "packs.pickle"


def folder(pack_id: str = DEFAULT) -> Path:
    """Return the folder of a built-in pack: in the wheel, else in the source tree."""
    installed = _PACKAGE / "packs" / pack_id
    return installed if installed.is_dir() else _PACKAGE.parent.parent / "rules" / pack_id


def load_builtin() -> Pack:
    """Load the built-in pack."""
    return _cached() or _built()


def write_cache(path: Path = CACHE) -> None:
    """Build the built-in pack and write the cache; an invalid pack raises ``PackError``."""
    pack = pickle.dumps(_built(), protocol=5)
    path.write_bytes(pickle.dumps((__version__, _stamp(), pack), protocol=5))


def _built() -> Pack:
    # Imported on use: a clean check with the cache needs none of it.
    from reportlint.rules.document import read_folder
    from reportlint.rules.pack import build_pack

    return build_pack(read_folder(folder(), f"rules/{DEFAULT}"))


def _cached() -> Pack | None:
    try:
        version, stamp, pack = pickle.loads(CACHE.read_bytes())  # noqa: S301  # part of the wheel
    except (
        OSError,
        EOFError,
        pickle.UnpicklingError,
        AttributeError,
        ImportError,
        ValueError,
        TypeError,
    ):
        return None
    installed = _PACKAGE in folder().parents
    if version != __version__ or not (installed or stamp == _stamp()):
        return None
    # Only now: what was made by other modules does not fit the classes of these.
    built = pickle.loads(pack)  # noqa: S301  # part of the wheel
    return built if isinstance(built, Pack) else None


def _stamp() -> list[tuple[str, int]]:
    """Return a checksum of every file that the cache is made from."""
    files = [*folder().rglob("*.yaml"), *_PACKAGE.glob("model/*.py"), *_PACKAGE.glob("rules/*.py")]
    return sorted((path.name, zlib.crc32(path.read_bytes())) for path in files)
