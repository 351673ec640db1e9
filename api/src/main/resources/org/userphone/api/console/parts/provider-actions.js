import { el } from "../dom.js";
import { duration, t } from "../i18n.js";
import { may } from "../permissions.js";
import * as requests from "../requests.js";
import { actionButton } from "./action.js";
import { badge, copyable, field } from "./bits.js";
import { factList } from "./facts.js";

const TONES = { ACCEPTED: "good", REFUSED: "bad", MISCONFIGURED: "bad" };

/**
 * The buttons for what the caller may do to a provider.
 *
 * @param active the providers that are asked now and can be changed, in their order
 */
export function providerActions({ provider, active, context, changed }) {
  if (!may(context.me, "changeProviders")) {
    return null;
  }
  const button = (action, rest) =>
    actionButton({
      label: t(`providers.action.${action}`),
      text: t(`providers.action.${action}.text`),
      done: changed,
      context,
      ...rest,
    });
  const buttons = provider.readOnly
    ? [button("test", testing(provider))]
    : [
        button("test", testing(provider)),
        provider.twilio && button("edit", editingTwilio(provider)),
        provider.http && button("edit", editingEndpoint(provider)),
        provider.twilio && button("token", rotatingToken(provider)),
        provider.http && button("key", rotatingKey(provider)),
        provider.active && button("routes", routing(provider, active)),
        !provider.active && active.length > 0 && button("append", appending(provider, active)),
        !(provider.active && active.length === 1) &&
          button("activate", { request: () => requests.activateProvider(provider.id) }),
        provider.active &&
          button("deactivate", { request: () => requests.deactivateProvider(provider.id), danger: true }),
        button("remove", { request: () => requests.removeProvider(provider.id), danger: true }),
      ];
  return el("div", { class: "actions" }, buttons.filter(Boolean));
}

/** The buttons that add a provider. */
export function addingButtons({ context, changed }) {
  const button = (kind, rest) =>
    actionButton({
      label: t(`providers.add.${kind}`),
      text: t("providers.add.text"),
      done: changed,
      context,
      ...rest,
    });
  return el(
    "div",
    { class: "actions adding" },
    button("twilio", {
      fields: () => [...twilioFields({}), secret()],
      request: (form) => requests.addProvider("twilio", { ...twilio(form), token: form.get("token").trim() }),
    }),
    button("http", {
      fields: () => endpointFields({}),
      request: (form) => requests.addProvider("http", endpoint(form)),
      tell: tellKey,
    }),
  );
}

function testing({ id }) {
  return {
    fields: () =>
      field(
        t("field.phone"),
        el("input", { name: "phone", type: "tel", autocomplete: "off", required: true, maxlength: 200 }),
        t("field.phone.hint"),
      ),
    request: (form) => requests.testProvider(id, form.get("phone").trim()),
    tell: tellTest,
  };
}

function tellTest({ outcome, reason, reference, retryAfter }) {
  const what = outcome.replace("SMS_OUTCOME_", "");
  return el(
    "div",
    { class: "stack" },
    el("p", {}, badge(TONES[what] ?? "wait", t(`providers.tested.${what}`))),
    factList([
      ["message.reason", reason],
      ["message.reference", reference && copyable(reference)],
      ["providers.retry-after", retryAfter && duration(retryAfter)],
    ]),
  );
}

function editingTwilio({ id, description, twilio: config }) {
  return {
    fields: () => twilioFields({ ...config, description }),
    request: (form) => requests.updateProvider("twilio", id, twilio(form)),
  };
}

function editingEndpoint({ id, description, http }) {
  return {
    fields: () => endpointFields({ ...http, description }),
    request: (form) => requests.updateProvider("http", id, endpoint(form)),
  };
}

function rotatingToken({ id }) {
  return { fields: secret, request: (form) => requests.changeToken(id, form.get("token").trim()) };
}

function rotatingKey({ id, description, http }) {
  const config = { endpoint: http.endpoint, description, expirationSigningKey: "0s" };
  return { request: () => requests.updateProvider("http", id, config), tell: tellKey };
}

/** A provider keeps its place in the order when its routes change. */
function routing({ id, routes }, active) {
  return {
    fields: () => routeField(routes),
    request: (form) =>
      requests.orderProviders(active.map((one) => routed(one.id === id ? { id, routes: prefixes(form) } : one))),
  };
}

function appending({ id }, active) {
  return {
    fields: () => routeField([]),
    request: (form) => requests.orderProviders([...active, { id, routes: prefixes(form) }].map(routed)),
  };
}

/** A provider as OrderSmsProviders takes it. */
export function routed({ id, routes = [] }) {
  return { id, routes };
}

function prefixes(form) {
  return form
    .get("routes")
    .split(/[\s,;]+/)
    .filter(Boolean);
}

function routeField(routes = []) {
  const input = el("input", { name: "routes", value: routes.join(" "), autocomplete: "off", inputmode: "tel" });
  return field(t("providers.routes"), input, t("providers.routes.hint"));
}

function twilioFields({ sid, senderNumber, verifyServiceSid, description }) {
  return [
    text("sid", "providers.sid", sid, { required: true, placeholder: "AC…" }),
    text("senderNumber", "providers.sender", senderNumber, {}, t("providers.sender.hint")),
    text("verifyServiceSid", "providers.verify", verifyServiceSid, { placeholder: "VA…" }, t("providers.verify.hint")),
    describing(description),
  ];
}

function endpointFields({ endpoint: url, description }) {
  return [
    text("endpoint", "providers.endpoint", url, {
      type: "url",
      required: true,
      maxlength: 2048,
      placeholder: "https://",
    }),
    describing(description),
  ];
}

function describing(description) {
  return text("description", "providers.description", description, {}, t("providers.description.hint"));
}

function secret() {
  return text("token", "providers.auth-token", "", { type: "password", required: true });
}

function text(name, key, value, rest, hint) {
  return field(t(key), el("input", { name, value, autocomplete: "off", maxlength: 200, ...rest }), hint);
}

function twilio(form) {
  return trimmed(form, "sid", "senderNumber", "verifyServiceSid", "description");
}

function endpoint(form) {
  return trimmed(form, "endpoint", "description");
}

function trimmed(form, ...names) {
  return Object.fromEntries(names.map((name) => [name, form.get(name).trim()]));
}

function tellKey({ signingKey }) {
  return el(
    "div",
    { class: "stack" },
    el("p", {}, t("providers.key.once")),
    el("p", { class: "code" }, copyable(signingKey, t("copy.key"))),
  );
}
