// What the page Audit asks for, and the file that it makes. CONSOLE is the folder of the console's files, EVENTS are
// the types of all events that there are.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";

const module = (name) => import(`${process.env.CONSOLE}/${name}`);

const { after, collect, filterOf, from, rows, TYPES } = await module("auditing.js");
const { csv } = await module("csv.js");

const event = (sequence, creationDate = `2026-01-02T03:04:05.00000${sequence}Z`) => ({ sequence, creationDate });

/** Answers as ListEvents does, newest first. */
function api(events) {
  return async ({ limit, range = {} }) =>
    events.filter(({ creationDate }) => !range.until || creationDate <= range.until).slice(0, limit);
}

describe("what is asked for", () => {
  it("is what the address says, with the times of who reads", () => {
    const query = new URLSearchParams({
      about: "user",
      type: "user.locked",
      id: "minnie",
      editor: "admin",
      organization: "acme",
      from: "2026-01-02T03:04",
      order: "oldest",
    });
    assert.deepEqual(JSON.parse(JSON.stringify(filterOf(query))), {
      asc: true,
      aggregateTypes: ["user"],
      eventTypes: ["user.locked"],
      aggregateId: "minnie",
      editorUserId: "admin",
      resourceOwner: "acme",
      range: { since: new Date(2026, 0, 2, 3, 4).toISOString() },
    });
    assert.deepEqual(JSON.parse(JSON.stringify(filterOf(new URLSearchParams()))), { range: {} });
  });

  it("goes on at the last event, and leaves out those of its time that were shown", () => {
    const events = [event(3), event(2, "t"), event(1, "t")];
    assert.deepEqual(after(events, { skip: 0 }), { at: "t", skip: 2 });
    assert.deepEqual(after([event(0, "t")], { at: "t", skip: 2 }), { at: "t", skip: 3 });
    assert.deepEqual(from({ range: { since: "s" } }, { at: "t", skip: 2 }, 50), {
      range: { since: "s", until: "t" },
      limit: 52,
    });
    assert.deepEqual(from({ asc: true, range: { until: "u" } }, { at: "t", skip: 2 }, 50).range, {
      since: "t",
      until: "u",
    });
    assert.equal(from({}, { at: "t", skip: 2 }, 1000).limit, 1000);
  });

  it("names every type of event that there is, and no other", () => {
    assert.deepEqual(Object.values(TYPES).flat().sort(), process.env.EVENTS.split(",").sort());
    for (const [about, types] of Object.entries(TYPES)) {
      assert.deepEqual(
        types.filter((type) => !type.startsWith(`${about}.`)),
        [],
      );
    }
  });

  it("has words for every type", () => {
    const words = JSON.parse(readFileSync(`${process.env.CONSOLE}/messages/en.json`, "utf8"));
    assert.deepEqual(
      Object.values(TYPES)
        .flat()
        .filter((type) => !(`event.${type}` in words)),
      [],
    );
  });
});

describe("all events", () => {
  const time = (i) => `t${String(9999 - Math.floor(i / 7)).padStart(5, "0")}`; // seven events each
  const many = Array.from({ length: 2500 }, (_, i) => event(i, time(i)));

  it("are read page after page, each once and in their order, though several are of one time", async () => {
    const told = [];
    const { events, isCut } = await collect({}, api(many), 10_000, (n) => told.push(n));
    assert.deepEqual(events, many);
    assert.equal(isCut, false);
    assert.equal(told.at(-1), 2500);
    assert.ok(told.length >= 3);
  });

  it("are cut where there are too many, which is told", async () => {
    const { events, isCut } = await collect({}, api(many), 1200);
    assert.deepEqual(events, many.slice(0, 1200));
    assert.equal(isCut, true);
    assert.equal((await collect({}, api(many), 2500)).isCut, false);
  });

  it("end where more of one time than fit into an answer would be asked for for ever", async () => {
    const same = Array.from({ length: 1500 }, (_, i) => event(i, "t"));
    const { events, isCut } = await collect({}, api(same));
    assert.equal(events.length, 1000);
    assert.equal(isCut, true);
  });
});

describe("a file of events", () => {
  const whole = {
    creationDate: "2026-01-02T03:04:05.678901Z",
    type: { type: "user.locked" },
    aggregate: { type: { type: "user" }, id: "minnie", resourceOwner: "acme" },
    sequence: "7",
    editor: { userId: "admin" },
    payload: { phone: "+41791234567" },
  };
  const lines = (events, cut) => csv(rows(events, cut)).split("\r\n");

  it("has a line for each, after the names of the columns", () => {
    const [names, first, end] = lines([whole]);
    assert.equal(names, '\ufeff"time","type","about","id","organization","sequence","editor","payload"');
    assert.equal(
      first,
      '"2026-01-02T03:04:05.678901Z","user.locked","user","minnie","acme","7","admin","{""phone"":""+41791234567""}"',
    );
    assert.equal(end, "");
  });

  it("leaves a spreadsheet nothing to compute", () => {
    for (const text of ["=1+1", "+41", "-1", "@SUM(A1)", "\tx", "\rx"]) {
      const [, line] = lines([{ ...whole, editor: { userId: text } }]);
      assert.ok(line.includes(`,"'${text}",`), JSON.stringify(line));
    }
    assert.ok(lines([{ ...whole, editor: { userId: "a=b" } }])[1].includes(',"a=b",'));
    assert.ok(lines([{ ...whole, editor: { userId: '",=1' } }])[1].includes(',""",=1",'));
  });

  it("says at its end that there are more", () => {
    assert.equal(lines([whole], "Cut")[2], '"Cut"');
  });

  it("names a service as editor, and leaves a payload out that is empty", () => {
    const [, line] = lines([{ ...whole, editor: { service: "NOTIFICATION" }, payload: {} }]);
    assert.match(line, /"NOTIFICATION",""$/);
  });
});
