"""Claims: how a sentence states a figure of the tables, and the words that tell it."""

from typing import Literal, NamedTuple

from reportlint.model.cell import CellAddress, Number
from reportlint.model.rule import Check, Side, Stated
from reportlint.model.text import Text

Mark = Literal[
    "", "filler", "change", "plan", "period", "own_period", "wide", "rate", "none", "zero", "list"
]
"""What a word does to the numbers beside it, where it is no noun and no phrase."""


class Meaning(NamedTuple):
    """One phrasing of a rule, bound to a form: the sets of cells that it may state."""

    code: str
    about: tuple[str, ...]
    near: bool
    units: tuple[str, ...]
    states: Stated
    value: int | None
    none: bool
    unless: tuple[str, ...]
    never: tuple[str, ...]
    candidates: tuple[Side, ...]


class Word(NamedTuple):
    """What a word is: a governing noun, the phrase of some meanings, or a mark."""

    noun: str
    meanings: tuple[int, ...]
    mark: Mark


class Probe(NamedTuple):
    """A check of sentences, bound to a form; see ``Reads``."""

    code: str
    check: Check
    words: tuple[str, ...]
    about: tuple[str, ...]
    units: tuple[str, ...]
    never: tuple[str, ...]
    cells: tuple[Side, ...]
    parts: tuple[CellAddress, ...]
    optional: tuple[CellAddress, ...]
    limit: int


class Keys(NamedTuple):
    """Parts of words by which the sentences to be read are told apart.

    A sentence states something only if one of ``nouns`` is in it, or one of ``phrases``
    and a noun before it in its paragraph. One without numbers does only if one of
    ``denials`` is in it, which say a number by themselves.
    """

    nouns: tuple[str, ...]
    phrases: tuple[str, ...]
    denials: tuple[str, ...]


class Lexicon(NamedTuple):
    """The words of a pack for one form, ready for looking up.

    ``heads`` gives for the first two characters of a word the lengths to try,
    longest first. ``joint`` gives the noun of several nouns that are counted together.
    """

    words: dict[str, Word]
    heads: dict[str, tuple[int, ...]]
    meanings: tuple[Meaning, ...]
    probes: tuple[Probe, ...]
    keys: Keys
    joint: dict[str, str]


Fate = Literal["held", "violated", "not judged", "ambiguous", "no cell", "ignored"]
"""What became of a number that was read."""


class Mention(NamedTuple):
    """A number that was read in the prose, and what became of it.

    ``start`` and ``end`` are offsets into the text of the section.
    """

    section: str
    start: int
    end: int
    text: str
    fate: Fate
    code: str
    note: Text


class Quote(NamedTuple):
    """The sentence of a claim, with the part that is meant, as offsets into it."""

    sentence: str
    start: int
    end: int
    value: Number | None
