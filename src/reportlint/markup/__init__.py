"""Text of a markup language -> nodes that know where they stand.

Knows YAML, JSON and encodings; knows nothing of reports, packs or rules. Every
scalar stays as it is written: what ``010`` or ``no`` means is for others to say.
"""
