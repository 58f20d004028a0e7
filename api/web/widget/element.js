// <aftercare-chat api mode topic theme scheme patience>: the custom element.
//
// A page may set its property `getToken`, a function that gives the key of whoever is signed in, or a promise of it; it is
// called for every request. It may be set before this file is there, so the class must not have a field of that name.

import { Chat } from "./chat.js";
import { button, make } from "./dom.js";
import { looks } from "./look.js";
import { words } from "./words.js";

const PATIENCE = 60; // seconds without a word of an answer
const OURS = new URL("../..", import.meta.url).href.replace(/\/$/, "");

export class AftercareChat extends HTMLElement {
  connectedCallback() {
    if (this.shadowRoot) return;
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = looks;
    this.style.setProperty("all", "initial", "important"); // a page's own rules for everything stop here
    this.style.setProperty("display", "block", "important");
    this.chat = new Chat(this.#settings(), (name, detail) => this.#tell(name, detail), this.#isPanel ? () => this.close() : null);
    root.append(this.#isPanel ? this.#panel() : this.chat.element);
    document.addEventListener("visibilitychange", this);
  }

  disconnectedCallback() {
    document.removeEventListener("visibilitychange", this);
  }

  /** The tab is looked at again. */
  handleEvent() {
    if (document.visibilityState === "visible") this.chat.catchUp();
  }

  /** Opens a panel. */
  open() {
    this.#show(true);
    this.chat.box.focus();
    this.#tell("open", {});
  }

  /** Closes a panel; the focus goes back to its button. */
  close() {
    this.#show(false);
    this.opener.focus();
  }

  get #isPanel() {
    return this.getAttribute("mode") === "panel";
  }

  #settings() {
    const token = async () => this.getToken?.();
    const patience = 1000 * (Number(this.getAttribute("patience")) || PATIENCE);
    return { api: this.getAttribute("api") ?? OURS, token, topic: this.getAttribute("topic") ?? "", patience };
  }

  #panel() {
    this.opener = button(words.open, () => this.open(), { class: "opener", "aria-haspopup": "dialog", "aria-expanded": "false" });
    this.chat.element.setAttribute("role", "dialog");
    this.chat.element.hidden = true;
    return make("div", { class: "panel" }, this.opener, this.chat.element);
  }

  #show(open) {
    this.chat.element.hidden = !open;
    this.opener.hidden = open;
    this.opener.setAttribute("aria-expanded", String(open));
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
