// A passage opened in place: the cited words marked, their neighbours, the document, its edition and its layer.

import { button, make } from "./dom.js";
import { sentenceOf } from "./problem.js";
import { dayOf, fill, words } from "./words.js";

const NEAR = 2; // neighbours shown on each side
const said = words.passage;

export class Passages {
  constructor(service, opened) {
    this.service = service;
    this.opened = opened;
    this.documents = null;
    this.shown = null;
  }

  /** Opens under the marker's line, or closes if it is open there. */
  async toggle(marker, citation) {
    const same = this.shown?.marker === marker;
    this.close({ back: same });
    if (same) return;
    const view = make("aside", { class: "passage", tabindex: "-1", role: "region", "aria-label": fill(said.region, citation) });
    view.append(make("p", { class: "soft" }, said.loading));
    view.addEventListener("keydown", (event) => event.key === "Escape" && (event.stopPropagation(), this.close({ back: true })));
    this.shown = { marker, view };
    marker.setAttribute("aria-expanded", "true");
    marker.closest(".line").after(view);
    view.focus({ preventScroll: true });
    this.opened(citation);
    view.replaceChildren(...(await this.#inside(citation)));
    view.scrollIntoView({ block: "nearest" });
  }

  /** `back`: the focus returns to the marker that opened it. */
  close({ back }) {
    if (!this.shown) return;
    const { marker, view } = this.shown;
    this.shown = null;
    view.remove();
    marker.setAttribute("aria-expanded", "false");
    if (back) marker.focus();
  }

  async #inside(citation) {
    const back = button(said.back, () => this.close({ back: true }), { class: "quiet" });
    try {
      const [place, layer] = await Promise.all([this.service.get(`/paragraphs/${citation.paragraph}`), this.#layer(citation.document)]);
      return [...head(place, layer), ...passage(place, citation), this.#foot(citation, back)];
    } catch (error) {
      const failed = make("p", { class: "problem" }, fill(said.failed, { why: sentenceOf(error) }));
      return [make("blockquote", {}, make("mark", {}, citation.quote)), failed, make("p", {}, back)];
    }
  }

  async #layer(document) {
    this.documents ??= this.service.get("/documents");
    const found = await this.documents.catch(() => (this.documents = null));
    return found?.documents.find((one) => one.id === document)?.kind;
  }

  #foot(citation, back) {
    const at = `${citation.url}?start=${citation.start}&end=${citation.end}#cited`;
    const whole = make("a", { href: this.service.page(at), target: "_blank", rel: "noopener" }, said.whole);
    return make("p", { class: "row" }, back, whole);
  }
}

function head(place, layer) {
  const edition = place.edition ? fill(said.edition, { edition: dayOf(place.edition) || place.edition }) : said.noEdition;
  return [
    make("p", { class: "row" }, layer && make("span", { class: "badge" }, words.layers[layer] ?? layer), make("strong", {}, place.title)),
    make("p", { class: "soft" }, [...place.headings, edition].join(" › ")),
  ];
}

function passage(place, citation) {
  const near = (one) => make("p", { class: "near" }, one.text);
  return [
    ...place.before.slice(-NEAR).map(near),
    ...cited(place.paragraph.text, citation),
    ...place.after.slice(0, NEAR).map(near),
  ];
}

/** The paragraph with the cited words marked; words that no longer stand there are shown beside it. */
function cited(text, { start, end, quote }) {
  if (text.slice(start, end) === quote) {
    return [make("p", { class: "cited" }, text.slice(0, start), make("mark", {}, quote), text.slice(end))];
  }
  return [make("p", { class: "problem" }, said.changed), make("p", { class: "cited" }, make("mark", {}, quote)), make("p", { class: "near" }, text)];
}
