// Sign-in to the console at Keycloak as it is released, in Chromium. BASE is the program, ISSUER the realm.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { launch, openPage, press, texts, waitForText } from "./browser.js";

const { BASE, ISSUER } = process.env;
const console_ = `${BASE}/console/`;

let browser;
let page;

before(async () => (browser = await launch()));

after(() => browser.close());

afterEach(async () => {
  const context = page.browserContext();
  await page.close();
  await context.close();
});

/** Signs in in a browser without cookies. */
async function signIn(hash = "") {
  const context = await browser.createBrowserContext();
  page = await openPage({ newPage: () => context.newPage() });
  await page.goto(console_ + hash);
  await page.locator("[data-issuer=default]").click();
  await page.waitForSelector("#username");
  await page.type("#username", "helen");
  await page.type("#password", "helens-password");
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  await page.waitForSelector(".who");
}

describe("sign-in at Keycloak", () => {
  it("leads back to the page that was asked for, with the permissions of the roles there", async () => {
    await signIn("#/messages");
    assert.equal(await page.evaluate(() => location.href), `${console_}#/messages`);
    await page.click(".who summary");
    assert.match((await texts(page, ".who dl"))[0], /ORG_USER_MANAGER.*user\.write/);
  });

  it("is renewed without a word when the token expires in the middle of work", async () => {
    await signIn();
    const renewed = page.waitForResponse(
      (response) => response.url() === `${ISSUER}/protocol/openid-connect/token` && response.ok(),
    );
    let isRenewed = false;
    renewed.then(() => (isRenewed = true));
    for (let i = 0; !isRenewed; i++) {
      await page.locator("input[name=q]").fill(`nobody${i}`);
      await page.keyboard.press("Enter");
      await page.waitForFunction((asked) => location.hash.includes(asked), {}, `nobody${i}`);
      await waitForText(page, ".empty", /Nothing was found/);
    }
    await renewed;
    assert.equal(await page.$(".problem"), null);
  });

  it("ends at Keycloak, too", async () => {
    await signIn();
    await page.click(".who summary");
    await press(page, "Sign out");
    await page.waitForSelector("[data-issuer=default]");
    assert.equal(await page.evaluate(() => location.href.replace(/#.*/, "")), console_);
    await page.click("[data-issuer=default]");
    await page.waitForSelector("#username");
  });
});
