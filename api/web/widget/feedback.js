// Did it help? If not, chips that send the answer to whoever can mend it.

import { button, freshId, make } from "./dom.js";
import { sentenceOf } from "./problem.js";
import { words } from "./words.js";

const said = words.feedback;

/** A form; `announce` says what was noted. */
export function feedbackForm(answer, service, announce) {
  const heading = freshId("helpful");
  const problem = make("p", { class: "problem", hidden: true });
  const form = make("form", { class: "feedback", "aria-labelledby": heading, onsubmit: (event) => event.preventDefault() });
  const send = async (body) => {
    try {
      await service.json("POST", `/answers/${answer.id}/feedback`, body);
      form.replaceChildren(make("p", { class: "soft", tabindex: "-1" }, said.thanks));
      form.firstChild.focus();
      announce(words.said.thanks);
    } catch (error) {
      problem.textContent = sentenceOf(error);
      problem.hidden = false;
      announce(problem.textContent);
    }
  };
  const no = button(said.no, () => why(form, no, problem, send), { class: "choice", "aria-expanded": "false" });
  const yes = button(said.yes, () => send({ helpful: true }), { class: "choice" });
  form.append(make("p", { class: "row" }, make("span", { id: heading }, said.question), yes, no), problem);
  return form;
}

function why(form, no, problem, send) {
  if (form.querySelector("fieldset")) return;
  no.setAttribute("aria-expanded", "true");
  const id = freshId("comment");
  const reasons = Object.entries(said.reasons).map(([value, label]) => make("label", { class: "reason" }, make("input", { type: "checkbox", value }), label));
  const comment = make("textarea", { id, class: "box", rows: "2", maxlength: "1000" });
  const chosen = () => [...form.querySelectorAll("input:checked")].map((one) => one.value);
  form.append(
    make("fieldset", {}, make("legend", {}, said.what), make("div", { class: "answers" }, reasons), make("label", { for: id }, said.comment), comment),
    problem,
    make("button", { class: "choice" }, said.send),
  );
  form.addEventListener("submit", () => send({ helpful: false, reasons: chosen(), comment: comment.value }));
  form.querySelector("input").focus();
}
