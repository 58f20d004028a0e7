// One conversation with the service: asked over a stream, fetched by polling where the stream breaks.

import { Broken, jsonOf, Refused, Unreachable } from "./service.js";
import { eventsOf, soon } from "./stream.js";

const STREAM = "text/event-stream";

export class Conversation {
  /**
   * kept      where its id is kept
   * patience  milliseconds to wait for an answer of which nothing is heard
   */
  constructor(service, kept, patience) {
    this.service = service;
    this.kept = kept;
    this.patience = patience;
    this.seen = new Set();
    this.case = [];
    this.starting = null;
  }

  get id() {
    return this.kept.get();
  }

  /** Forgets it; the next question begins another. */
  leave() {
    this.kept.set(null);
    this.seen.clear();
    this.case = [];
    this.starting = null;
  }

  /** Its id; begins it if need be, once. */
  start(signal) {
    if (this.id) return Promise.resolve(this.id);
    this.starting ??= this.#begin(signal).catch((error) => {
      this.starting = null;
      throw error;
    });
    return this.starting;
  }

  async #begin(signal) {
    const { id } = await this.service.json("POST", "/conversations", undefined, signal);
    this.kept.set(id);
    return id;
  }

  /** The answer to a message. `onStage` hears what is being done, `facts` are given beside the message. */
  async ask(message, { asAt, facts = {}, onStage, signal }) {
    const body = { message, facts, ...(asAt ? { as_at: asAt } : {}) };
    try {
      return this.#took(await this.#asked(body, onStage, signal));
    } catch (error) {
      if (!isGone(error)) throw error;
      return this.#took(await this.#askedAnew(body, onStage, signal));
    }
  }

  /** The last question answered again with the case corrected. */
  async correct(facts, { signal }) {
    return this.#took(await this.service.json("PATCH", `/conversations/${await this.start(signal)}/case`, facts, signal));
  }

  /** The exchanges that have not been seen here: all of them after a reload, those of another tab later. */
  async unseen() {
    if (!this.id) return [];
    const { exchanges } = await this.service.get(`/conversations/${this.id}`);
    return exchanges.filter((one) => !this.seen.has(one.answer.id)).map((one) => (this.#took(one.answer), one));
  }

  /** Everything that was said. */
  async transcript() {
    return this.id ? (await this.service.get(`/conversations/${this.id}`)).exchanges : [];
  }

  /** The service no longer has the conversation: what was understood goes into a new one. */
  #askedAnew(body, onStage, signal) {
    const known = Object.fromEntries(this.case.map((one) => [one.fact, one.value]));
    this.leave();
    return this.#asked({ ...body, facts: { ...known, ...body.facts } }, onStage, signal);
  }

  async #asked(body, onStage, signal) {
    const path = `/conversations/${await this.start(signal)}`;
    const silence = this.patience / 6; // a proxy may hold everything back
    try {
      const response = await soon(this.service.send("POST", `${path}/messages`, body, signal, STREAM), silence);
      return await this.#read(response, silence, onStage);
    } catch (error) {
      if (!(error instanceof Broken)) throw error;
      onStage("polling");
      return this.#polled(path, body.message, signal);
    }
  }

  async #read(response, silence, onStage) {
    if (!(response.headers.get("Content-Type") ?? "").startsWith(STREAM)) return answerIn(await jsonOf(response));
    for await (const { event, data } of eventsOf(response, silence)) {
      if (event === "accepted") onStage("accepted");
      else if (event === "stage") onStage(data.stage);
      else if (event === "done") return answerIn(data);
      else if (event === "error") throw new Refused(data.status, data);
    }
    throw new Broken();
  }

  /** The turn is finished and kept by the service even if nobody listens to the end: ask for it until it is there. */
  async #polled(path, message, signal) {
    const until = Date.now() + this.patience;
    while (Date.now() < until) {
      await pause(this.patience / 60, signal);
      const found = await this.#found(path, message);
      if (found) return found;
    }
    throw new Broken();
  }

  async #found(path, message) {
    try {
      const { exchanges } = await this.service.get(path);
      const ours = (one) => !this.seen.has(one.answer.id) && (one.message === message.trim() || one.message === message || !one.message);
      return exchanges.filter(ours).pop()?.answer;
    } catch (error) {
      if (error instanceof Unreachable || error instanceof Broken || error.status >= 500) return null;
      throw error;
    }
  }

  #took(answer) {
    this.seen.add(answer.id);
    this.case = answer.case;
    return answer;
  }
}

const isGone = (error) => error instanceof Refused && error.status === 404;

function answerIn(data) {
  if (!data?.id || !Array.isArray(data.blocks)) throw new Broken();
  return data;
}

function pause(milliseconds, signal) {
  return new Promise((done, refuse) => {
    const timer = setTimeout(done, milliseconds);
    signal?.addEventListener("abort", () => (clearTimeout(timer), refuse(signal.reason)), { once: true });
  });
}
