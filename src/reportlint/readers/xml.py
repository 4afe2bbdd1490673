"""The XML in office documents -> its elements, one after the other."""

from collections.abc import Iterator, Set
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError, XMLParser, iterparse

from reportlint.readers.archive import damaged

MAX_DEPTH = 400
MAX_WITHIN = 300_000


def elements(data: bytes, path: str, names: Set[str] | None = None) -> Iterator[Element]:
    """Return elements as they end: those that are named, whole, or all, without children.

    Raises:
        ReadError: The part is no well-formed XML, is nested too deeply or declares entities.
    """
    # Office documents declare no document type, and entities come with one only.
    if b"<!DOCTYPE" in data[:2_000] or b"<!ENTITY" in data[:2_000]:
        raise damaged(path)
    above: list[Element] = []
    inside = within = 0
    try:
        for event, element in iterparse(BytesIO(data), ("start", "end")):  # noqa: S314
            named = names is not None and name_of(element) in names
            if event == "start":
                above.append(element)
                inside += named
                within += bool(inside)
                if len(above) > MAX_DEPTH or within > MAX_WITHIN:
                    raise damaged(path)
                continue
            above.pop()
            inside -= named
            if named or names is None:
                yield element
            if inside:
                continue
            within = 0
            if above:
                above[-1].remove(element)  # so that memory does not grow with the file
    except (ParseError, ValueError, LookupError):
        raise damaged(path) from None


def tree(data: bytes, path: str) -> Element:
    """Return the root of a part as a whole, its elements named without their namespaces.

    Raises:
        ReadError: As ``elements`` does, or the part has more elements than a document has.
    """
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data or data.count(b"<") > 2 * MAX_WITHIN:
        raise damaged(path)
    parser = XMLParser()  # noqa: S314
    try:
        parser.feed(data)
        root: Element = parser.close()
    except (ParseError, ValueError, LookupError):
        raise damaged(path) from None
    level, depth = [root], 0
    while level:
        depth += 1
        if depth > MAX_DEPTH:
            raise damaged(path)
        for element in level:
            element.tag = element.tag.rpartition("}")[2]
        level = [child for element in level for child in element]
    return root


def name_of(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def attribute(element: Element, name: str) -> str:
    """Return an attribute, whatever its namespace, or an empty text."""
    found = element.get(name)
    if found is not None:
        return found
    return next((v for key, v in element.items() if key.rpartition("}")[2] == name), "")


def children(element: Element, name: str) -> Iterator[Element]:
    """Return the children of a name, whatever their namespace."""
    return (child for child in element if name_of(child) == name)
