import { call, Refusal } from "../api.js";
import { el } from "../dom.js";
import { isNumber, messagesMeant, onlyUser, usersMeant } from "../finding.js";
import { t } from "../i18n.js";
import { badge, empty, loading } from "../parts/bits.js";
import { messageCard } from "../parts/message.js";
import { may } from "../permissions.js";
import { go, href, redirect } from "../router.js";

/** One box for a number as spoken, a name, an e-mail address, an id, a reference of a message or the id of a request. */
export async function show(main, { query, context, signal }) {
  const asked = query.get("q") ?? "";
  const input = el("input", {
    name: "q",
    type: "search",
    value: asked,
    autocomplete: "off",
    spellcheck: "false",
    maxlength: 200,
    "aria-label": t("find.label"),
    "aria-describedby": "find-hint",
  });
  const results = el("div", { class: "results", "aria-live": "polite" });
  main.classList.add("narrow");
  main.append(
    el("h1", {}, t("page.find")),
    el(
      "form",
      { class: "search", role: "search", onsubmit: search },
      input,
      el("button", { class: "primary" }, t("find")),
    ),
    el("p", { id: "find-hint", class: "quiet" }, t("find.hint")),
    results,
  );
  input.focus();
  if (asked.trim()) {
    results.append(loading());
    const found = await find(asked, context.me, signal);
    const only = onlyUser(found.users, found.messages);
    if (only) {
      redirect(href("user", only));
    } else {
      results.replaceChildren(...told(found, context));
    }
  }

  function search(event) {
    event.preventDefault();
    go(href("find", undefined, { q: input.value.trim() }));
  }
}

async function find(asked, me, signal) {
  const searches = may(me, "searchMessages") ? messagesMeant(asked) : [];
  const [users, ...messages] = await Promise.all([
    findUsers(asked, signal),
    ...searches.map((search) => call(search, signal).catch(unreadable)),
  ]);
  const all = messages.flatMap((answer) => answer.messages ?? []);
  const distinct = [...new Map(all.map((message) => [message.id, message])).values()];
  return { ...users, messages: distinct };
}

/** What looks like a number may be none; then it may still be an id, and the reason is told beside. */
async function findUsers(asked, signal) {
  try {
    return { users: (await call(usersMeant(asked), signal)).result ?? [] };
  } catch (error) {
    if (!isNumber(asked) || !isUnreadable(error)) {
      throw error;
    }
    const { result = [] } = await call(usersMeant(asked, false), signal);
    return { users: result, unreadable: error.help?.description ?? error.message };
  }
}

function unreadable(error) {
  if (isUnreadable(error)) {
    return {};
  }
  throw error;
}

function isUnreadable(error) {
  return error instanceof Refusal && error.reason === "PHONE_INVALID";
}

function told({ users, messages, unreadable: why }, context) {
  const shown = [];
  if (users.length > 0) {
    shown.push(el("h2", {}, t("find.users")), el("ul", { class: "stack plain-list" }, users.map(userLine)));
  }
  if (messages.length > 0) {
    const card = (message) => messageCard(message, { context, changed: () => go(location.hash), withUser: true });
    shown.push(el("h2", {}, t("find.messages")), ...messages.map(card));
  }
  if (shown.length === 0) {
    shown.push(empty(t("find.nothing")));
  }
  return why ? [el("p", { class: "note" }, t("find.no-number"), " ", why), ...shown] : shown;
}

function userLine(user) {
  const { profile, phone, email } = user.human ?? {};
  const state = user.state.replace("USER_STATE_", "");
  return el(
    "li",
    {},
    el(
      "a",
      { class: "card row", href: href("user", user.userId) },
      el("strong", {}, profile?.displayName ?? user.machine?.name ?? user.username),
      el("span", { class: "quiet" }, [phone?.phone, email?.email ?? user.username].filter(Boolean).join(" · ")),
      state === "ACTIVE" ? null : badge("bad", t(`user.${state}`)),
    ),
  );
}
