// The conversation's id, kept for this tab, so that moving to another page of the intranet does not lose it. Nothing else is kept.

/** A place for one id; where the browser allows none, it is forgotten with the page. */
export function keptId(name) {
  const key = `aftercare ${name}`;
  return {
    get: () => attempt(() => sessionStorage.getItem(key)),
    set: (id) => attempt(() => (id ? sessionStorage.setItem(key, id) : sessionStorage.removeItem(key))),
  };
}

function attempt(act) {
  try {
    return act();
  } catch {
    return null;
  }
}
