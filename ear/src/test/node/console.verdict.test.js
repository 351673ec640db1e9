// What the console tells of a user: the sentence on top, and what happened. CONSOLE is the folder of its files.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";

const module = (name) => import(`${process.env.CONSOLE}/${name}`);

const { verdict } = await module("verdict.js");
const { timeline, stamp } = await module("timeline.js");
const i18n = await module("i18n.js");

const NOW = new Date("2026-01-02T06:10:00Z");
const END = "2026-01-02T06:26:20Z";

const user = (phone, state = "ACTIVE") => ({ userId: "42", state: `USER_STATE_${state}`, human: { phone } });
const unproved = user({ phone: "+41791234501" });
const pending = { pending: true, expiresAt: END, triesLeft: 5 };
const message = (state, rest) => ({
  id: "7",
  state: `PHONE_MESSAGE_STATE_${state}`,
  number: "+…01",
  country: "CH",
  promisedAt: "2026-01-02T06:05:00Z",
  changedAt: "2026-01-02T06:05:01Z",
  expiresAt: END,
  ...rest,
});
const attempt = (outcome, reason, provider = "webhook") => ({
  provider,
  outcome: `SMS_OUTCOME_${outcome}`,
  reason,
  at: "2026-01-02T06:05:00.5Z",
  took: "0.021s",
});
const event = (type, payload = {}, creationDate = "2026-01-02T06:06:00Z") => ({
  type: { type },
  payload,
  creationDate,
  sequence: "1",
});

/** The verdict as it is said in English, with the times of day of the API. */
function said(facts) {
  i18n.use("en", JSON.parse(readFileSync(`${process.env.CONSOLE}/messages/en.json`, "utf8")));
  const { tone, parts } = verdict({ user: unproved, code: pending, messages: [], events: [], now: NOW, ...facts });
  const plain = (value) =>
    value?.time ? value.time.slice(11, 19) : value?.message ? i18n.t(value.message, asTimes(value)) : value;
  const asTimes = (places) => Object.fromEntries(Object.entries(places).map(([key, value]) => [key, plain(value)]));
  return `${tone}: ${parts.map(({ key, places }) => i18n.t(key, asTimes(places))).join("; ")}.`;
}

describe("the verdict", () => {
  const cases = {
    "a provider that took the message": [
      { messages: [message("ACCEPTED", { provider: "webhook", attempts: [attempt("ACCEPTED")] })] },
      "good: Handed over: webhook took the message at 06:05:01; whether it arrived is known to the provider, ask there by the reference; the code ends 06:26:20.",
    ],
    "a provider that does not work": [
      {
        messages: [
          message("WAITING", {
            provider: "webhook",
            nextAttemptAt: "2026-01-02T06:17:05Z",
            attempts: Array(3).fill(attempt("DEFERRED", "HTTP status 500")),
          }),
        ],
      },
      "wait: Waiting: webhook answered HTTP 500 three times; next try 06:17:05; the code ends 06:26:20.",
    ],
    "a provider that refuses": [
      { messages: [message("REFUSED", { provider: "webhook", reason: "HTTP status 422" })] },
      "bad: Refused: webhook answered HTTP 422; try another provider, or have the number corrected.",
    ],
    "a provider that does not know us": [
      {
        messages: [
          message("WAITING", {
            nextAttemptAt: "2026-01-02T06:17:05Z",
            attempts: [attempt("MISCONFIGURED", "HTTP status 401")],
          }),
        ],
      },
      "wait: Waiting: webhook does not accept our credentials, it answered HTTP 401 once; next try 06:17:05; the code ends 06:26:20.",
    ],
    "a provider that does not answer": [
      { messages: [message("WAITING", { beingSent: true })] },
      "wait: Being sent since 06:05:00: the provider has not answered yet; the code ends 06:26:20.",
    ],
    "no provider at all": [
      { messages: [message("WAITING")] },
      "wait: Waiting for a provider: none is configured, or all of them are left alone for now; the code ends 06:26:20.",
    ],
    "no answer before another failure": [
      {
        messages: [
          message("WAITING", {
            nextAttemptAt: END,
            attempts: [attempt("UNKNOWN", "connection lost"), attempt("DEFERRED", "HTTP status 503")],
          }),
        ],
      },
      "wait: Waiting: webhook answered HTTP 503 once; it is not tried again before the code ends; the code ends 06:26:20.",
    ],
    "a phone that got it": [
      { messages: [message("DELIVERED")] },
      "good: Delivered: the phone got the message by 06:05:01; the code ends 06:26:20.",
    ],
    "a phone that was off": [
      { messages: [message("UNDELIVERED", { provider: "twilio", reason: "absent subscriber" })], code: {} },
      "bad: Not delivered: twilio says “absent subscriber”; no code can be entered any more, so send a new one.",
    ],
    "a code that was guessed at": [
      { messages: [message("DELIVERED")], code: { ...pending, triesLeft: undefined } },
      "good: Delivered: the phone got the message by 06:05:01; too many wrong codes were entered, so send a new one.",
    ],
    "a message that was too late": [
      { messages: [message("EXPIRED")] },
      "bad: Never sent: the code ended before a provider took the message; send a new code.",
    ],
    "a message that was given up": [
      { messages: [message("PARKED", { reason: "HTTP status 500" })] },
      "bad: Given up at 06:05:01: HTTP 500; send a new code.",
    ],
    "a code that was shown to the caller": [
      { events: [event("user.human.phone.code.added", { code_returned: true })], messages: [message("DELIVERED")] },
      "plain: No SMS was sent: the code was returned to the caller at 06:06:00; the code ends 06:26:20.",
    ],
    "a limit that still holds": [
      { events: [event("user.human.limit.exceeded", { limit: "SMS_TO_NUMBER", retryAfter: 3.6e12 })] },
      "bad: Refused at 06:06:00 by a limit, too many SMS to the number; possible again from 07:06:00.",
    ],
    "a limit that is over": [
      { events: [event("user.human.limit.exceeded", { limit: "SMS_OF_USER", retryAfter: 6e10 })] },
      "wait: Refused at 06:06:00 by a limit, too many SMS to the user; it is possible again now.",
    ],
    "a limit before a message that went out": [
      {
        events: [
          event("user.human.limit.exceeded", { limit: "SMS_OF_USER", retryAfter: 6e10 }, "2026-01-02T06:00:00Z"),
        ],
        messages: [message("DELIVERED")],
      },
      "good: Delivered: the phone got the message by 06:05:01; the code ends 06:26:20.",
    ],
    "a number without a code": [
      { code: {} },
      "plain: No SMS was asked for: the number was set without sending a code; no code can be entered any more, so send a new one.",
    ],
    "a message whose place another took": [
      { messages: [message("REPLACED")], code: null },
      "plain: No SMS was asked for: the number was set without sending a code.",
    ],
    "no number": [{ user: user({}) }, "plain: There is no number to which an SMS could go."],
    "a verified number": [
      { user: user({ phone: "+41791234501", isVerified: true }), events: [event("user.human.phone.verified")] },
      "good: All is well: the number was verified at 06:06:00.",
    ],
    "a locked user": [
      { user: user({ phone: "+41791234501" }, "LOCKED"), messages: [message("DELIVERED")], code: null },
      "bad: The user is locked; Delivered: the phone got the message by 06:05:01.",
    ],
    "a machine": [
      { user: { state: "USER_STATE_ACTIVE", machine: {} } },
      "plain: This is a machine user, which has no phone.",
    ],
    "somebody who may not see messages": [
      { messages: null, events: null },
      "plain: The number is not verified, and your roles do not let you see its messages; the code ends 06:26:20.",
    ],
  };
  for (const [name, [facts, sentence]] of Object.entries(cases)) {
    it(`tells of ${name}`, () => assert.equal(said(facts), sentence));
  }
});

describe("the timeline", () => {
  it("puts events, promises and attempts in the order of their times, newest first", () => {
    const entries = timeline(
      [event("user.human.phone.code.added", {}, "2026-01-02T06:05:00Z")],
      [
        message("DELIVERED", {
          attempts: [attempt("DEFERRED", "HTTP status 500"), { ...attempt("ACCEPTED"), at: "2026-01-02T06:05:00.75Z" }],
        }),
      ],
    );
    assert.deepEqual(
      entries.map(({ key }) => key),
      [
        "entry.DELIVERED",
        "entry.attempt.ACCEPTED",
        "entry.attempt.DEFERRED",
        "entry.promised",
        "event.user.human.phone.code.added",
      ],
    );
  });

  it("orders times with and without decimals", () => {
    const times = ["2026-01-02T06:05:00.5Z", "2026-01-02T06:05:00Z", "2026-01-02T06:05:00.499999Z"];
    assert.deepEqual(
      times.sort((a, b) => stamp(a).localeCompare(stamp(b))),
      ["2026-01-02T06:05:00Z", "2026-01-02T06:05:00.499999Z", "2026-01-02T06:05:00.5Z"],
    );
  });
});
