import { call, Refusal } from "../api.js";
import { el } from "../dom.js";
import { t } from "../i18n.js";
import { badge, copyable, empty, loading, when, words } from "../parts/bits.js";
import { factList } from "../parts/facts.js";
import { keepFresh } from "../parts/fresh.js";
import { limitCount } from "../parts/limit-count.js";
import { messageCard } from "../parts/message.js";
import { sentence } from "../parts/sentence.js";
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
  await keepFresh(main, {
    read: () => read(id, context.me, signal),
    draw: (facts, changed) => page(facts, context, changed),
    everyMs: EVERY_MS,
    context,
    signal,
  });
}

async function read(id, me, signal) {
  const { user } = await call(requests.getUser(id), signal);
  const target = { userId: id, organizationId: user.details.resourceOwner };
  const ifAllowed = (action, request) => (may(me, action, target) ? call(request, signal) : null);
  const [code, messages, events, limits] = await Promise.all([
    user.human ? call(requests.getPhoneCode(id), signal).catch(nothing) : null,
    ifAllowed("listMessages", requests.listPhoneMessages(id)),
    ifAllowed("listEvents", requests.listEvents(id)),
    ifAllowed("checkLimits", requests.checkLimits({ userId: id })),
  ]);
  return {
    user,
    code,
    messages: messages && (messages.messages ?? []),
    events: events && (events.events ?? []),
    refusal: limits?.refusal,
    refusing: (limits?.counts ?? []).filter(({ refusedUntil }) => refusedUntil),
  };
}

function nothing(error) {
  if (error instanceof Refusal) {
    return null;
  }
  throw error;
}

function page(facts, context, changed) {
  const { user, code, messages, refusal, refusing } = facts;
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
        refusal || refusing.length > 0 ? limits(refusal, refusing, context, changed) : null,
        messages?.length ? messageList(messages, context, changed) : null,
      ),
    ),
  ];
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

/** The limits that would refuse the next SMS or code of the user. */
function limits(refusal, refusing, context, changed) {
  return el(
    "section",
    { "aria-label": t("limits.refusing") },
    el("h2", {}, t("limits.refusing")),
    refusal ? el("p", { class: "note" }, refusal) : null,
    refusing.map((count) => limitCount(count, { context, changed })),
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
