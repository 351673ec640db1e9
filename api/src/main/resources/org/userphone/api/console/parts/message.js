import { el } from "../dom.js";
import { t } from "../i18n.js";
import { may } from "../permissions.js";
import * as requests from "../requests.js";
import { href } from "../router.js";
import { actionButton } from "./action.js";
import { badge, copyable, field, when } from "./bits.js";
import { factList } from "./facts.js";

const TONES = { ACCEPTED: "good", DELIVERED: "good", WAITING: "wait", REPLACED: "plain" };
const SENDABLE = ["WAITING", "REFUSED", "PARKED"];

/** One message: where it stands, every attempt, and what can be done about it. */
export function messageCard(message, { context, changed, withUser = false }) {
  const state = message.state.replace("PHONE_MESSAGE_STATE_", "");
  return el(
    "article",
    { class: "card message", "data-state": state },
    el(
      "header",
      {},
      badge(TONES[state] ?? "bad", t(`state.${state}`)),
      el("strong", { class: "number" }, message.number, message.country ? ` ${message.country}` : ""),
      el("span", { class: "quiet" }, when(message.promisedAt)),
    ),
    about(message, state, withUser),
    attempts(message),
    buttons(message, state, context, changed),
  );
}

function about(message, state, withUser) {
  const { reference, cost, nextAttemptAt, userId, requestId } = message;
  return factList([
    ["message.user", withUser && userId && el("a", { href: href("user", userId) }, userId)],
    ["message.reason", message.reason],
    ["message.now", message.beingSent && t("message.being-sent")],
    ["message.next", nextAttemptAt && when(nextAttemptAt)],
    ["message.expires", state === "WAITING" && when(message.expiresAt)],
    ["message.id", copyable(message.id)],
    ["message.reference", reference && reference !== message.id && copyable(reference)],
    ["message.request", requestId && copyable(requestId)],
    ["message.cost", cost && cost !== "0" && `${cost} (${t("message.segments", { n: message.segments })})`],
  ]);
}

function attempts({ attempts: all = [] }) {
  if (all.length === 0) {
    return null;
  }
  const one = ({ at, provider, outcome, reason, took }) =>
    el(
      "li",
      {},
      when(at),
      " ",
      el("strong", {}, provider),
      " ",
      t(`outcome.${outcome.replace("SMS_OUTCOME_", "")}`),
      reason ? `, ${reason}` : "",
      el("span", { class: "quiet" }, ` ${Math.round(parseFloat(took) * 1000)} ms`),
    );
  return el(
    "details",
    { class: "attempts" },
    el("summary", {}, t("message.attempts", { n: all.length })),
    el("ol", {}, all.map(one)),
  );
}

function buttons(message, state, context, done) {
  const offered = [];
  if (SENDABLE.includes(state) && may(context.me, "sendMessage", message)) {
    offered.push(
      actionButton({
        label: t("action.send-now"),
        text: t("action.send-now.text"),
        fields: () =>
          field(t("field.provider"), el("input", { name: "provider", autocomplete: "off" }), t("field.provider.hint")),
        request: (form) => requests.sendMessage(message.id, form.get("provider").trim()),
        done,
        context,
      }),
    );
  }
  if (state === "WAITING" && may(context.me, "giveUpMessage", message)) {
    offered.push(
      actionButton({
        label: t("action.give-up"),
        text: t("action.give-up.text"),
        request: () => requests.giveUpMessage(message.id),
        done,
        danger: true,
        context,
      }),
    );
  }
  return offered.length > 0 ? el("div", { class: "actions" }, offered) : null;
}
