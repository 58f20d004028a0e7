"""PDFs written operator by operator, for what no program that makes documents would write."""

from dataclasses import dataclass


@dataclass
class RawPdf:
    """One page with this content, a font /F1, a clear graphics state /Clear, a layer /Off that is off, and a form /Fm."""

    content: str
    form: str = ""

    def data(self) -> bytes:
        """The file."""
        resources = (
            "/Resources << /Font << /F1 4 0 R >> /ExtGState << /Clear << /ca 0 /CA 0 >> >> "
            "/Properties << /Off 6 0 R >> /XObject << /Fm 7 0 R >> >>"
        )
        objects = [
            "<< /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [6 0 R] /D << /OFF [6 0 R] /Order [] >> >> >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 595 842] >>",
            f"<< /Type /Page /Parent 2 0 R /Contents 5 0 R {resources} >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
            _stream("", self.content),
            "<< /Type /OCG /Name (Off) >>",
            _stream(f"/Type /XObject /Subtype /Form /BBox [0 0 595 842] {resources}", self.form),
        ]
        return assembled(objects)


def _stream(entries: str, content: str) -> str:
    return f"<< {entries} /Length {len(content)} >>\nstream\n{content}\nendstream"


def assembled(objects: list[str]) -> bytes:
    """Objects 1 and on as a PDF, the first of them its catalog."""
    body, offsets = "%PDF-1.7\n", []
    for number, text in enumerate(objects, start=1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{text}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    trailer = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    return f"{body}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode("latin-1")
