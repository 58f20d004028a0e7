// Asks the items one by one, says why, and reports to the learning system by SCORM 1.2.
(function () {
  "use strict";

  const LETTERS = "abcdefghij";
  const form = document.getElementById("item");
  const place = document.getElementById("place");
  const api = findApi(window) || (window.opener && findApi(window.opener));
  const began = Date.now();
  let at = 0;
  let score = 0;
  let finished = false;

  function findApi(from) {
    for (let hops = 0, one = from; hops < 20 && one; hops += 1) {
      try {
        if (one.API) return one.API;
      } catch (error) {
        return null;
      }
      if (one.parent === one) return null;
      one = one.parent;
    }
    return null;
  }

  function set(name, value) {
    if (api) api.LMSSetValue(name, String(value));
  }

  function element(tag, text, attributes) {
    const made = document.createElement(tag);
    if (text) made.textContent = text;
    Object.entries(attributes || {}).forEach(([name, value]) => made.setAttribute(name, value));
    return made;
  }

  function show() {
    const item = QUIZ.items[at];
    place.textContent = `Question ${at + 1} of ${QUIZ.items.length}`;
    form.replaceChildren();
    if (item.story) form.append(element("p", item.story));
    const group = element("fieldset");
    group.append(element("legend", item.question));
    item.options.forEach((option, n) => {
      const label = element("label");
      label.append(element("input", "", { type: item.multiple ? "checkbox" : "radio", name: "choice", value: String(n) }), " " + option.text);
      group.append(label);
    });
    form.append(group, element("button", "Answer", { type: "submit" }));
  }

  function chosen() {
    return [...form.querySelectorAll("input:checked")].map((one) => Number(one.value));
  }

  function pattern(numbers) {
    return numbers.map((n) => LETTERS[n]).join(",");
  }

  function mark(event) {
    event.preventDefault();
    const item = QUIZ.items[at];
    const numbers = chosen();
    if (!numbers.length) {
      place.textContent = "Choose an answer first.";
      return;
    }
    const right = item.options.flatMap((option, n) => (option.right ? [n] : []));
    const isRight = pattern(numbers) === pattern(right);
    score += isRight ? 1 : 0;
    record(item, numbers, right, isRight);
    explain(item, numbers, isRight);
  }

  function record(item, numbers, right, isRight) {
    const name = `cmi.interactions.${at}.`;
    set(name + "id", `i${at + 1}_${item.id}`);
    set(name + "type", "choice");
    set(name + "correct_responses.0.pattern", pattern(right));
    set(name + "student_response", pattern(numbers));
    set(name + "result", isRight ? "correct" : "wrong");
    set(name + "weighting", "1");
    set("cmi.suspend_data", JSON.stringify({ at: at + 1, score }));
    if (api) api.LMSCommit("");
  }

  function explain(item, numbers, isRight) {
    form.querySelectorAll("input").forEach((one) => { one.disabled = true; });
    form.querySelector("button").remove();
    place.textContent = isRight ? "Right." : "Not right.";
    item.options.forEach((option, n) => {
      if (option.right || numbers.includes(n)) form.append(element("p", `${option.text} ${option.feedback}`, { class: option.right ? "why right" : "why" }));
    });
    const last = at + 1 === QUIZ.items.length;
    const next = element("button", last ? "Finish" : "Next question", { type: "button" });
    next.addEventListener("click", last ? finish : () => { at += 1; show(); form.querySelector("input").focus(); });
    form.append(next);
    next.focus();
  }

  function spent() {
    const seconds = Math.floor((Date.now() - began) / 1000);
    const two = (number) => String(number).padStart(2, "0");
    return `${String(Math.floor(seconds / 3600)).padStart(4, "0")}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  }

  function finish() {
    const percent = Math.round((100 * score) / QUIZ.items.length);
    const passed = percent >= QUIZ.passMark;
    set("cmi.core.score.min", 0);
    set("cmi.core.score.max", 100);
    set("cmi.core.score.raw", percent);
    set("cmi.core.lesson_status", passed ? "passed" : "failed");
    form.replaceChildren(element("p", passed ? "You have passed." : "You have not passed yet. You can try again."));
    place.textContent = `You had ${score} of ${QUIZ.items.length} right (${percent} %).`;
    close();
  }

  function close() {
    if (!api || finished) return;
    finished = true;
    set("cmi.core.session_time", spent());
    api.LMSCommit("");
    api.LMSFinish("");
  }

  function resume() {
    try {
      const kept = JSON.parse(api.LMSGetValue("cmi.suspend_data") || "{}");
      if (kept.at > 0 && kept.at < QUIZ.items.length) {
        at = kept.at;
        score = kept.score;
      }
    } catch (error) {
      at = 0;
    }
  }

  if (api) {
    api.LMSInitialize("");
    resume();
    const status = api.LMSGetValue("cmi.core.lesson_status");
    if (status === "not attempted" || status === "") set("cmi.core.lesson_status", "incomplete");
  }
  form.addEventListener("submit", mark);
  window.addEventListener("pagehide", close);
  show();
})();
