// What facts are called and how their answers read: from the service, and from the decisions of an answer.

import { dayOf, fill, words } from "./words.js";

const BARE = new Set(["yes", "no", "unknown", "true", "false"]); // an answer that says nothing without its question

export class Facts {
  constructor(service) {
    this.service = service;
    this.known = {};
    this.fetching = null;
  }

  /** Fetches them once; without them facts are shown by what the answer itself says. */
  ready() {
    this.fetching ??= this.service.get("/facts").then(
      ({ facts }) => (this.known = facts),
      () => (this.fetching = null),
    );
    return this.fetching;
  }

  /** {fact, type, question, help, options}, for asking it again; null where the service has not told. */
  asked(fact) {
    const known = this.known[fact];
    return known ? { ...known, fact, options: known.options ?? [] } : null;
  }

  /** A fact and its value as a person reads it; `told` is how the decision puts it. */
  label(fact, value, told) {
    const { options = [], vague = [] } = this.known[fact] ?? {};
    const option = [...options, ...vague].find((one) => one.value === String(value))?.label;
    const answer = option ?? told ?? (Array.isArray(value) ? value.map((one) => this.#stay(one)).join("; ") : plain(value));
    const clear = (option || told) && !BARE.has(String(value)) && !BARE.has(answer.toLowerCase());
    if (clear) return answer;
    const { called, question } = this.known[fact] ?? {};
    const asks = !called && question?.endsWith("?"); // a whole question is followed by its answer, not by a colon
    return fill(asks ? words.strip.answered : words.strip.fact, { called: asks ? question : this.name(fact), value: plain(value, answer) });
  }

  /** One detention of a list of them, with those of its days that are known. */
  #stay({ section, start, end }) {
    const name = this.known.section?.options?.find((one) => one.value === section)?.label ?? plain(section);
    const days = start && end ? words.strip.both : start ? words.strip.from : end ? words.strip.until : "{name}";
    return fill(days, { name, start: dayOf(start), end: dayOf(end) });
  }

  /** What a fact is called, without its value. */
  name(fact) {
    const known = this.known[fact];
    return known?.called || known?.question?.replace(/[?:]$/, "") || fact.replaceAll("_", " ");
  }
}

/** A value in words. */
function plain(value, otherwise = String(value).replaceAll("_", " ")) {
  if (value === "unknown") return words.strip.unknown;
  if (value === true || value === "yes") return words.strip.yes;
  if (value === false || value === "no") return words.strip.no;
  return dayOf(/^\d{4}-\d\d-\d\d$/.test(value) ? value : "") || otherwise;
}
