"""`python -m eval.adapting`: learns corpus/adapter.npz, which adapts the embedding model to how staff ask and tell.

What it learns from is what ingest learns from (corpus/said, corpus/topics.yaml): a text should lie near others that tell the
same value of the same fact, or ask for the same topic, and far from those that tell the opposite in much the same words. Only
small matrices beside the model's weights are learnt (LoRA), so that it forgets little of what it knew. Some ten minutes of two
cores; done again when many sayings are new. A saying that is added counts at the next ingest without it.
`--go-on` is for a few hundred new lines: half the time, from what was learnt before.
docs/decisions/0009-listening.md holds what it gains, measured on sayings that it had not seen.
"""

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from eval.listening import listened, put_aside
from ingest.adapter import FILE, read_adapter, write_adapter
from ingest.corpus import read_corpus
from ingest.embeddings import OnnxEmbeddings, prepared, published
from ingest.said import ANSWERS, NOT_TOLD, Sayings, load_sayings
from ingest.topics import Examples, load_examples

RANK, STRENGTH = 16, 2  # of the matrices; what they are multiplied by
LAYERS = ("query", "key", "value", "dense")
ROUNDS, TOGETHER, SORTED = 2, 32, 20  # times through everything; texts in a step; steps whose texts are sorted by length
LONGEST = 128  # tokens of a text that are learnt from: a whole message is as long, a way of telling a fifth of it
RATE, HEADS_RATE, WARM_UP = 1e-3, 5e-3, 0.06
SHARPNESS, SMOOTHING = 8.0, 0.1  # of the classes: unit vectors make flat ones; no class is wholly certain
OTHERS = 1500  # texts that tell no fact
TWO, MISTYPED = 0.2, 0.25  # how many are told together with another thing; how many are mistyped
JOINTS = (", ", " and ", ". ", " - ", " ")
ANSWER_COUNTS = 0.5  # how much telling yes from no counts, beside telling every value from every other


@dataclass(frozen=True, slots=True)
class Lesson:
    """A text and what it means: the place of its value or of its topic among the classes.

    answer  the place of yes, no or open, for a fact that is one or the other
    """

    text: str
    value: int | None = None
    answer: int | None = None
    topic: int | None = None
    weight: float = 1.0


def lessons_of(sayings: Sayings, examples: Examples, chance: random.Random) -> tuple[list[Lesson], int]:
    """Everything that is learnt from, and how many classes of values there are; the last is everything else."""
    lessons, classes = list[Lesson](), 0
    for record in sayings.records:
        plain = set(record.said) <= set(ANSWERS)
        for value, texts in [*record.said.items(), (NOT_TOLD, record.not_said)]:
            answer = ANSWERS.index(value) if plain else None
            lessons += [Lesson(text, classes, answer) for text in texts]
            classes += 1
    others = list(sayings.elsewhere)
    chance.shuffle(others)
    lessons += [Lesson(text, classes) for text in others[:OTHERS]]
    asked = zip(examples.texts, examples.meant, examples.weights, strict=True)
    lessons += [Lesson(text, topic=topic, weight=weight) for text, topic, weight in asked]
    return lessons, classes + 1


def batches(lessons: Sequence[Lesson], chance: random.Random) -> list[list[Lesson]]:
    """All of them, in steps of like length: a short text beside a long one costs as much as a long one."""
    mixed = list(lessons)
    chance.shuffle(mixed)
    several = TOGETHER * SORTED
    runs = [sorted(mixed[at : at + several], key=lambda one: len(one.text)) for at in range(0, len(mixed), several)]
    found = [run[at : at + TOGETHER] for run in runs for at in range(0, len(run), TOGETHER)]
    chance.shuffle(found)
    return found


def mistyped(text: str, chance: random.Random) -> str:
    """The text with one letter of it left out, doubled or swapped with the next, as fingers do; never at either end."""
    inner = [at for at in range(1, len(text) - 2) if text[at : at + 2].isalpha()]
    if not inner:
        return text
    at = chance.choice(inner)
    slip = chance.choice(("", text[at] * 2, text[at + 1] + text[at]))
    return text[:at] + slip + text[at + (2 if len(slip) == 2 and slip[0] != slip[1] else 1) :]


class Adapting:
    """The model while it learns."""

    def __init__(self, source: Path, values: int, topics: int) -> None:
        import torch  # noqa: PLC0415 - seconds to import
        from peft import LoraConfig, get_peft_model  # noqa: PLC0415
        from transformers import AutoModel, AutoTokenizer  # noqa: PLC0415

        torch.manual_seed(0)
        self.torch, self.tokenizer = torch, AutoTokenizer.from_pretrained(source)
        plan = LoraConfig(r=RANK, lora_alpha=STRENGTH * RANK, target_modules=list(LAYERS), bias="none")
        self.model: Any = get_peft_model(AutoModel.from_pretrained(source), plan)
        size = self.model.config.hidden_size
        self.heads = torch.nn.ModuleDict({
            name: torch.nn.Linear(size, classes)
            for name, classes in (("value", values), ("answer", len(ANSWERS)), ("topic", topics))
        })  # fmt: skip

    def vectors(self, texts: Sequence[str]) -> Any:
        """A unit vector a text, as the finished model gives it."""
        tokens = self.tokenizer(list(texts), padding=True, truncation=True, max_length=LONGEST, return_tensors="pt")
        states, seen = self.model(**tokens).last_hidden_state, tokens["attention_mask"].unsqueeze(-1).float()
        return self.torch.nn.functional.normalize((states * seen).sum(1) / seen.sum(1), dim=1)

    def learn(self, lessons: Sequence[Lesson], chance: random.Random, rounds: int) -> Iterator[tuple[int, int, float]]:
        """Goes through the lessons; yields the step, of how many, and how far off it was."""
        own = [weight for weight in self.model.parameters() if weight.requires_grad]
        rates = [{"params": own, "lr": RATE}, {"params": list(self.heads.parameters()), "lr": HEADS_RATE}]
        optimiser = self.torch.optim.AdamW(rates, weight_decay=0.01)
        steps = list(chain.from_iterable(batches(lessons, chance) for _ in range(rounds)))
        slope = lambda step: min(1.0, (step + 1) / (WARM_UP * len(steps))) * (1 - step / len(steps))  # noqa: E731
        schedule = self.torch.optim.lr_scheduler.LambdaLR(optimiser, slope)
        told = [lesson for lesson in lessons if lesson.value is not None]
        self.model.train()
        for step, batch in enumerate(steps):
            off = self._off(batch, told, chance)
            optimiser.zero_grad()
            off.backward()
            self.torch.nn.utils.clip_grad_norm_(own, 1.0)
            optimiser.step()
            schedule.step()
            yield step + 1, len(steps), off.item()

    def _off(self, batch: Sequence[Lesson], told: Sequence[Lesson], chance: random.Random) -> Any:
        """The loss of a step. A text told together with another means both, and neither's yes or no."""
        beside = [chance.choice(told) if one.value is not None and chance.random() < TWO else None for one in batch]
        found = self.vectors([_written(one, other, chance) for one, other in zip(batch, beside, strict=True)])
        pairs = list(zip(batch, beside, strict=True))
        meant = {
            "value": [one.value for one in batch],
            "topic": [one.topic for one in batch],
            "answer": [None if other else one.answer for one, other in pairs],
        }
        also = [other.value if other else one.value for one, other in pairs]
        weights = [one.weight for one in batch]
        off = (self._missed(found, "value", meant["value"], weights) + self._missed(found, "value", also, weights)) / 2
        off = off + ANSWER_COUNTS * self._missed(found, "answer", meant["answer"], weights)
        return off + self._missed(found, "topic", meant["topic"], weights)

    def _missed(self, found: Any, head: str, meant: Sequence[int | None], weights: Sequence[float]) -> Any:
        """How far off a head is, over those texts of the batch that it is for."""
        at = [place for place, one in enumerate(meant) if one is not None]
        if not at:
            return found.sum() * 0
        scores = self.heads[head](found[at]) * SHARPNESS
        wanted = self.torch.tensor([meant[place] for place in at])
        off = self.torch.nn.functional.cross_entropy(scores, wanted, reduction="none", label_smoothing=SMOOTHING)
        return (off * self.torch.tensor([weights[place] for place in at])).sum() / len(meant)

    def go_on_from(self, path: Path) -> None:
        """Begins with the matrices that were kept; raises IngestError for another file."""
        kept = read_adapter(path)
        for name, pair in self._matrices():
            for weight, half, scale in zip(pair, kept[name], (1, STRENGTH), strict=True):
                weight.data = self.torch.from_numpy(half) / scale

    def write(self, path: Path) -> None:
        """Keeps the matrices under the names of the model's own layers."""
        layers = {name: [weight.detach().numpy() for weight in pair] for name, pair in self._matrices()}
        write_adapter(path, {name: (down, up * STRENGTH) for name, (down, up) in layers.items()})

    def _matrices(self) -> Iterator[tuple[str, list[Any]]]:
        """Each layer's name with its two weights, down and up."""
        for name, layer in self.model.base_model.model.named_modules():
            if hasattr(layer, "lora_A"):
                yield name, [getattr(layer, half)["default"].weight for half in ("lora_A", "lora_B")]


def _written(one: Lesson, other: Lesson | None, chance: random.Random) -> str:
    text = mistyped(one.text, chance) if chance.random() < MISTYPED else one.text
    both = [text, other.text] if other else [text]
    chance.shuffle(both)
    return chance.choice(JOINTS).join(both)


def main() -> None:
    """Learns, telling how far it is."""
    parser = argparse.ArgumentParser(prog="python -m eval.adapting", description=__doc__)
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--into", type=Path, help="the file that is written (adapter.npz of the corpus)")
    parser.add_argument("--go-on", action="store_true", help="begin with the adapter of the corpus, and go through once")
    parser.add_argument("--hold", action="store_true", help="put every fifth saying aside and print how they are heard")
    chosen = parser.parse_args()
    _, known, _ = read_corpus(chosen.corpus, lambda done, total: None)
    examples = load_examples(chosen.corpus, known.silences)
    sayings = load_sayings(chosen.corpus, examples.texts)
    if chosen.hold:
        print("\n".join(_compared(sayings, examples)))
    else:
        before = chosen.corpus / FILE if chosen.go_on else None
        _adapted(sayings, examples, before).write(chosen.into or chosen.corpus / FILE)


def _adapted(sayings: Sayings, examples: Examples, before: Path | None = None) -> Adapting:
    chance = random.Random(0)  # noqa: S311 - the same lessons in the same order
    lessons, values = lessons_of(sayings, examples, chance)
    adapting = Adapting(published()["config.json"].parent, values, len(examples.topics))
    if before:
        adapting.go_on_from(before)
    for step, steps, off in adapting.learn(lessons, chance, 1 if before else ROUNDS):
        if step % 50 == 0 or step == steps:
            print(f"step {step} of {steps}, off by {off:.2f}", file=sys.stderr, flush=True)
    return adapting


def _compared(sayings: Sayings, examples: Examples) -> Iterator[str]:
    """How what was put aside is heard with the model as published, and adapted to the others."""
    kept, aside = put_aside(sayings)
    with TemporaryDirectory() as folder:
        adapter = Path(folder) / FILE
        _adapted(kept, examples).write(adapter)
        for name, added in (("as published", None), ("adapted", adapter)):
            model = OnnxEmbeddings(prepared(Path(folder), adapter=added), threads=2)
            for at in listened(kept, aside, model.vectors):
                yield f"{name}, at {at.level}: right {at.right}, wrong {at.wrong}, near {at.near}, elsewhere {at.elsewhere}"


if __name__ == "__main__":
    main()
