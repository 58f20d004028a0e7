// An answer's blocks as elements: the answer and our notes first, then the words of the documents, each with its markers.

import { button, make } from "./dom.js";
import { fill, words } from "./words.js";

const QUOTED = ["quote", "item"];

/** {lead, quotes}: elements for what we say and for what the documents say. `open` is called with a marker and its citation. */
export function blocksOf(answer, open) {
  const draw = drawing(answer, open);
  const ours = answer.blocks.filter((block) => !QUOTED.includes(block.kind) && !asks(block, answer.ask));
  return {
    lead: ours.flatMap((block) => [overOf(block, answer), draw.line("p", block, block.kind === "answer" ? "lead" : "note")]).filter(Boolean),
    quotes: quotesOf(answer.blocks.filter((block) => QUOTED.includes(block.kind)), draw),
  };
}

function overOf(block, answer) {
  const question = questionOver(block, answer);
  return question && make("p", { class: "over" }, question);
}

/** The question that an outcome answers, where there are several: "Yes." and "Not yet." alone would contradict. Else "". */
export function questionOver(block, answer) {
  if (block.kind !== "answer" || answer.blocks.filter((one) => one.kind === "answer").length < 2) return "";
  const said = block.runs.map((run) => run.text).join(" ");
  return answer.decisions.find((one) => one.kind !== "ask" && one.words === said)?.question ?? "";
}

/** The question has its buttons: the sentence that repeats it is left out. */
const asks = (block, ask) => ask && block.kind === "note" && block.runs.some((run) => run.text.includes(ask.question));

function quotesOf(blocks, draw) {
  const made = [];
  let list = null;
  for (const block of blocks) {
    if (block.kind === "quote") {
      list = null;
      made.push(make("blockquote", {}, draw.line("p", block)));
    } else {
      if (!list) (made.at(-1) ?? made[made.push(make("blockquote")) - 1]).append((list = make("ul")));
      list.append(make("li", {}, draw.line("p", block)));
    }
  }
  return made;
}

function drawing(answer, open) {
  const cited = new Map(answer.citations.map((one) => [one.n, one]));
  const marker = (n) => {
    const name = fill(words.source, { n, heading: cited.get(n).heading || cited.get(n).title });
    const made = button(String(n), () => open(made, cited.get(n)), { class: "marker", "aria-label": name, "aria-expanded": "false" });
    return made;
  };
  const run = ({ text, citations }) => [text, ...citations.filter((n) => cited.has(n)).map(marker), " "];
  return { line: (name, block, kind = "") => make(name, { class: `line ${kind}`.trim() }, block.runs.flatMap(run)) };
}
