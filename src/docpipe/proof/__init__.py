"""Article → what a proofreader would mark: one module a kind of fault, all of them in `CHECKS`."""

from docpipe.proof.check import CHECKS, check_article, find_faults
from docpipe.proof.glyphs import Coverage
from docpipe.proof.location import Locator
from docpipe.proof.passages import Finding

__all__ = ["CHECKS", "Coverage", "Finding", "Locator", "check_article", "find_faults"]
