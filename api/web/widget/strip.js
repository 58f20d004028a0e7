// The fact strip: what was understood as chips, each with the words it came from; fixed or removed, the answer is made again.

import { button, freshId, make } from "./dom.js";
import { questionForm } from "./question.js";
import { fill, words } from "./words.js";

const said = words.strip;
const TAKEN = "taken as so"; // what a decision says of a fact that nobody gave

/** The strip of an answer, or null where nothing was understood. `correct` hears {fact: value}. */
export function stripOf(answer, facts, correct) {
  const chips = chipsOf(answer, facts);
  if (!chips.length) return null;
  const heading = freshId("understood");
  const strip = make("section", { class: "strip", "aria-labelledby": heading });
  const list = make("ul", { class: "chips" }, chips.map((chip) => chipOf(chip, strip, facts, correct)));
  strip.append(make("h5", { id: heading }, said.heading), list);
  return strip;
}

function chipsOf(answer, facts) {
  const used = Object.assign({}, ...answer.decisions.map((one) => one.facts_used));
  const given = answer.case.map(({ fact, value, said: from }) => ({
    fact,
    label: facts.label(fact, value, used[fact]?.label),
    from: from === "given" ? said.given : fill(said.said, { said: from }),
  }));
  const presumed = Object.entries(used).filter(([, one]) => one.said === TAKEN);
  return [...given, ...presumed.map(([fact, one]) => ({ fact, label: one.label[0].toUpperCase() + one.label.slice(1), from: said.presumed, presumed: true }))];
}

function chipOf(chip, strip, facts, correct) {
  const what = make("span", { class: "what" }, chip.label);
  const from = make("span", { class: "from" }, chip.from);
  const change = facts.asked(chip.fact)
    ? button([what, " ", from], () => edit(chip, change, strip, facts, correct), { class: "change", "aria-expanded": "false" })
    : make("span", { class: "change" }, what, " ", from);
  if (change.tagName === "BUTTON") change.setAttribute("aria-description", fill(said.change, { what: "" }).replace(/[:\s]+$/, ""));
  const remove = chip.presumed
    ? null
    : button("×", () => correct({ [chip.fact]: null }), { class: "remove", "aria-label": fill(said.remove, { what: chip.label }) });
  return make("li", { class: chip.presumed ? "chip presumed" : "chip" }, change, remove);
}

/** The question of a fact, asked again under the chips. */
function edit(chip, change, strip, facts, correct) {
  const open = change.getAttribute("aria-expanded") === "true";
  close(strip);
  if (open) return;
  change.setAttribute("aria-expanded", "true");
  const back = () => (close(strip), change.focus());
  const form = questionForm(facts.asked(chip.fact), {
    choose: (fact, value) => correct({ [fact]: value }),
    write: back,
    extra: [button(said.cancel, back, { class: "quiet" })],
  });
  form.addEventListener("keydown", (event) => event.key === "Escape" && (event.stopPropagation(), back()));
  strip.append(form);
  form.querySelector("button, select, input").focus();
}

function close(strip) {
  strip.querySelector("form")?.remove();
  for (const one of strip.querySelectorAll("[aria-expanded=true]")) one.setAttribute("aria-expanded", "false");
}
