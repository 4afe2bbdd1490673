"""Sentence + place in it -> the noun that governs a number there: what it counts."""

from reportlint.narrative.sentences import Sentence

_FAR_BACK = 30
"""Sentences of a paragraph through which a noun is carried on."""
_LINKS = frozenset(("", "的", "余", "多"))


def noun_at(sentence: Sentence, position: int, *, near: bool = False) -> str:
    """Return the noun that governs a place.

    With ``near`` it stands in the same sentence or in the heading.
    """
    return _noun(sentence, position) or carried(sentence, near=near)


def _noun(sentence: Sentence, position: int) -> str:
    """Return the noun that governs a place within its sentence."""
    joint = sentence.lexicon.joint
    seen = ""
    for item in reversed(sentence.items[:position]):
        noun = item.word.noun
        if seen and (item.kind == "figure" or item.text in "；;"):
            return seen
        if noun and not seen:
            seen = noun
            if seen not in joint:
                return seen
        elif noun and noun != seen:
            # 行政复议、行政诉讼 …: both together have a noun of their own.
            return joint[seen] if joint.get(noun) == joint[seen] else seen
    return seen


def carried(sentence: Sentence, *, near: bool = False) -> str:
    """Return the noun that the sentences before in the paragraph leave behind.

    With ``near`` only that of the heading does.
    """
    before = sentence.previous
    for _ in range(_FAR_BACK):
        if before is None:
            break
        heading = before.section.heads(before.index)
        noun = _last(before)
        if noun:
            return noun if heading or not near else ""
        before = before.previous
    return ""


def _last(sentence: Sentence) -> str:
    """Return the noun that a sentence leaves behind."""
    return _noun(sentence, len(sentence.items))


def noun_behind(sentence: Sentence, index: int) -> str:
    """Return the noun that stands right behind a number: 30余件政府信息公开申请."""
    if index + 1 < len(sentence.items):
        item = sentence.items[index + 1]
        if item.word.noun and sentence.text[sentence.items[index].end : item.start] in _LINKS:
            return item.word.noun
    return ""


def noun_of_several(sentence: Sentence, index: int, *, near: bool) -> str:
    """Return what words such as 均维持 are about: all that is counted since the last semicolon."""
    joint = sentence.lexicon.joint
    seen: list[str] = []
    for item in reversed(sentence.items[:index]):
        if seen and item.kind == "mark" and item.text in "；;（(":
            break
        noun = item.word.noun
        if noun and noun not in joint:
            if not seen:
                return noun
        elif noun:
            seen.append(noun)
    if not seen:
        return carried(sentence, near=near)
    return joint[seen[0]] if len(set(seen)) > 1 else seen[0]


def clause(sentence: Sentence, position: int, marks: str) -> str:
    """Return what stands around an item between two of the marks."""
    items = sentence.items
    start, end = 0, len(sentence.text)
    for item in reversed(items[:position]):
        if item.kind == "mark" and item.text in marks:
            start = item.end
            break
    for item in items[position + 1 :]:
        if item.kind == "mark" and item.text in marks:
            end = item.start
            break
    return sentence.text[start:end]
