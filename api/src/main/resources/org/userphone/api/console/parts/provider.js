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
    ["providers.sid", twilio && el("code", {}, twilio.sid)],
    ["providers.sender", twilio?.senderNumber],
    ["providers.verify", twilio?.verifyServiceSid && el("code", {}, twilio.verifyServiceSid)],
    ["providers.endpoint", http && el("code", {}, http.endpoint)],
    ["providers.routes", routes.join(" ") || t("providers.routes.all")],
    ["providers.receipts", type === "webhook" && copyable(receiptsOf(id), t("copy.address"))],
  ];
}

function receiptsOf(id) {
  return `${location.origin}/sms/receipts/${encodeURIComponent(id)}`;
}

function condition({ breaker = "", breakerSince, lastSuccess, lastError, waiting = "0", recent = [] }) {
  const isLeftAlone = breaker.endsWith("OPEN");
  return [
    ["providers.since", isLeftAlone && breakerSince && when(breakerSince)],
    ["providers.waiting", number(waiting)],
    ["providers.success", lastSuccess && when(lastSuccess)],
    ["providers.error", lastError && [when(lastError.at), ` ${said(lastError)}`]],
    ["providers.recent", recent.map(counted).join(", ")],
  ];
}

function said({ outcome, reason }) {
  return [t(`outcome.${outcome.replace("SMS_OUTCOME_", "")}`), reason].filter(Boolean).join(", ");
}

function counted({ outcome, attempts }) {
  return t(`providers.attempts.${outcome.replace("SMS_OUTCOME_", "")}`, { count: number(attempts) });
}
