"""YAML packs -> forms, rules and constraints.

Names are checked against the form when a pack is loaded, before any report is
seen. Knows no report and judges nothing.
"""
