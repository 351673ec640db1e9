// The modules of the console that need no browser. CONSOLE is the folder of its files, PERMISSIONS what the API's table
// of permissions says: who the callers are, and what they are answered; LIMITS are the names of the limits, TOKEN_CAUSES
// why a token may be refused, CONTRACT is the folder of userphone's own contract.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";

const folder = `${process.env.CONSOLE}/`;
const module = (name) => import(`${folder}${name}`);
const read = (name) => readFileSync(folder + name, "utf8");

const { curl } = await module("curl.js");
const { may } = await module("permissions.js");
const { isNumber, messagesMeant, onlyUser, usersMeant } = await module("finding.js");
const i18n = await module("i18n.js");
const { href, place } = await module("router.js");
const { checkIdToken } = await module("oidc.js");

const NOW = Date.parse("2026-01-02T06:10:00Z");

describe("a command of curl", () => {
  it("has $TOKEN in the place of the token, and quotes what a shell would read", () => {
    const command = curl(
      { verb: "POST", path: "/v2/users/a%20b/phone", body: { phone: "it's $HOME" } },
      "https://x.example",
    );
    assert.equal(
      command,
      `curl -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -d '{"phone":"it'\\''s $HOME"}' 'https://x.example/v2/users/a%20b/phone'`,
    );
  });

  it("names verbs that do not follow from the body", () => {
    assert.match(curl({ verb: "DELETE", path: "/v2/users/1" }, "http://h"), /^curl -X DELETE -H/);
    assert.match(curl({ verb: "GET", path: "/" }, "http://h"), /^curl -H/);
  });
});

describe("what somebody may look for", () => {
  it("is a number if it looks like one as people write it", () => {
    for (const text of ["+41 (0)79 123 40 01", "079 123 40 01", "0049-30/1234567"]) {
      assert.equal(isNumber(text), true, text);
    }
    for (const text of ["minnie", "minnie@example.com", "1234", "mk3b5a5kyiipjqzn24a3"]) {
      assert.equal(isNumber(text), false, text);
    }
  });

  it("is searched for as a user in one call, and as a message by each of its names", () => {
    const { body } = usersMeant(" minnie ");
    assert.equal(body.queries[0].orQuery.queries.length, 4);
    assert.equal(body.queries[0].orQuery.queries[0].inUserIdsQuery.userIds[0], "minnie");
    assert.deepEqual(
      messagesMeant("079 123 40 01").map(({ body: filter }) => Object.keys(filter)[0]),
      ["messageId", "reference", "requestId", "phone"],
    );
  });

  it("leads to a user at once if all that is found is about that one", () => {
    assert.equal(onlyUser([{ userId: "1" }], [{ userId: "1" }, { userId: "1" }]), "1");
    assert.equal(onlyUser([{ userId: "1" }], [{ userId: "2" }]), undefined);
    assert.equal(onlyUser([], []), undefined);
  });
});

describe("a place in the console", () => {
  it("can be read again from the address that was made for it", () => {
    const there = place(href("user", "a/b c?", { q: "x&y", none: "" }));
    assert.equal(there.name, "user");
    assert.equal(there.id, "a/b c?");
    assert.deepEqual([...there.query], [["q", "x&y"]]);
  });
});

describe("an ID token", () => {
  const client = { issuer: "https://id.example", client: "console" };
  const good = { iss: "https://id.example", aud: "console", nonce: "n", exp: NOW / 1000 + 60 };
  const jwt = (claims) => `e30.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.x`;
  const check = (claims) => () => checkIdToken(jwt(claims), client, "n", NOW);

  it("is taken if it is of this issuer, for this client and for this sign-in", () => {
    assert.doesNotThrow(check(good));
    assert.doesNotThrow(check({ ...good, aud: ["console", "userphone"], azp: "console" }));
  });

  for (const wrong of [
    { iss: "https://other.example" },
    { aud: "other" },
    { azp: "other" },
    { nonce: "m" },
    { exp: 1 },
    { exp: null },
  ]) {
    it(`is refused with ${JSON.stringify(wrong)}`, () =>
      assert.throws(check({ ...good, ...wrong }), { key: "signin.failed.token" }));
  }

  it("is refused if it is none", () => {
    assert.throws(() => checkIdToken("rubbish", client, "n"), { key: "signin.failed.token" });
  });
});

describe("what the pages offer", () => {
  const { callers, answers } = JSON.parse(process.env.PERMISSIONS);
  const actions = {
    "set, send": "set",
    "set, return": "setReturning",
    "set, verified": "setVerified",
    "resend, send": "resend",
    "resend, return": "resendReturning",
    "update, vouch": "vouch",
    remove: "remove",
    lock: "lock",
    unlock: "unlock",
    deactivate: "deactivate",
    reactivate: "reactivate",
    delete: "delete",
    "list messages": "listMessages",
    "list events": "listEvents",
    "search messages": "searchMessages",
    "get text": "readInstanceText",
    "set text": "writeInstanceText",
    "get own text": "readOwnText",
    "set own text": "writeOwnText",
    "import users": "importUsers",
    "get system": "readSystem",
    "list settings": "readSystem",
    "list issuers": "readSystem",
    "list keys": "readSystem",
    "check token": "readSystem",
    statistics: "searchStatistics",
    "export user": "exportUser",
    "check limits": "checkLimits",
    "list limits": "readLimits",
    "search counts": "readLimits",
    "clear count": "clearCount",
    "list providers": "readProviders",
    "provider status": "readProviders",
    "add Twilio": "changeProviders",
    "update Twilio": "changeProviders",
    "update token": "changeProviders",
    "add HTTP": "changeProviders",
    "update HTTP": "changeProviders",
    activate: "changeProviders",
    "switch off": "changeProviders",
    "remove provider": "changeProviders",
    "order providers": "changeProviders",
    "test provider": "changeProviders",
    "sum messages": "sumUsage",
  };
  for (const [call, action] of Object.entries(actions)) {
    it(`is what the API permits: ${call}`, () => {
      const about = answers.filter((answer) => answer.call === call);
      assert.ok(about.length > 0);
      for (const { caller, http } of about) {
        const offered = may(callers[caller], action, { userId: "minnie", organizationId: "acme" });
        assert.equal(offered, http !== 403, caller);
      }
    });
  }

  it("is nothing to a user of the same id in another organisation", () => {
    const me = { userId: "minnie", organizationId: "other" };
    assert.equal(may(me, "set", { userId: "minnie", organizationId: "acme" }), false);
  });
});

describe("the messages of the pages", () => {
  const languages = readdirSync(`${folder}messages`);
  const words = Object.fromEntries(languages.map((file) => [file, JSON.parse(read(`messages/${file}`))]));
  const english = Object.keys(words["en.json"]);
  const sources = readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith(".js"))
    .map(read)
    .join("\n");

  it("are the same in every language, with the same places", () => {
    const places = (text) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
    for (const language of languages) {
      assert.deepEqual(Object.keys(words[language]), english, language);
      for (const key of english) {
        assert.deepEqual(places(words[language][key]), places(words["en.json"][key]), `${language} ${key}`);
      }
    }
  });

  it("are all used, and none is missing", () => {
    const quoted = new Set([...sources.matchAll(/"([a-z][\w.-]*)"/gi)].map((match) => match[1]));
    const begun = [...sources.matchAll(/`([a-z][a-z.-]*\.)\$\{/g)].map((match) => match[1]);
    const isUsed = (key) =>
      quoted.has(key.replace(/\.(one|other)$/, "")) || begun.some((prefix) => key.startsWith(prefix));
    assert.deepEqual(
      english.filter((key) => !isUsed(key)),
      [],
    );
    const said = [...sources.matchAll(/(?:\bt|part)\(\s*"([^"]+)"/g)].map((match) => match[1]);
    const isThere = (key) => english.includes(key) || english.includes(`${key}.other`);
    assert.deepEqual(
      said.filter((key) => !isThere(key)),
      [],
    );
  });

  it("exist for each value of the contract", () => {
    const contract = ["sms", "limits"].map((name) => readFileSync(`${process.env.CONTRACT}/${name}.proto`)).join("");
    const values = (prefix) =>
      [...contract.matchAll(new RegExp(`^ *${prefix}_(\\w+) =`, "gm"))].map((match) => match[1]);
    const keys = [
      ...process.env.LIMITS.split(",").map((limit) => `limit.${limit}`),
      ...values("PHONE_MESSAGE_STATE").map((state) => `state.${state}`),
      ...process.env.TOKEN_CAUSES.split(",").map((cause) => `token.${cause}`),
      ...values("SMS_OUTCOME").flatMap((outcome) => [
        `outcome.${outcome}`,
        `entry.attempt.${outcome}`,
        `providers.attempts.${outcome}`,
        `providers.tested.${outcome}`,
      ]),
      ...values("LIMIT_KIND").map((kind) => `limits.kind.${kind}`),
    ];
    assert.ok(keys.length > 50);
    assert.deepEqual(
      keys.filter((key) => !english.includes(key)),
      [],
    );
  });

  it("are taken in the language that a reader prefers among those that there are", () => {
    assert.equal(i18n.choose(["en", "de", "fr"], ["it-CH", "fr-CH", "de"]), "fr");
    assert.equal(i18n.choose(["en", "de", "fr"], ["ja"]), "en");
  });
});
