// A question for one fact: its answers as buttons, "I don't know" among them, and why it is asked.

import { button, freshId, make } from "./dom.js";
import { fill, words } from "./words.js";

const MOST_BUTTONS = 7; // more answers than that are a list to choose from
const said = words.question;

/**
 * A form. `asked` is {fact, type, question, help, options: [{value, label}]}; `choose` hears the value.
 * `why`: paragraphs that say why it is asked. `write`: takes the person to the box, for what no button can say.
 */
export function questionForm(asked, { why = [], choose, write, extra = [] }) {
  const heading = freshId("asked");
  const form = make("form", { class: "asked", "aria-labelledby": heading, onsubmit: (event) => event.preventDefault() });
  const pick = (value) => choose(asked.fact, value);
  form.append(
    make("p", { class: "asking", id: heading }, asked.question),
    asked.help ? make("p", { class: "soft" }, asked.help) : "",
    make("div", { class: "answers" }, answersOf(asked, form, pick, write), button(said.unknown, () => pick("unknown"), { class: "choice" }), extra),
  );
  if (why.length) form.append(make("details", {}, make("summary", {}, said.why), why.map((one) => make("p", {}, one))));
  return form;
}

/** Why an answer asks: what it can change, and who can find out. */
export function whyOf(answer) {
  const asking = answer.decisions.filter((one) => one.ask?.fact === answer.ask.fact || one.missing.some((fact) => fact.fact === answer.ask.fact));
  const who = asking.flatMap((one) => one.missing).find((one) => one.fact === answer.ask.fact)?.finds_out;
  return [...asking.map((one) => fill(said.decides, { question: one.question })), ...(who ? [fill(said.finds, { who })] : [])];
}

/** The question of an answer with its type and the values of its options. */
export function askedIn(answer, facts) {
  const told = answer.decisions.map((one) => one.ask).find((ask) => ask?.fact === answer.ask.fact);
  return told ?? { ...facts.asked(answer.ask.fact), ...answer.ask, options: optionsOf(answer.ask, facts) };
}

function optionsOf(ask, facts) {
  const known = facts.asked(ask.fact)?.options ?? [];
  return ask.options.map((label) => known.find((one) => one.label === label || one.value === label) ?? { value: label, label });
}

function answersOf(asked, form, pick, write) {
  const options = asked.options.filter((one) => one.value !== "unknown");
  if (options.length > MOST_BUTTONS) return chooser(options, form, pick);
  if (options.length) return options.map((one) => button(one.label, () => pick(one.value), { class: "choice" }));
  if (asked.type === "date") return typed({ type: "date", max: "9999-12-31" }, said.day, form, pick, String);
  if (asked.type === "number") return typed({ type: "number", min: "0" }, said.number, form, pick, Number);
  if (asked.type === "yes_no") return ["yes", "no"].map((value) => button(words.strip[value], () => pick(value), { class: "choice" }));
  return [make("span", { class: "soft" }, said.own), button(said.write, write, { class: "choice" })];
}

function chooser(options, form, pick) {
  const id = freshId("choose");
  const select = make("select", { id, class: "box" }, options.map((one) => make("option", { value: one.value }, one.label)));
  form.addEventListener("submit", () => pick(select.value));
  return [make("label", { for: id }, words.strip.choose), select, make("button", { class: "choice" }, words.strip.use)];
}

function typed(given, label, form, pick, read) {
  const id = freshId("typed");
  const input = make("input", { id, class: "box", required: true, ...given });
  form.addEventListener("submit", () => pick(read(input.value)));
  return [make("label", { for: id }, label), input, make("button", { class: "choice" }, words.strip.use)];
}
