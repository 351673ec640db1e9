import { call } from "../api.js";
import { el } from "../dom.js";
import { t } from "../i18n.js";
import { actionButton } from "../parts/action.js";
import { empty, loading } from "../parts/bits.js";
import { keepFresh } from "../parts/fresh.js";
import { nameOf, providerCard } from "../parts/provider.js";
import { addingButtons, routed } from "../parts/provider-actions.js";
import { sortable } from "../parts/sortable.js";
import { may } from "../permissions.js";
import * as requests from "../requests.js";

const EVERY_MS = 5000;

/** By whom SMS are sent: the providers in their order, how each of them is, and what can be changed. */
export async function show(main, { context, signal }) {
  main.append(loading());
  await keepFresh(main, {
    read: () => read(signal),
    draw: (facts, changed) => page(facts, context, changed),
    everyMs: EVERY_MS,
    context,
    signal,
  });
}

/** The status has all providers; what those of the database are like is told by another call. */
async function read(signal) {
  const [status, { result = [] }] = await Promise.all([
    call(requests.listProviderStatus(), signal),
    call(requests.listProviders(), signal),
  ]);
  const configured = new Map(result.map(({ id, twilio, http }) => [id, { twilio, http }]));
  const { providers = [], waiting, node } = status;
  return { providers: providers.map((one) => ({ ...one, ...configured.get(one.id) })), waiting, node };
}

function page({ providers, waiting = "0", node }, context, changed) {
  const asked = providers.filter(({ active }) => active);
  const others = providers.filter(({ active }) => !active);
  const about = { active: asked.filter(({ readOnly }) => !readOnly), context, changed };
  const card = (provider) => providerCard(provider, about);
  return [
    el("h1", {}, t("page.providers")),
    el("p", { class: "quiet" }, t("providers.text", { n: Number(waiting), node })),
    may(context.me, "changeProviders") ? addingButtons(about) : "",
    el("h2", {}, t("providers.asked")),
    asked.length > 0 ? order(asked, about) : empty(t("providers.none")),
    ...(others.length > 0 ? [el("h2", {}, t("providers.others")), el("div", { class: "grid" }, others.map(card))] : []),
  ];
}

/** The providers that are asked, in an order that can be changed if they are not those of the settings. */
function order(asked, about) {
  const { active, context, changed } = about;
  if (active.length < 2 || !may(context.me, "changeProviders")) {
    return el(
      "ol",
      { class: "order plain-list" },
      asked.map((one) => el("li", {}, providerCard(one, about))),
    );
  }
  return sortable({
    items: active,
    name: nameOf,
    show: (provider, controls) => providerCard(provider, { ...about, beside: controls }),
    saving: (current) =>
      actionButton({
        label: t("providers.order.save"),
        text: t("providers.order.text"),
        request: () => requests.orderProviders(current().map(routed)),
        done: changed,
        context,
      }),
    discard: changed,
  });
}
