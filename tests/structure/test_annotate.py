from hypothesis import given
from hypothesis import strategies as st

from builders import bold, inlines
from docpipe.model import Citation, Inline, LineBreak, Link, Reference, Text, descend
from docpipe.structure.annotate import annotate
from docpipe.structure.citations import Found
from docpipe.walk import plain_text

ARTICLE = Reference(document="统计法", article=3)


def found(start: int, end: int) -> Found:
    return Found(start, end, (ARTICLE,))


def cited(*parts: str | Inline) -> Citation:
    return Citation(inlines=inlines(*parts), references=(ARTICLE,))


def link(*parts: str | Inline) -> Link:
    return Link(address="https://example.org/", inlines=inlines(*parts))


def test_a_run_is_parted_around_the_citation() -> None:
    assert annotate(inlines("依据统计法第三条处理"), [found(2, 8)]) == inlines(
        "依据", cited("统计法第三条"), "处理"
    )


def test_each_run_keeps_its_look_inside_the_citation() -> None:
    expected = inlines("依据", cited("统计法", bold("第三条")), bold("处理"))
    assert annotate(inlines("依据统计法", bold("第三条处理")), [found(2, 8)]) == expected


def test_two_citations_stand_side_by_side() -> None:
    expected = inlines(cited("第三条"), cited("第四条"))
    assert annotate(inlines("第三条第四条"), [found(0, 3), found(3, 6)]) == expected


def test_a_link_wholly_inside_goes_into_the_citation() -> None:
    expected = inlines("依", cited(link("统计法"), "第三条"))
    assert annotate(inlines("依", link("统计法"), "第三条"), [found(1, 7)]) == expected


def test_a_link_that_is_the_citation_goes_into_it() -> None:
    assert annotate(inlines(link("第三条")), [found(0, 3)]) == inlines(cited(link("第三条")))


def test_a_citation_inside_a_link_stays_inside_it() -> None:
    expected = inlines(link("见", cited("第三条"), "全文"))
    assert annotate(inlines(link("见第三条全文")), [found(1, 4)]) == expected


def test_a_link_that_overlaps_is_parted_with_its_address() -> None:
    expected = inlines(link("见"), cited(link("统计"), "法"))
    assert annotate(inlines(link("见统计"), "法"), [found(1, 4)]) == expected


def test_a_link_may_be_parted_by_one_citation_and_hold_another() -> None:
    expected = inlines(cited("依", link("法")), link("或", cited("第三条"), "等"))
    assert annotate(inlines("依", link("法或第三条等")), [found(0, 2), found(3, 6)]) == expected


def test_a_line_without_citations_is_left_alone() -> None:
    line = inlines("没有引用")
    assert annotate(line, []) is line


texts = st.builds(Text, st.text("第三条法", max_size=6), bold=st.booleans())
flat = st.one_of(texts, st.just(LineBreak()))
nested = st.one_of(flat, st.builds(Link, st.just("a"), st.lists(flat, max_size=4).map(tuple)))


@given(st.lists(nested, max_size=6).map(tuple), st.lists(st.integers(0, 40), max_size=8, unique=True))
def test_the_plain_text_and_the_cited_text_are_those_of_the_spans(
    line: tuple[Inline, ...], bounds: list[int]
) -> None:
    text = plain_text(line)
    ends = sorted(bound for bound in bounds if bound <= len(text))
    spans = [found(start, end) for start, end in zip(ends[::2], ends[1::2], strict=False)]
    annotated = annotate(line, spans)
    assert plain_text(annotated) == text
    citations = [node for top in annotated for node in (top, *descend(top)) if isinstance(node, Citation)]
    assert [plain_text(citation.inlines) for citation in citations] == [
        text[span.start : span.end] for span in spans
    ]
