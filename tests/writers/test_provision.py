import pytest

from docpipe.model import Reference
from docpipe.writers.provision import name_provision, spell


@pytest.mark.parametrize(
    ("number", "spelled"),
    [
        (0, "零"), (7, "七"), (10, "十"), (12, "十二"), (20, "二十"), (101, "一百零一"), (110, "一百一十"),
        (128, "一百二十八"), (1008, "一千零八"), (1010, "一千零一十"), (1260, "一千二百六十"),
    ],
)  # fmt: skip
def test_numbers_are_spelled_as_in_laws(number: int, spelled: str) -> None:
    assert spell(number) == spelled


def test_a_provision_is_named_from_the_largest_part_to_the_smallest() -> None:
    reference = Reference(
        document="刑法", chapter=2, article=120, sub_article=1, paragraph=1, item=2, point=3
    )
    assert name_provision(reference) == "第二章第一百二十条之一第一款第（二）项第3目"


def test_a_document_as_a_whole_has_no_provision() -> None:
    assert name_provision(Reference(document="刑法")) == ""
