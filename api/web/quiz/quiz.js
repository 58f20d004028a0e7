// Follows a live session and sends answers again where the connection was lost. Without it every page works as well.
const page = document.querySelector("[data-version]");
const status = document.querySelector(".connection");
const LOST = "The connection is lost. It is being tried again; nothing that was sent is lost.";
const AGAIN = 2000;

/** Says something, once. */
function say(words) {
  if (status && status.textContent !== words) status.textContent = words;
}

/** Shows a number where the page has a place for it. */
function show(name, number) {
  for (const place of document.querySelectorAll(`[data-${name}]`)) place.textContent = String(number);
}

/** Goes on with the session: a step makes another page, a count only another number. */
function take(state) {
  say("");
  if (document.querySelector("form[data-sending]")) return; // what is being sent comes first
  if (String(state.version) !== page.dataset.version) {
    location.replace(location.pathname);
    return;
  }
  for (const name of ["joined", "answered"]) if (name in state) show(name, state[name]);
}

/** Listens for as long as the page is there. A server that is restarted is found again. */
function listen() {
  const events = new EventSource(page.dataset.events);
  events.addEventListener("state", (event) => take(JSON.parse(event.data)));
  events.addEventListener("open", () => say(""));
  events.addEventListener("error", () => {
    say(LOST);
    if (events.readyState === EventSource.CLOSED) setTimeout(listen, AGAIN);
  });
}

/** Sends an answer, again and again until it is taken; the server keeps it once. */
async function send(form, body) {
  try {
    const reply = await fetch(form.action, { method: "POST", body, redirect: "manual" });
    if (reply.type === "opaqueredirect") {
      location.replace(form.dataset.send);
      return true;
    }
    if (reply.status < 500) {
      form.submit();
      return true;
    }
  } catch {
    // no connection
  }
  say(LOST);
  return false;
}

/** Takes over the form's button. */
function sending(form) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (form.dataset.sending) return;
    form.dataset.sending = "yes";
    const body = new URLSearchParams(new FormData(form));
    while (!(await send(form, body))) await new Promise((done) => setTimeout(done, AGAIN));
  });
}

/** Counts down without being read out. */
function counting(place) {
  const end = Date.now() + 1000 * Number(place.dataset.left);
  const tick = () => {
    const left = Math.max(0, Math.round((end - Date.now()) / 1000));
    place.textContent = `${Math.floor(left / 60)} min ${left % 60} s`;
  };
  setInterval(tick, 1000);
}

if (page?.dataset.events) listen();
for (const form of document.querySelectorAll("form[data-send]")) sending(form);
for (const place of document.querySelectorAll("[data-left]")) counting(place);
