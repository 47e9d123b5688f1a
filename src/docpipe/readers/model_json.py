"""docpipe's own JSON as a source: the article that `--to json` wrote, decoded strictly.

Unknown keys are passed over, for a newer docpipe may write more without changing the version; a
newer version is refused, for it would be misread.
"""

import re

import msgspec

from docpipe.errors import Message, NoArticleError
from docpipe.model import FORMAT_VERSION, Article
from docpipe.source import Detection, RawSource, Source

_OURS_BROKEN = re.compile(r'\{\s*"meta"\s*:\s*\{')
_BYTE = re.compile(r"\(byte (\d+)\)")
_AT = re.compile(r" - at `(.+)`$")
_AGAIN = Message("请用 docpipe convert --to json 重新生成", "write it again with docpipe convert --to json")
_FOREIGN = Detection(confidence=0, reason_zh="不是 docpipe 的 JSON", reason_en="not docpipe's JSON")


class _Head(msgspec.Struct):
    """What tells docpipe's JSON from any other."""

    meta: dict[str, msgspec.Raw]
    body: list[msgspec.Raw]
    version: msgspec.Raw


class _Version(msgspec.Struct):
    version: int


class ModelJson:
    """The reader of docpipe's own JSON."""

    name = "json"
    suffixes = (".json",)

    def detect(self, raw: RawSource) -> Detection:
        """Certain of an object with meta, body and version; nearly so of one that begins so and is broken."""
        text = _strip(raw)
        if not text.startswith("{"):
            return _FOREIGN
        try:
            msgspec.json.decode(text, type=_Head)
        except msgspec.ValidationError:
            return _FOREIGN
        except (msgspec.DecodeError, RecursionError):
            if _OURS_BROKEN.match(text) and '"body"' in text:
                reason = "像 docpipe 的 JSON，但已损坏", "looks like docpipe's JSON, but is broken"
                return Detection(confidence=90, reason_zh=reason[0], reason_en=reason[1])
            return _FOREIGN
        return Detection(confidence=100, reason_zh="docpipe 的 JSON", reason_en="docpipe's JSON")

    def read(self, raw: RawSource) -> Source | Article:
        """The article. Raises NoArticleError, which names the place, for what is broken or too new."""
        text = _strip(raw)
        try:
            _check_version(text, raw.name)
            return msgspec.json.decode(text, type=Article)
        except msgspec.ValidationError as error:
            raise NoArticleError(_describe_mismatch(str(error)), _AGAIN, raw.name) from error
        except msgspec.DecodeError as error:
            raise NoArticleError(_describe_break(str(error), text), _AGAIN, raw.name) from error
        except RecursionError as error:
            problem = Message("JSON 嵌套过深", "the JSON is nested too deeply")
            raise NoArticleError(problem, _AGAIN, raw.name) from error


MODEL_JSON = ModelJson()


def _strip(raw: RawSource) -> str:
    return (raw.text or "").lstrip("\ufeff \t\r\n")


def _check_version(text: str, name: str) -> None:
    version = msgspec.json.decode(text, type=_Version).version
    if version > FORMAT_VERSION:
        problem = Message(
            f"JSON 的格式版本是 {version}，本版 docpipe 只认到 {FORMAT_VERSION}",
            f"the JSON has format version {version}; this docpipe knows {FORMAT_VERSION} at most",
        )
        raise NoArticleError(problem, Message("请升级 docpipe", "upgrade docpipe"), name)
    if version < 1:
        problem = Message(f"没有格式版本 {version}", f"there is no format version {version}")
        raise NoArticleError(problem, _AGAIN, name)


def _describe_mismatch(detail: str) -> Message:
    found = _AT.search(detail)
    path = found.group(1) if found else "$"
    what = _AT.sub("", detail)
    return Message(f"JSON 在 {path} 处不合格式：{what}", f"the JSON is no article at {path}: {what}")


def _describe_break(detail: str, text: str) -> Message:
    found = _BYTE.search(detail)
    # msgspec says where only for a wrong character; else the document ends too early.
    before = text.encode()[: int(found.group(1))].decode(errors="ignore") if found else text
    line = before.count("\n") + 1
    column = len(before) - before.rfind("\n")
    return Message(
        f"JSON 在第 {line} 行第 {column} 列损坏", f"the JSON is broken at line {line}, column {column}"
    )
