// The box at the bottom: the question, the day it is asked as at, ask and stop.

import { button, freshId, make } from "./dom.js";
import { fill, words } from "./words.js";

const LONGEST = 2000;
const NEAR_THE_END = 200; // characters left when they begin to be told
const said = words.form;

export class QuestionBox {
  /** `ask` hears the question and the day; `stop` that it should stop; `touched` that somebody is about to ask. */
  constructor({ ask, stop, touched, announce }) {
    const [box, hint] = [freshId("question"), freshId("hint")];
    this.announce = announce;
    this.waiting = false;
    this.count = make("span", { class: "count" });
    this.box = make("textarea", { id: box, class: "box", rows: "2", "aria-describedby": hint, onfocus: touched, oninput: () => this.#counted() });
    this.day = make("input", { type: "date", id: freshId("day"), class: "box", max: "9999-12-31" });
    this.send = make("button", { class: "primary" }, said.ask);
    this.send.addEventListener("click", (event) => this.waiting && (event.preventDefault(), stop()));
    this.box.addEventListener("keydown", (event) => isEnter(event) && (event.preventDefault(), this.#asked(ask)));
    this.element = make(
      "form",
      { class: "question", onsubmit: (event) => (event.preventDefault(), this.#asked(ask)) },
      make("p", { class: "labels" }, make("label", { for: box }, said.label), make("span", { class: "soft", id: hint }, said.hint)),
      make("div", { class: "line-up" }, this.box, this.send),
      make("div", { class: "line-up under" }, this.#dayPart(), this.count),
    );
  }

  /** Puts words into the box, unless somebody has begun to type. */
  offer(text) {
    if (!this.box.value) this.put(text);
  }

  put(text) {
    this.box.value = text;
    this.#counted();
  }

  focus() {
    this.box.focus();
  }

  /** While an answer is awaited the button stops it. */
  wait(waiting) {
    this.waiting = waiting;
    this.send.textContent = waiting ? said.stop : said.ask;
  }

  #dayPart() {
    const today = button(said.today, () => ((this.day.value = ""), this.day.focus()), { class: "quiet" });
    const label = make("label", { for: this.day.id }, said.dayLabel);
    return make("details", { class: "day" }, make("summary", {}, said.day), make("p", { class: "row" }, label, this.day, today), make("p", { class: "soft" }, said.dayHint));
  }

  #counted() {
    const left = LONGEST - this.box.value.length;
    this.count.textContent = left < 0 ? fill(said.over, { n: -left }) : left < NEAR_THE_END ? fill(said.left, { n: left }) : "";
    this.count.classList.toggle("problem", left < 0);
  }

  #asked(ask) {
    if (this.waiting) return;
    const text = this.box.value.trim();
    if (!text) return this.announce(said.empty);
    if (text.length > LONGEST) return this.announce(this.count.textContent);
    this.put("");
    ask(text, this.day.value);
  }
}

const isEnter = (event) => event.key === "Enter" && !event.shiftKey && !event.isComposing;
