// What went wrong, in words for staff, and the way on.

import { Broken, Refused, Unreachable } from "./service.js";
import { fill, words } from "./words.js";

const said = words.problems;
const SPOKEN = ["message-too-long", "personal-data"]; // the service's own words are for staff

const TOLD = ["paused", "rule-behind"]; // and why nothing is answered

/** One sentence. */
export function sentenceOf(error) {
  if (error instanceof Unreachable || error?.name === "TimeoutError") return said.unreachable;
  if (error instanceof Broken) return said.lost;
  return error instanceof Refused ? refused(error) : said.failed;
}

function refused(error) {
  switch (error.status) {
    case 401:
    case 403:
      return said.signIn;
    case 404:
      return said.gone;
    case 409:
      return said.full;
    case 413:
      return said.large;
    case 422:
      return SPOKEN.includes(error.type) && error.message ? error.message : said.invalid;
    case 429:
      return error.retryAfter ? fill(said.busy, { n: error.retryAfter }) : said.busySoon;
    case 503:
      return TOLD.includes(error.type) && error.message ? error.message : said.unavailable;
    default:
      return said.failed;
  }
}
