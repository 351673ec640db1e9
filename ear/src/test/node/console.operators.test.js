// What the pages of operators say and sum. CONSOLE is the folder of its files.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";

const folder = `${process.env.CONSOLE}/`;
const module = (name) => import(`${folder}${name}`);

const i18n = await module("i18n.js");
const { byCountry, delivery, overTime, share, spending, total } = await module("figures.js");
const { light } = await module("health.js");
const { wellbeing } = await module("wellbeing.js");

i18n.use("en", JSON.parse(readFileSync(`${folder}messages/en.json`, "utf8")));

const NOW = Date.parse("2026-01-02T06:30:00Z");
const works = { id: "1", active: true, breaker: "SMS_BREAKER_STATE_CLOSED", lastSuccess: "2026-01-02T06:29:00Z" };
const none = total([]);

describe("the light of a provider", () => {
  const failed = (outcome, at) => ({ outcome: `SMS_OUTCOME_${outcome}`, at });
  const cases = [
    ["good", "works", {}],
    ["plain", "off", { active: false, breaker: "SMS_BREAKER_STATE_OPEN" }],
    ["bad", "open", { breaker: "SMS_BREAKER_STATE_OPEN" }],
    ["wait", "half-open", { breaker: "SMS_BREAKER_STATE_HALF_OPEN" }],
    ["wait", "failing", { lastError: failed("DEFERRED", "2026-01-02T06:29:00.5Z") }],
    ["good", "works", { lastError: failed("DEFERRED", "2026-01-02T06:28:59.5Z") }],
    ["good", "works", { lastError: failed("REFUSED", "2026-01-02T06:29:30Z") }],
    ["plain", "unused", { lastSuccess: undefined, breaker: undefined }],
  ];
  for (const [tone, key, facts] of cases) {
    it(`is ${tone}, ${key}, with ${JSON.stringify(facts)}`, () =>
      assert.deepEqual(light({ ...works, ...facts }), { tone, key: `providers.light.${key}` }));
  }
});

describe("the sums of the statistics", () => {
  const ch = { start: "2026-01-02T05:00:00Z", country: "CH", promised: "3", sent: "2", cost: "0.14" };
  const de = { start: "2026-01-02T05:00:00Z", country: "DE", promised: "4", limited: "1" };

  it("are there for each hour, also for those without messages", () => {
    const all = overTime([ch, de], "STATISTICS_BUCKET_HOUR", NOW - 3 * 3_600_000, NOW);
    assert.deepEqual(
      all.map(({ start, promised }) => [new Date(start).toISOString(), promised]),
      [
        ["2026-01-02T03:00:00.000Z", 0],
        ["2026-01-02T04:00:00.000Z", 0],
        ["2026-01-02T05:00:00.000Z", 7],
        ["2026-01-02T06:00:00.000Z", 0],
      ],
    );
  });

  it("end with the hour that ends with the time that is looked at", () => {
    const end = Date.parse("2026-01-02T06:00:00Z");
    const all = overTime([], "STATISTICS_BUCKET_HOUR", end - 2 * 3_600_000, end);
    assert.deepEqual(
      all.map(({ start }) => new Date(start).toISOString()),
      ["2026-01-02T04:00:00.000Z", "2026-01-02T05:00:00.000Z"],
    );
  });

  it("are there for each country, the one with the most messages first", () => {
    assert.deepEqual(
      byCountry([ch, de, ch]).map(({ country, promised, cost }) => [country, promised, cost]),
      [
        ["CH", 6, 0.28],
        ["DE", 4, 0],
      ],
    );
  });

  it("have no part that was delivered if no provider tells of it", () => {
    assert.equal(delivery({ sent: 4, delivered: 0, undelivered: 0 }), null);
    assert.equal(delivery({ sent: 4, delivered: 0, undelivered: 1 }), 0);
    assert.equal(delivery({ sent: 4, delivered: 3, undelivered: 1 }), 0.75);
  });

  it("have no share of nothing", () => {
    assert.equal(share(0, 0), null);
    assert.equal(share(1, 4), 0.25);
    assert.equal(share(1, null), null);
  });

  it("are held against the budget of the organisation, or else that of all others", () => {
    const usage = [
      { organizationId: "a", cost: "2" },
      { organizationId: "b", cost: "3" },
      { organizationId: "a", cost: "4" },
    ];
    const budgets = [
      { of: "a", most: "12" },
      { of: "default", most: "4" },
    ];
    assert.deepEqual(spending(usage, budgets), [
      { organization: "b", cost: 3, budget: 4 },
      { organization: "a", cost: 6, budget: 12 },
    ]);
    assert.equal(
      spending(usage, []).every(({ budget }) => budget === null),
      true,
    );
  });
});

describe("the sentence of the overview", () => {
  const said = (facts) => {
    const { tone, parts } = wellbeing({
      providers: [works],
      sum: { ...none, promised: 30, sent: 30, entered: 25, delivered: 28 },
      refusing: [],
      spent: [],
      now: NOW,
      ...facts,
    });
    return `${tone}: ${parts.map(({ key, places }) => i18n.t(key, places)).join("; ")}`;
  };
  const cases = {
    "nothing to tell": [{}, "good: All is well"],
    "no messages": [{ sum: none }, "good: All is quiet: no SMS was asked for in this time"],
    "a caller who may see messages only": [{ providers: null, refusing: null, spent: null }, "good: All is well"],
    "a provider that is left alone": [
      { providers: [{ ...works, description: "Main", breaker: "SMS_BREAKER_STATE_OPEN" }] },
      "bad: Main does not work and is left alone",
    ],
    "no provider": [
      { providers: [{ ...works, active: false }] },
      "bad: no provider is asked: SMS wait, and are dropped when their codes end",
    ],
    "a message that has waited for a minute": [{ oldest: { promisedAt: "2026-01-02T06:29:00Z" } }, "good: All is well"],
    "few codes that were entered": [
      { sum: { ...none, promised: 20, sent: 20, entered: 3, delivered: 20 } },
      "wait: only 15% of the codes were entered",
    ],
    "too few messages to say so": [
      { sum: { ...none, promised: 19, sent: 19, entered: 0, undelivered: 19 } },
      "good: All is well",
    ],
    "messages that did not arrive": [
      { sum: { ...none, promised: 20, sent: 20, entered: 15, undelivered: 3 } },
      "wait: 15% of the messages were not delivered",
    ],
    "two limits that refuse, and a budget that is spent, the worse first": [
      { refusing: [{}, {}], spent: [{ organization: "acme", cost: 5, budget: 5 }] },
      "bad: organisation acme has spent its budget for today; limits refuse 2 times now",
    ],
    "a budget that is nearly spent, and one without": [
      {
        spent: [
          { organization: "acme", cost: 4, budget: 5 },
          { organization: "other", cost: 9, budget: null },
        ],
      },
      "wait: organisation acme has spent 80% of its budget for today",
    ],
  };
  for (const [name, [facts, sentence]] of Object.entries(cases)) {
    it(`tells of ${name}`, () => assert.equal(said(facts), sentence));
  }

  it("tells of a message that waits, worse if it waits for long", () => {
    assert.match(said({ oldest: { promisedAt: "2026-01-02T06:27:00Z" } }), /^wait: a message has waited since/);
    assert.match(said({ oldest: { promisedAt: "2026-01-02T06:17:00Z" } }), /^bad: a message has waited since/);
  });
});

describe("a duration", () => {
  for (const [text, said] of [
    ["3600s", "1 hour"],
    ["86400s", "1 day"],
    ["300s", "5 minutes"],
    ["5400s", "90 minutes"],
    ["1.500s", "1.5 seconds"],
  ]) {
    it(`of ${text} is ${said}`, () => assert.equal(i18n.duration(text), said));
  }
});
