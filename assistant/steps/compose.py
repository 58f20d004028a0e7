"""The answer first, then the exact words it rests on; when nothing answers, the nearest thing that is said."""

from collections.abc import Iterable

from assistant.model import Block, Hit, Passage, Status, Turn, Unanswered
from assistant.premises import Premise
from assistant.quoting import Quotes
from assistant.reading.asking import clauses_of
from assistant.verdicts import verdicts
from assistant.wanted import fit
from assistant.words import say

POINTS = 2  # sentences of ours at most for one passage
CLOSE = 0.93  # of the best hit in a passage: what is this close speaks to the same question
NEAR = 0.93  # of the best passage's score, for those beside it ...
NAMED = 0.8  # ... and for one of the document that the question names: "what does the policy say"
ALSO = 2  # passages beside the one that leads, at most
SAYS = 0.7  # of the best hit, for a point where only the paragraph's own words are close: a sentence says it plainly
FITS = 0.6  # of the best hit in a passage, for one that holds the kind of thing asked for


def compose(turn: Turn) -> Turn:
    """The turn with its blocks and citations: what the tables decide, then what the documents say."""
    quotes = Quotes(turn.holdings)
    corrected = [block for premise in turn.premises for block in _put_right(premise, quotes)]
    decided = verdicts(turn, quotes)
    if corrected and not decided and turn.found is not Status.ANSWERED:  # what was wrong is put right: that is the answer
        return turn.but(blocks=tuple(corrected), citations=tuple(quotes.citations), status=Status.ANSWERED)
    found = _from_documents(turn, quotes) if _documents_speak(turn, decided) else []
    again = [Block.of("note", say("answers", "nothing_new"))] if _nothing_new(turn) else []
    return turn.but(blocks=(*again, *turn.blocks, *corrected, *decided, *found), citations=tuple(quotes.citations))


def _nothing_new(turn: Turn) -> bool:
    """Whether nothing new could be made out, not even when it was listened to again for what its table asks."""
    return turn.question.nothing_new and not any(fact.turn == turn.number for fact in turn.facts.values())


def _put_right(premise: Premise, quotes: Quotes) -> list[Block]:
    """What is so, in a sentence, and the words that say it."""
    number = quotes.number(premise.cite, premise.quote)
    return [Block.of("answer", premise.say, number), quotes.words_of(premise.cite, premise.quote)]


def _documents_speak(turn: Turn, decided: list[Block]) -> bool:
    """Where no table speaks, where more was asked than tables decide, or, meanwhile, where nothing is decided yet."""
    meanwhile = turn.status is Status.NEEDS_FACT and turn.found is Status.ANSWERED and not _nothing_new(turn)
    return not turn.decisions or turn.question.documents or meanwhile or all(block.kind == "note" for block in decided)


def _from_documents(turn: Turn, quotes: Quotes) -> list[Block]:
    match turn.found:
        case Status.OUT_OF_SCOPE:
            return [] if turn.first else _outside(turn)  # where to turn in danger is all that is said
        case Status.NOT_COVERED:
            return _not_covered(turn, quotes)
        case _ if turn.decisions:
            before = "meanwhile" if turn.ask else "besides"
            return [Block.of("note", say("answers", before)), *_passage(turn, quotes, _by_authority(turn)[0], 1)]
        case _:
            return _answered(turn, quotes)


def _answered(turn: Turn, quotes: Quotes) -> list[Block]:
    lead, *others = _by_authority(turn)
    blocks = _passage(turn, quotes, lead, POINTS)
    for other in others[:ALSO]:
        blocks += _passage(turn, quotes, other, 1)
    return blocks


def _passage(turn: Turn, quotes: Quotes, passage: Passage, most: int) -> list[Block]:
    """Our sentence for each point that the question is about, then the words themselves."""
    hits = _telling(turn, passage)[:most]
    words = quotes.of(passage, hits)
    said = [_sentence(turn, quotes, hit.at, hit.point) for hit in hits if hit.point is not None]
    return [*(said or [_plainly(turn, passage)]), *words]


def _sentence(turn: Turn, quotes: Quotes, at: str, number: int) -> Block:
    point = turn.holdings.points[at][number]
    return Block.of("answer", point.say, quotes.number(at, point.quote))


def _plainly(turn: Turn, passage: Passage) -> Block:
    source = turn.holdings.sources[passage.document]
    return Block.of("note", say("answers", "passage", document=source.short, section=passage.heading))


def _telling(turn: Turn, passage: Passage) -> list[Hit]:
    """The hits that say what the question asks: first one that holds the kind of thing it wants, then the best, then those
    close behind it that say something else."""
    best = passage.hits[0].score
    fits = [(_fit(turn, hit), hit) for hit in passage.hits if hit.score >= FITS * best]
    fitting = [hit for how_well, hit in sorted(fits, key=lambda pair: -pair[0]) if how_well]
    close = [hit for hit in passage.hits if hit.score >= CLOSE * best]
    if not fitting and all(hit.point is None for hit in close):
        close += [hit for hit in passage.hits if hit.point is not None and hit.score >= SAYS * best][:1]
    return _distinct([*fitting[:1], *close])


def _fit(turn: Turn, hit: Hit) -> int:
    """How well the point holds the kind of thing that the question wants: a time where it asks "how long"."""
    return fit(turn.findings.mended, turn.holdings.points[hit.at][hit.point].quote) if hit.point is not None else 0


def _distinct(hits: Iterable[Hit]) -> list[Hit]:
    kept: dict[tuple[str, int | None], Hit] = {}
    for hit in hits:
        kept.setdefault((hit.at, hit.point), hit)
    return list(kept.values())


def _by_authority(turn: Turn) -> list[Passage]:
    """The best passage and those close behind it; among them one of the document that is named leads, then the higher
    authority."""
    passages, asked = turn.findings.passages, " ".join(clause.text for clause in clauses_of(turn.message) if clause.asks)
    sources = turn.holdings.sources
    named = _named(turn, asked) or _named(turn, turn.message)

    def is_close(passage: Passage) -> bool:
        return passage.score >= (NAMED if passage.document in named else NEAR) * passages[0].score

    close = [passage for passage in passages if is_close(passage)]
    return sorted(close, key=lambda one: (one.document not in named, sources[one.document].authority, -one.score))


def _named(turn: Turn, text: str) -> set[str]:
    """The documents found that a text names: of "the leaflet says so, does the policy?" the question asks of the policy."""
    documents = {one.document for one in turn.findings.passages}
    return {one for one in documents if turn.holdings.sources[one].short.lower() in text.lower()}


def _outside(turn: Turn) -> list[Block]:
    matter = turn.findings.unanswered.matter if turn.findings.unanswered else ""
    return [Block.of("note", say("answers", "outside", matter=matter)), Block.of("note", say("answers", "inside"))]


def _not_covered(turn: Turn, quotes: Quotes) -> list[Block]:
    """That it is not said, the nearest thing that is, and whom to ask."""
    unanswered, passages = turn.findings.unanswered, turn.findings.passages
    blocks = [Block.of("note", _what_is_not_said(unanswered))]
    nearest = (unanswered.nearest if unanswered else None) or (passages[0].hits[0].at if passages else None)
    if nearest is None:
        return [*blocks, Block.of("note", say("answers", "no_contact"))]
    words = quotes.around(nearest)
    return [*blocks, Block.of("note", say("answers", "nearest")), *words, Block.of("note", _who_to_ask(turn, nearest))]


def _what_is_not_said(unanswered: Unanswered | None) -> str:
    return say("answers", "silent", matter=unanswered.matter) if unanswered else say("answers", "nothing_found")


def _who_to_ask(turn: Turn, nearest: str) -> str:
    unanswered, contact = turn.findings.unanswered, turn.holdings.contact_for(nearest)
    if unanswered and unanswered.who:
        return say("answers", "ask", who=unanswered.who)
    return say("answers", "ask", who=contact.who) if contact else say("answers", "no_contact")
