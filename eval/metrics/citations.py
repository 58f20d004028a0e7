"""Are the words that answer cited, and are the citations true?"""

from eval.metrics.base import Gate, Held, Metric, Score


def cites_it(held: Held) -> Score | None:
    """At least one of the sections or paragraphs named."""
    wanted = held.expected.cites
    if not wanted or not held.expected.demands(held.answer):
        return None
    cited = _cited(held)
    found = any(_within(paragraph, one) for paragraph in cited for one in wanted)
    return Score(found, why=f"It cites {', '.join(cited) or 'nothing'}. One of these should be there: {', '.join(wanted)}.")


def recalls(held: Held) -> Score | None:
    """Of the sections or paragraphs named, how many are cited."""
    wanted = held.expected.cites
    if not wanted or not held.expected.demands(held.answer):
        return None
    return Score(sum(any(_within(paragraph, one) for paragraph in _cited(held)) for one in wanted), len(wanted))


def is_precise(held: Held) -> Score | None:
    """Of the paragraphs cited, how many are in what is named."""
    cited = _cited(held)
    if not cited or not held.expected.cites or not held.expected.demands(held.answer):
        return None
    return Score(sum(any(_within(paragraph, one) for one in held.expected.cites) for paragraph in cited), len(cited))


def resolves(held: Held) -> Score | None:
    """Every citation names a paragraph that was held, and every number in the text has its citation."""
    if not held.texts or not held.answer.citations:
        return None
    missing = [one.paragraph for one in held.answer.citations if one.paragraph not in held.texts]
    numbers = {one.n for one in held.answer.citations}
    loose = [n for block in held.answer.blocks for run in block.runs for n in run.citations if n not in numbers]
    faults = [f"It cites {name}, which is not in the documents." for name in missing]
    faults += [f"Its text has a mark [{n}] that leads to no citation." for n in loose]
    of = len(held.answer.citations) + len(loose)
    return Score(of - len(faults), of, " ".join(faults))


def quotes_exactly(held: Held) -> Score | None:
    """Every quotation is the exact words of its paragraph, in the place named."""
    known = [one for one in held.answer.citations if one.paragraph in held.texts]
    if not known:
        return None
    wrong = [one for one in known if not one.quote or held.texts[one.paragraph][one.start : one.end] != one.quote]
    why = (f"It quotes “{one.quote[:80]}” from {one.paragraph}, which does not say that there." for one in wrong)
    return Score(len(known) - len(wrong), len(known), " ".join(why))


def _cited(held: Held) -> list[str]:
    return list(dict.fromkeys(citation.paragraph for citation in held.answer.citations))


def _within(paragraph: str, wanted: str) -> bool:
    return paragraph == wanted or paragraph.startswith(f"{wanted}.")


CITATION = Metric(
    name="citation",
    title="Cites the passage",
    meaning="Of the turns of which a scenario names the sections that answer, how many cite at least one of them.",
    score=cites_it,
    demanded=True,
    gate=Gate.SOFT,
)
CITATION_RECALL = Metric(
    name="citation_recall",
    title="Citation recall",
    meaning="Of all the sections and paragraphs that scenarios name, how many are cited. One of those named is enough for a "
    "scenario to pass, so this need not reach 100 %.",
    score=recalls,
)
CITATION_PRECISION = Metric(
    name="citation_precision",
    title="Citation precision",
    meaning="Of all the paragraphs that answers cite, how many are in a section that the scenario names. What is cited "
    "besides may still be right: a second question, or the documents' words beside a decision.",
    score=is_precise,
)
VALIDITY = Metric(
    name="validity",
    title="Citations that exist",
    meaning="Of all citations, how many lead to a paragraph that is in the documents. Must be 100 %.",
    score=resolves,
    demanded=True,
    gate=Gate.HARD,
)
FIDELITY = Metric(
    name="fidelity",
    title="Quotations that are exact",
    meaning="Of all quotations, how many are the exact words of their paragraph, letter by letter. Must be 100 %.",
    score=quotes_exactly,
    demanded=True,
    gate=Gate.HARD,
)
