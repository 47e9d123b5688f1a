import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docpipe.batch.naming import MAX_NAME_BYTES, NameTemplate, folded, safe_name, told_apart
from docpipe.errors import OptionError
from docpipe.model import Meta

FORBIDDEN = set('<>:"/\\|?*') | {chr(code) for code in range(32)}


def test_a_name_keeps_what_every_system_allows() -> None:
    assert safe_name("关于2024年五一值班的通知（定稿）") == "关于2024年五一值班的通知（定稿）"


def test_forbidden_marks_become_the_full_width_ones() -> None:
    assert safe_name('通知:a/b\\c*?"<>|') == "通知：a／b＼c＊？＂＜＞｜"


@pytest.mark.parametrize("name", ["CON", "nul", "com1", "LPT9.txt", "Aux .x", "COM¹"])
def test_a_device_of_windows_is_no_name(name: str) -> None:
    assert safe_name(name) == f"_{name}"


def test_a_name_neither_hides_nor_ends_in_a_dot_nor_looks_like_an_option() -> None:
    assert [safe_name(name) for name in (".hidden", "end. .", "-rf", "~tmp")] == [
        "hidden",
        "end",
        "_-rf",
        "tmp",
    ]


def test_what_reorders_or_hides_text_is_dropped() -> None:
    assert safe_name("a\u202egpj.exe\u200b\ufeff") == "agpj.exe"


def test_a_path_that_climbs_is_a_name_like_any_other() -> None:
    assert safe_name("../../etc/passwd") == "／..／etc／passwd"


def test_a_long_name_is_cut_and_ends_in_its_hash() -> None:
    first, second = safe_name("长" * 300), safe_name("长" * 299 + "短")
    assert first.startswith("长" * 60)
    assert len(first.encode()) <= 200
    assert first != second


def test_a_cut_does_not_part_a_letter_from_its_accent() -> None:
    accented = "x" * 190 + "e\u0323\u0308" * 3
    name = safe_name(accented)
    assert unicodedata.combining(accented[len(name) - 9]) == 0


@given(st.text(max_size=300))
def test_every_name_is_legal_everywhere(text: str) -> None:
    name = safe_name(text)
    assert not FORBIDDEN & set(name)
    assert len(name.encode()) + len(".docx") <= MAX_NAME_BYTES
    assert name == unicodedata.normalize("NFC", name)
    assert name == name.strip()
    assert not name.endswith(".")
    assert not name.startswith(("-", ".", "~"))


@given(st.text(max_size=300))
def test_a_safe_name_is_safe_already(text: str) -> None:
    assert safe_name(safe_name(text)) == safe_name(text)


def test_names_that_differ_in_case_or_composition_fold_to_one() -> None:
    assert folded("CAFÉ") == folded("cafe\u0301")


def test_a_mark_follows_from_the_path_alone() -> None:
    assert told_apart("通知", "/a/通知.txt") == told_apart("通知", "/a/通知.txt")
    assert told_apart("通知", "/a/通知.txt") != told_apart("通知", "/b/通知.txt")


def test_a_template_is_filled_from_the_article() -> None:
    meta = Meta(title="守纪", author="张三", published="2024-05-01T08:00:00")
    assert (
        NameTemplate("{n:03} {date} {title}（{author}）{stem}").fill("x", 7, meta)
        == "007 2024-05-01 守纪（张三）x"
    )


def test_an_untitled_article_is_called_by_its_file() -> None:
    assert NameTemplate("{title}").fill("a1", 1, Meta()) == "a1"
    assert NameTemplate("{author}").fill("a1", 1, Meta()) == "a1"


def test_a_template_knows_whether_it_needs_the_article() -> None:
    assert NameTemplate("{title}").needs_article
    assert not NameTemplate("{stem}-{n}").needs_article


@pytest.mark.parametrize(
    "template",
    ["{titel}", "{", "{0}", "{}", "{title.x}", "{title[0]}", "a/b", "..\\x", "", "  ", "{n:q}", "{n!x}"],
)
def test_a_template_that_cannot_be_filled_is_refused(template: str) -> None:
    with pytest.raises(OptionError):
        NameTemplate(template)
