"""Documents made for the tests: what a Code of Practice and another council's policy look like, with words of our own."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import cycle, islice

from fpdf import FPDF, XPos, YPos

SENTENCES = (
    "The bodies that provide these services should agree who leads before the patient leaves hospital.",
    "A plan written early, with the patient and those who care for them, is more likely to be followed.",
    "Where views differ, the reasons are recorded and the matter is taken to a senior manager without delay.",
    "Reviews look at what has helped, what has not, and which needs are no longer met by any service.",
    "Professionals should explain, in words the patient uses, what is offered and what may be refused.",
    "Housing, money and company matter as much to staying well as medicine does.",
)


def prose(number: str, count: int = 3) -> str:
    """A paragraph of so many sentences, each telling which paragraph it is in."""
    chosen = islice(cycle(SENTENCES), sum(map(ord, number)) % 6, None)
    return f"Paragraph {number} says this. " + " ".join(f"In {number}, {next(chosen)}" for _ in range(count))


@dataclass
class Book:
    """A PDF in the making, and what should come out of it.

    words    every word of the body, in order
    running  what stands at the top and the bottom of pages
    """

    title: str
    head: str = ""
    size: float = 11
    words: list[str] = field(default_factory=list)
    pdf: FPDF = field(init=False)

    def __post_init__(self) -> None:
        book = self

        class Paged(FPDF):
            def header(self) -> None:
                if self.page_no() > 1 and book.head:
                    self.set_font("Helvetica", size=8)
                    self.cell(0, 5, book.head, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
                    self.ln(4)

            def footer(self) -> None:
                self.set_y(-15)
                self.set_font("Helvetica", size=8)
                self.cell(0, 5, f"{book.title} | Page {self.page_no()}", align="C")

        self.pdf = Paged()
        self.pdf.set_auto_page_break(True, margin=25)
        self.pdf.add_page()

    def heading(self, text: str, size: float = 16, bold: bool = True) -> None:
        """A heading in larger print."""
        self._write(text, size, "B" if bold else "", after=3)

    def paragraph(self, text: str) -> None:
        """Running text, broken to the width of the page."""
        self._write(text, self.size, "", after=3)

    def numbered(self, number: str, text: str) -> None:
        """A numbered paragraph as the Code prints it: the number in the margin, the words indented."""
        self._hanging(number, text, 14)
        self.pdf.ln(3)

    def bullets(self, *texts: str, mark: str = "\x95") -> None:
        """A list."""
        for text in texts:
            self._hanging(mark, text, 6, said=False)
        self.pdf.ln(3)

    def table(self, *rows: tuple[str, ...]) -> None:
        """A ruled table."""
        self.pdf.set_font("Helvetica", size=10)
        with self.pdf.table() as table:
            for row in rows:
                printed = table.row()
                for cell in row:
                    printed.cell(cell)
                    self.words += cell.split()
        self.pdf.ln(4)

    def contents(self, *entries: tuple[str, int]) -> None:
        """A table of contents with dot leaders; its words are the page's, not the body's."""
        self.pdf.set_font("Helvetica", size=11)
        for text, page in entries:
            dots = "." * int((150 - self.pdf.get_string_width(text)) / self.pdf.get_string_width("."))
            self.pdf.cell(0, 7, f"{text} {dots} {page}", new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def page(self) -> None:
        """A new page."""
        self.pdf.add_page()

    def data(self) -> bytes:
        """The finished file."""
        return bytes(self.pdf.output())

    def _hanging(self, mark: str, text: str, indent: float, said: bool = True) -> None:
        self.pdf.set_font("Helvetica", size=self.size)
        left = self.pdf.l_margin
        if self.pdf.will_page_break(6):
            self.pdf.add_page()
        self.pdf.cell(indent, 6, mark)
        self.pdf.set_left_margin(left + indent)
        self.pdf.multi_cell(0, 6, text, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.pdf.set_left_margin(left)
        self.pdf.set_x(left)
        self.words += ([mark] if said else []) + text.split()

    def _write(self, text: str, size: float, style: str, after: float) -> None:
        self.pdf.set_font("Helvetica", style=style, size=size)
        self.pdf.multi_cell(0, size * 0.55, text, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.pdf.ln(after)
        self.words += text.split()


CHAPTERS = {
    "26": ("Safe and therapeutic responses", "Reducing the need for restraint"),
    "27": ("Leave of absence", "Power to grant leave"),
    "33": ("After-care", "Section 117 after-care"),
    "34": ("Care programme approach", "Care planning"),
}


LENGTH = "at such length that it runs on over the end of its line and into the next one"
DUTIES = (
    ("Body", "What it arranges", "By when"),
    ("Local authority", "Social care and a place to live", "Before leave"),
    ("Integrated care board", "Health services, and its share of the cost of care that is shared", "At once"),
)


def code_of_practice(paragraphs: int = 24) -> Book:
    """Four chapters, contents first; numbered paragraphs run over the pages, some with a list, one chapter with a table."""
    book = Book("Mental Health Act 1983: Code", head="Code of Practice: chapters on leaving hospital")
    book.heading("Code of Practice", 24)
    book.heading("Contents", 18)
    book.contents(*((f"{number} {name}", 2 + at * 4) for at, (number, (name, _)) in enumerate(CHAPTERS.items())))
    for number, (name, part) in CHAPTERS.items():
        book.page()
        book.heading(f"{number} {name}", 20)
        book.numbered(f"{number}.1", prose(f"{number}.1"))
        book.heading(part, 14)
        for at in range(2, paragraphs + 1):
            book.numbered(f"{number}.{at}", prose(f"{number}.{at}", 1 + (at + int(number)) % 5))
            if at % 6 == 0:
                book.bullets(f"first need of {number}.{at}", f"second need, which is written {LENGTH}", "third need")
        if number == "33":
            book.heading("Who does what", 14)
            book.table(*DUTIES)
    return book


def council_policy() -> Book:
    """Another council's policy: bold headings "1. Introduction", paragraphs 1.1 and on, an appendix."""
    book = Book("Anyshire County Council", head="", size=10)
    book.heading("Section 117 Aftercare Policy and Procedure", 22)
    for number, name in enumerate(("Introduction", "Who is entitled", "Who pays", "Ending aftercare"), start=1):
        book.heading(f"{number}. {name}", 13)
        for at in range(1, 6):
            book.paragraph(f"{number}.{at} {prose(f'{number}.{at}')}")
        book.heading("What staff do", 11)
        book.bullets(f"open the record of stage {number} the same day", f"tell the person in writing ({number})", mark="-")
    book.heading("Appendix A: Contacts", 13)
    book.paragraph("Ring the duty desk in office hours.")
    return book
