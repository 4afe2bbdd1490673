"""The nodes of a document: scalars, sequences and mappings, each with its span."""

from typing import NamedTuple

from reportlint.model.place import Span


class Scalar(NamedTuple):
    """A scalar as written; ``null`` tells an absent value (``~``, ``null``, nothing)."""

    text: str
    span: Span
    null: bool = False


class Sequence(NamedTuple):
    """A list of nodes."""

    items: "tuple[Node, ...]"
    span: Span


class Mapping(NamedTuple):
    """Keys with their nodes, in the order of the document; every key occurs once."""

    entries: "tuple[tuple[Scalar, Node], ...]"
    span: Span


Node = Scalar | Sequence | Mapping


class Limits(NamedTuple):
    """Bounds on a document, so that a hostile one costs no more than a large honest one.

    Units: ``characters`` and ``key`` in code points; ``nodes`` counts every node, and a node
    that an alias repeats counts again.
    """

    characters: int = 4_000_000
    depth: int = 24
    nodes: int = 200_000
    key: int = 200


LIMITS = Limits()


def plain(node: Node) -> object:
    """Return the node as dictionaries, lists, strings and None."""
    match node:
        case Scalar(text, _, null):
            return None if null else text
        case Sequence(items):
            return [plain(item) for item in items]
        case Mapping(entries):
            return {key.text: plain(value) for key, value in entries}


def at(node: Node, path: tuple[str | int, ...]) -> Node:
    """Return the deepest node on a path of keys and indexes that the document has.

    A step that the document does not have ends the walk, which is what the place
    of "this key is missing" should be.
    """
    for step in path:
        match node:
            case Mapping(entries):
                for key, value in entries:
                    if key.text == step:
                        node = value
                        break
                else:
                    return node
            case Sequence(items) if isinstance(step, int) and step < len(items):
                node = items[step]
            case _:
                return node
    return node


def key_at(node: Node, path: tuple[str | int, ...]) -> Node:
    """Return the key scalar at the end of a path, or the nearest node above it."""
    parent = at(node, path[:-1])
    if path and isinstance(parent, Mapping):
        for key, _ in parent.entries:
            if key.text == path[-1]:
                return key
    return parent
