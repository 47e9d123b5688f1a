"""How much of an item is the title of the rule: its run-in head, or its own sentence."""

import re
from collections.abc import Sequence


def run_in_heads(titles: Sequence[str]) -> list[int]:
    """The lengths of the phrases that head the sentences of a series: before a colon or full stop, or before a
    comma where they are all of one length and each is followed by more than itself.
    """
    # 提高站位,压实责任。各单位要… : a head of two halves, where every item has one.
    pairs = [_PAIR.match(title) for title in titles]
    if all(pairs) and len(titles) > 1:
        return [pair.end() - 1 for pair in pairs if pair]
    heads = [_run_in_head(title) for title in titles]
    if any(heads) or len(titles) < 2:
        return heads
    phrases = [re.match(r"[^,。;:!?]{4,8}(?=,)", title) for title in titles]
    if not all(phrases) or len({len(phrase[0]) for phrase in phrases if phrase}) > 1:
        return heads
    length = len(phrases[0][0]) if phrases[0] else 0
    # Two halves of one length are a saying (喝酒不开车,开车不喝酒), not a head and its sentence.
    longer = sum(len(title.rstrip("。;!")) > 2 * length + 1 for title in titles)
    return [length] * len(titles) if longer * 2 > len(titles) else heads


_PAIR = re.compile("[^,。;:!?]{3,9},[^,。;:!?]{3,9}。(?=.)")


def _run_in_head(title: str) -> int:
    """The length of the short phrase that heads the sentence after it, 0 where there is none."""
    bracket = re.match(r"【[^【】]{2,12}】(?=.)", title)
    if bracket is not None:
        return bracket.end()
    match = re.match(r"([^。;:!?]{2,16}):|([^,。;:!?]{2,12})。(?=.)", title)
    return match.end() - 1 if match else 0


# A clause that names a provision or threatens a sanction, and says nothing of what is to be done.
_CLOSING_CLAUSE = re.compile(
    "违者|违反|凡违反|对违反|如违反|否则|一经|依据|依照|根据《|按照?《|按[^,。;]{0,14}(?:处理|处罚|处分)|《[^》]+》[^,。;]{0,4}第|情节|造成[^,。;]{0,12}的$|构成犯罪|"
    "是党员的|党员[^,。;]{0,8}的$|给予|处以|将(?:被|予以|依|严|从)|由[^,。;]{1,12}(?:处理|处罚)|追究|视情节|严肃处理|同时给予|后果自负"
)


# What a threat begins with; nothing after it is part of the rule.
_THREAT = re.compile("违者|发现一[次起例]|每[次人]罚|一经|否则|情节[较严]|凡违反|如违反|对违反|违反者")


# A bracket at the end that names what the rule rests on.
_NAMED_BASIS = re.compile(r"\([^()]{0,20}《[^《》]{1,60}》[^()]{0,40}\)$")


def sentence_length(title: str) -> int:
    """The length of the rule's own sentence: the first, less a closing part that names a provision or threatens."""
    end = len(_NAMED_BASIS.sub("", title.rstrip("。;!,")))
    # A list of clauses between ; is one sentence; where a stop comes first, the rest is said of the rule.
    stop = re.search(r"[。!](?=.)", title[:end])
    end = stop.start() if stop and stop.start() > 1 else end
    clauses = [(found.start(), found.group()) for found in re.finditer(r"[^,。;!]+", title[:end])]
    threat = next((start for start, clause in clauses[1:] if _THREAT.match(clause.strip())), None)
    end = end if threat is None else threat - 1
    for start, clause in reversed([clause for clause in clauses[1:] if clause[0] < end]):
        if not _CLOSING_CLAUSE.match(clause.strip()):
            break
        end = start - 1
    return end
