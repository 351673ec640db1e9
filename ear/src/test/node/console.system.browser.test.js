// The pages of operators about the system and its events in Chromium, in development mode. BASE is the program,
// DEVELOPMENT_KEY the file of the key that signs its tokens, SECRETS what nobody may see, DOWNLOADS a folder.
import assert from "node:assert/strict";
import { createPrivateKey, sign } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { after, afterEach, before, describe, it } from "node:test";
import { complaints, launch, press, texts, waitForText } from "./browser.js";
import * as consoles from "./console.js";
import { administrator, closeCleanly, until } from "./console.js";

const { BASE, DEVELOPMENT_KEY, DOWNLOADS, SECRETS } = process.env;
const ORGANISATION = "300000000000000001";
const EVENTS = 60;
const secrets = SECRETS.split(",");

let api;
let browser;
let page;
let token;

async function signInAs(kind, hash, options) {
  page = await consoles.signInAs(browser, kind, hash, options);
}

async function settled() {
  await page.waitForFunction(() => document.querySelector("h1") && !document.querySelector(".loading"));
}

/** The token of the administrator with other claims, or another header, signed by the key of development mode. */
function tokenWith(claims, header = {}) {
  const [ownHeader, ownClaims] = token.split(".").slice(0, 2).map((part) => JSON.parse(Buffer.from(part, "base64url")));
  const part = (own, other) => Buffer.from(JSON.stringify({ ...own, ...other })).toString("base64url");
  const signed = `${part(ownHeader, header)}.${part(ownClaims, claims)}`;
  const key = createPrivateKey(readFileSync(DEVELOPMENT_KEY));
  return `${signed}.${sign("sha256", Buffer.from(signed), { key, dsaEncoding: "ieee-p1363" }).toString("base64url")}`;
}

async function check(text) {
  await page.locator("input[name=token]").fill(text);
  await page.keyboard.press("Enter");
}

before(async () => {
  browser = await launch();
  token = await (await fetch(`${BASE}/dev/token`)).text();
  api = await administrator();
  const add = (userId, name) =>
    api("/v2/users/new", {
      organizationId: ORGANISATION,
      userId,
      human: {
        profile: { givenName: "Daisy", familyName: "Duck" },
        email: { email: `${name}@example.com`, isVerified: true },
      },
    });
  await add("=1+1", "formula");
  await add("daisy", "daisy");
  for (let i = 0; i < EVENTS / 2; i++) {
    await api("/v2/users/daisy/lock", {});
    await api("/v2/users/daisy/unlock", {});
  }
  await api("/admin/v1/text/message/verifyphone/de", { text: "{{.Code}} ist Ihr Code" }, "PUT");
});

after(() => browser.close());

afterEach(() => closeCleanly(page));

describe("the page System", () => {
  it("shows what runs, whose tokens are taken, and what hangs on the keys", async () => {
    await signInAs("admin", "#/system");
    await settled();
    const [runs] = await texts(page, "section[aria-label='What runs']");
    assert.match(runs, /Version\d+\.\d+.*DatabaseH2 2.*Version of the tables\d+.*1 node.*alive.*Last sign of life/);
    const [issuers] = await texts(page, "section[aria-label='Issuers of tokens']");
    assert.match(issuers, /default.*Issuer \(iss\).*Audience \(aud\).*ES256.*1 key.*Keys read/);
    const [keys] = await texts(page, "section[aria-label='Secret keys']");
    assert.match(keys, /seals what is new.*Users\d/);
  });

  it("shows the settings that somebody has set, and any other by its name", async () => {
    await signInAs("admin", "#/system");
    await settled();
    const row = async (name) =>
      (await texts(page, ".settings tbody tr")).find((text) => text.startsWith(name))?.slice(name.length);
    assert.equal(await row("userphone.sms.poll"), "PT0.5Senvironment");
    assert.equal(await row("userphone.sms.webhook.keys"), "set, not shownenvironment");
    assert.equal(await row("userphone.sms.webhook.url"), "http://…@127.0.0.1:9/sms…environment");
    assert.equal(await row("userphone.development"), "truesystem property");
    assert.equal(await row("userphone.code.length"), undefined);
    await page.type("input[name=setting]", "code.len");
    assert.equal(await row("userphone.code.length"), "6default");
    assert.equal((await texts(page, ".settings tbody tr")).length, 1);
    await page.type("input[name=setting]", "none");
    await page.waitForSelector(".settings[hidden]");
  });

  it("shows no secret, and neither does the API", async () => {
    await signInAs("admin", "#/system");
    await settled();
    await page.click("input[name=all]");
    const shown = await page.content();
    const settings = await api("/admin/v1/settings/_search", {});
    const told = JSON.stringify([settings, await api("/admin/v1/system"), await api("/admin/v1/issuers")]);
    assert.ok(settings.settings.length > 150);
    assert.equal((await texts(page, ".settings tbody tr")).length, settings.settings.length);
    for (const secret of secrets) {
      assert.ok(secret.length > 5);
      assert.ok(!shown.includes(secret), secret);
      assert.ok(!told.includes(secret), secret);
    }
  });

  it("says of a good token whose it is, and forgets it", async () => {
    await signInAs("admin", "#/system");
    await check(`Bearer ${token}\n`);
    await waitForText(page, ".verdict.good", /^Accepted: calls with it are those of demo-admin$/);
    const [told] = await texts(page, "section[aria-label='Check a token'] [role=status]");
    assert.match(told, /Userdemo-admin.*IAM_OWNER.*May do everywhere.*iam\.write.*Expires/);
    assert.equal(await page.$eval("input[name=token]", ({ value }) => value), "");
    assert.ok(!(await page.content()).includes(token.split(".")[2]));
  });

  const past = 1_000_000_000;
  const refused = [
    ["expired", () => tokenWith({ exp: past, iat: past - 60 }), /^Refused: its time is over$/, /Expires.*2001/],
    ["for another audience", () => tokenWith({ aud: "shop" }), /^Refused: it is meant for somebody else/, /shop/],
    ["of another issuer", () => tokenWith({ iss: "https://other.example" }), /none of those below$/, /other\.example/],
    ["that was changed", () => `${token.slice(0, -8)}AAAAAAAA`, /^Refused: its signature is wrong/, /demo|ES256/],
    ["of another algorithm", () => tokenWith({}, { alg: "PS256" }), /^Refused: its algorithm/, /PS256/],
    ["that is none", () => "rubbish", /^Refused: this is no token/, /^Refused: this is no token.*all of one$/],
  ];
  for (const [which, made, sentence, claims] of refused) {
    it(`says why a token is refused: one ${which}`, async () => {
      await signInAs("admin", "#/system");
      await check(made());
      await waitForText(page, ".verdict.bad", sentence);
      assert.match((await texts(page, "section[aria-label='Check a token'] [role=status]"))[0], claims);
    });
  }

  it("hides a token while it is typed, unless it is to be shown", async () => {
    await signInAs("admin", "#/system");
    await page.waitForSelector("input[name=token][type=password]");
    await press(page, "Show");
    await page.waitForSelector("input[name=token][type=text]");
    await check("rubbish");
    await page.waitForSelector("input[name=token][type=password]");
  });
});

describe("the page Audit", () => {
  const lines = () => texts(page, ".events li");

  it("leads by its filters to the events that they mean", async () => {
    await signInAs("admin", "#/audit");
    await settled();
    assert.equal((await lines()).length, 50);
    await page.select("[name=about]", "instance");
    await press(page, "Show");
    await waitForText(page, ".events li", /Text of the instance set.*instance\.customtext\.set.*by demo-admin/);
    await page.waitForFunction(() => document.querySelectorAll(".events li").length === 1);
    await page.click(".events summary");
    assert.match((await lines())[0], /languagede/);
    assert.match((await lines())[0], /text\{\{\.Code\}\} ist Ihr Code/);
    await page.select("[name=about]", "");
    await page.select("[name=type]", "user.human.added");
    await page.locator("[name=id]").fill("daisy");
    await press(page, "Show");
    await page.waitForFunction(() => /id=daisy/.test(location.hash));
    await settled();
    assert.equal((await lines()).length, 1);
    assert.match((await lines())[0], /User added.*daisy/);
    await page.locator("[name=editor]").fill("nobody");
    await press(page, "Show");
    await waitForText(page, ".empty", /No events match/);
  });

  it("takes times of who reads, an organisation and an order", async () => {
    await signInAs("admin", "#/audit?id=daisy&order=oldest");
    await settled();
    assert.match((await lines())[0], /User added/);
    const shown = async (query) => {
      await page.evaluate((to) => (location.hash = `#/audit?id=daisy&${to}`), query);
      await page.waitForFunction((to) => location.hash.endsWith(to), {}, query);
      await settled();
      return (await lines()).length;
    };
    assert.equal(await shown("to=2001-01-01T00:00"), 0);
    assert.equal(await shown("from=2001-01-01T00:00"), 50);
    assert.equal(await shown("from=2100-01-01T00:00"), 0);
    assert.equal(await shown("organization=other"), 0);
    assert.equal(await shown(`organization=${ORGANISATION}`), 50);
  });

  it("goes on page by page, and shows each event once", async () => {
    await signInAs("admin", "#/audit?id=daisy");
    await settled();
    const first = await lines();
    await page.click(".paging a");
    await page.waitForFunction(() => /at=/.test(location.hash));
    await waitForText(page, ".paging a", /From the beginning/);
    const second = await lines();
    assert.equal(first.length + second.length, EVENTS + 2);
    assert.match(second.at(-1), /User added/);
    const told = (await api("/admin/v1/events/_search", { aggregateId: "daisy" })).events;
    assert.deepEqual(
      [...first, ...second].map((line) => /user\.[a-z.]+/.exec(line)[0]),
      told.map(({ type }) => type.type),
    );
  });

  it("saves what the filter says as a file in which a spreadsheet finds nothing to compute", async () => {
    const { events } = await api("/admin/v1/events/_search", { eventTypes: ["user.human.added"] });
    const client = await browser.target().createCDPSession();
    await client.send("Browser.setDownloadBehavior", { behavior: "allow", downloadPath: DOWNLOADS });
    await signInAs("admin", "#/audit?type=user.human.added");
    await settled();
    await press(page, "Save as CSV");
    await waitForText(page, "[role=status]", new RegExp(`^${events.length} events saved`));
    await until(() => existsSync(`${DOWNLOADS}/events.csv`));
    const saved = readFileSync(`${DOWNLOADS}/events.csv`, "utf8").split("\r\n");
    assert.equal(saved.length, events.length + 2);
    const line = (id) => saved.find((one) => one.includes(`"${id}"`));
    assert.match(line("daisy"), /Z","user\.human\.added","user","daisy","300000000000000001","1","demo-admin","\{""/);
    assert.match(line("'=1+1"), /"user","'=1\+1","300000000000000001"/);
    assert.equal(line("=1+1"), undefined);
  });

  it("shows a manager of an organisation the events of that one only", async () => {
    await signInAs("helpdesk", "#/audit?about=instance");
    await waitForText(page, ".empty", /No events match/);
    assert.deepEqual(await texts(page, "[name=about] option"), ["all", "Users", "Organisations"]);
    assert.equal(await page.$("[name=organization]"), null);
    await page.evaluate(() => (location.hash = "#/audit?id=daisy"));
    await page.waitForSelector(".events li");
  });
});

describe("these pages", () => {
  const offered = {
    admin: { audit: "Audit", system: "System" },
    helpdesk: { audit: "Audit", system: "Find" },
    user: { audit: "Find", system: "Find" },
  };
  for (const [kind, pages] of Object.entries(offered)) {
    for (const [name, title] of Object.entries(pages)) {
      it(`are there for whoever may see them: ${kind}, ${name}`, async () => {
        await signInAs(kind, `#/${name}`);
        await waitForText(page, "h1", new RegExp(`^${title}$`));
        const isInMenu = (await texts(page, "nav[aria-label=Pages] a")).includes(title);
        assert.ok(isInMenu);
        assert.equal((await page.$(`nav a[href='#/${name}']`)) !== null, title !== "Find");
      });
    }
  }

  for (const width of [390, 1280]) {
    for (const theme of ["light", "dark"]) {
      it(`have nothing that axe finds, and fit into ${width} px, ${theme}`, async () => {
        await signInAs("admin", "#/system", { width, theme });
        await settled();
        await page.click("input[name=all]");
        await check(token);
        await page.waitForSelector(".verdict.good");
        assert.deepEqual(await complaints(page), [], "system");
        await check(tokenWith({ aud: "shop" }));
        await page.waitForSelector(".verdict.bad");
        assert.deepEqual(await complaints(page), [], "system, a refused token");
        await page.evaluate(() => (location.hash = "#/audit"));
        await page.waitForSelector(".events");
        await page.evaluate(() =>
          document.querySelectorAll("main details").forEach((details) => (details.open = true)),
        );
        assert.deepEqual(await complaints(page), [], "audit");
      });
    }
  }
});
