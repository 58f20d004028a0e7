// The first panel: what it covers and does not, what to leave out, whom else to ask, and examples for the page it stands on.

import { button, freshId, make } from "./dom.js";
import { words } from "./words.js";

/** The panel; `pick` hears the example that was chosen. An unknown topic has the general examples. */
export function firstPanel(topic, pick) {
  const said = words.first;
  const [heading, examples] = [freshId("first"), freshId("examples")];
  const about = [said.covers, said.not, said.person, said.ask].map(([name, text]) => make("div", {}, make("dt", {}, name), make("dd", {}, text)));
  const chosen = Object.hasOwn(words.examples, topic) ? words.examples[topic] : words.examples.general;
  return make(
    "section",
    { class: "first", "aria-labelledby": heading },
    make("h3", { id: heading }, said.heading),
    make("h4", { id: examples }, said.examples),
    make("ul", { class: "examples", "aria-labelledby": examples }, chosen.map((one) => make("li", {}, button(one, () => pick(one), { class: "example" })))),
    make("dl", { class: "about" }, about),
  );
}
