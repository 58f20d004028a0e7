// Every sentence and label of the widget. To translate it, translate this file; {braces} are filled in.

export const words = {
  lang: "en-GB",
  title: "Section 117 aftercare",
  under: "Answers from the local policy, in its own words",
  open: "Ask about section 117",
  close: "Close",
  fresh: "New case",
  export: "Export",
  tools: "This conversation",
  conversation: "Conversation",

  first: {
    heading: "Ask about section 117 aftercare",
    covers: ["What it answers", "Who is entitled, who is responsible, what is free, how leave and discharge are planned, and how aftercare may end."],
    not: ["What it does not", "Clinical or legal advice, other law, or another area’s policy. It quotes policy; people decide."],
    person: ["Leave out", "Names, dates of birth, addresses, NHS numbers. Say “he” or “Mrs X”, an age, the sections and their dates, the council and GP area."],
    ask: ["Who to ask instead", "Your Mental Health Act office knows sections and dates. For anything else, ask your team lead or your organisation’s legal team."],
    examples: "For example",
  },
  examples: {
    general: [
      "Is someone on a section 2 entitled to section 117 aftercare?",
      "Patient on section 3, lived in Hull before. Which council is responsible?",
      "Can we charge for a section 117 care home?",
    ],
    entitlement: [
      "Is someone on a section 37 entitled to aftercare?",
      "She was on a section 3 ten years ago. Is she still entitled?",
      "Does guardianship lead to section 117?",
    ],
    responsibility: [
      "Patient on section 3, lived in Hull before. Which council is responsible?",
      "Which ICB pays when someone moves to another area?",
      "Two councils disagree about who is responsible. What happens meanwhile?",
    ],
    charging: [
      "Can we charge for a section 117 care home?",
      "Can the family pay a top-up for a dearer home?",
      "Someone was charged for their aftercare. What now?",
    ],
    leave: [
      "Does section 117 apply on section 17 leave?",
      "When should planning for aftercare start?",
      "Who comes to the aftercare planning meeting?",
    ],
    ending: [
      "May we end section 117 for someone who is doing well?",
      "Who has to agree before section 117 ends?",
      "He refuses all support. Does section 117 end?",
    ],
  },

  form: {
    label: "Your question",
    hint: "No names, dates of birth or NHS numbers.",
    ask: "Ask",
    stop: "Stop",
    day: "Ask as at another day",
    dayLabel: "Answer as at",
    dayHint: "For example the day of a detention years ago.",
    today: "Today",
    left: "{n} characters left",
    over: "{n} characters too many",
    empty: "Type a question first.",
  },

  you: "You asked",
  asAt: "as at {day}",
  notKept: "(a message that was not kept)",
  again: "You said",
  otherTab: "Asked in another tab",
  takenBack: "{what}: taken back",
  resuming: "Opening your conversation",

  stages: {
    waiting: "Sending your question",
    privacy: "Checking for personal details",
    accept: "Reading the case",
    grant: "Reading the case",
    scope: "Reading the case",
    read: "Reading the case",
    retrieve: "Finding the words",
    cover: "Finding the words",
    decide: "Applying the rules",
    compose: "Checking the words",
    verify: "Checking the words",
    notices: "Checking the words",
    polling: "Still working. The answer will appear here",
    correct: "Applying the rules",
  },

  said: {
    accepted: "Question sent.",
    searching: "Searching the documents.",
    ready: "Answer ready, with {n} sources.",
    readyOne: "Answer ready, with 1 source.",
    readyNone: "Answer ready.",
    stopped: "Stopped. Your question is back in the box.",
    fresh: "New case. Nothing is known of it yet.",
    copied: "Copied.",
    notCopied: "This browser did not allow copying. Select the words and copy them by hand.",
    saved: "Saved to your downloads.",
    thanks: "Thank you. That was noted.",
  },

  statuses: {
    decided: "Decided by the rules",
    answered: "From the documents",
    needs_fact: "One thing more is needed",
    referred: "For people to decide",
    conflict: "The documents do not agree",
    not_covered: "Not in the documents",
    out_of_scope: "Outside what the documents are about",
    personal_data: "Not kept: it may identify a person",
    declined: "This cannot be done",
    unavailable: "Not available at the moment",
    error: "Something went wrong",
  },

  because: "Because",
  said_of: "{label} (“{said}”)",
  wordsHeading: "The words",
  source: "Source {n}: {heading}",

  passage: {
    region: "Source {n}, in place",
    loading: "Fetching the passage",
    edition: "Edition {edition}",
    noEdition: "Edition not known",
    changed: "The document has changed since this answer: the quoted words no longer stand here.",
    whole: "Open the whole section (new tab)",
    back: "Back to the answer",
    failed: "The passage could not be fetched. {why}",
  },
  layers: { statute: "Statute", code: "Code of Practice", policy: "Policy", leaflet: "Leaflet" },

  strip: {
    heading: "What was understood",
    said: "“{said}”",
    given: "your answer",
    presumed: "taken as so",
    change: "Change: {what}",
    remove: "Remove: {what}",
    unknown: "not known",
    yes: "Yes",
    no: "No",
    cancel: "Cancel",
    choose: "Choose",
    use: "Use this",
    fact: "{called}: {value}",
    answered: "{called} {value}",
    both: "{name}, {start} to {end}",
    from: "{name}, from {start}",
    until: "{name}, until {end}",
  },

  question: {
    why: "Why this is asked",
    decides: "It can change the answer to: {question}",
    finds: "Who can find out: {who}",
    unknown: "I don’t know",
    day: "Day",
    number: "Number",
    own: "Answer in your own words in the box below.",
    write: "Write the answer",
  },

  changes: {
    heading: "What would change this",
    loading: "Fetching",
    failed: "This could not be fetched. {why}",
    now: "(now: {was})",
    or: " or ",
    comma: "; ",
    others: "; or one of {n} others",
    outcomes: { ask: "More would have to be asked.", not_known: "It could not be settled.", left_out: "It would not be answered here." },
  },

  notices: {
    heading: "To know beside it",
    more: "{n} more to know",
    moreOne: "1 more to know",
    kinds: {
      overdue: "Overdue for review",
      conflict: "The documents do not agree",
      advisory: "Beside the policy",
      other_area: "Another area",
      extract: "An extract",
      degraded: "Working in part",
      names: "Names of bodies",
    },
    other: "Note",
  },

  record: {
    button: "Record for the case file",
    heading: "Record for the case file",
    disclaimer: "Decision support, not a decision.",
    loading: "Making the record",
    failed: "The record could not be made. {why}",
    copy: "Copy",
    print: "Print",
    download: "Download",
    again: "Run it again",
    same: "Run again: the result is the same.",
    differs: "Run again: the result is not the same. Ask the question anew, and keep both.",
    close: "Close the record",
    name: "aftercare-record-{id}.txt",
    asked: "Asked on",
    asAt: "As at",
    earlier: "Asked before it",
    question: "Question",
    facts: "Facts relied on",
    outcome: "Outcome",
    reasons: "Reasons",
    open: "Still to be found out",
    paragraphs: "Paragraphs quoted",
    notices: "To know beside it",
    id: "Answer id",
    versions: "Versions",
    edition: "edition {edition}",
  },

  copy: "Copy answer",
  sources: "Sources",
  actions: "This answer",

  feedback: {
    question: "Did this help?",
    yes: "Yes",
    no: "No",
    what: "What was it?",
    reasons: {
      wrong: "Wrong",
      out_of_date: "Out of date",
      incomplete: "Something missing",
      wrong_source: "Wrong source",
      unclear: "Hard to follow",
    },
    comment: "Anything else (no patient details)",
    send: "Send",
    thanks: "Thank you. That was noted.",
  },

  problems: {
    unreachable: "The service cannot be reached. Check your connection, then try again.",
    lost: "The answer did not arrive. The service may be restarting. Try again.",
    signIn: "You are not signed in, or not allowed here. Sign in on this page again, then try again.",
    gone: "That conversation is no longer kept. Try again: a new one is begun.",
    full: "This conversation is full. Start a new case, then ask again.",
    large: "That is too long to send. Send the question on its own, without pasted notes.",
    invalid: "The question could not be read. Change it, then try again.",
    busy: "Too many questions at once. Try again in {n} seconds.",
    busySoon: "Too many questions at once. Try again in a moment.",
    unavailable: "Answers are not available at the moment. Try again in a few minutes.",
    failed: "Something went wrong on our side. Try again; if it happens again, tell whoever runs this service.",
    kept: "Nothing you typed is lost.",
    retry: "Try again",
  },

  transcript: {
    name: "aftercare-{day}.txt",
    head: "Section 117 aftercare: a conversation, exported {day}. Decision support, not a decision.",
    you: "You asked: {question}",
  },
};

/** A sentence with its {braces} filled in. */
export function fill(sentence, given) {
  return sentence.replace(/\{(\w+)\}/g, (all, name) => (name in given ? String(given[name]) : all));
}

/** A day as people write it; "" for none. */
export function dayOf(day) {
  const read = day ? new Date(`${String(day).slice(0, 10)}T12:00:00`) : null;
  return read && !Number.isNaN(read.valueOf()) ? read.toLocaleDateString(words.lang, { day: "numeric", month: "long", year: "numeric" }) : "";
}
