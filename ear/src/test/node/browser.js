// Chromium for the tests of pages. CHROMIUM is the program, PROFILE a folder for what it keeps.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import puppeteer from "puppeteer-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export async function launch() {
  return puppeteer.launch({
    executablePath: process.env.CHROMIUM,
    userDataDir: process.env.PROFILE,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--lang=en",
    ],
  });
}

/**
 * A page that keeps what goes wrong in it: errors of scripts, errors in the console, and what the Content Security Policy
 * has stopped. Answers of the API that are no 200 are none of these.
 */
export async function openPage(browser, { width = 1280, theme = "light" } = {}) {
  const page = await browser.newPage();
  await page.setViewport({ width, height: 900 });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: theme }]);
  const wrong = [];
  page.on("pageerror", (error) => wrong.push(String(error)));
  page.on("console", (line) => {
    if (line.type() === "error" && !line.text().startsWith("Failed to load resource")) {
      wrong.push(line.text());
    }
  });
  await page.exposeFunction("violated", (what) => wrong.push(what));
  await page.evaluateOnNewDocument(() => {
    addEventListener("securitypolicyviolation", (event) =>
      window.violated(`${event.violatedDirective} ${event.blockedURI}`),
    );
  });
  return Object.assign(page, { wrong });
}

/** What axe finds on the page as it is now, and whether the page is wider than the window. */
export async function complaints(page) {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { violations } = await window.axe.run();
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
    const { scrollWidth } = document.scrollingElement;
    return scrollWidth > innerWidth ? [...found, `the page is ${scrollWidth} px wide`] : found;
  });
}

/** Presses a button by its name, which a page may draw anew meanwhile. */
export async function press(page, name) {
  await page.locator(`::-p-aria([name="${name}"][role="button"])`).click();
}

export async function texts(page, selector) {
  return page.$$eval(selector, (all) => all.map((one) => one.textContent));
}

export async function waitForText(page, selector, pattern) {
  await page.waitForFunction(
    (where, source) =>
      [...document.querySelectorAll(where)].some(({ textContent }) => new RegExp(source).test(textContent)),
    { timeout: 30_000 },
    selector,
    pattern.source,
  );
}
