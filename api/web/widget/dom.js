// Elements, made one by one: no markup is ever read from a string, so nothing that is shown can run.

/** An element. `given`: attributes (true sets an empty one, false and null none), and listeners as `onclick`. */
export function make(name, given = {}, ...inside) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(given)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...inside.flat().filter((one) => one !== null && one !== undefined && one !== false));
  return made;
}

/** A button that submits nothing. */
export function button(label, onclick, given = {}) {
  return make("button", { type: "button", onclick, ...given }, label);
}

let made = 0;

/** An id that no other element under this root has. */
export function freshId(name) {
  made += 1;
  return `${name}-${made}`;
}
