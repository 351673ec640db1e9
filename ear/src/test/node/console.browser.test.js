// The console in Chromium, in development mode with a webhook that treats a message by the last digit of its number: 0
// takes it, 1 does not work, 2 refuses it, 3 does not know us, 4 does not answer. BASE is the program.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { complaints, launch, press, texts, waitForText } from "./browser.js";
import * as consoles from "./console.js";
import { administrator, newUser, until } from "./console.js";

const { BASE } = process.env;
const MINNIE = "300000000000000002";

let api;
let browser;
let page;

function addUser(userId, phone) {
  return api("/v2/users/new", newUser(userId, phone));
}

async function open(hash, options) {
  page = await consoles.open(browser, hash, options);
}

async function signInAs(kind, hash, options) {
  page = await consoles.signInAs(browser, kind, hash, options);
}

const closeCleanly = () => consoles.closeCleanly(page);

async function find(text) {
  await page.locator("input[name=q]").fill(text);
  await page.keyboard.press("Enter");
}

before(async () => {
  browser = await launch();
  api = await administrator();
});

after(() => browser.close());

describe("why no SMS came", () => {
  const fates = [
    /^Handed over: webhook took the message at [\w ,:]+; .*; the code ends [\w ,:]+\.$/,
    /^Waiting: webhook answered HTTP 500 \w+( times)?; next try [\w ,:]+; the code ends [\w ,:]+\.$/,
    /^Refused: webhook answered HTTP 422; try another provider, or have the number corrected\.$/,
    /^Waiting: webhook does not accept our credentials, it answered HTTP 401 \w+( times)?; next try [\w ,:]+; the code ends/,
    /^Being sent since [\w ,:]+: the provider has not answered yet; the code ends [\w ,:]+\.$/,
  ];
  const isTold = async (userId) => {
    const [message] = (await api(`/v2/users/${userId}/phone/messages`)).messages;
    return message.beingSent || message.attempts?.length > 0;
  };

  fates.forEach((sentence, fate) => {
    it(`is said in a sentence, two seconds after the number was entered: ${sentence.source.slice(1, 40)}`, async () => {
      await signInAs("helpdesk", "#/find");
      await addUser(`fate${fate}`, { phone: `+4179123400${fate}`, sendCode: {} });
      await until(() => isTold(`fate${fate}`));
      const begin = Date.now();
      await find(`+41 (0)79 123 40 0${fate}`);
      await page.waitForSelector(".verdict");
      const took = Date.now() - begin;
      assert.match(await page.$eval(".verdict", ({ textContent }) => textContent), sentence);
      assert.ok(took < 2000, `${took} ms`);
      await closeCleanly();
    });
  });

  it("is shown again when it becomes another answer, without a reload", async () => {
    await addUser("again", { phone: "+41791234011", sendCode: {} });
    await signInAs("helpdesk", "#/user/again");
    await waitForText(page, ".verdict", /HTTP 500/);
    await api("/v2/users/again/phone", { phone: "+41791234010", isVerified: true });
    await waitForText(page, ".verdict", /All is well/);
    await closeCleanly();
  });

  it("leads from the id of a request and from that of a message to the user, too", async () => {
    const [{ id, requestId }] = (await api("/v2/users/fate2/phone/messages")).messages;
    await signInAs("helpdesk", "#/find");
    for (const asked of [requestId, id]) {
      await find(asked);
      await waitForText(page, "h1", /fate2/);
      await page.evaluate(() => (location.hash = "#/find"));
      await page.waitForSelector("input[name=q]");
    }
    await find("099");
    await waitForText(page, ".empty", /Nothing was found/);
    await closeCleanly();
  });
});

describe("what somebody can do", () => {
  const offered = {
    admin: [
      "Set the number",
      "New code",
      "Mark as verified",
      "Remove the number",
      "Lock",
      "Deactivate",
      "Export",
      "Delete the user",
    ],
    helpdesk: [
      "Set the number",
      "New code",
      "Mark as verified",
      "Remove the number",
      "Lock",
      "Deactivate",
      "Export",
      "Delete the user",
    ],
    user: ["Set the number", "New code", "Remove the number", "Export"],
  };
  const pages = {
    admin: ["Find", "Overview", "Messages", "Providers", "Texts", "Limits", "Audit", "Import", "System", "Developer"],
    helpdesk: ["Find", "Overview", "Messages", "Audit", "Import", "Developer"],
    user: ["Find", "Developer"],
  };
  const ways = { admin: 3, helpdesk: 3, user: 1 };

  for (const [kind, actions] of Object.entries(offered)) {
    it(`depends on the permissions: ${kind}`, async () => {
      await fetch(`${BASE}/dev/token?user=${MINNIE}`); // adds her
      await api(`/v2/users/${MINNIE}/phone`, {
        phone: `+4179123402${Object.keys(offered).indexOf(kind)}`,
        returnCode: {},
      });
      await signInAs(kind, `#/user/${MINNIE}`);
      await page.waitForSelector(".verdict");
      assert.deepEqual(await texts(page, "section[aria-label='What can be done'] .actions > button"), actions);
      assert.deepEqual(await texts(page, "nav[aria-label=Pages] a"), pages[kind]);
      await press(page, "Set the number");
      assert.equal((await texts(page, "dialog [name=verification]")).length, ways[kind]);
      await closeCleanly();
    });
  }

  it("is to set a number and see its code, with what is wrong beside the field of a wrong one", async () => {
    await addUser("set");
    await signInAs("helpdesk", "#/user/set");
    await waitForText(page, ".verdict", /There is no number/);
    await press(page, "Set the number");
    await page.locator("dialog [name=phone]").fill("12");
    await page.locator("dialog [value=return]").click();
    await press(page, "Set the number");
    await waitForText(page, "dialog .problem", /too few digits.*PHONE_INVALID.*PHONE-so0wa.*docs\/errors\.md/s);
    await page.locator("dialog [name=phone]").fill("+41 79 123 40 30");
    const command = await page.$eval("dialog pre", ({ textContent }) => textContent);
    assert.match(
      command,
      /^curl -H "Authorization: Bearer \$TOKEN" .*"phone":"\+41 79 123 40 30","returnCode":\{\}.*\/v2\/users\/set\/phone'$/,
    );
    await page.keyboard.press("Enter");
    const code = await page
      .waitForSelector("dialog .code code")
      .then((found) => found.evaluate(({ textContent }) => textContent));
    await press(page, "Close");
    await waitForText(page, ".verdict", /the code was returned to the caller/);
    await api("/v2/users/set/phone/verify", { verificationCode: code });
    await closeCleanly();
  });

  it("is to lock and unlock, mark as verified and remove, and delete after typing the id", async () => {
    await addUser("state", { phone: "+41791234040", returnCode: {} });
    await signInAs("helpdesk", "#/user/state");
    const doIt = async (name, sentence) => {
      await press(page, name);
      await page.waitForSelector("dialog[open]");
      await page.locator("dialog .buttons button:last-child").click();
      await waitForText(page, ".verdict", sentence);
      await page.waitForFunction(() => !document.querySelector("dialog"));
    };
    await doIt("Lock", /The user is locked/);
    await doIt("Unlock", /code was returned/);
    await doIt("Mark as verified", /All is well/);
    await doIt("Remove the number", /There is no number/);
    await press(page, "Delete the user");
    await page.locator("dialog [name=typed]").fill("stat");
    await page.keyboard.press("Enter");
    assert.equal(await page.$eval("dialog [name=typed]", (input) => input.validity.patternMismatch), true);
    await page.locator("dialog [name=typed]").fill("state");
    await page.keyboard.press("Enter");
    await page.waitForSelector("input[name=q]");
    assert.equal((await api("/v2/users", { queries: [{ inUserIdsQuery: { userIds: ["state"] } }] })).result, undefined);
    await closeCleanly();
  });

  it("is to give up a message, and to page through them, in a list that the address describes", async () => {
    await addUser("given", { phone: "+41791234051", sendCode: {} });
    await signInAs("helpdesk", "#/messages?state=WAITING&phone=079%20123%2040%2051");
    await page.waitForSelector("article[data-state=WAITING]");
    await press(page, "Give up");
    await page.waitForSelector("dialog[open]");
    await page.locator("dialog button.danger").click();
    await waitForText(page, ".empty", /No messages match/);
    await page.select("[name=state]", "PARKED");
    await press(page, "Show");
    await page.waitForSelector("article[data-state=PARKED]");
    assert.match(await page.evaluate(() => location.hash), /state=PARKED/);
    await page.evaluate(() => (location.hash = "#/messages?offset=25"));
    await waitForText(page, ".paging a", /Newer/);
    await closeCleanly();
  });

  it("can all be reached by the keyboard", async () => {
    await open("#/find");
    await page.waitForSelector("[data-user=helpdesk]");
    await page.evaluate(() => document.querySelector("h1").focus());
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.dataset.user), "helpdesk");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement?.name === "q");
    await page.keyboard.type("fate0@example.com");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".verdict");
    await page.evaluate(() => document.querySelector(".skip").focus());
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.id), "main");
    await closeCleanly();
  });
});

describe("the pages", () => {
  const places = [
    "#/find?q=example",
    "#/user/fate1",
    "#/messages",
    "#/texts",
    "#/texts?language=ar",
    "#/import",
    "#/developer",
  ];
  for (const width of [390, 1280]) {
    for (const theme of ["light", "dark"]) {
      it(`have nothing that axe finds, and fit into ${width} px, ${theme}`, async () => {
        await open("#/find", { width, theme });
        await page.waitForSelector("[data-user=admin]");
        assert.deepEqual(await complaints(page), [], "sign-in");
        await page.locator("[data-user=admin]").click();
        await page.waitForSelector(".who");
        for (const place of places) {
          await page.evaluate((hash) => (location.hash = hash), place);
          await page.waitForFunction(() => document.querySelector("h1") && !document.querySelector(".loading"));
          await page.evaluate(() =>
            document.querySelectorAll("main details").forEach((details) => (details.open = true)),
          );
          assert.deepEqual(await complaints(page), [], place);
        }
        await page.evaluate(() => (location.hash = "#/user/fate1"));
        await page.waitForSelector(".verdict");
        await press(page, "Set the number");
        assert.deepEqual(await complaints(page), [], "dialog");
        await closeCleanly();
      });
    }
  }

  it("speak the language that is chosen, and keep to it", async () => {
    await open("#/find");
    await page.waitForSelector("footer select");
    await page.select("footer select", "de");
    await waitForText(page, "h1", /Anmelden/);
    await page.reload();
    await waitForText(page, "h1", /Anmelden/);
    assert.equal(await page.evaluate(() => document.documentElement.lang), "de");
    await page.evaluate(() => localStorage.clear());
    await closeCleanly();
  });

  it("keep no token where it outlives the page", async () => {
    await signInAs("admin", "#/find");
    const kept = await page.evaluate(() =>
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
    );
    assert.doesNotMatch(kept, /ey[\w-]+\./);
    await page.reload();
    await page.waitForSelector("[data-user=admin]");
    await closeCleanly();
  });
});
