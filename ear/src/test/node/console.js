// The console in development mode: who signs in to it, and calls of the API beside it. BASE is the program.
import assert from "node:assert/strict";
import { openPage } from "./browser.js";

const { BASE } = process.env;
const ORGANISATION = "300000000000000001";
const MAX_WAIT = 60_000; // ms

/** Makes calls as the administrator; each of them has to have this status. */
export async function administrator() {
  const token = await (await fetch(`${BASE}/dev/token`)).text();
  return async (path, body, method = body ? "POST" : "GET", status = 200) => {
    const answer = await fetch(BASE + path, {
      method,
      headers: { Authorization: `Bearer ${token}` },
      body: body && JSON.stringify(body),
    });
    assert.equal(answer.status, status, await answer.clone().text());
    return answer.json();
  };
}

/** A new user, as CreateUser takes one. */
export function newUser(userId, phone) {
  return {
    organizationId: ORGANISATION,
    userId,
    human: {
      profile: { givenName: userId, familyName: "Example" },
      email: { email: `${userId}@example.com`, isVerified: true },
      ...(phone && { phone }),
    },
  };
}

export async function open(browser, hash = "", options = {}) {
  const page = await openPage(browser, options);
  await page.goto(`${BASE}/console/${hash}`);
  return page;
}

export async function signInAs(browser, kind, hash, options) {
  const page = await open(browser, hash, options);
  await page.locator(`[data-user=${kind}]`).click();
  await page.waitForSelector(".who");
  return page;
}

/** Closes a page in which nothing may have gone wrong. */
export async function closeCleanly(page) {
  const { wrong } = page;
  await page.close();
  assert.deepEqual(wrong, []);
}

/** Waits for a condition, and not for ever. */
export async function until(condition) {
  const end = Date.now() + MAX_WAIT;
  while (!(await condition())) {
    assert.ok(Date.now() < end, `not within ${MAX_WAIT} ms: ${condition}`);
    await new Promise((again) => setTimeout(again, 50));
  }
}
