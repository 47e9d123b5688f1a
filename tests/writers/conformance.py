"""What page-validation says of a PDF that claims to follow a standard."""

import page

from docpipe.writers.variant import PdfVariant

PROFILES: dict[PdfVariant, tuple[page.ValidationProfile, ...]] = {
    "pdf/ua-1": (page.ValidationProfile.PDF_UA_1,),
    "pdf/a-2u": (page.ValidationProfile.PDF_A_2U,),
    "pdf/a-2a": (page.ValidationProfile.PDF_A_2A,),
    "pdf/a-3a": (page.ValidationProfile.PDF_A_3A,),
    "pdf/ua-1+a-2a": (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A),
}
# The pages of a long article are a list of that depth.
_LIMITS = page.SafetyLimits(max_reference_depth=100_000)


def list_failures(pdf: bytes, variant: PdfVariant) -> list[str]:
    """Every rule that `pdf` breaks of those that `variant` claims, with what is wrong."""
    return [
        f"{profile.name} {failure.rule_id}: {failure.message}"
        for profile in PROFILES[variant]
        for failure in page.validate_pdf_bytes(pdf, profile=profile, limits=_LIMITS).failures
    ]
