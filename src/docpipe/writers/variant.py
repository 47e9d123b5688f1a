"""The variants of PDF: what each asks of WeasyPrint, and what has to be mended in what it makes.

PDF/UA-1 (ISO 14289-1) is for readers who listen, PDF/A-2 and -3 (ISO 19005-2, -3) for archives;
one file can be both. WeasyPrint 70 claims one standard a file, so the other claim is added here,
with the description of its property that PDF/A asks for (ISO 19005-2, 6.6.2.3).
"""

from typing import Any, Literal, NamedTuple

PdfVariant = Literal["plain", "pdf/ua-1", "pdf/a-2u", "pdf/a-2a", "pdf/a-3a", "pdf/ua-1+a-2a"]


class _Making(NamedTuple):
    """How a variant is made: WeasyPrint's own name for it, and whether PDF/UA-1 is claimed besides."""

    name: str | None
    claims_ua: bool = False


_MAKINGS: dict[PdfVariant, _Making] = {
    "plain": _Making(None),
    "pdf/ua-1": _Making("pdf/ua-1"),
    "pdf/a-2u": _Making("pdf/a-2u"),
    "pdf/a-2a": _Making("pdf/a-2a"),
    "pdf/a-3a": _Making("pdf/a-3a"),
    "pdf/ua-1+a-2a": _Making("pdf/a-2a", claims_ua=True),
}

_END_OF_METADATA = b"</rdf:RDF>"
_UA_CLAIM = b"""<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="">
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" rdf:about="">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that the file follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


def build_options(variant: PdfVariant) -> dict[str, Any]:
    """The arguments of WeasyPrint's `write_pdf` that make `variant`. Every variant is tagged."""
    return {"pdf_variant": _MAKINGS[variant].name, "pdf_tags": True}


def mend_claims(pdf: Any, variant: PdfVariant) -> None:
    """Let the metadata of a `pydyf.PDF` say all that `variant` claims, where everyone can read it."""
    for found in pdf.objects:
        if getattr(found, "extra", {}).get("Type") == "/Metadata":
            # Archives look for it without decoding anything, and some validators insist.
            found.compress = False
            if _MAKINGS[variant].claims_ua:
                (content,) = found.stream
                before, end, after = content.rpartition(_END_OF_METADATA)
                found.stream = [before + _UA_CLAIM + end + after]
