import { call, Refusal } from "../api.js";
import { el } from "../dom.js";
import { t } from "../i18n.js";
import { badge, copyable, empty, loading, when, words } from "../parts/bits.js";
import { factList } from "../parts/facts.js";
import { messageCard } from "../parts/message.js";
import { problem } from "../parts/problem.js";
import { userActions } from "../parts/user-actions.js";
import { may } from "../permissions.js";
import * as requests from "../requests.js";
import { go, href } from "../router.js";
import { timeline } from "../timeline.js";
import { verdict } from "../verdict.js";

const EVERY_MS = 3000;
const STATES = { ACTIVE: "good", INITIAL: "plain" };

/** "Why no SMS?": a sentence, what happened, and what can be done. It looks again as long as it is open. */
export async function show(main, { id, context, signal }) {
  main.append(loading());
  let shown = "";
  await refresh();
  watch();

  async function refresh() {
    const facts = await read(id, context.me, signal);
    const text = JSON.stringify(facts);
    if (!signal.aborted && text !== shown) {
      keepingPlace(main, () => main.replaceChildren(...page(facts, context, refresh)));
      shown = text;
    }
  }

  function watch() {
    const timer = setInterval(async () => {
      if (!document.hidden && !document.querySelector("dialog")) {
        await refresh().catch((error) => {
          clearInterval(timer);
          if (!signal.aborted) {
            main.prepend(problem(error, context));
          }
        });
      }
    }, EVERY_MS);
    signal.addEventListener("abort", () => clearInterval(timer));
  }
}

/** Draws anew, and leaves open what was open and the focus where it was. */
function keepingPlace(main, redraw) {
  const open = [...main.querySelectorAll("details[open]")].map(({ dataset }) => dataset.key);
  const { activeElement: focused } = document;
  const place = [...main.querySelectorAll(focused.localName)].indexOf(focused);
  redraw();
  main.querySelectorAll("details").forEach((details) => (details.open ||= open.includes(details.dataset.key)));
  const there = main.querySelectorAll(focused.localName)[place];
  if (there?.textContent === focused.textContent) {
    there.focus({ preventScroll: true });
  }
}

async function read(id, me, signal) {
  const { user } = await call(requests.getUser(id), signal);
  const target = { userId: id, organizationId: user.details.resourceOwner };
  const ifAllowed = (action, request) => (may(me, action, target) ? call(request, signal) : null);
  const [code, messages, events] = await Promise.all([
    user.human ? call(requests.getPhoneCode(id), signal).catch(nothing) : null,
    ifAllowed("listMessages", requests.listPhoneMessages(id)),
    ifAllowed("listEvents", requests.listEvents(id)),
  ]);
  return {
    user,
    code,
    messages: messages && (messages.messages ?? []),
    events: events && (events.events ?? []),
  };
}

function nothing(error) {
  if (error instanceof Refusal) {
    return null;
  }
  throw error;
}

function page(facts, context, changed) {
  const { user, code, messages } = facts;
  const { profile } = user.human ?? {};
  const state = user.state.replace("USER_STATE_", "");
  document.title = `${profile?.displayName ?? user.username} · userphone`;
  return [
    el("h1", {}, profile?.displayName ?? user.machine?.name ?? user.username),
    el("p", { class: "quiet row" }, copyable(user.userId), badge(STATES[state] ?? "bad", t(`user.${state}`))),
    sentence(verdict({ ...facts, now: new Date() })),
    el(
      "div",
      { class: "columns" },
      el("section", { "aria-label": t("user.timeline") }, el("h2", {}, t("user.timeline")), history(facts)),
      el(
        "div",
        {},
        el("section", { "aria-label": t("user.phone") }, el("h2", {}, t("user.phone")), number(user, code)),
        actions({ user, code, context, changed, gone: () => go(href("find")) }),
        messages?.length ? messageList(messages, context, changed) : null,
      ),
    ),
  ];
}

function sentence({ tone, parts }) {
  const text = parts.map(({ key, places }) => t(key, places)).join(t("verdict.join"));
  return el("p", { class: `verdict ${tone}`, role: "status" }, `${text}.`);
}

function number(user, code) {
  const { phone, email, profile } = user.human ?? {};
  return factList(
    [
      ["user.number", phone?.phone ? el("strong", { class: "number" }, phone.phone) : t("user.no-number")],
      ["user.proved", phone?.phone && (phone.isVerified ? badge("good", t("yes")) : badge("wait", t("no")))],
      ["user.code-until", code?.pending && when(code.expiresAt)],
      ["user.tries", code?.pending && String(code.triesLeft ?? 0)],
      ["user.email", email?.email],
      ["user.username", user.username],
      ["user.language", profile?.preferredLanguage],
      ["user.organization", el("code", {}, user.details.resourceOwner)],
    ],
    { isCard: true },
  );
}

function actions(about) {
  const buttons = userActions(about);
  return buttons.length === 0
    ? null
    : el(
        "section",
        { "aria-label": t("user.actions") },
        el("h2", {}, t("user.actions")),
        el("div", { class: "actions" }, buttons),
      );
}

function messageList(messages, context, changed) {
  const cards = messages.map((message) => messageCard(message, { context, changed }));
  cards.forEach((card, i) =>
    card.querySelectorAll("details").forEach((details) => (details.dataset.key = messages[i].id)),
  );
  return el("section", { "aria-label": t("user.messages") }, el("h2", {}, t("user.messages")), cards);
}

function history({ events, messages }) {
  const entries = timeline(events, messages);
  const isPart = events === null || messages === null;
  const note = isPart ? el("p", { class: "note" }, t("user.part-only")) : null;
  if (entries.length === 0) {
    return note ?? empty(t("user.nothing"));
  }
  return [note, el("ol", { class: "timeline" }, entries.map(entry))];
}

function entry({ at, tone, key, otherwise, places, by }) {
  return el(
    "li",
    { class: tone },
    when(at),
    el(
      "div",
      {},
      el("span", {}, words(key, otherwise ?? key, places)),
      places.reason ? el("span", {}, `: ${places.reason}`) : null,
      by ? el("span", { class: "quiet" }, ` ${t("entry.by", { by })}`) : null,
      places.took ? el("span", { class: "quiet" }, ` ${places.took} ms`) : null,
    ),
  );
}
