// The look. It stands on `medium`, the reader's own size of text, because a page may have bent 1rem; all else is in em. Enlarged,
// or on a phone, the whole scrolls as one, so that nothing hides anything.

import { theme } from "./theme.js";

const layout = `
.chat, .opener { all: initial; box-sizing: border-box; color-scheme: inherit; font: medium/1.5 var(--font); color: var(--ink); }
.chat *, .chat *::before { box-sizing: border-box; }
[hidden] { display: none !important; }
.chat {
  display: grid; grid-template: auto minmax(0, 1fr) auto auto / minmax(0, 1fr); height: clamp(28em, 100vh - 14em, 60em); text-align: start;
  background: var(--ground); border: 1px solid var(--line); border-radius: var(--round); overflow: hidden; overflow-wrap: anywhere;
}
.panel .chat {
  position: fixed; z-index: 2147483000; inset: auto 1em 1em auto; width: min(30em, calc(100vw - 2em)); height: min(52em, calc(100vh - 2em));
  box-shadow: 0 4px 24px #0004;
}
.opener {
  position: fixed; z-index: 2147483000; inset: auto 1em 1em auto; padding: .7em 1.2em; border-radius: var(--round); cursor: pointer;
  background: var(--accent); color: var(--on-accent); font-weight: 600; border: 1px solid transparent; box-shadow: 0 2px 10px #0004;
}
h2, h3, h4, h5, h6, p, ul, dl, dd, blockquote, fieldset, legend { margin: 0; padding: 0; }
h2 { font-size: 1.15em; line-height: 1.3; } h3 { font-size: 1.1em; line-height: 1.3; } h4, h5, h6 { font-size: 1em; line-height: 1.4; }
.soft, .near { color: var(--soft); font-size: .92em; }
a { color: var(--accent); text-underline-offset: .15em; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: 3px; }
h4:focus-visible, .passage:focus-visible, .record:focus-visible { outline-offset: 4px; }
.transcript:focus-visible { outline-offset: -3px; }
.row, .answers, .actions .row { display: flex; flex-wrap: wrap; gap: .5em; align-items: center; }

button, .box { font: inherit; color: inherit; min-height: 2.25em; border-radius: var(--round); }
button { cursor: pointer; padding: .3em .8em; border: 1px solid var(--edge); background: var(--sheet); }
button:hover { background: var(--tint); }
.choice { border-color: var(--accent); color: var(--accent); font-weight: 600; text-align: start; }
.quiet { border-color: transparent; background: none; color: var(--accent); text-decoration: underline; text-underline-offset: .15em; padding-inline: .4em; }
.primary, .primary:hover { background: var(--accent); color: var(--on-accent); border-color: transparent; font-weight: 600; padding-inline: 1.4em; }
.primary:hover { text-decoration: underline; }
.box { border: 1px solid var(--edge); background: var(--sheet); padding: .45em .6em; max-width: 100%; }
textarea.box { width: 100%; resize: vertical; display: block; }
summary { cursor: pointer; color: var(--accent); font-weight: 600; padding-block: .25em; min-height: 24px; }

.head { display: flex; flex-wrap: wrap; gap: .2em 1em; justify-content: space-between; align-items: center; padding: .6em 1em; background: var(--sheet); border-bottom: 1px solid var(--line); }
.tools { display: flex; flex-wrap: wrap; margin-inline: -.4em; }
.transcript { overflow-y: auto; padding: 1em; position: relative; scrollbar-gutter: stable; }
.said { padding-inline: 1.1em; font-size: .92em; line-height: 2; min-height: 2em; color: var(--soft); background: var(--sheet); border-top: 1px solid var(--line); }
.question { padding: 0 1em .7em; background: var(--sheet); }
.labels { display: flex; flex-wrap: wrap; gap: 0 .8em; align-items: baseline; margin-bottom: .3em; } .labels label { font-weight: 600; }
.line-up { display: flex; gap: .6em; align-items: end; } .line-up.under { justify-content: space-between; align-items: start; font-size: .92em; min-height: 2em; }
.question .primary { min-width: 5.6em; padding-inline: .8em; min-height: 2.75em; }
.day .row { margin-top: .2em; }

.first { max-width: 44em; }
.examples { list-style: none; display: grid; gap: .5em; margin: .3em 0 1.2em; }
.first h3 { margin-bottom: .6em; } .first h4 { color: var(--soft); font-weight: 600; font-size: .92em; }
.example { width: 100%; text-align: start; padding: .6em .9em; border-color: var(--line); border-inline-start: 4px solid var(--accent); }
.about { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(18em, 100%), 1fr)); gap: .8em 1.6em; } .about dt { font-weight: 600; } .about dd { color: var(--soft); font-size: .95em; }

.turn { max-width: 46em; margin-bottom: 1em; scroll-margin-top: .5em; } .turn:last-child { min-height: 100%; margin-bottom: 0; }
.asker { font-size: .85em; font-weight: 600; color: var(--soft); }
.asked-words { font-weight: 600; white-space: pre-wrap; padding-bottom: .6em; }
.body { display: grid; grid-template-columns: minmax(0, 1fr); gap: .8em; background: var(--sheet); border: 1px solid var(--line); border-radius: var(--round); padding: .9em 1.1em 1.1em; }
.working { color: var(--soft); } .working::after { content: " …"; }
.status { justify-self: start; font-size: .85em; font-weight: 600; color: var(--accent); border: 1px solid currentColor; border-radius: 1em; padding: .1em .8em; }
.status:is(.personal_data, .error, .unavailable, .declined) { color: var(--bad); }
.lead { font-size: 1.12em; font-weight: 600; line-height: 1.45; }
.over { color: var(--soft); font-size: .95em; margin: .8em 0 -.3em; }
.because { color: var(--soft); font-size: .95em; }
.problem { color: var(--bad); font-weight: 600; }
.marker { min-width: 24px; min-height: 24px; padding: 0 .35em; margin: -.2em 0 0 .25em; font-size: .8em; line-height: 1.5; font-weight: 700; border-color: var(--accent); color: var(--accent); background: var(--tint); vertical-align: .15em; border-radius: 4px; }
.marker[aria-expanded="true"] { background: var(--accent); color: var(--on-accent); }

.asked { border: 2px solid var(--accent); border-radius: var(--round); padding: .8em 1em; display: grid; gap: .6em; background: var(--tint); }
.asking { font-weight: 600; } .asked details p { margin-bottom: .3em; font-size: .95em; }
h5 { font-size: .92em; color: var(--soft); }
.chips { list-style: none; display: flex; flex-wrap: wrap; gap: .4em; margin-top: .3em; }
.chip { display: flex; max-width: 100%; border: 1px solid var(--edge); border-radius: var(--round); background: var(--ground); }
.chip.presumed { border-style: dashed; }
.chip > * { border: 0; background: none; border-radius: 0; text-align: start; padding: .25em .6em; min-height: 24px; font-size: .92em; line-height: 1.4; }
button.change .what { text-decoration: underline dotted; text-underline-offset: .2em; }
.from { color: var(--soft); }
.chip > .remove { border-inline-start: 1px solid var(--line); min-width: 2.2em; text-align: center; font-weight: 700; }
.strip .asked { margin-top: .5em; }
blockquote { border-inline-start: 4px solid var(--accent); padding-inline-start: .9em; margin-top: .5em; }
blockquote ul, .changes ul { padding-inline-start: 1.3em; margin-top: .3em; }
.changes li { margin-bottom: .6em; } .changes h6 { margin-top: .5em; } .then { display: block; }
.passage { border: 1px solid var(--accent); border-radius: var(--round); background: var(--ground); padding: .8em 1em; margin: .5em 0; display: grid; gap: .5em; font-weight: 400; font-size: 1em; min-height: 9em; align-content: start; }
.lead + .passage { margin-top: -.3em; }
.badge { font-size: .8em; font-weight: 700; border: 1px solid currentColor; border-radius: 4px; padding: .05em .5em; color: var(--accent); }
.cited { border-inline-start: 4px solid var(--accent); padding-inline-start: .8em; white-space: pre-wrap; }
mark { background: var(--mark); color: var(--on-mark); padding: .08em .1em; border-radius: 2px; }
.notices { display: grid; gap: .4em; }
.notice { font-size: .92em; border-inline-start: 4px solid var(--note-line); background: var(--note); padding: .4em .8em; border-radius: 0 var(--round) var(--round) 0; }
details .notice { margin-top: .4em; }
.actions { display: grid; gap: .6em; border-top: 1px solid var(--line); padding-top: .8em; }
.actions, .record, .sheet, .notices, .passage, .asked, .feedback fieldset { grid-template-columns: minmax(0, 1fr); }
.record-place:empty { display: none; }
.record { border: 1px solid var(--edge); border-radius: var(--round); padding: 1em; display: grid; gap: .8em; background: var(--ground); }
.sheet { display: grid; gap: .5em; } .sheet h5 { font-size: 1.05em; color: var(--ink); } .sheet dt { font-weight: 600; margin-top: .5em; font-size: .92em; color: var(--soft); }
.feedback fieldset { border: 0; min-width: 0; display: grid; gap: .5em; } .feedback .choice { padding-block: .15em; }
.reason { display: inline-flex; gap: .4em; align-items: center; border: 1px solid var(--edge); border-radius: 1em; padding: .15em .8em; min-height: 2em; cursor: pointer; }
.reason input { width: 1.1em; height: 1.1em; margin: 0; accent-color: var(--accent); }
.feedback > .choice { margin-top: .5em; }
.paper { position: absolute; width: 0; height: 0; border: 0; }

@media (max-width: 30em) {
  .panel .chat { inset: 0; width: auto; height: auto; border: 0; border-radius: 0; }
  .body { padding: .7em .8em .9em; } .transcript { padding: .7em; } .head, .question { padding-inline: .7em; }
}
@media (max-height: 34em), (max-width: 30em) {
  .chat:not(.panel *) { display: block; height: auto; }
  .chat:not(.panel *) .transcript { overflow: visible; } .chat:not(.panel *) .turn:last-child { min-height: 100vh; }
}
@media (max-height: 34em) {
  .panel .chat { display: block; overflow-y: auto; inset: 0; width: auto; height: auto; }
  .panel .transcript { overflow: visible; } .panel .turn:last-child { min-height: 100vh; }
}
@media (forced-colors: active) {
  .marker[aria-expanded="true"], .primary { background: Highlight; color: HighlightText; forced-color-adjust: none; }
  .notice { border: 1px solid; border-inline-start-width: 4px; }
  .badge, .status { border-color: CanvasText; }
}
@media (prefers-reduced-motion: no-preference) {
  .working::after { animation: breathe 1.6s ease-in-out infinite; }
  @keyframes breathe { 50% { opacity: .2; } }
}
@media print { .question, .tools, .actions, .said { display: none; } .chat { height: auto; display: block; border: 0; } .transcript { overflow: visible; } }
`;

/** The sheets that the widget adopts: colours, then everything else. */
export const looks = [theme, layout].map((rules) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  return sheet;
});
