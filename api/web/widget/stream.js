// Server-sent events read from a response, so that a question can be posted and a key sent with it.

import { Broken, stopped } from "./service.js";

/** The events, each {event, data}. Raises Broken for a malformed one, a cut, or `silence` milliseconds without a byte. */
export async function* eventsOf(response, silence) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  try {
    for (;;) {
      const { value, done } = await soon(reader.read(), silence);
      if (done) return;
      const parts = (text + value).replaceAll("\r\n", "\n").split("\n\n");
      text = parts.pop();
      for (const part of parts) if (hasData(part)) yield eventOf(part);
    }
  } catch (error) {
    throw stopped(error) ? error : new Broken();
  } finally {
    reader.cancel().catch(() => {});
  }
}

const hasData = (part) => /^data:/m.test(part);

function eventOf(part) {
  const lines = part.split("\n");
  const field = (name) => lines.filter((line) => line.startsWith(`${name}:`)).map((line) => line.slice(name.length + 1).trimStart());
  return { event: field("event")[0] ?? "message", data: JSON.parse(field("data").join("\n")) };
}

/** What a promise comes to; raises Broken where that takes longer. */
export function soon(promise, milliseconds) {
  let timer;
  const late = new Promise((_, refuse) => {
    timer = setTimeout(() => refuse(new Broken()), milliseconds);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
