// What staff must know beside an answer: seen, and not shouting.

import { freshId, make } from "./dom.js";
import { fill, words } from "./words.js";

const said = words.notices;
const AT_ONCE = 2; // the others stand behind "n more"

/** The part with the notices, or null where there are none. */
export function noticesOf({ notices }) {
  if (!notices.length) return null;
  const heading = freshId("notices");
  const [first, rest] = [notices.slice(0, AT_ONCE), notices.slice(AT_ONCE)];
  const more = rest.length === 1 ? said.moreOne : fill(said.more, { n: rest.length });
  return make(
    "section",
    { class: "notices", "aria-labelledby": heading },
    make("h5", { id: heading }, said.heading),
    first.map(notice),
    rest.length ? make("details", {}, make("summary", {}, more), rest.map(notice)) : null,
  );
}

const notice = (one) => make("p", { class: "notice" }, make("strong", {}, `${said.kinds[one.kind] ?? said.other}. `), one.text);
