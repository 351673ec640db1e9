import { call } from "../api.js";
import { el } from "../dom.js";
import { t } from "../i18n.js";
import { empty, field, loading } from "../parts/bits.js";
import { messageCard } from "../parts/message.js";
import { problem } from "../parts/problem.js";
import { searchMessages } from "../requests.js";
import { go, href } from "../router.js";

const PAGE = 25;
const STATES = ["WAITING", "ACCEPTED", "DELIVERED", "UNDELIVERED", "REFUSED", "EXPIRED", "PARKED", "REPLACED"];
const SPANS_HOURS = [1, 24, 168];
const TEXTS = ["phone", "provider", "country", "requestId", "reference"];

/** What became of messages, newest first: what is asked for stands in the address, so that it can be handed on. */
export async function show(main, { query, context, signal }) {
  const list = el("div", { class: "results", "aria-live": "polite" }, loading());
  main.append(el("h1", {}, t("page.messages")), filters(query), list);
  await fill();

  async function fill() {
    const offset = Number(query.get("offset") ?? 0);
    try {
      const { messages = [] } = await call(searchMessages(asked(query, offset)), signal);
      const cards = messages
        .slice(0, PAGE)
        .map((message) => messageCard(message, { context, changed: fill, withUser: true }));
      list.replaceChildren(
        ...(cards.length > 0 ? [el("div", { class: "grid" }, cards)] : [empty(t("messages.none"))]),
        paging(query, offset, messages.length > PAGE),
      );
    } catch (error) {
      if (!signal.aborted) {
        list.replaceChildren(problem(error, context));
      }
    }
  }
}

/** One message more than fits on the page tells whether there is another page. */
function asked(query, offset) {
  const filter = { offset, limit: PAGE + 1 };
  TEXTS.filter((name) => query.get(name)).forEach((name) => (filter[name] = query.get(name)));
  if (query.get("state")) {
    filter.states = [`PHONE_MESSAGE_STATE_${query.get("state")}`];
  }
  if (query.get("hours")) {
    filter.since = new Date(Date.now() - Number(query.get("hours")) * 3_600_000).toISOString();
  }
  return filter;
}

function filters(query) {
  const text = (name, rest) =>
    field(
      t(`filter.${name}`),
      el("input", { name, value: query.get(name), autocomplete: "off", maxlength: 200, ...rest }),
    );
  const select = (name, values, label) =>
    field(
      t(`filter.${name}`),
      el(
        "select",
        { name },
        el("option", { value: "" }, t("filter.all")),
        values.map((value) => el("option", { value, selected: String(value) === query.get(name) }, label(value))),
      ),
    );
  return el(
    "form",
    { class: "filters card", onsubmit: search },
    select("state", STATES, (state) => t(`state.${state}`)),
    select("hours", SPANS_HOURS, (hours) => t(`filter.hours.${hours}`)),
    text("phone", { type: "tel" }),
    text("provider"),
    text("country", { maxlength: 2, size: 4 }),
    text("requestId"),
    text("reference"),
    el("div", { class: "buttons" }, el("button", { class: "primary" }, t("messages.show"))),
  );
}

function search(event) {
  event.preventDefault();
  const form = Object.fromEntries(new FormData(event.target));
  go(href("messages", undefined, { ...form, country: form.country.toUpperCase() }));
}

function paging(query, offset, hasMore) {
  const at = (to) => href("messages", undefined, { ...Object.fromEntries(query), offset: to || "" });
  return el(
    "nav",
    { class: "paging", "aria-label": t("paging") },
    offset > 0 ? el("a", { href: at(Math.max(0, offset - PAGE)) }, t("paging.newer")) : null,
    hasMore ? el("a", { href: at(offset + PAGE) }, t("paging.older")) : null,
  );
}
