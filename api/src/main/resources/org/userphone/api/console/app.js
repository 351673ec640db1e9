/** The start of the console: who is signed in, and which page is shown. */
import { call } from "./api.js";
import { tokensOf } from "./development.js";
import { choose, has, t, use } from "./i18n.js";
import { comeBack, isReturn, leaveFor } from "./oidc.js";
import { pages } from "./pages.js";
import { show as showSignIn } from "./pages/sign-in.js";
import { problem } from "./parts/problem.js";
import { frame } from "./parts/shell.js";
import { getMe } from "./requests.js";
import { place } from "./router.js";
import * as session from "./session.js";

const LANGUAGE = "userphone.language";
const START = "find";

let config;
let leave = new AbortController();
let failure = null;

const languages = [...document.querySelectorAll("link[hreflang]")];

async function speak(tag) {
  const file = languages.find(({ hreflang }) => hreflang === tag);
  use(tag, await (await fetch(file.href)).json());
  document.documentElement.lang = tag;
}

/** What every page gets, besides where to show itself. */
const context = {
  get config() {
    return config;
  },
  get me() {
    return session.whoami();
  },
  async signInAs(user) {
    await begin(tokensOf(user));
    await show();
  },
  async signInAt(client) {
    try {
      await leaveFor(client);
    } catch (error) {
      failure = error;
      await show();
    }
  },
  /** Signs the same person in again, or lets people choose. */
  async signInAgain() {
    const name = session.issuer();
    const client = config.issuers.find((one) => one.name === name);
    await (client ? context.signInAt(client) : context.signOut());
  },
  async signOut() {
    await session.signOut();
    await show();
  },
  async speak(tag) {
    localStorage.setItem(LANGUAGE, tag);
    await speak(tag);
    await show();
  },
  languages: languages.map(({ hreflang }) => hreflang),
};

async function begin(source, issuer) {
  session.begin(source, issuer);
  session.setMe(await call(getMe()));
}

/** Shows the page that the address names, or the way in if it is for people who are signed in. */
async function show() {
  leave.abort();
  leave = new AbortController();
  const { signal } = leave;
  const here = place();
  const page =
    pages.find(({ name, isFor }) => name === here.name && isFor(context)) ?? pages.find(({ name }) => name === START);
  const isOpen = context.me || page.isOpen;
  const title = isOpen ? `page.${page.name}` : "page.sign-in";
  document.title = `${has(title) ? t(title) : page.name} · userphone`;
  const main = frame(context, page);
  try {
    await (isOpen ? page.show : showSignIn)(main, { ...here, context, signal, failure });
  } catch (error) {
    if (!signal.aborted) {
      main.append(problem(error, context));
    }
  }
  failure = null;
  if (!signal.aborted && !main.contains(document.activeElement)) {
    const heading = main.querySelector("h1");
    heading?.setAttribute("tabindex", "-1");
    heading?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }
}

async function start() {
  await speak(
    choose(context.languages, [localStorage.getItem(LANGUAGE) ?? "", ...navigator.languages].filter(Boolean)),
  );
  config = await (await fetch("config.json")).json();
  if (isReturn()) {
    try {
      const { source, name } = await comeBack(config.issuers);
      await begin(source, name);
    } catch (error) {
      failure = error;
    }
  }
  await show();
  addEventListener("hashchange", show);
}

try {
  await start();
} catch (error) {
  document.body.append(problem(error, context));
}
