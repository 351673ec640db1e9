import { light } from "../health.js";
import { el } from "../dom.js";
import { number, t } from "../i18n.js";
import { badge, copyable, when } from "./bits.js";
import { factList } from "./facts.js";
import { providerActions } from "./provider-actions.js";

/** A provider of SMS: where it comes from, how it is, and what can be done about it. */
export function providerCard(provider, { active, context, changed, beside = null }) {
  const { tone, key } = light(provider);
  return el(
    "article",
    { class: "card provider", "data-provider": provider.id },
    el(
      "header",
      {},
      badge(tone, t(key)),
      el("strong", {}, nameOf(provider)),
      provider.description ? el("span", { class: "quiet" }, t(`providers.type.${provider.type}`)) : null,
      provider.readOnly ? badge("plain", t("providers.of-settings")) : null,
      beside,
    ),
    factList([...configuration(provider), ...condition(provider)]),
    providerActions({ provider, active, context, changed }),
  );
}

/** What people call it. */
export function nameOf({ description, type }) {
  return description || t(`providers.type.${type}`);
}

function configuration({ id, type, twilio, http, routes = [] }) {
  return [
    ["providers.id", copyable(id)],
    twilio ? ["providers.sid", el("code", {}, twilio.sid)] : null,
    twilio?.senderNumber ? ["providers.sender", twilio.senderNumber] : null,
    twilio?.verifyServiceSid ? ["providers.verify", el("code", {}, twilio.verifyServiceSid)] : null,
    http ? ["providers.endpoint", el("code", {}, http.endpoint)] : null,
    ["providers.routes", routes.length > 0 ? routes.join(" ") : t("providers.routes.all")],
    type === "webhook"
      ? ["providers.receipts", copyable(`${location.origin}/sms/receipts/${encodeURIComponent(id)}`, t("copy.address"))]
      : null,
  ];
}

function condition({ breaker = "", breakerSince, lastSuccess, lastError, waiting = "0", recent = [] }) {
  const isLeftAlone = breaker.endsWith("OPEN");
  return [
    isLeftAlone && breakerSince ? ["providers.since", when(breakerSince)] : null,
    ["providers.waiting", number(waiting)],
    lastSuccess ? ["providers.success", when(lastSuccess)] : null,
    lastError ? ["providers.error", [when(lastError.at), ` ${said(lastError)}`]] : null,
    recent.length > 0 ? ["providers.recent", recent.map(counted).join(", ")] : null,
  ];
}

function said({ outcome, reason }) {
  return [t(`outcome.${outcome.replace("SMS_OUTCOME_", "")}`), reason].filter(Boolean).join(", ");
}

function counted({ outcome, attempts }) {
  return t(`providers.attempts.${outcome.replace("SMS_OUTCOME_", "")}`, { count: number(attempts) });
}
