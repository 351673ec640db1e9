import { forgetToken, token } from "./session.js";

/** What the API says when it refuses a request: a google.rpc.Status with its details. */
export class Refusal extends Error {
  constructor(httpStatus, status, requestId) {
    const detail = (type) => (status.details ?? []).find((one) => one["@type"].endsWith(`/${type}`)) ?? {};
    super(detail("zitadel.v1.ErrorDetail").message ?? status.message ?? "");
    const info = detail("google.rpc.ErrorInfo");
    const [help] = detail("google.rpc.Help").links ?? [];
    this.httpStatus = httpStatus;
    this.id = detail("zitadel.v1.ErrorDetail").id;
    this.reason = info.reason;
    this.cause = info.metadata?.cause;
    this.permission = info.metadata?.permission;
    this.violations = detail("google.rpc.BadRequest").fieldViolations ?? [];
    this.retryAfter = parseFloat(detail("google.rpc.RetryInfo").retryDelay ?? "0");
    this.help = help;
    this.requestId = requestId;
  }
}

/** Whoever calls has to sign in again. */
export class SignedOut extends Error {}

/**
 * Makes a call with the token of who is signed in, once more with a fresh one if it has just expired. A body that is a
 * Blob is sent as it is; an answer of lines is a list of what each says.
 *
 * @throws Refusal if the API refuses it
 * @throws SignedOut if there is no token that the API takes
 * @throws TypeError if the API cannot be reached
 */
export async function call(request, signal) {
  const first = await token();
  const answer = await send(request, first, signal);
  if (answer.status !== 401) {
    return read(answer);
  }
  forgetToken(first);
  const again = await send(request, await token(), signal);
  if (again.status === 401) {
    throw new SignedOut();
  }
  return read(again);
}

function send({ verb, path, body }, bearer, signal) {
  const headers = { Authorization: `Bearer ${bearer}` };
  if (body instanceof Blob) {
    return fetch(path, { method: verb, headers, body, signal });
  }
  if (body !== undefined) {
    headers["Content-Type"] = "application/json";
  }
  return fetch(path, { method: verb, headers, body: JSON.stringify(body), signal });
}

async function read(answer) {
  const text = await answer.text();
  const type = answer.headers.get("Content-Type") ?? "";
  if (type.startsWith("application/x-ndjson")) {
    return text
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  }
  const json = type.startsWith("application/json") ? JSON.parse(text) : {};
  if (!answer.ok) {
    throw new Refusal(answer.status, json, answer.headers.get("X-Request-Id"));
  }
  return json;
}
