// What stands in the place of the console where no issuer knows it, in Chromium. BASE is the program.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { complaints, launch, openPage } from "./browser.js";

let browser;

before(async () => (browser = await launch()));

after(() => browser.close());

describe("the page without a console", () => {
  for (const width of [390, 1280]) {
    for (const theme of ["light", "dark"]) {
      it(`has nothing that axe finds, and fits into ${width} px, ${theme}`, async () => {
        const page = await openPage(browser, { width, theme });
        await page.goto(`${process.env.BASE}/`);
        await page.waitForSelector(".closed");
        assert.deepEqual(await complaints(page), []);
        assert.deepEqual(page.wrong, []);
        await page.close();
      });
    }
  }
});
