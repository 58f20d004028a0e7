// What would change the answer: each single fact that flips an outcome, in words.

import { make } from "./dom.js";
import { sentenceOf } from "./problem.js";
import { fill, words } from "./words.js";

const said = words.changes;
const NAMED = 3; // values named in one line; the others are counted

/** A part that opens, or null where nothing would change it. */
export function changesOf(answer, service) {
  const decisions = answer.decisions.filter((one) => one.would_change.length);
  if (!decisions.length) return null;
  const inside = make("div", {}, make("p", { class: "soft" }, said.loading));
  const part = make("details", { class: "changes" }, make("summary", {}, said.heading), inside);
  part.addEventListener("toggle", () => part.open && !inside.dataset.filled && filled(inside, decisions, service));
  return part;
}

async function filled(inside, decisions, service) {
  inside.dataset.filled = "yes";
  try {
    const tables = await Promise.all(decisions.map((one) => service.get(`/tables/${one.table}`)));
    inside.replaceChildren(...decisions.flatMap((one, n) => drawn(one, tables[n], decisions.length > 1)));
  } catch (error) {
    delete inside.dataset.filled;
    inside.replaceChildren(make("p", { class: "problem" }, fill(said.failed, { why: sentenceOf(error) })));
  }
}

function drawn(decision, table, titled) {
  const list = make("ul", {}, decision.would_change.map((change) => make("li", {}, ...sentence(change, decision, table))));
  return titled ? [make("h6", {}, decision.question), list] : [list];
}

function sentence(change, decision, table) {
  const fact = table.facts.find((one) => one.fact === change.fact);
  const label = (value) => fact?.options.find((one) => one.value === value)?.label ?? plain(value);
  const was = decision.facts_used[change.fact]?.label ?? label(change.was);
  const outcome = said.outcomes[change.outcome] ?? table.outcomes.find((one) => one.outcome === change.outcome)?.words ?? plain(change.outcome);
  return [
    make("span", { class: "soft" }, fact?.question ?? plain(change.fact), " "),
    make("strong", {}, named(change.to.map(label))),
    make("span", { class: "soft" }, " ", fill(said.now, { was })),
    make("span", { class: "then" }, outcome),
  ];
}

function named(labels) {
  if (labels.length <= NAMED + 1) return labels.join(said.or);
  return labels.slice(0, NAMED).join(said.comma) + fill(said.others, { n: labels.length - NAMED });
}

const plain = (value) => String(value).replaceAll("_", " ");
