// <userphone-verify> in pages of another origin, in Chromium. BASE is the program in development mode, where a page of ours
// may call; a new code can be asked for two seconds after the last one.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, afterEach, before, describe, it } from "node:test";
import { complaints, launch, openPage, waitForText } from "./browser.js";

const { BASE } = process.env;
const ORGANISATION = "300000000000000001";
const POLICY = `default-src 'none'; script-src 'self' ${BASE}; style-src 'self'; connect-src 'self' ${BASE}; img-src data:`;
const ELEMENT = "userphone-verify";

let browser;
let site;
let origin;
let page;
let admin;

/** What a site that embeds the element has: a page, a script of its own, and where the page gets its token. */
const files = {
  "/page": ({ user, ...attributes }) => [
    "text/html",
    `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
<title>Account</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/page.css"><script type="module" src="/page.js"></script>
<script type="module" src="${BASE}/console/userphone-verify.js"></script>
<main><h1>Account</h1><userphone-verify api="${BASE}" user="${user}" ${Object.entries(attributes)
      .map(([name, value]) => `${name}="${value}"`)
      .join(" ")}></userphone-verify></main></html>`,
  ],
  "/page.css": () => ["text/css", "html { background: Canvas; color: CanvasText }"],
  "/page.js": () => [
    "text/javascript",
    `const element = document.querySelector("userphone-verify");
element.token = async () => (await fetch("/token?user=" + element.getAttribute("user"))).text();
window.told = [];
for (const type of ["verified", "error"]) {
  element.addEventListener(type, ({ detail }) => window.told.push({ type, ...detail }));
}`,
  ],
};

before(async () => {
  browser = await launch();
  admin = await (await fetch(`${BASE}/dev/token`)).text();
  site = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url, "http://site");
    const asked = Object.fromEntries(searchParams);
    const [type, body] =
      pathname === "/token"
        ? ["text/plain", await (await fetch(`${BASE}/dev/token?user=${asked.user}`)).text()]
        : files[pathname](asked);
    response.writeHead(200, { "Content-Type": type, "Content-Security-Policy": POLICY });
    response.end(body);
  });
  await new Promise((listening) => site.listen(0, "127.0.0.1", listening));
  origin = `http://localhost:${site.address().port}`;
});

after(async () => {
  await browser.close();
  site.closeAllConnections();
  site.close();
});

afterEach(async () => {
  const { wrong } = page;
  await page.close();
  assert.deepEqual(wrong, []);
});

async function addUser(userId) {
  const answer = await fetch(`${BASE}/v2/users/new`, {
    method: "POST",
    headers: { Authorization: `Bearer ${admin}` },
    body: JSON.stringify({
      organizationId: ORGANISATION,
      userId,
      human: {
        profile: { givenName: userId, familyName: "Example" },
        email: { email: `${userId}@example.com`, isVerified: true },
      },
    }),
  });
  assert.equal(answer.status, 200, await answer.text());
}

async function open(user, attributes = {}, options = {}) {
  page = await openPage(browser, options);
  await page.goto(`${origin}/page?${new URLSearchParams({ user, ...attributes })}`);
}

const enter = async (name, text) => {
  await has(`[name=${name}]`);
  await page.locator(`${ELEMENT} >>> [name=${name}]`).fill(text);
};
const press = async (name) => {
  await says(new RegExp(name));
  await page.locator(`${ELEMENT} >>> ::-p-aria([name="${name}"][role="button"])`).click();
};
const inside = (selector, read) =>
  page.$eval(
    ELEMENT,
    (host, where, source) => new Function("one", `return (${source})(one)`)(host.shadowRoot.querySelector(where)),
    selector,
    read.toString(),
  );
const told = () => page.evaluate(() => window.told);

function has(selector) {
  const isThere = (name, what) => document.querySelector(name)?.shadowRoot?.querySelector(what);
  return page.waitForFunction(isThere, {}, ELEMENT, selector);
}

/** Waits for words in the element, as far as they are seen. */
function says(pattern) {
  return page.waitForFunction(
    (name, source) => new RegExp(source, "s").test(document.querySelector(name).shadowRoot?.textContent),
    { timeout: 30_000 },
    ELEMENT,
    pattern.source,
  );
}

/** The code of the newest message to a number, once it is another than one from before. */
async function codeTo(number, than) {
  for (;;) {
    const messages = await (await fetch(`${BASE}/inbox.json`)).json();
    const code = messages.find(({ recipient }) => recipient === number)?.text.match(/\d{6}/)[0];
    if (code && code !== than) {
      return code;
    }
    await new Promise((again) => setTimeout(again, 50));
  }
}

describe("the element in a page of another origin", () => {
  it("takes a number and the code that comes by SMS, also after a reload, a wrong one and a new one", async () => {
    await addUser("minna");
    await open("minna", { country: "CH" });
    await says(/Send code/);
    assert.equal(await inside("[name=country]", ({ value }) => value), "CH");
    await enter("number", "079 123 50 01");
    await press("Send code");
    await says(/We have sent a code by SMS to .*\+41791235001/);
    const first = await codeTo("+41791235001");
    assert.deepEqual(await inside("[name=code]", ({ autocomplete, inputMode }) => [autocomplete, inputMode]), [
      "one-time-code",
      "numeric",
    ]);
    assert.equal(await page.evaluate(() => document.activeElement.shadowRoot.activeElement.name), "code");

    await page.reload();
    await says(/We have sent a code by SMS to .*\+41791235001/);
    await enter("code", first === "000000" ? "000001" : "000000");
    await press("Confirm");
    await says(/This code is wrong/);
    assert.equal(await inside("[name=code]", (one) => one.getAttribute("aria-invalid")), "true");

    await press("Send a new code");
    await says(/New code in 0:0\d/);
    const second = await codeTo("+41791235001", first);
    await enter("code", ` ${second.slice(0, 3)} ${second.slice(3)}`);
    await page.keyboard.press("Enter");
    await says(/\+41791235001.* is verified/);
    assert.deepEqual(await told(), [
      {
        type: "error",
        id: "COMMAND-eis9R",
        reason: (await told())[0].reason,
        status: 400,
        retryAfter: 0,
        message: (await told())[0].message,
      },
      { type: "verified", user: "minna", phone: "+41791235001" },
    ]);
    await page.reload();
    await says(/\+41791235001.* is verified/);
  });

  it("counts down until a new code can be sent, and says so to who asks too soon elsewhere", async () => {
    await addUser("soon");
    await open("soon");
    await enter("number", "+41 79 123 50 02");
    await press("Send code");
    await says(/New code in 0:0\d/);
    assert.equal(await inside(".links button", ({ disabled }) => disabled), true);
    await says(/Send a new code/);
    assert.equal(await inside(".links button", ({ disabled }) => disabled), false);
    const elsewhere = await fetch(`${BASE}/v2/users/soon/phone/resend`, {
      method: "POST",
      headers: { Authorization: `Bearer ${await (await fetch(`${BASE}/dev/token?user=soon`)).text()}` },
      body: "{}",
    });
    assert.equal(elsewhere.status, 200);
    await press("Send a new code");
    await says(/A code was sent a moment ago.*New code in 0:0\d/);
    assert.equal((await told())[0].id, "USERPHONE-wA1ts");
  });

  it("says in the language of the page what is wrong with a number, by the words of the page if it has some", async () => {
    await addUser("wrong");
    await open("wrong", { lang: "de", countries: "CH DE AT", country: "CH" });
    await says(/Code senden/);
    assert.deepEqual(await inside("select", ({ options }) => [...options].map(({ text }) => text)), [
      "Deutschland",
      "Österreich",
      "Schweiz",
    ]);
    await enter("number", "12");
    await press("Code senden");
    await says(/Das ist keine Telefonnummer/);
    await page.$eval(ELEMENT, (element) => (element.words = { "PHONE-so0wa": "Bitte prüfen.", send: "Los" }));
    await enter("number", "12");
    await press("Los");
    await says(/Bitte prüfen\./);
    await page.$eval(ELEMENT, (element) => element.setAttribute("lang", "fr"));
    await says(/Numéro de téléphone/);
  });

  it("goes on with the same number once more, and with another one", async () => {
    await addUser("again");
    await open("again", { country: "CH" });
    await enter("number", "079 123 50 04");
    await press("Send code");
    await says(/\+41791235004/);
    await press("Use another number");
    await enter("number", "079 123 50 04");
    await press("Send code");
    await says(/We have sent a code by SMS to .*\+41791235004/);
    await press("Use another number");
    await enter("number", "079 123 50 05");
    await press("Send code");
    await says(/We have sent a code by SMS to .*\+41791235005/);
    assert.deepEqual(await told(), []);
  });

  it("says that a code cannot be entered any more after too many wrong ones", async () => {
    await addUser("tries");
    await open("tries", { country: "CH" });
    await enter("number", "079 123 50 06");
    await press("Send code");
    const code = await codeTo("+41791235006");
    for (;;) {
      const before = (await told()).length;
      await enter("code", code === "000000" ? "000001" : "000000");
      await press("Confirm");
      await page.waitForFunction((count) => window.told.length > count, {}, before);
      if ((await told()).at(-1).id === "USERPHONE-tR1es") {
        break;
      }
    }
    await says(/Too many wrong codes/);
    await page.reload();
    await says(/can no longer be entered|Too many|Code from the SMS/);
  });

  it("tells that nobody is signed in any more, and tries again", async () => {
    await addUser("signed-out");
    await open("signed-out");
    await says(/Send code/);
    await page.$eval(ELEMENT, (element) => {
      window.source = element.token;
      element.token = async () => "no token";
    });
    await says(/You are no longer signed in/);
    assert.equal((await told())[0].status, 401);
    await page.$eval(ELEMENT, (element) => (element.token = window.source));
    await says(/Send code/);
  });

  for (const width of [390, 1280]) {
    for (const theme of ["light", "dark"]) {
      it(`has nothing that axe finds, and fits into ${width} px, ${theme}`, async () => {
        const user = `axe-${width}-${theme}`;
        await addUser(user);
        await open(user, { country: "CH" }, { width, theme });
        await says(/Send code/);
        assert.deepEqual(await complaints(page), [], "number");
        await enter("number", "12");
        await press("Send code");
        await says(/This is not a phone number/);
        assert.deepEqual(await complaints(page), [], "wrong number");
        const number = `+4179123${width === 390 ? 51 : 52}${theme === "dark" ? "01" : "02"}`;
        await enter("number", number);
        await press("Send code");
        const code = await codeTo(number);
        await says(/Code from the SMS/);
        assert.deepEqual(await complaints(page), [], "code");
        await enter("code", code);
        await press("Confirm");
        await says(/is verified/);
        assert.deepEqual(await complaints(page), [], "verified");
      });
    }
  }
});

describe("the element in the console", () => {
  it("is shown to developers with what stands in the page that shows it", async () => {
    page = await openPage(browser);
    await page.goto(`${BASE}/console/#/developer`);
    await page.waitForFunction((name) => document.querySelector(name)?.shadowRoot?.querySelector("form"), {}, ELEMENT);
    await waitForText(page, "pre", /<userphone-verify api=/);
  });
});
