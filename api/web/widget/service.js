// The API over HTTP. Every failure is one of three: refused by the service, not reached, broken off.

/** The service answered with a problem document (or something else that is no success). */
export class Refused extends Error {
  constructor(status, problem = {}, retryAfter = null) {
    super(problem.detail ?? "");
    this.status = status;
    this.type = String(problem.type ?? "").split(":").pop();
    this.retryAfter = retryAfter;
  }
}

/** Nobody answered. */
export class Unreachable extends Error {}

/** An answer began and did not end, or could not be read. */
export class Broken extends Error {}

/** The user stopped it. */
export const stopped = (error) => error?.name === "AbortError";

const GIVE_UP = 30_000; // milliseconds, for what is fetched beside the answers

export class Service {
  /** `token()` gives the key of whoever is signed in, or nothing. */
  constructor(base, token) {
    this.base = base.replace(/\/$/, "");
    this.token = token;
  }

  /** The address of a page for people. */
  page(path) {
    return this.base + path;
  }

  get(path) {
    return this.json("GET", path, undefined, AbortSignal.timeout(GIVE_UP));
  }

  async json(method, path, body, signal) {
    const response = await this.send(method, path, body, signal);
    return response.status === 204 ? null : jsonOf(response);
  }

  /** The response, if it is a success; raises Refused or Unreachable. */
  async send(method, path, body, signal, accept = "application/json") {
    const headers = { Accept: accept };
    if (body !== undefined) headers["Content-Type"] = "application/json";
    const token = await this.token();
    if (token) headers.Authorization = `Bearer ${token}`;
    const response = await this.#fetch(`${this.base}/api/v1${path}`, { method, headers, body: JSON.stringify(body), signal });
    if (!response.ok) throw await refusal(response);
    return response;
  }

  async #fetch(address, request) {
    try {
      return await fetch(address, { ...request, credentials: "same-origin", referrerPolicy: "no-referrer" });
    } catch (error) {
      throw stopped(error) ? error : new Unreachable();
    }
  }
}

/** The body as JSON; raises Broken. */
export async function jsonOf(response) {
  try {
    return await response.json();
  } catch (error) {
    throw stopped(error) ? error : new Broken();
  }
}

async function refusal(response) {
  const problem = await response.json().catch(() => ({}));
  return new Refused(response.status, problem, Number(response.headers.get("Retry-After")) || null);
}
