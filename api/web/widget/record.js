// The record for the case file: a dated note of one answer, to copy, print or download, and to run again.

import { button, freshId, make } from "./dom.js";
import { sentenceOf } from "./problem.js";
import { copied, download, print } from "./saving.js";
import { dayOf, fill, words } from "./words.js";

const said = words.record;

/** The button that opens the record under itself; returns [button, place]. */
export function recordOf(answer, service, announce) {
  const place = make("div", { class: "record-place" });
  const opener = button(said.button, () => toggle(), { class: "choice", "aria-expanded": "false" });
  const close = () => {
    place.replaceChildren();
    opener.setAttribute("aria-expanded", "false");
    opener.focus();
  };
  const toggle = async () => {
    if (place.firstChild) return close();
    opener.setAttribute("aria-expanded", "true");
    place.replaceChildren(make("p", { class: "soft" }, said.loading));
    place.replaceChildren(await viewOf(answer, service, announce, close));
    place.firstChild.focus();
  };
  return [opener, place];
}

async function viewOf(answer, service, announce, close) {
  try {
    return view(await service.get(`/answers/${answer.id}/record`), answer, service, announce, close);
  } catch (error) {
    return make("p", { class: "problem", tabindex: "-1" }, fill(said.failed, { why: sentenceOf(error) }));
  }
}

function view(record, answer, service, announce, close) {
  const heading = freshId("record");
  const sheet = make("article", { class: "sheet" }, sheetOf(record, heading));
  const name = fill(said.name, { id: answer.id.slice(0, 8) });
  const result = make("p", { class: "soft", hidden: true });
  const tell = (text) => announce((result.textContent = ((result.hidden = false), text)));
  const tools = make(
    "p",
    { class: "row" },
    button(said.copy, async () => announce((await copied(record.text, record.html)) ? words.said.copied : words.said.notCopied), { class: "choice" }),
    button(said.print, () => print(said.heading, sheet), { class: "choice" }),
    button(said.download, () => (download(name, record.text), announce(words.said.saved)), { class: "choice" }),
    button(said.again, () => again(answer, service, tell), { class: "choice" }),
    button(said.close, close, { class: "quiet" }),
  );
  const made = make("section", { class: "record", tabindex: "-1", "aria-labelledby": heading }, sheet, tools, result);
  made.addEventListener("keydown", (event) => event.key === "Escape" && (event.stopPropagation(), close()));
  return made;
}

async function again(answer, service, tell) {
  try {
    const { same } = await service.get(`/answers/${answer.id}/rerun`);
    tell(same ? said.same : said.differs);
  } catch (error) {
    tell(sentenceOf(error));
  }
}

function sheetOf(record, heading) {
  const entry = (name, ...inside) => (inside.flat().length ? [make("dt", {}, name), ...inside.flat().map((one) => make("dd", {}, one))] : []);
  const versions = Object.entries(record.versions ?? {}).filter(([, value]) => value).map(([name, value]) => `${name} ${value}`).join(", ");
  return [
    make("h5", { id: heading }, said.heading),
    make("p", {}, make("strong", {}, record.disclaimer ?? said.disclaimer)),
    make(
      "dl",
      {},
      entry(said.asked, dayOf(record.asked_on)),
      entry(said.asAt, dayOf(record.as_at)),
      entry(said.earlier, record.earlier ?? []),
      entry(said.question, record.question),
      entry(said.facts, record.facts.map(factOf)),
      entry(said.outcome, record.outcome),
      entry(said.reasons, record.reasons),
      entry(said.open, record.to_find || []),
      entry(said.paragraphs, record.paragraphs.map(paragraphOf)),
      entry(said.notices, record.notices.map((one) => one.text ?? one)),
      entry(said.id, record.answer_id),
      entry(said.versions, versions),
    ),
  ];
}

const factOf = (one) => `${one.label}${one.said ? ` (“${one.said}”)` : ""}`;

function paragraphOf(one) {
  const edition = one.edition ? fill(said.edition, { edition: dayOf(one.edition) || one.edition }) : words.passage.noEdition;
  return make("div", {}, `[${one.n}] ${one.title}, ${edition}, ${one.heading || one.paragraph}`, make("blockquote", {}, one.quote));
}
