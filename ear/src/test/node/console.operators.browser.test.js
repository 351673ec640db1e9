// What operators do in the console, in Chromium: providers, limits, the overview. BASE is the program in development mode,
// which sends by a webhook of its settings, sums its statistics every second, and has a test number and a budget; WEBHOOK
// is that webhook, which treats a message by the last digit of its number: 0 takes it, 1 does not work, 2 refuses it.
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { complaints, launch, press, texts, waitForText } from "./browser.js";
import { administrator, closeCleanly, newUser, signInAs, until } from "./console.js";

const { WEBHOOK } = process.env;

let api;
let browser;
let page;

before(async () => {
  browser = await launch();
  api = await administrator();
});

after(() => browser.close());

async function goTo(hash) {
  page = await signInAs(browser, "admin", hash);
}

/** Presses a button of the card in which a text stands, at once, as the page may draw it anew at any time. */
async function pressIn(text, button) {
  const pressed = (wanted, name) => {
    const card = [...document.querySelectorAll("article")].find(({ textContent }) => textContent.includes(wanted));
    const found = [...(card?.querySelectorAll("button") ?? [])].find(({ textContent }) => textContent === name);
    found?.click();
    return found !== undefined;
  };
  await page.waitForFunction(pressed, {}, text, button);
  await page.waitForSelector("dialog[open]");
}

const confirm = () => page.locator("dialog .buttons button:last-child").click();

const noDialog = () => page.waitForFunction(() => !document.querySelector("dialog"));

async function addWebhook(description) {
  await press(page, "Add a webhook");
  await page.locator("dialog [name=endpoint]").fill(WEBHOOK);
  await page.locator("dialog [name=description]").fill(description);
  await confirm();
  const shown = await page.waitForSelector("dialog .code code");
  const key = await shown.evaluate(({ textContent }) => textContent);
  await press(page, "Close");
  await noDialog();
  await waitForText(page, ".provider strong", new RegExp(`^${description}$`));
  return key;
}

const names = () => texts(page, ".order .provider strong");

const active = async () =>
  ((await api("/admin/v1/sms/_search", {})).result ?? [])
    .filter(({ state }) => state === "SMS_PROVIDER_CONFIG_ACTIVE")
    .map(({ description }) => description);

describe("the page of the providers", () => {
  it("shows those of the settings, which no button changes", async () => {
    await goTo("#/providers");
    await waitForText(page, ".order .provider", /Webhook.*of the settings.*\/sms\/receipts\/webhook/s);
    assert.deepEqual(await texts(page, "[data-provider=webhook] .actions > button"), ["Test"]);
    assert.equal(await page.$(".controls"), null);
    await closeCleanly(page);
  });

  it("adds a webhook and shows its key once, tests it, and has it asked alone", async () => {
    await goTo("#/providers");
    const key = await addWebhook("First");
    assert.match(key, /^[\w-]{43}$/);
    assert.equal((await page.content()).includes(key), false);
    for (const [number, said] of [
      ["+41791235000", /The provider took the SMS/],
      ["+41791235002", /The provider refused the number or the text.*HTTP status 422/s],
    ]) {
      await pressIn("First", "Test");
      await page.locator("dialog [name=phone]").fill(number);
      await confirm();
      await waitForText(page, "dialog", said);
      await press(page, "Close");
      await noDialog();
    }
    await pressIn("First", "Activate alone");
    await confirm();
    await waitForText(page, ".order .provider strong", /^First$/);
    assert.deepEqual(await names(), ["First"]);
    assert.deepEqual(await active(), ["First"]);
    await waitForText(page, ".grid .provider", /Webhook.*of the settings/s);
    await closeCleanly(page);
  });

  it("changes a webhook, gives it another key, and tells what is wrong with an address", async () => {
    await goTo("#/providers");
    await waitForText(page, ".provider strong", /^First$/);
    await pressIn("First", "Edit");
    await page.locator("dialog [name=endpoint]").fill("ftp://127.0.0.1/sms");
    await confirm();
    await waitForText(page, "dialog .problem", /COMMAND-Uf0294nKls/);
    await page.locator("dialog [name=endpoint]").fill(`${WEBHOOK}?changed`);
    await confirm();
    await waitForText(page, ".provider", /sms\?changed/);
    await noDialog();
    await pressIn("First", "New signing key");
    await confirm();
    await waitForText(page, "dialog .code", /^[\w-]{43}/);
    await press(page, "Close");
    await closeCleanly(page);
  });

  it("adds an account at Twilio, whose token stands in no command", async () => {
    await goTo("#/providers");
    await page.waitForSelector(".provider");
    await press(page, "Add Twilio");
    await page.locator("dialog [name=sid]").fill("AC0123456789abcdef0123456789abcdef");
    await page.locator("dialog [name=senderNumber]").fill("ACME");
    await page.locator("dialog [name=description]").fill("Second");
    await page.locator("dialog [name=token]").fill("token-of-ours");
    const command = await page.$eval("dialog pre", ({ textContent }) => textContent);
    assert.match(command, /"sid":"AC0123456789abcdef0123456789abcdef".*"token":"…"/);
    await confirm();
    await waitForText(page, ".grid .provider", /not asked.*Second.*AC0123.*ACME/s);
    await closeCleanly(page);
  });

  it("has a provider asked beside another, and for some numbers only", async () => {
    await goTo("#/providers");
    await waitForText(page, ".provider strong", /^Second$/);
    await pressIn("Second", "Activate as well");
    await page.locator("dialog [name=routes]").fill("Germany");
    await confirm();
    await waitForText(page, "dialog .problem", /routes/);
    await page.locator("dialog [name=routes]").fill("+49, +43");
    await confirm();
    await waitForText(page, ".order .provider", /Second.*\+49 \+43/s);
    assert.deepEqual(await active(), ["First", "Second"]);
    await closeCleanly(page);
  });

  it("orders them by the keyboard, and saves no order before that is wanted", async () => {
    await goTo("#/providers");
    await waitForText(page, ".order .provider strong", /^Second$/);
    await page.focus("[aria-label='Move up: Second']");
    await page.keyboard.press("Enter");
    assert.deepEqual(await names(), ["Second", "First"]);
    assert.equal(await page.evaluate(() => document.activeElement.ariaLabel), "Move up: Second");
    await waitForText(page, "[role=status]", /^Second is now number 1 of 2\.$/);
    assert.deepEqual(await active(), ["First", "Second"]);
    await press(page, "Discard");
    await page.waitForFunction(() => !document.querySelector("[data-draft]"));
    assert.deepEqual(await names(), ["First", "Second"]);
    await page.focus("[aria-label='Move down: First']");
    await page.keyboard.press("Enter");
    await waitForText(page, "[role=status]", /^First is now number 2 of 2\.$/);
    assert.deepEqual(await names(), ["Second", "First"]);
    await press(page, "Save the order");
    await page.waitForSelector("dialog[open]");
    await confirm();
    await page.waitForFunction(() => !document.querySelector("dialog, [data-draft]"));
    assert.deepEqual(await active(), ["Second", "First"]);
    assert.deepEqual(await names(), ["Second", "First"]);
    await closeCleanly(page);
  });

  it("orders them by the mouse", async () => {
    await goTo("#/providers");
    await waitForText(page, ".order .provider strong", /^Second$/);
    const middle = async (selector) => {
      const { x, y, width, height } = await (await page.$(selector)).boundingBox();
      return [x + width / 2, y + height / 2];
    };
    const [, top] = await middle(".order > li:first-child .grip");
    await page.mouse.move(...(await middle(".order > li:last-child .grip")));
    await page.mouse.down();
    await page.mouse.move(300, top + 20, { steps: 5 });
    await page.mouse.move(300, top - 5, { steps: 5 });
    await page.mouse.up();
    await waitForText(page, "[role=status]", /^First is now number 1 of 2\.$/);
    assert.deepEqual(await names(), ["First", "Second"]);
    assert.deepEqual(await active(), ["Second", "First"]);
    await press(page, "Discard");
    await page.waitForFunction(() => !document.querySelector("[data-draft]"));
    assert.deepEqual(await names(), ["Second", "First"]);
    await closeCleanly(page);
  });

  it("has one asked no more, and removes it", async () => {
    await goTo("#/providers");
    await waitForText(page, ".order .provider strong", /^Second$/);
    await pressIn("Second", "Deactivate");
    await confirm();
    await waitForText(page, ".grid .provider strong", /^Second$/);
    assert.deepEqual(await active(), ["First"]);
    for (const name of ["Second", "First"]) {
      await noDialog();
      await pressIn(name, "Remove");
      await confirm();
      await page.waitForFunction(
        (gone) => [...document.querySelectorAll(".provider strong")].every(({ textContent }) => textContent !== gone),
        {},
        name,
      );
    }
    await waitForText(page, ".order .provider", /of the settings/);
    assert.equal((await api("/admin/v1/sms/_search", {})).result, undefined);
    await closeCleanly(page);
  });

  it("tells of a provider that fails", async () => {
    // For a second, the one that was removed may still be asked.
    for (let n = 1, asked; asked !== "webhook"; n++) {
      await api("/v2/users/new", newUser(`failing${n}`, { phone: `+4179122${10 + n}01`, sendCode: {} }));
      await until(async () => {
        const { messages } = await api(`/v2/users/failing${n}/phone/messages`);
        asked = messages[0].attempts?.[0].provider;
        return asked;
      });
    }
    await goTo("#/providers");
    await waitForText(
      page,
      ".order .provider",
      /last attempt failed.*Waiting[1-9].*could not take it, HTTP status 500.*[1-9] failed/s,
    );
    await closeCleanly(page);
  });
});

/** Has SMS sent to a number until that is refused. */
async function exhaust(userId, phone) {
  await api("/v2/users/new", newUser(userId, { phone, sendCode: {} }));
  for (let sent = 1; sent < 5; sent++) {
    await api(`/v2/users/${userId}/phone/resend`, { sendCode: {} });
  }
  await api(`/v2/users/${userId}/phone/resend`, { sendCode: {} }, "POST", 429);
}

async function clearNumber() {
  await page.locator("[data-limit=LIMIT_KIND_SMS_TO_NUMBER] button.danger").click();
  await page.waitForSelector("dialog[open]");
  await confirm();
}

describe("the page of the limits", () => {
  it("finds what refuses a number and clears it, and the call succeeds", async () => {
    await exhaust("exhausted", "+41791235200");
    await goTo("#/limits");
    await waitForText(page, ".count", /SMS to a number.*100 %.*5 of 5 in 1 hour/s);
    await page.locator("[name=phone]").fill("079 123 52 00");
    await press(page, "Ask");
    await waitForText(page, ".verdict", /would be refused: .*nU5mb.*until/);
    await clearNumber();
    await waitForText(page, ".verdict", /The next SMS would be sent/);
    await api("/v2/users/exhausted/phone/resend", { sendCode: {} });
    await closeCleanly(page);
  });

  it("names every rule in force, and the test numbers with their end", async () => {
    await goTo("#/limits");
    await waitForText(page, "tr", /SMS to a number.*5 in 1 hour; 10 in 1 day.*userphone\.guard\.number/);
    await waitForText(page, "tr", /Budget of an organisation.*others: 50 in 1 day.*set/);
    await waitForText(page, "tr", /\+…01.*Jan 1, 2099.*has a fixed code/);
    await waitForText(page, "tr", /\+…02.*Jan 1, 2020.*over/);
    assert.deepEqual(
      (await texts(page, "tbody th")).filter((name) => name.startsWith("userphone.")),
      [],
    );
    await closeCleanly(page);
  });

  it("tells what is wrong with a question", async () => {
    await goTo("#/limits?phone=12");
    await waitForText(page, ".problem", /PHONE_INVALID/);
    await closeCleanly(page);
  });
});

describe("the page of a user", () => {
  it("clears a limit that refuses the user", async () => {
    await exhaust("limited", "+41791235300");
    await goTo("#/user/limited");
    await waitForText(page, "section[aria-label='Refused now']", /nU5mb.*SMS to a number/s);
    await clearNumber();
    await page.waitForFunction(() => !document.querySelector("section[aria-label='Refused now']"));
    await api("/v2/users/limited/phone/resend", { sendCode: {} });
    await closeCleanly(page);
  });

  it("shows a helpdesk the limit, and does not let it clear it", async () => {
    await exhaust("asking", "+41791235400");
    page = await signInAs(browser, "helpdesk", "#/user/asking");
    await page.waitForSelector("[data-limit=LIMIT_KIND_SMS_TO_NUMBER]");
    assert.equal(await page.$("[data-limit] button.danger"), null);
    await closeCleanly(page);
  });

  it("saves everything that is kept of the user as a file", async () => {
    await goTo("#/user/limited");
    const folder = mkdtempSync(join(tmpdir(), "export-"));
    const session = await page.createCDPSession();
    await session.send("Browser.setDownloadBehavior", { behavior: "allow", downloadPath: folder });
    await page.waitForSelector(".verdict");
    await press(page, "Export");
    await page.waitForSelector("dialog[open]");
    await confirm();
    await until(() => readdirSync(folder).includes("user-limited.json"));
    const saved = JSON.parse(readFileSync(join(folder, "user-limited.json"), "utf8"));
    const kept = await api("/userphone/v1/users/limited/_export");
    assert.equal(saved.user.userId, "limited");
    assert.equal(saved.events.length, kept.events.length);
    assert.equal(saved.messages.length, 6);
    await closeCleanly(page);
  });
});

describe("the overview", () => {
  it("says whether it goes well, and shows messages over time, as a plot and as a table", async () => {
    await api("/v2/users/new", newUser("counted", { phone: "+41791235500", sendCode: {} }));
    await goTo("#/overview");
    await waitForText(page, ".verdict", /limits? refuses?/);
    await waitForText(page, "tr", /Switzerland/);
    await waitForText(page, ".tile", /Asked for[1-9]/);
    await waitForText(page, ".tile", /Waiting[1-9]\d*the oldest since/);
    const isDrawn = () => {
      const canvas = document.querySelector(".plot canvas");
      const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      return data.some((value) => value > 0);
    };
    await page.waitForFunction(isDrawn);
    assert.equal((await page.$$("figure")).length, 2);
    await page.locator("figure summary").click();
    assert.equal((await page.$$("figure details[open] tbody tr")).length >= 24, true);
    await waitForText(page, "tr", /300000000000000001.*50/);
    await page.locator("::-p-aria([name='30 days'][role='link'])").click();
    await page.waitForFunction(() => location.hash.includes("span=month"));
    await page.waitForFunction(() => document.querySelectorAll("figure tbody tr").length >= 30);
    await closeCleanly(page);
  });

  it("shows a helpdesk its messages, and neither providers nor budgets", async () => {
    page = await signInAs(browser, "helpdesk", "#/overview");
    await waitForText(page, ".tile", /Asked for[1-9]/);
    assert.deepEqual(await texts(page, "h2"), ["Countries"]);
    await closeCleanly(page);
  });
});

describe("the pages of operators", () => {
  const places = ["#/overview", "#/providers", "#/limits?phone=%2B41791235400", "#/user/asking"];
  before(async () => {
    for (const description of ["One", "Two"]) {
      await api("/admin/v1/sms/http", { endpoint: WEBHOOK, description });
    }
    const { result } = await api("/admin/v1/sms/_search", {});
    await api("/admin/v1/sms/_order", { providers: result.map(({ id }) => ({ id })) }, "PUT");
  });
  for (const width of [390, 1280]) {
    for (const theme of ["light", "dark"]) {
      it(`have nothing that axe finds, and fit into ${width} px, ${theme}`, async () => {
        page = await signInAs(browser, "admin", "#/find", { width, theme });
        for (const place of places) {
          await page.evaluate((hash) => (location.hash = hash), place);
          await page.waitForFunction(
            (hash) => location.hash === hash && document.querySelector("h1, h2") && !document.querySelector(".loading"),
            {},
            place,
          );
          await page.waitForSelector(".card");
          await page.evaluate(() =>
            document.querySelectorAll("main details").forEach((details) => (details.open = true)),
          );
          assert.deepEqual(await complaints(page), [], place);
        }
        await page.evaluate(() => (location.hash = "#/providers"));
        await page.waitForSelector(".controls");
        await page.locator("[data-move=down]").click();
        await press(page, "Add Twilio");
        await page.waitForSelector("dialog[open]");
        assert.deepEqual(await complaints(page), [], "dialog");
        await closeCleanly(page);
      });
    }
  }
});
