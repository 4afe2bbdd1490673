"""Bytes -> draft: the document's own structure, with the place of every part.

One file a format; knows no form and no rule.
"""
