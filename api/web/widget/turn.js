// One turn of the conversation on screen: the question, then what is being done, then the answer or what went wrong.

import { answerOf } from "./answer.js";
import { button, freshId, make } from "./dom.js";
import { sentenceOf } from "./problem.js";
import { dayOf, fill, words } from "./words.js";

export class Turn {
  /** `asAt`: the day it is asked as at, or "". `label`: what it is, where nobody just asked it. */
  constructor(question, { asAt = "", label = words.you } = {}) {
    const id = freshId("turn");
    const day = asAt && fill(words.asAt, { day: dayOf(asAt) });
    this.question = question;
    this.heading = make("h3", { id, class: "asker" }, [label, day].filter(Boolean).join(", "));
    this.words = make("p", { class: "asked-words" }, question || words.notKept);
    this.body = make("div", { class: "body" });
    this.element = make("article", { class: "turn", "aria-labelledby": id }, this.heading, this.words, this.body);
  }

  /** What is being done. */
  stage(name) {
    const text = words.stages[name];
    if (text) this.body.replaceChildren(make("p", { class: "working" }, text));
  }

  /** The answer; returns its heading, where the focus may go. */
  show(answer, chat) {
    if (answer.status === "personal_data") this.words.textContent = words.notKept;
    const { heading, parts } = answerOf(answer, this.question, chat);
    this.body.replaceChildren(...parts);
    return heading;
  }

  /** What went wrong, and a way on. Returns the sentence. */
  fail(error, retry) {
    const sentence = sentenceOf(error);
    const again = button(words.problems.retry, retry, { class: "choice" });
    this.body.replaceChildren(make("p", { class: "problem" }, sentence, " ", words.problems.kept), make("p", {}, again));
    return sentence;
  }
}
