// The whole widget on screen, and what happens in it.

import { asText } from "./answer.js";
import { Conversation } from "./conversation.js";
import { button, freshId, make } from "./dom.js";
import { Facts } from "./facts.js";
import { firstPanel } from "./first.js";
import { QuestionBox } from "./form.js";
import { keptId } from "./kept.js";
import { download } from "./saving.js";
import { Service, stopped } from "./service.js";
import { Turn } from "./turn.js";
import { dayOf, fill, words } from "./words.js";

const AIR = 8; // pixels above a turn that has come to the top

export class Chat {
  /** `settings`: api, token, topic, patience. `tell` hears the name and detail of an event; `close` is for a panel. */
  constructor(settings, tell, close) {
    this.tell = tell;
    this.topic = settings.topic;
    this.service = new Service(settings.api, settings.token);
    this.facts = new Facts(this.service);
    this.conversation = new Conversation(this.service, keptId(settings.api), settings.patience);
    this.running = null;
    this.announce = (text) => (this.status.textContent = text);
    this.correct = (facts) => this.corrected(facts);
    this.write = () => this.box.focus();
    this.element = this.#made(close);
    this.#begin();
  }

  #made(close) {
    const heading = freshId("aftercare");
    this.status = make("p", { role: "status", class: "said" });
    this.transcript = make("div", { class: "transcript", role: "region", tabindex: "0", "aria-label": words.conversation });
    this.box = new QuestionBox({
      ask: (question, asAt) => this.ask(question, asAt),
      stop: () => this.stop(),
      touched: () => this.#prepare(),
      announce: this.announce,
    });
    const tools = make(
      "div",
      { class: "tools", role: "group", "aria-label": words.tools },
      button(words.fresh, () => this.fresh(), { class: "quiet" }),
      button(words.export, () => this.exported(), { class: "quiet" }),
      close && button(words.close, close, { class: "quiet" }),
    );
    const title = make("div", {}, make("h2", { id: heading }, words.title), make("p", { class: "soft" }, words.under));
    const head = make("div", { class: "head" }, title, tools);
    const made = make("section", { class: "chat", lang: words.lang, "aria-labelledby": heading }, head, this.transcript, this.status, this.box.element);
    made.addEventListener("keydown", (event) => event.key === "Escape" && this.#escape(event, close));
    return made;
  }

  #escape(event, close) {
    event.stopPropagation();
    if (this.running) this.stop();
    else close?.();
  }

  /** Where the tab has a conversation it is shown again; else the first panel. */
  async #begin() {
    if (!this.conversation.id) return this.#first();
    this.transcript.replaceChildren(make("p", { class: "working" }, words.resuming));
    const exchanges = await this.conversation.unseen().catch(() => []);
    if (!exchanges.length) return this.fresh({ quiet: true });
    await this.facts.ready();
    this.transcript.replaceChildren();
    for (const exchange of exchanges) this.#recall(exchange);
  }

  #first() {
    this.transcript.replaceChildren(firstPanel(this.topic, (example) => (this.box.put(example), this.box.focus())));
  }

  /** What the first question will need is fetched when somebody is about to ask. */
  #prepare() {
    this.facts.ready();
    this.conversation.start().catch(() => {});
  }

  /** Asks, and shows what comes of it. */
  ask(question, asAt) {
    const turn = new Turn(question, { asAt });
    const given = { asAt, onStage: (name) => this.#staged(turn, name) };
    return this.#run(turn, question, (signal) => this.conversation.ask(question, { ...given, signal }));
  }

  /** Corrects the case; the last question is answered again. */
  corrected(facts) {
    const turn = new Turn(this.#given(facts), { label: words.again });
    return this.#run(turn, "", (signal) => this.conversation.correct(facts, { signal }), "correct");
  }

  /** Facts that were given by hand, in words. */
  #given(facts) {
    const said = ([fact, value]) => (value === null ? fill(words.takenBack, { what: this.facts.name(fact) }) : this.facts.label(fact, value));
    return Object.entries(facts).map(said).join("; ");
  }

  async #run(turn, question, work, stage = "waiting") {
    if (this.running) return;
    this.running = new AbortController();
    this.box.wait(true);
    this.#add(turn, stage);
    try {
      const answer = await work(this.running.signal);
      await this.facts.ready();
      this.#answered(turn, answer, question);
    } catch (error) {
      this.#failed(turn, error, question, () => this.#run(turn, question, work, stage));
    } finally {
      this.running = null;
      this.box.wait(false);
    }
  }

  #add(turn, stage) {
    this.transcript.querySelector(".first")?.remove();
    turn.stage(stage);
    this.transcript.append(turn.element);
    this.#toTop(turn.element);
  }

  #staged(turn, name) {
    if (name === "accepted") this.announce(words.said.accepted);
    else turn.stage(name);
    if (name === "retrieve") this.announce(words.said.searching);
  }

  #answered(turn, answer, question) {
    const inOurForm = this.#inForm();
    const heading = turn.show(answer, this);
    if (answer.status === "personal_data") this.box.offer(question);
    if (inOurForm) heading.focus({ preventScroll: true });
    this.#toTop(turn.element);
    this.announce(readySentence(answer));
    this.tell("answer", { id: answer.id, status: answer.status });
  }

  #failed(turn, error, question, retry) {
    if (stopped(error)) {
      turn.element.remove();
      this.box.offer(question);
      if (!this.transcript.firstChild) this.#first();
      return this.announce(words.said.stopped);
    }
    const sentence = turn.fail(error, () => this.#retried(question, retry));
    this.box.offer(question);
    this.announce(sentence);
    this.tell("error", { status: error.status ?? 0, type: error.type ?? error.constructor.name });
  }

  /** The question goes again; it leaves the box if it is still there as it was. */
  #retried(question, retry) {
    if (this.box.box.value === question) this.box.put("");
    this.box.focus();
    return retry();
  }

  /** The focus is in one of our forms, and nobody has begun to type the next question there. */
  #inForm() {
    return Boolean(this.element.getRootNode().activeElement?.closest("form")) && !this.box.box.value;
  }

  /** The turn's beginning comes to the top: of the transcript, or of the page where all scrolls as one. */
  #toTop(element) {
    if (getComputedStyle(this.transcript).overflowY !== "auto") return element.scrollIntoView();
    this.transcript.scrollTop += element.getBoundingClientRect().top - this.transcript.getBoundingClientRect().top - AIR;
  }

  stop() {
    this.running?.abort();
  }

  /** Another person's case: nothing of this one is carried over. */
  fresh({ quiet = false } = {}) {
    this.stop();
    this.conversation.leave();
    this.#first();
    if (quiet) return;
    this.announce(words.said.fresh);
    this.box.focus();
  }

  /** Shows what another tab has asked in this conversation. */
  async catchUp() {
    if (this.running || !this.conversation.id) return;
    const exchanges = await this.conversation.unseen().catch(() => []);
    for (const exchange of this.running ? [] : exchanges) this.#recall(exchange, words.otherTab);
  }

  #recall({ message, answer, at, as_at, given, corrected }, label = corrected ? words.again : words.you) {
    const asAt = as_at === at.slice(0, 10) ? "" : as_at;
    const turn = new Turn(corrected ? this.#given(given) : message, { label, asAt });
    this.transcript.querySelector(".first")?.remove();
    turn.show(answer, this);
    this.transcript.append(turn.element);
  }

  /** Everything that was said, as a text file. */
  async exported() {
    const exchanges = await this.conversation.transcript().catch(() => []);
    const day = new Date().toISOString().slice(0, 10);
    const said = exchanges.map(({ message, answer }) => asText(answer, fill(words.transcript.you, { question: message || words.notKept }), this.service));
    download(fill(words.transcript.name, { day }), [fill(words.transcript.head, { day: dayOf(day) }), ...said].join("\n\n---\n\n"));
    this.announce(words.said.saved);
  }
}

function readySentence({ citations: { length } }) {
  return length === 0 ? words.said.readyNone : length === 1 ? words.said.readyOne : fill(words.said.ready, { n: length });
}
