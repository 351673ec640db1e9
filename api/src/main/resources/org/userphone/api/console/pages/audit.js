import { call } from "../api.js";
import { after, collect, filterOf, from, MAX_IN_FILE, rows, TYPES } from "../auditing.js";
import { csv } from "../csv.js";
import { el } from "../dom.js";
import { fullTime, t } from "../i18n.js";
import { empty, field, loading, when, words } from "../parts/bits.js";
import { saveFile } from "../parts/file.js";
import { problem } from "../parts/problem.js";
import { may } from "../permissions.js";
import { searchEvents } from "../requests.js";
import { go, href } from "../router.js";
import { ofEvent } from "../timeline.js";

const PAGE = 50;

/** Who did what, when: events of users, organisations and the instance. What is asked for stands in the address. */
export async function show(main, { query, context, signal }) {
  const filter = filterOf(query);
  const ask = async (asked) => (await call(searchEvents(asked), signal)).events ?? [];
  const list = el("div", { class: "results", "aria-live": "polite" }, loading());
  main.append(
    el("h1", {}, t("page.audit")),
    filters(query, may(context.me, "listEventsEverywhere")),
    download(filter, ask, { context, signal }),
    list,
  );
  try {
    const cursor = { at: query.get("at") ?? undefined, skip: Number(query.get("skip") ?? 0) };
    const found = (await ask(from(filter, cursor, PAGE + 1))).slice(cursor.skip);
    const events = found.slice(0, PAGE);
    list.replaceChildren(
      events.length > 0 ? el("ol", { class: "events" }, events.map(line)) : empty(t("audit.none")),
      paging(query, found.length > PAGE ? after(events, cursor) : null),
    );
  } catch (error) {
    if (!signal.aborted) {
      list.replaceChildren(problem(error, context));
    }
  }
}

/** Whoever sees the events of one organisation only has no use for the fields that choose others. */
function filters(query, isEverywhere) {
  const abouts = isEverywhere ? ["user", "org", "instance"] : ["user", "org"];
  const option = (value, label, name) => el("option", { value, selected: value === query.get(name) }, label);
  const select = (name, ...options) =>
    field(t(`audit.${name}`), el("select", { name }, el("option", { value: "" }, t("audit.all")), options));
  const input = (name, rest) =>
    field(
      t(`audit.${name}`),
      el("input", { name, value: query.get(name), autocomplete: "off", maxlength: 200, ...rest }),
    );
  const time = (name) => input(name, { type: "datetime-local", maxlength: null });
  return el(
    "form",
    { class: "filters times card", onsubmit: search },
    select(
      "type",
      abouts.map((about) =>
        el(
          "optgroup",
          { label: t(`about.${about}`) },
          TYPES[about].map((type) => option(type, named(type), "type")),
        ),
      ),
    ),
    select(
      "about",
      abouts.map((about) => option(about, t(`about.${about}`), "about")),
    ),
    input("id"),
    input("editor"),
    isEverywhere ? input("organization") : null,
    time("from"),
    time("to"),
    field(
      t("audit.order"),
      el(
        "select",
        { name: "order" },
        ["", "oldest"].map((order) => option(order, t(`order.${order || "newest"}`), "order")),
      ),
    ),
    el("div", { class: "buttons" }, el("button", { class: "primary" }, t("audit.show"))),
  );
}

/** The name of a type without what an event of it says. */
function named(type) {
  return words(`event.${type}`, type, {}).replace(/[\s:]+$/, "");
}

function search(event) {
  event.preventDefault();
  go(href("audit", undefined, Object.fromEntries(new FormData(event.target))));
}

/** A button that saves all events that the filter means, up to a bound, and says where it has cut. */
function download(filter, ask, { context, signal }) {
  const said = el("div", { role: "status" });
  const button = el("button", { type: "button", onclick: save }, t("audit.csv"));
  return el("div", { class: "row" }, button, said);

  async function save() {
    button.disabled = true;
    try {
      const told = (n) => said.replaceChildren(el("span", { class: "quiet" }, t("audit.read", { n })));
      const { events, isCut } = await collect(filter, ask, MAX_IN_FILE, told);
      const cut = isCut ? t("audit.cut", { n: events.length, at: fullTime(events.at(-1).creationDate) }) : "";
      saveFile("events.csv", csv(rows(events, cut)), "text/csv");
      said.replaceChildren(el("span", { class: "quiet" }, t("audit.saved", { n: events.length }), " ", cut));
    } catch (error) {
      if (!signal.aborted) {
        said.replaceChildren(problem(error, context));
      }
    }
    button.disabled = false;
  }
}

function line(event) {
  const { at, tone, key, otherwise, places, by } = ofEvent(event);
  const { id, type: about } = event.aggregate;
  return el(
    "li",
    { class: tone },
    when(at),
    el(
      "div",
      {},
      el("strong", {}, words(key, otherwise, places)),
      " ",
      el("code", { class: "quiet" }, event.type.type),
      by ? el("span", { class: "quiet" }, ` ${t("entry.by", { by })}`) : null,
    ),
    about.type === "user"
      ? el("a", { href: href("user", id) }, id)
      : el("span", {}, t(`about.${about.type}`), about.type === "org" ? [" ", el("code", {}, id)] : null),
    payload(event),
  );
}

function payload({ payload: said = {} }) {
  const entries = Object.entries(said);
  return entries.length === 0
    ? el("span", {})
    : el(
        "details",
        {},
        el("summary", {}, t("audit.payload")),
        el(
          "dl",
          { class: "facts" },
          entries.map(([name, value]) => [
            el("dt", {}, name),
            el("dd", {}, el("code", {}, typeof value === "string" ? value : JSON.stringify(value))),
          ]),
        ),
      );
}

function paging(query, next) {
  const at = (cursor) => href("audit", undefined, { ...Object.fromEntries(query), at: "", skip: "", ...cursor });
  return el(
    "nav",
    { class: "paging", "aria-label": t("audit.paging") },
    query.get("at") ? el("a", { href: at() }, t("audit.first")) : null,
    next ? el("a", { href: at(next) }, t("audit.next")) : null,
  );
}
