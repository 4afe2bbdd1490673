"""Sentences -> numbers -> claims -> verdicts.

Reads the prose of a report as a colleague does: a number in a sentence becomes a
cell with its own place, bound to the cells of the tables that it may state. Knows
the Chinese of official prose; the words of one kind of report come from its pack.
"""
