"""JSON Schemas of what the program reads, so that editors complete and check it.

Draft 7, which editors of YAML and TOML know best. Titles and descriptions stand in
English and Chinese, as one schema serves a whole team.
"""
