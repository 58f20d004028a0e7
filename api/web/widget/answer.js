// One answer: what it says, why, what is asked next, the words, and what can be done with it.

import { blocksOf, questionOver } from "./blocks.js";
import { changesOf } from "./changes.js";
import { button, freshId, make } from "./dom.js";
import { feedbackForm } from "./feedback.js";
import { noticesOf } from "./notices.js";
import { Passages } from "./passages.js";
import { askedIn, questionForm, whyOf } from "./question.js";
import { recordOf } from "./record.js";
import { copied } from "./saving.js";
import { stripOf } from "./strip.js";
import { fill, words } from "./words.js";

const NO_RECORD = ["personal_data", "declined", "unavailable", "error"];

/** The parts of an answer, in the order they are read. `chat` gives service, facts, announce, correct, write and tell. */
export function answerOf(answer, question, chat) {
  const passages = new Passages(chat.service, (citation) => chat.tell("citation-open", { answer: answer.id, n: citation.n, paragraph: citation.paragraph }));
  const { lead, quotes } = blocksOf(answer, (marker, citation) => passages.toggle(marker, citation));
  const heading = make("h4", { class: `status ${answer.status}`, tabindex: "-1" }, words.statuses[answer.status] ?? answer.status);
  const parts = [...lead, becauseOf(answer, chat.facts), askOf(answer, chat), stripOf(answer, chat.facts, chat.correct), wordsOf(quotes)];
  return { heading, parts: [heading, ...parts, changesOf(answer, chat.service), noticesOf(answer), actionsOf(answer, question, chat)].filter(Boolean) };
}

/** The facts that decided it, as they were said; what was only taken as so stands among the chips. */
function becauseOf(answer, facts) {
  const used = Object.assign({}, ...answer.decisions.filter((one) => one.row).map((one) => one.facts_used));
  const given = answer.case.filter((one) => used[one.fact]);
  if (!given.length) return null;
  return make("p", { class: "because" }, make("strong", {}, words.because, ": "), given.map((one) => saidOf(one, used, facts)).join("; "), ".");
}

function saidOf({ fact, value, said }, used, facts) {
  const label = facts.label(fact, value, used[fact].label);
  return said === "given" ? label : fill(words.said_of, { label, said });
}

function askOf(answer, chat) {
  if (!answer.ask) return null;
  const choose = (fact, value) => chat.correct({ [fact]: value });
  return questionForm(askedIn(answer, chat.facts), { why: whyOf(answer), choose, write: chat.write });
}

function wordsOf(quotes) {
  if (!quotes.length) return null;
  const heading = freshId("words");
  return make("section", { class: "words", "aria-labelledby": heading }, make("h5", { id: heading }, words.wordsHeading), quotes);
}

function actionsOf(answer, question, chat) {
  const [opener, place] = NO_RECORD.includes(answer.status) ? [] : recordOf(answer, chat.service, chat.announce);
  const copy = button(words.copy, async () => chat.announce((await copyAnswer(answer, question, chat.service)) ? words.said.copied : words.said.notCopied), { class: "choice" });
  return make("div", { class: "actions", role: "group", "aria-label": words.actions }, make("p", { class: "row" }, opener, copy), place, feedbackForm(answer, chat.service, chat.announce));
}

function copyAnswer(answer, question, service) {
  return copied(asText(answer, question, service), asRichText(answer, question, service).outerHTML);
}

/** An exchange as plain text with its references. */
export function asText(answer, question, service) {
  const sources = answer.citations.map((one) => `[${one.n}] ${one.title}: ${one.heading || one.paragraph} (${service.page(one.url)})`);
  return [question, headed(answer), sources.length ? [words.sources, ...sources].join("\n") : "", ...answer.notices.map((one) => one.text)].filter(Boolean).join("\n\n");
}

/** The answer as text, each outcome under the question it answers. */
function headed(answer) {
  const over = (text, block) => {
    const asked = questionOver(block, answer);
    return asked ? text.replace(block.runs[0].text, (said) => `${asked}\n${said}`) : text;
  };
  return answer.blocks.reduce(over, answer.text);
}

function asRichText(answer, question, service) {
  const line = (block) => block.runs.map((run) => run.text + run.citations.map((n) => ` [${n}]`).join("")).join(" ");
  const tag = { quote: "blockquote", item: "blockquote", answer: "strong", note: "span" };
  const source = (one) => make("li", { value: one.n }, make("a", { href: new URL(service.page(one.url), location.href) }, `${one.title}: ${one.heading || one.paragraph}`));
  return make(
    "div",
    {},
    make("p", {}, question),
    answer.blocks.flatMap((block) => [make("p", {}, questionOver(block, answer)), make("p", {}, make(tag[block.kind], {}, line(block)))]).filter((one) => one.textContent),
    make("ol", {}, answer.citations.map(source)),
    answer.notices.map((one) => make("p", {}, one.text)),
  );
}
