// The page Texts in Chromium, in development mode, where typographic characters of texts are replaced. BASE is
// the program.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { launch, openPage, press, texts, waitForText } from "./browser.js";

const { BASE } = process.env;

let browser;
let page;
let token;

async function api(path, method = "GET") {
  return (await fetch(BASE + path, { method, headers: { Authorization: `Bearer ${token}` } })).json();
}

async function signInAs(kind, hash, options) {
  page = await openPage(browser, options);
  await page.goto(`${BASE}/console/${hash}`);
  await signIn(kind);
}

async function signIn(kind) {
  await page.locator(`[data-user=${kind}]`).click();
  await page.waitForSelector(".who");
}

async function go(hash) {
  await page.evaluate((to) => (location.hash = to), hash);
}

before(async () => {
  browser = await launch();
  token = await (await fetch(`${BASE}/dev/token`)).text();
});

after(() => browser.close());

afterEach(async () => {
  const { wrong } = page;
  await page.close();
  assert.deepEqual(wrong, []);
});

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
