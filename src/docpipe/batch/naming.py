"""Names of outputs: from a template, legal on Windows, macOS and Linux, and told apart by path.

Sources for the rules: Microsoft's "Naming Files, Paths, and Namespaces"; 255 bytes is the limit of
ext4, APFS and, in UTF-16 units, NTFS.
"""

import hashlib
import re
import string
import unicodedata

from docpipe.errors import Message, OptionError
from docpipe.model import Meta

FIELDS = ("title", "author", "date", "stem", "n")
META_FIELDS = frozenset({"title", "author", "date"})
"""The fields that are known only once the article was read."""

MAX_NAME_BYTES = 255
# Room for what other programs append: "~$", " (1)", ".crdownload".
_COMFORTABLE_BYTES = 200
_HASH_DIGITS = 8

# The forbidden marks of Windows become the full-width ones, which look the same and are legal.
_FULL_WIDTH = str.maketrans('<>:"/\\|?*', "＜＞：＂／＼｜？＊")
# Controls, surrogates (undecodable bytes), non-characters; what reorders or hides text in a list of files.
_UNWANTED = re.compile(
    "[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]+"
)
_RESERVED = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³]|conin\$|conout\$)\s*(?:\.|$)", re.IGNORECASE)
_JOINERS = frozenset("\u200d\ufe0e\ufe0f\u20e3")


class NameTemplate:
    """A template such as `{date} {title}`, checked once. Raises OptionError for what it cannot hold."""

    def __init__(self, template: str) -> None:
        self.template = template
        self.fields = _parse_fields(template)

    @property
    def needs_article(self) -> bool:
        """Whether the name is known only once the article was read."""
        return bool(self.fields & META_FIELDS)

    def fill(self, stem: str, number: int, meta: Meta | None = None) -> str:
        """The safe name, without suffix. A missing title is the stem; author and date may be empty."""
        meta = meta or Meta()
        values = {
            "title": meta.title or stem,
            "author": meta.author or "",
            "date": (meta.published or "")[:10],
            "stem": stem,
            "n": number,
        }
        return safe_name(self.template.format_map(values)) or safe_name(stem) or "_"


def _parse_fields(template: str) -> frozenset[str]:
    if "/" in template or "\\" in template:
        problem = Message("--name 不能含路径分隔符", "--name cannot hold a path separator")
        raise OptionError(problem, Message("用 -o 指定文件夹", "-o names the folder"), template)
    try:
        fields = {field for _, field, _, _ in string.Formatter().parse(template) if field is not None}
        # A format such as {n:03} is tried here, so that it cannot fail in the middle of a run.
        filled = template.format_map({"title": "", "author": "", "date": "", "stem": "", "n": 1})
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise _bad_template(template) from error
    if not fields.issubset(FIELDS) or not (fields or filled.strip()):
        raise _bad_template(template)
    return frozenset(fields)


def _bad_template(template: str) -> OptionError:
    known = " ".join(f"{{{field}}}" for field in FIELDS)
    problem = Message("--name 模板无法理解", "the template of --name is not understood")
    return OptionError(problem, Message(f"可用：{known}", f"there are: {known}"), template)


def safe_name(name: str, suffix_bytes: int = 0) -> str:
    """`name` as a file may be called on every system, NFC, "" where nothing of it can stand.

    A name that is too long to stand with `suffix_bytes` after it is cut between characters and
    ends in a hash of the whole.
    """
    name = unicodedata.normalize("NFC", _UNWANTED.sub("", re.sub(r"[\t\r\n]", " ", name)))
    name = re.sub(r"\s+", lambda space: space.group()[0], name.translate(_FULL_WIDTH))
    # Windows drops dots and spaces at the end; a dot or a tilde at the beginning hides a file.
    name = re.sub(r"^[\s.~]+|[\s.]+$", "", name)
    if not name:
        return ""
    if _RESERVED.match(name) or name[0] == "-":
        name = f"_{name}"
    if len(name.encode()) + suffix_bytes <= _COMFORTABLE_BYTES:
        return name
    mark = f"~{_short_hash(name)}"
    return _cut(name, _COMFORTABLE_BYTES - suffix_bytes - len(mark)) + mark


def told_apart(name: str, path: str) -> str:
    """`name` with a mark that follows from `path` alone, for where several sources would take it."""
    mark = f"~{_short_hash(path)}"
    return _cut(name, _COMFORTABLE_BYTES - len(mark)) + mark


def folded(name: str) -> str:
    """What two names share that a file system without regard to case or composition takes for one."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold())


def _short_hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_HASH_DIGITS]


def _cut(name: str, limit: int) -> str:
    """The longest beginning of `name` of at most `limit` bytes that does not part a character from its marks."""
    if len(name.encode()) <= limit:
        return name
    end = len(name.encode()[:limit].decode("utf-8", "ignore"))
    while end > 0 and (_attaches(name[end]) or name[end - 1] == "\u200d"):
        end -= 1
    return name[:end].rstrip(". ")


def _attaches(char: str) -> bool:
    return (
        char in _JOINERS
        or unicodedata.category(char) in {"Mn", "Me", "Mc"}
        or "\U0001f3fb" <= char <= "\U0001f3ff"
    )
