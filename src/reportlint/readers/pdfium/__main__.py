"""The process that reads a PDF: bytes on standard input, JSON on standard output."""

import sys

from reportlint.readers.pdfium import extract

MAX_MEMORY = 2_000_000_000
MAX_SECONDS = 10


def main() -> None:
    """Read a PDF from standard input and write what its pages hold."""
    _limit()
    sys.stdout.write(extract(sys.stdin.buffer.read()))


def _limit() -> None:
    """Let the system end this process where it asks for too much."""
    try:
        import resource
    except ImportError:  # Windows has none; the parent's clock remains
        return
    for what, most in ((resource.RLIMIT_AS, MAX_MEMORY), (resource.RLIMIT_CPU, MAX_SECONDS)):
        hard = resource.getrlimit(what)[1]
        if hard == resource.RLIM_INFINITY or hard > most:
            resource.setrlimit(what, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


main()
