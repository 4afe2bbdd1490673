"""The digest of a line by which GitHub follows a result through edits above it.

GitHub's own uploader computes it when a SARIF file has none, and warns when the file
has another. So it must be the same number: over the hundred UTF-16 units from the start
of the line on that are neither space nor tab, line breaks counted as one line feed, the
end of the file marked by the unit 65535 and followed by zeros; 37 to the power of the
distance to the last unit is the weight of each, modulo 2 to the 64. Lines with the same
digest are numbered from 1 on.

Source: the behavior of the uploader of the code scanning action, and its published vectors.
"""

from collections import Counter

_WINDOW = 100
_BASE = 37
_MASK = (1 << 64) - 1
_DROPPED = pow(_BASE, _WINDOW, 1 << 64)
_END = 65_535
_LINE_FEED = 10


def line_hashes(data: bytes) -> tuple[str, ...]:
    """Return the digest of every line of a file, the first line's first."""
    units, starts = _units(data)
    wanted = iter((*starts, -1))
    start = next(wanted)
    seen: Counter[int] = Counter()
    hashes = []
    rolling = 0
    for position, unit in enumerate(units):
        dropped = units[position - _WINDOW] if position >= _WINDOW else 0
        rolling = (rolling * _BASE + unit - _DROPPED * dropped) & _MASK
        if position - _WINDOW + 1 == start:
            seen[rolling] += 1
            hashes.append(f"{rolling:x}:{seen[rolling]}")
            start = next(wanted)
    return tuple(hashes)


def _units(data: bytes) -> tuple[list[int], list[int]]:
    """Return the units that count, padded, and where among them each line starts."""
    text = data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    wide = text.replace(" ", "").replace("\t", "").encode("utf-16-le", "surrogatepass")
    units = [wide[index] | wide[index + 1] << 8 for index in range(0, len(wide), 2)]
    starts = [0] + [index + 1 for index, unit in enumerate(units) if unit == _LINE_FEED]
    return [*units, _END, *([0] * (_WINDOW - 1))], starts
