"""Check the internal consistency of statistical annual reports."""

__version__ = "0.1.0"
