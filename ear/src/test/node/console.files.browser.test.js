// The pages Texts and Import in Chromium, in development mode, where typographic characters of texts are replaced. BASE is
// the program, PROFILE a folder of the browser.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { after, afterEach, before, describe, it } from "node:test";
import { complaints, launch, press, texts, waitForText } from "./browser.js";
import * as consoles from "./console.js";
import { closeCleanly, until } from "./console.js";

const { BASE, PROFILE } = process.env;
const folder = `${PROFILE}-files/`;
const downloads = `${folder}downloads/`;

let browser;
let page;
let token;

async function api(path, method = "GET") {
  return (await fetch(BASE + path, { method, headers: { Authorization: `Bearer ${token}` } })).json();
}

async function signInAs(kind, hash, options) {
  page = await consoles.signInAs(browser, kind, hash, options);
}

async function signIn(kind) {
  await page.locator(`[data-user=${kind}]`).click();
  await page.waitForSelector(".who");
}

async function go(hash) {
  await page.evaluate((to) => (location.hash = to), hash);
}

before(async () => {
  mkdirSync(downloads, { recursive: true });
  browser = await launch();
  token = await (await fetch(`${BASE}/dev/token`)).text();
});

after(() => browser.close());

afterEach(() => closeCleanly(page));

describe("the texts of SMS", () => {
  const write = (text) => page.locator("textarea").fill(text);
  const isOwn = async (language) => (await texts(page, `[data-language="${language}"] .badge`)).join() === "own text";

  it("are listed with the languages that have one of their own", async () => {
    await signInAs("admin", "#/texts");
    await page.waitForSelector("[data-language=zh]");
    assert.equal((await texts(page, "[data-language]")).length, 12);
    assert.equal(await isOwn("de"), false);
    await page.locator("[data-language=de]").click();
    await page.waitForSelector("textarea");
    await write("Grüezi {{.FirstName}}, Ihr Code ist {{.Code}}.");
    await press(page, "Save");
    await waitForText(page, ".note", /Saved/);
    await go("#/texts");
    await waitForText(page, "[data-language=de] .badge", /own text/);
    assert.match((await texts(page, "[data-language=de] .words"))[0], /Grüezi/);
  });

  it("are shown on a phone while they are written, and measured as the API measures them", async () => {
    await signInAs("admin", "#/texts?of=instance&language=fr");
    await page.waitForSelector("textarea");
    for (const text of [
      "{{.Code}} est votre code.",
      `{{.Code}} ${"é".repeat(160)}`,
      "“{{.Code}}” – l’un",
      "{{.Code}} pour {{.DisplayName}} ж",
    ]) {
      await write(text);
      const [said] = await texts(page, "#text-takes");
      const preview = (await texts(page, ".phone .text"))[0];
      assert.match(preview, /830174/);
      assert.doesNotMatch(preview, /\{\{/);
      const answered = page.waitForResponse((answer) => answer.request().method() === "PUT");
      await press(page, "Save");
      const { alphabet, segments, replaced = [] } = await (await answered).json();
      assert.match(said, new RegExp(`^${segments} SMS.*${alphabet === "GSM7" ? "GSM 7-bit" : "UCS-2"}`), text);
      await waitForText(page, ".note", replaced.length > 0 ? /Replaced.*U\+2019/ : /Saved/);
    }
  });

  it("say what is wrong beside the field, and show too long ones before that", async () => {
    await signInAs("admin", "#/texts?of=instance&language=it");
    await page.waitForSelector("textarea");
    for (const [text, reason] of [
      ["Il codice", /does not hold \{\{\.Code}}.*USERPHONE-tX2co/s],
      ["{{.Code}} {{.Secret}}", /no variable as at character 11.*USERPHONE-tX1ma/s],
      [`{{.Code}} ${"ж".repeat(300)}`, /5 SMS in UCS2, 3 are allowed.*USERPHONE-tX3lo/s],
    ]) {
      await write(text);
      await press(page, "Save");
      await waitForText(page, "#text-wrong .problem", reason);
      assert.equal(await page.$eval("textarea", (area) => area.getAttribute("aria-invalid")), "true");
      assert.equal(await page.evaluate(() => document.activeElement.name), "text");
    }
    assert.equal((await texts(page, "#text-takes .badge.bad"))[0], "5 SMS");
    assert.equal((await api("/admin/v1/text/message/verifyphone/it")).customText.isDefault, true);
  });

  it("take a variable where the cursor is", async () => {
    await signInAs("admin", "#/texts?of=instance&language=nl");
    await page.waitForSelector("textarea");
    await write("Code:  is het.");
    await page.$eval("textarea", (area) => area.setSelectionRange(6, 6));
    await press(page, "Code");
    assert.equal(await page.$eval("textarea", ({ value }) => value), "Code: {{.Code}} is het.");
    assert.equal((await texts(page, ".phone .text"))[0], "Code: 830174 is het.");
    const [command] = await texts(page, ".curl pre");
    assert.match(command, /^curl -X PUT .*\{\{\.Code}} is het\..*\/admin\/v1\/text\/message\/verifyphone\/nl'$/);
  });

  it("are written from right to left where the language is", async () => {
    await signInAs("admin", "#/texts?of=instance&language=ar");
    await page.waitForSelector("textarea");
    assert.equal(await page.$eval("textarea", (area) => getComputedStyle(area).direction), "rtl");
    const preview = await page.$eval(".phone .text", (one) => [one.textContent, getComputedStyle(one).direction]);
    assert.deepEqual(preview, ["رمز تأكيد رقم هاتفك هو \u2068830174\u2069", "rtl"]);
  });

  it("of an organisation are its own, in any language, and can be taken back", async () => {
    await signInAs("admin", "#/texts?of=organization");
    await page.locator("input[name=language]").fill("de_CH");
    await press(page, "Open");
    await page.waitForSelector("textarea");
    await write("{{.Code}} isch de Code vo Acme.");
    await press(page, "Save");
    await waitForText(page, ".note", /Saved/);
    assert.equal((await api("/admin/v1/text/message/verifyphone/de-CH")).customText.isDefault, true);
    await go("#/texts?of=organization");
    await page.waitForSelector("[data-language=de-CH]");
    assert.equal(await isOwn("de-CH"), true);
    await page.locator("[data-language=de-CH]").click();
    await page.waitForSelector("textarea");
    await press(page, "Back to the default");
    await page.waitForSelector("dialog[open]");
    await page.locator("dialog button.danger").click();
    await waitForText(page, ".note", /Taken back/);
    assert.equal((await api("/management/v1/text/message/verifyphone/de-CH")).customText.isDefault, true);
  });

  it("are asked for in languages only", async () => {
    await signInAs("admin", "#/texts?language=no%20language");
    await waitForText(page, ".problem", /BCP 47/);
  });
});

describe("an import", () => {
  const bad = [18, 5001, 9999];
  const line = (prefix, i) =>
    JSON.stringify({
      externalId: `${prefix}-${i}`,
      username: `${prefix}-${i}`,
      human: {
        profile: { givenName: "G", familyName: "F" },
        email: { email: `${prefix}-${i}@example.com`, isVerified: true },
        phone: { phone: `+4179${1_000_000 + i}`, isVerified: true },
      },
    });

  async function choose(name, content) {
    const path = folder + name;
    if (!existsSync(path)) {
      writeFileSync(path, content);
    }
    await page.waitForSelector("input[type=file]");
    await (await page.$("input[type=file]")).uploadFile(path);
  }

  async function downloaded(button, name) {
    const session = await browser.target().createCDPSession();
    await session.send("Browser.setDownloadBehavior", { behavior: "allow", downloadPath: downloads });
    await press(page, button);
    await until(() => existsSync(downloads + name));
    await until(() => readFileSync(downloads + name).length > 0);
    return readFileSync(downloads + name, "utf8");
  }

  const total = async (name) =>
    page.$$eval(
      ".totals div",
      (all, wanted) =>
        Number(all.find((one) => one.querySelector("dt").textContent === wanted).querySelector("dd").textContent),
      name,
    );
  const passed = (value) =>
    page.waitForFunction(
      (least) => (document.querySelector("progress")?.value ?? 0) >= least,
      { timeout: 60_000 },
      value,
    );

  it("of 10,000 lines that was broken off twice goes on where it ended, and names the three bad ones", async () => {
    const lines = Array.from({ length: 10_000 }, (_, i) => line("big", i));
    lines[17] = "nonsense";
    lines[5000] = lines[5000].replace(/\+41\d+/, "12");
    lines[9998] = lines[9998].replace('"familyName":"F"', '"familyName":""');
    const content = lines.join("\n");
    await signInAs("admin", "#/import");
    await choose("big.ndjson", content);
    await page.locator("[name=dryRun][value=false]").click();
    assert.match((await texts(page, ".curl pre"))[0], /-T 'big\.ndjson' '.*_import\?format=ndjson&dryRun=false'$/);
    await press(page, "Begin");
    await passed(content.length / 10);
    await page.setOfflineMode(true);
    await waitForText(page, ".problem", /cannot be reached/);
    await waitForText(page, ".verdict", /ended before line \d+/);
    await page.setOfflineMode(false);
    page.wrong.length = 0; // the console of the browser tells of the network
    await press(page, "Go on");
    await passed(content.length / 3);
    await page.reload();
    await signIn("admin");
    await waitForText(page, ".note", /The import of big\.ndjson ended before line \d+/);
    const [, ended] = /before line (\d+)/.exec((await texts(page, ".note"))[0]);
    assert.ok(Number(ended) > 3000 && Number(ended) < 10_000, ended);
    await choose("big.ndjson");
    const sent = [];
    page.on("request", (request) => request.url().includes("_import") && sent.push(request.url()));
    await press(page, "Go on");
    await waitForText(page, ".verdict", /The whole file was read. 3 users were refused/);
    assert.ok(sent.length <= Math.ceil((10_001 - Number(ended)) / 200) + 1, `${sent.length} pieces`);
    const told = await page.$$eval("tbody tr", (rows) =>
      rows.map((row) => [...row.cells].map((cell) => cell.textContent)),
    );
    assert.deepEqual(
      told.map(([number]) => Number(number)),
      bad,
    );
    assert.match(told[0][1], /line is not JSON|JSON/);
    assert.match(told[1][1], /too few digits|invalid/i);
    assert.equal(told[1][2], "PHONE-so0wa");
    assert.match(told[2][1], /FamilyName/);
    assert.equal((await total("created")) + (await total("unchanged")), 9997);
    const [, first] = (await downloaded("Download the result (CSV)", "big.ndjson.result.csv")).split("\r\n");
    assert.match(first, /^"18","18","refused",/);
    assert.equal(
      await downloaded("Download the refused users", "big.refused.ndjson"),
      bad.map((at) => lines[at - 1] + "\n").join(""),
    );
  });

  it("is tried first, and then stored by one more button; once more, everybody is unchanged", async () => {
    const csv =
      "externalId,username,givenName,familyName,email\nc-1,c-1,Minnie,Mouse,c-1@example.com\nc-2,c-2,Daisy,,c-2@example.com\n";
    await signInAs("helpdesk", "#/import");
    await choose("few.csv", csv);
    await press(page, "Begin");
    await waitForText(page, ".verdict", /1 user was refused/);
    assert.deepEqual(await texts(page, "tbody th"), ["3"]);
    assert.equal((await usersNamed("c-1")).length, 0);
    await press(page, "Store the users now");
    await until(async () => (await usersNamed("c-1")).length === 1);
    await waitForText(page, ".verdict", /1 user was refused/);
    await press(page, "Once more");
    await page.waitForFunction(() => document.querySelectorAll(".totals dd")[2]?.textContent === "1");
    await waitForText(page, ".verdict", /1 user was refused/);
    await page.reload();
    await signIn("helpdesk");
    await page.waitForSelector("input[type=file]");
    assert.deepEqual(await texts(page, ".note"), [], "nothing is left to go on with");
  });

  async function usersNamed(userName) {
    const answer = await fetch(`${BASE}/v2/users`, {
      method: "POST",
      headers: { Authorization: `Bearer ${token}` },
      body: JSON.stringify({ queries: [{ userNameQuery: { userName } }] }),
    });
    return (await answer.json()).result ?? [];
  }

  it("knows an export of Keycloak by its array, and asks where the file does not show what it is", async () => {
    const user = {
      id: "kc-1",
      username: "kc-1",
      firstName: "K",
      lastName: "C",
      email: "kc-1@example.com",
      enabled: true,
    };
    await signInAs("admin", "#/import");
    await choose("array.json", JSON.stringify([user]));
    await press(page, "Begin");
    await waitForText(page, ".problem", /does not show its format/);
    await page.select("[name=format]", "keycloak");
    await press(page, "Begin");
    await waitForText(page, ".verdict", /nothing was refused/);
    await press(page, "Another file");
    await choose("realm.json", JSON.stringify({ realm: "acme", users: [user] }));
    await press(page, "Begin");
    await waitForText(page, ".verdict", /nothing was refused/);
    assert.equal(await total("created"), 1);
  });

  it("says what the API says of a file that it does not take, and of one without users", async () => {
    await signInAs("admin", "#/import");
    await choose("columns.csv", "nonsense\n1\n");
    await press(page, "Begin");
    await waitForText(page, ".problem", /column 1 is unknown/);
    await press(page, "Another file");
    await choose("empty.csv", "externalId\n");
    await press(page, "Begin");
    await waitForText(page, ".verdict", /There are no users/);
  });

  it("goes on while another page is shown, and stops when it is told to", async () => {
    const content = Array.from({ length: 4000 }, (_, i) => line("while", i)).join("\n");
    await signInAs("admin", "#/import");
    await choose("while.ndjson", content);
    await press(page, "Begin");
    await passed(1);
    await go("#/find");
    await page.waitForSelector("input[name=q]");
    await go("#/import");
    await press(page, "Stop");
    await waitForText(page, ".verdict", /ended before line \d+/);
    await press(page, "Go on");
    await waitForText(page, ".verdict", /nothing was refused/);
    assert.equal(await total("created"), 4000);
  });

  it("that the API takes no token for any more goes on once somebody is signed in again", async () => {
    let isSignedOut = false;
    await signInAs("admin", "#/import");
    await page.setRequestInterception(true);
    page.on("request", (request) =>
      isSignedOut && request.url().includes("_import")
        ? request.respond({ status: 401, contentType: "application/json", body: '{"code":16}' })
        : request.continue(),
    );
    await choose("token.ndjson", Array.from({ length: 3000 }, (_, i) => line("token", i)).join("\n"));
    await press(page, "Begin");
    await passed(1);
    isSignedOut = true;
    await waitForText(page, ".problem", /Your sign-in has ended/);
    isSignedOut = false;
    await press(page, "Sign in again");
    await signIn("admin");
    await press(page, "Go on");
    await waitForText(page, ".verdict", /nothing was refused/);
    assert.equal(await total("created"), 3000);
  });

  it("is of who has begun it: whoever signs in next does not see it", async () => {
    await signInAs("admin", "#/import");
    await choose("columns.csv");
    await press(page, "Begin");
    await waitForText(page, ".problem", /column 1/);
    await page.reload();
    await signIn("helpdesk");
    await page.waitForSelector("input[type=file]");
    assert.deepEqual(await texts(page, ".note"), []);
  });

  it("is not for those who may not change users", async () => {
    await signInAs("user", "#/import");
    await page.waitForSelector("input[name=q]");
    assert.deepEqual(await texts(page, "nav[aria-label=Pages] a"), ["Find", "Developer"]);
    await go("#/texts");
    await page.waitForSelector("input[name=q]");
  });

  for (const width of [390, 1280]) {
    for (const theme of ["light", "dark"]) {
      it(`has nothing that axe finds, and fits into ${width} px, ${theme}`, async () => {
        await signInAs("admin", "#/import", { width, theme });
        await choose("bad.csv", "externalId,username,givenName,familyName,email\nb-1,b-1,,,b-1@example.com\n");
        assert.deepEqual(await complaints(page), [], "before");
        await press(page, "Begin");
        await waitForText(page, ".verdict", /1 user was refused/);
        assert.deepEqual(await complaints(page), [], "after");
        await go("#/texts?language=en");
        await page.waitForSelector("textarea");
        await write("Code");
        await press(page, "Save");
        await page.waitForSelector("#text-wrong .problem");
        assert.deepEqual(await complaints(page), [], "a wrong text");
      });
    }
  }

  const write = (text) => page.locator("textarea").fill(text);
});
