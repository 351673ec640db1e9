// Sign-in to the console at a real OpenID provider, in Chromium. BASE is the program, ISSUER the provider.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { complaints, launch, openPage, press, texts, waitForText } from "./browser.js";

const { BASE, ISSUER } = process.env;
const console_ = `${BASE}/console/`;

let browser;
let page;

before(async () => (browser = await launch()));

after(() => browser.close());

afterEach(async () => {
  const context = page.browserContext();
  assert.deepEqual(page.wrong, []);
  await page.close();
  await context.close();
});

/** A browser without cookies, in which nobody is signed in anywhere. */
async function open(hash = "") {
  const context = await browser.createBrowserContext();
  page = await openPage({ newPage: () => context.newPage() });
  await page.goto(console_ + hash);
}

async function signInAtProvider(name) {
  await page.locator("[data-issuer=default]").click();
  await page.waitForSelector("input[name=login]");
  await page.type("input[name=login]", name);
  await page.type("input[name=password]", "any");
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  await waitForText(page, "button", /Continue/);
  await Promise.all([page.waitForNavigation(), page.click("button[type=submit]")]);
  await page.waitForSelector(".who");
}

describe("sign-in at an OpenID provider", () => {
  it("leads back to the page that was asked for, as who signed in, with the permissions of the roles there", async () => {
    await open("#/messages");
    await page.waitForSelector("[data-issuer]");
    assert.deepEqual(await texts(page, "[data-issuer]"), [
      `Sign in at default${new URL(ISSUER).host}`,
      "Sign in at partnerpartner.example",
    ]);
    assert.deepEqual(await complaints(page), []);
    await signInAtProvider("helen");
    assert.equal(await page.evaluate(() => location.href), `${console_}#/messages`);
    assert.equal(await page.$eval(".who .name", ({ textContent }) => textContent), "helen");
    await page.click(".who summary");
    assert.match((await texts(page, ".who dl"))[0], /ORG_USER_MANAGER.*user\.write/);
    assert.deepEqual(await texts(page, "nav[aria-label=Pages] a"), ["Find", "Overview", "Messages", "Audit", "Import"]);
  });

  it("lets an operator learn that the provider does not publish the key of a token, and which key may go, and no secret", async () => {
    const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
    await open("#/system");
    await signInAtProvider("olga");
    await waitForText(page, "section[aria-label='Issuers of tokens']", /default.*ES256.*1 key.*one/);
    await waitForText(page, "section[aria-label='Secret keys']", /oldmay goNothing hangs on it/);
    await page.waitForSelector(".settings");
    await page.click("input[name=all]");
    assert.ok(!(await page.content()).includes(process.env.SECRET));
    await page.locator("input[name=token]").fill(`${part({ alg: "ES256", kid: "two" })}.${part({ iss: ISSUER })}.AAAA`);
    await page.keyboard.press("Enter");
    await waitForText(page, ".verdict.bad", /does not publish the key that it names/);
    await waitForText(page, "section[aria-label='Check a token'] dl", /Key \(kid\)two/);
  });

  it("keeps tokens in memory only", async () => {
    await open();
    await signInAtProvider("helen");
    const kept = await page.evaluate(() =>
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
    );
    assert.doesNotMatch(kept, /ey[\w-]+\.|token|verifier/);
  });

  it("is renewed without a word when the token expires in the middle of work", async () => {
    await open();
    await signInAtProvider("helen");
    const renewals = async () => Number(await (await fetch(`${ISSUER}/renewals`)).text());
    const before_ = await renewals();
    for (let i = 0; (await renewals()) === before_; i++) {
      await page.locator("input[name=q]").fill(`nobody${i}`);
      await page.keyboard.press("Enter");
      await page.waitForFunction((asked) => location.hash.includes(asked), {}, `nobody${i}`);
      await waitForText(page, ".empty", /Nothing was found/);
    }
    assert.equal(await page.$(".problem"), null);
  });

  it("ends at the provider, too", async () => {
    await open();
    await signInAtProvider("helen");
    await page.click(".who summary");
    await press(page, "Sign out");
    await waitForText(page, "h1", /sign-out/i);
    await page.click("button[value=yes]");
    await page.waitForSelector("[data-issuer=default]");
    assert.equal(await page.evaluate(() => location.href.replace(/#.*/, "")), console_);
  });

  it("is refused if it was not begun in this tab", async () => {
    await open("?code=stolen&state=guessed");
    await waitForText(page, ".problem", /not begun in this tab/);
    assert.equal(await page.evaluate(() => location.search), "");
  });

  it("is refused if the provider sends back another state than the one that it was sent", async () => {
    await open();
    await page.locator("[data-issuer=default]").click();
    await page.waitForSelector("input[name=login]");
    await page.goto(`${console_}?code=stolen&state=guessed`);
    await waitForText(page, ".problem", /not begun in this tab/);
  });

  it("says what the provider says if it refuses", async () => {
    await open();
    const left = page.waitForRequest((request) => request.url().startsWith(`${ISSUER}/auth`));
    await page.locator("[data-issuer=default]").click();
    const state = new URL((await left).url()).searchParams.get("state");
    await page.waitForSelector("input[name=login]");
    await page.goto(`${console_}?error=access_denied&error_description=Not+today&state=${state}`);
    await waitForText(page, ".problem", /has refused.*Not today/);
  });

  it("asks for the code by PKCE, with the exact address of the console", async () => {
    await open("#/user/42");
    const left = page.waitForRequest((request) => request.url().startsWith(`${ISSUER}/auth`));
    await page.locator("[data-issuer=default]").click();
    const asked = new URL((await left).url()).searchParams;
    assert.equal(asked.get("code_challenge_method"), "S256");
    assert.equal(asked.get("redirect_uri"), console_);
    assert.equal(asked.get("response_type"), "code");
    assert.ok(asked.get("nonce").length >= 43 && asked.get("state").length >= 43);
    await page.waitForSelector("input[name=login]");
  });

  it("says that it has ended where it cannot be renewed, and begins again at the same place", async () => {
    await open();
    await signInAtProvider("helen");
    await page.evaluate(() => (location.hash = "#/messages?state=WAITING"));
    await waitForText(page, ".empty", /No messages match/);
    await fetch(`${ISSUER}/refuse`, { method: "POST" });
    while (!(await page.$(".problem"))) {
      await press(page, "Show");
      await page.waitForFunction(() => !document.querySelector(".loading"));
    }
    await waitForText(page, ".problem", /Your sign-in has ended/);
    const left = page.waitForRequest((request) => request.url().startsWith(`${ISSUER}/auth`));
    await press(page, "Sign in again");
    await left;
  });
});
