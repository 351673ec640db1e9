/**
 * "Why did no SMS come?", answered in a sentence from what the API says about a user. The sentence is made of parts,
 * each the key of a message and what fills its places, so that it can be said in every language.
 */
import { stamp } from "./timeline.js";

const CODE_ADDED = "user.human.phone.code.added";
const LIMIT_EXCEEDED = "user.human.limit.exceeded";
const VERIFIED = "user.human.phone.verified";

/** What the limits that keep an SMS away are called in the events. */
const LIMITS_OF_SMS = /^(SMS_|PHONE_CODE_RESENDS$)/;

/**
 * @param user of GetUserByID
 * @param code the answer of GetPhoneCode
 * @param messages of ListPhoneMessages, newest first; null if the caller may not see them
 * @param events of ListEvents, newest first; null if the caller may not see them
 * @returns {tone, parts}: the tone is good, wait, bad or plain
 */
export function verdict({ user, code, messages, events, now }) {
  const told = onTheNumber({ user, code, messages, events: events ?? [], now });
  const state = { USER_STATE_LOCKED: "locked", USER_STATE_INACTIVE: "inactive" }[user.state];
  return state ? { tone: "bad", parts: [part(`verdict.${state}`), ...told.parts] } : told;
}

function onTheNumber({ user, code, messages, events, now }) {
  const phone = user.human?.phone ?? {};
  if (!user.human) {
    return say("plain", part("verdict.machine"));
  }
  if (!phone.phone) {
    return say("plain", part("verdict.none"));
  }
  if (phone.isVerified) {
    const at = events.find((event) => event.type.type === VERIFIED)?.creationDate;
    return say("good", at ? part("verdict.verified.at", { at: { time: at } }) : part("verdict.verified"));
  }
  if (messages === null) {
    return say("plain", part("verdict.unseen"), ...ofCode(code));
  }
  const issued = events.find((event) => event.type.type === CODE_ADDED);
  const message = messages.find(({ state }) => state !== "PHONE_MESSAGE_STATE_REPLACED");
  const isNewer = (event) => !message || stamp(event.creationDate) > stamp(message.promisedAt);
  const refusal = events.find((event) => event.type.type === LIMIT_EXCEEDED && isAboutSms(event));
  const isAnswered = refusal && issued && stamp(issued.creationDate) > stamp(refusal.creationDate);
  if (refusal && isNewer(refusal) && !isAnswered) {
    return limited(refusal, now);
  }
  if (issued?.payload?.code_returned && isNewer(issued)) {
    return say("plain", part("verdict.returned", { at: { time: issued.creationDate } }), ...ofCode(code));
  }
  return message ? ofMessage(message, code) : say("plain", part("verdict.unasked"), ...ofCode(code));
}

function isAboutSms({ payload }) {
  return LIMITS_OF_SMS.test(payload.limit);
}

function limited({ creationDate, payload }, now) {
  const until = new Date(Date.parse(creationDate) + payload.retryAfter / 1e6);
  const limit = { message: `limit.${payload.limit}` };
  const refused = part("verdict.limited", { limit, at: { time: creationDate } });
  return until > now
    ? say("bad", refused, part("verdict.limited.until", { until: { time: until.toISOString() } }))
    : say("wait", refused, part("verdict.limited.over"));
}

function ofMessage(message, code) {
  const { provider, reason } = message;
  const places = { provider: provider ?? "", reason: short(reason), at: { time: message.changedAt } };
  switch (message.state.replace("PHONE_MESSAGE_STATE_", "")) {
    case "WAITING":
      return say("wait", ...waiting(message), part("verdict.code.until", { at: { time: message.expiresAt } }));
    case "ACCEPTED":
      return say("good", part("verdict.accepted", places), part("verdict.accepted.ask"), ...ofCode(code));
    case "DELIVERED":
      return say("good", part("verdict.delivered", places), ...ofCode(code));
    case "UNDELIVERED":
      return say("bad", part(reason ? "verdict.undelivered.why" : "verdict.undelivered", places), ...ofCode(code));
    case "REFUSED":
      return say("bad", part("verdict.refused", places), part("verdict.refused.remedy"));
    case "EXPIRED":
      return say("bad", part(reason ? "verdict.expired.why" : "verdict.expired", places), part("verdict.again"));
    default:
      return say("bad", part(reason ? "verdict.parked.why" : "verdict.parked", places), part("verdict.again"));
  }
}

function waiting({ beingSent, attempts = [], nextAttemptAt, expiresAt, promisedAt, provider }) {
  if (beingSent) {
    return [part("verdict.sending", { at: { time: promisedAt } })];
  }
  const last = attempts.at(-1);
  const next = nextTry(nextAttemptAt, expiresAt);
  if (!last) {
    return [part("verdict.waiting.provider"), ...next];
  }
  const isAlike = (attempt) =>
    attempt.outcome === last.outcome && attempt.reason === last.reason && attempt.provider === last.provider;
  const n = attempts.length - (attempts.findLastIndex((attempt) => !isAlike(attempt)) + 1);
  const outcome = last.outcome.replace("SMS_OUTCOME_", "");
  const places = { provider: last.provider ?? provider, reason: short(last.reason), times: times(n) };
  return [part(`verdict.waiting.${outcome}`, places), ...next];
}

/** A message is not tried any more when its code can no longer be entered. */
function nextTry(at, end) {
  if (!at) {
    return [];
  }
  return stamp(at) < stamp(end) ? [part("verdict.next", { at: { time: at } })] : [part("verdict.next.none")];
}

/** How often, the number as a word if it is a small one. */
function times(n) {
  return { message: "times", n, count: n > 1 && n <= 10 ? { message: `count.${n}` } : n };
}

/** Whether a code can be entered now. */
function ofCode(code) {
  if (!code) {
    return [];
  }
  if (!code.pending) {
    return [part("verdict.code.over")];
  }
  if (!code.triesLeft) {
    return [part("verdict.code.tries")];
  }
  return [part("verdict.code.until", { at: { time: code.expiresAt } })];
}

/** The reason as people say it. */
function short(reason = "") {
  return reason.replace("HTTP status", "HTTP");
}

function part(key, places = {}) {
  return { key, places };
}

function say(tone, ...parts) {
  return { tone, parts };
}
