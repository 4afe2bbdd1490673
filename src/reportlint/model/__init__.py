"""The nouns: places, cells, forms, reports, rules, constraints and results.

Standard library only, and no verbs: what turns one noun into another lives in
the packages above. Records are named tuples, which are immutable and cost a
ninth of a frozen dataclass when the program starts.
"""
