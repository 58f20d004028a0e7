"""Which question each outcome answers, where one message asked several: "Yes." and "Not yet." alone would contradict."""

from assistant.model import Answer, Block


def question_over(block: Block, answer: Answer) -> str:
    """The table's question that this block answers; "" where it is the only answer, or answers from the documents."""
    if block.kind != "answer" or sum(one.kind == "answer" for one in answer.blocks) < 2:
        return ""
    words = " ".join(run.text for run in block.runs)
    return next((one["question"] for one in answer.decisions if one["kind"] != "ask" and one["words"] == words), "")


def headed_text(answer: Answer) -> str:
    """The answer as text, each outcome under its question."""
    text = answer.text
    for block in answer.blocks:
        if question := question_over(block, answer):
            words = block.runs[0].text
            text = text.replace(words, f"{question}\n{words}", 1)
    return text
