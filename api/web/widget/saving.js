// Taking words away: copied as text and as rich text, downloaded, printed.

import { make } from "./dom.js";

/** Copies both forms at once; false where the browser does not allow it. */
export async function copied(text, html) {
  try {
    const form = (kind, words) => [kind, new Blob([words], { type: kind })];
    const item = new ClipboardItem(Object.fromEntries([form("text/plain", text), form("text/html", html)]));
    await navigator.clipboard.write([item]);
    return true;
  } catch {
    return copiedByCommand(text, html); // a page that is not served securely has no clipboard of its own
  }
}

function copiedByCommand(text, html) {
  const put = (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    event.clipboardData.setData("text/plain", text);
    event.clipboardData.setData("text/html", html);
  };
  addEventListener("copy", put, true);
  const done = document.execCommand("copy");
  removeEventListener("copy", put, true);
  return done;
}

/** Saves a text file. */
export function download(name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

const PAPER = "body{font:12pt/1.45 system-ui,sans-serif;margin:2cm}h1{font-size:16pt}h2{font-size:12pt}blockquote{margin:.5em 0;padding-left:1em;border-left:2pt solid #999}dt{font-weight:600;margin-top:.5em}dd{margin:0}";

/** Prints an element alone, from a frame of its own; the page around it is left as it is. */
export function print(title, element) {
  const frame = make("iframe", { title, class: "paper", "aria-hidden": "true", tabindex: "-1" });
  element.getRootNode().querySelector(".chat").append(frame);
  const { contentWindow: paper, contentDocument: page } = frame;
  const look = new paper.CSSStyleSheet();
  look.replaceSync(PAPER);
  page.adoptedStyleSheets = [look];
  page.title = title;
  page.body.append(page.importNode(element, true));
  paper.addEventListener("afterprint", () => frame.remove());
  paper.print();
}
