/**
 * What happened to a user, newest first: events, and what became of messages, attempt by attempt. An entry is {at, tone,
 * key, places, detail}: when it was, how it is shown, and what is said, as in verdict.js.
 */
const TONES = {
  ACCEPTED: "good",
  DELIVERED: "good",
  REFUSED: "bad",
  UNDELIVERED: "bad",
  EXPIRED: "bad",
  PARKED: "bad",
};

export function timeline(events, messages) {
  const entries = [...(messages ?? []).flatMap(ofMessage), ...(events ?? []).map(ofEvent)]; // a promise follows its code
  return entries
    .map((entry, order) => ({ ...entry, order }))
    .sort((a, b) => stamp(b.at).localeCompare(stamp(a.at)) || a.order - b.order);
}

/** A time of the API with nine decimals, so that texts are in the order of their times. */
export function stamp(iso) {
  const [seconds, decimals = ""] = iso.replace("Z", "").split(".");
  return `${seconds}.${decimals.padEnd(9, "0")}`;
}

/** An event of ListEvents as an entry. */
export function ofEvent({ creationDate, type, payload = {}, editor, sequence }) {
  const known = {
    "user.human.limit.exceeded": () => ({ limit: { message: `limit.${payload.limit}` } }),
    "user.human.phone.changed": () => ({ phone: payload.phone }),
  }[type.type];
  const isRefusal = /\.(failed|exceeded)$/.test(type.type);
  return {
    at: creationDate,
    kind: "event",
    tone: isRefusal ? "bad" : /verified$/.test(type.type) ? "good" : "plain",
    key: payload.code_returned ? "event.returned" : `event.${type.type}`,
    otherwise: type.localized?.localizedMessage ?? type.type,
    places: known?.() ?? {},
    by: editor?.userId ?? editor?.service ?? "",
    sequence,
  };
}

function ofMessage(message) {
  const { id, number, country, promisedAt, attempts = [], requestId } = message;
  const about = { message: id, requestId };
  const promised = { ...about, at: promisedAt, tone: "plain", key: "entry.promised", places: { number, country } };
  const tried = attempts.map(({ at, provider, outcome, reason, took }, i) => ({
    ...about,
    at,
    tone: { SMS_OUTCOME_ACCEPTED: "good", SMS_OUTCOME_REFUSED: "bad" }[outcome] ?? "wait",
    key: `entry.attempt.${outcome.replace("SMS_OUTCOME_", "")}`,
    places: { provider, attempt: i + 1, reason: reason ?? "", took: milliseconds(took) },
  }));
  return [...ended(message, about), ...tried.reverse(), promised].map((entry) => ({ kind: "message", ...entry }));
}

/** How it ended, unless the last attempt says so already. */
function ended({ state, changedAt, provider, reason }, about) {
  const name = state.replace("PHONE_MESSAGE_STATE_", "");
  if (["WAITING", "ACCEPTED", "REFUSED"].includes(name)) {
    return [];
  }
  const places = { provider: provider ?? "", reason: reason ?? "" };
  return [{ ...about, at: changedAt, tone: TONES[name] ?? "plain", key: `entry.${name}`, places }];
}

function milliseconds(duration = "0s") {
  return Math.round(parseFloat(duration) * 1000);
}
