"""Moodle XML: multiple choice questions with feedback, fractions from Moodle's own list, and an idnumber each."""

from lxml import etree

from eval.quiz.exports.base import as_html, feedback_html, name_of
from eval.quiz.model import Item, Option, Quiz

# The shares of a mark that Moodle's import accepts, in per cent.
HALF_OR_MORE = (100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50)
FRACTIONS = (*HALF_OR_MORE, 40, 33.33333, 30, 25, 20, 16.66667, 14.28571, 12.5, 11.11111, 10, 5)
CATEGORY = "$course$/top/{}"


def write(quiz: Quiz) -> bytes:
    """The question bank as one file; CDATA is not needed, because lxml escapes."""
    root = etree.Element("quiz")
    category = etree.SubElement(root, "question", type="category")
    _text(etree.SubElement(category, "category"), CATEGORY.format(quiz.title.replace("/", "-")))
    for n, item in enumerate(quiz.items, 1):
        root.append(_question(item, n))
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _question(item: Item, n: int) -> etree._Element:
    question = etree.Element("question", type="multichoice")
    _text(etree.SubElement(question, "name"), name_of(item, n))
    _text(etree.SubElement(question, "questiontext", format="html"), as_html(item))
    _text(etree.SubElement(question, "generalfeedback", format="html"), f"<p>{_escaped(item.explanation)}</p>")
    plain = {
        "defaultgrade": "1",
        "penalty": "0.3333333",
        "hidden": "0",
        "idnumber": f"{item.id}-{n}",
        "single": "false" if item.multiple else "true",
        "shuffleanswers": "true",
        "answernumbering": "abc",
    }
    for tag, value in plain.items():
        etree.SubElement(question, tag).text = value
    for option in item.options:
        question.append(_answer(item, option))
    tags = etree.SubElement(question, "tags")
    for word in (item.topic, item.table, item.kind, *item.rows):
        _text(etree.SubElement(tags, "tag"), str(word))
    return question


def _answer(item: Item, option: Option) -> etree._Element:
    answer = etree.Element("answer", fraction=_fraction(item, option), format="html")
    etree.SubElement(answer, "text").text = f"<p>{_escaped(option.text)}</p>"
    _text(etree.SubElement(answer, "feedback", format="html"), feedback_html(option))
    return answer


def _fraction(item: Item, option: Option) -> str:
    """The share of the mark, taken from Moodle's list; wrong ticks take as much away as right ones give."""
    if not item.multiple:
        return "100" if option.right else "0"
    rights = len(item.right)
    share = 100 / (rights if option.right else len(item.options) - rights)
    nearest = min(FRACTIONS, key=lambda one: abs(one - share))
    return f"{'' if option.right else '-'}{nearest}"


def _text(parent: etree._Element, text: str) -> None:
    etree.SubElement(parent, "text").text = text


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
