"""Article → what a proofreader would mark: one module a kind of fault, all of them in `CHECKS`."""

from docpipe.proof.check import CHECKS, check_article

__all__ = ["CHECKS", "check_article"]
