// The API page in Chromium: each example is executed as it stands, and once more with another body. BASE is the program
// in development mode.
import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { launch, openPage } from "./browser.js";

const { BASE } = process.env;

let browser;
let page;

before(async () => {
  browser = await launch();
  page = await openPage(browser, { width: 1280 });
  await page.goto(`${BASE}/openapi-ui/`);
  await page.locator(".btn.authorize").click();
  await page.locator(".auth-container input").fill(await (await fetch(`${BASE}/dev/token`)).text());
  await page.locator(".auth-btn-wrapper .authorize").click();
  await page.locator(".auth-btn-wrapper .btn-done").click();
});

after(() => browser.close());

/** Executes what stands there; a click is lost until the page has put the example into its fields. */
async function executed(block) {
  for (let tries = 1; ; tries++) {
    await block.$eval(".execute", (button) => button.click());
    try {
      const answer = await block.waitForSelector(".live-responses-table .response", { timeout: 10_000 });
      return await answer.evaluate((row) => ({
        status: Number.parseInt(row.querySelector(".response-col_status").textContent, 10),
        text: row.querySelector(".response-col_description").textContent,
      }));
    } catch (error) {
      if (tries === 6) {
        throw error;
      }
    }
  }
}

/** Another body of the same kind: the first text in it ends otherwise. */
function changed(json) {
  let isChanged = false;
  return JSON.stringify(
    JSON.parse(json, (key, value) => {
      if (isChanged || typeof value !== "string") {
        return value;
      }
      isChanged = true;
      return value.replace(/.$/, (last) => (last === "1" ? "2" : "1"));
    }),
  );
}

it("each example of each call can be executed, and again with another body", async (t) => {
  await page.waitForSelector(".opblock");
  const ids = await page.$$eval(".opblock", (blocks) => blocks.map(({ id }) => id));
  assert.ok(ids.length > 50, `${ids.length} calls`);
  for (const id of ids) {
    t.diagnostic(id);
    const block = await page.$(`[id="${id}"]`);
    await block.$eval(".opblock-summary-control", (button) => button.click());
    await block.waitForSelector(".execute");
    const answers = [await executed(block)];
    const body = await block.$("textarea.body-param__text");
    if (body) {
      await block.$eval(".btn-clear", (button) => button.click());
      await body.evaluate((area, json) => {
        const { set } = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value");
        set.call(area, json);
        area.dispatchEvent(new Event("input", { bubbles: true }));
      }, changed(await body.evaluate(({ value }) => value)));
      answers.push(await executed(block));
    }
    for (const { status, text } of answers) {
      assert.ok(status >= 200 && status < 500, `${id}: ${status} ${text}`);
      assert.doesNotMatch(text, /USERPHONE-oN1ce/, `${id}: the key of the first request`);
    }
    await block.$eval(".opblock-summary-control", (button) => button.click());
  }
  assert.deepEqual(page.wrong, []);
});
