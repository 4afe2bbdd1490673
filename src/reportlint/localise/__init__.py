"""Violated constraints -> the smallest sets of cells that explain them.

``diagnose`` is the entrance. It reads a report and its judged hard constraints and
never judges, reads files or prints; it knows the nouns of ``model`` and nothing else.
"""
