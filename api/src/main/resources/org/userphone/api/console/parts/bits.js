/** Small things that many pages show. */
import { el } from "../dom.js";
import { fullTime, has, t, time } from "../i18n.js";

export function when(iso) {
  return el("time", { datetime: iso, title: fullTime(iso) }, time(iso));
}

export function badge(tone, text) {
  return el("span", { class: `badge ${tone}` }, text);
}

export function loading() {
  return el("p", { class: "loading", role: "status" }, t("loading"));
}

export function empty(text) {
  return el("p", { class: "empty" }, text);
}

/** A text that people take elsewhere, such as an id, and a button that takes it. */
export function copyable(text, label = t("copy.id")) {
  return el(
    "span",
    { class: "copyable" },
    el("code", {}, text),
    copyButton(() => text, label),
  );
}

export function copyButton(text, label, shown = t("copy")) {
  const button = el("button", { type: "button", class: "small", "aria-label": label, onclick: copy }, shown);
  async function copy() {
    await navigator.clipboard.writeText(await text());
    button.textContent = t("copied");
    setTimeout(() => (button.textContent = shown), 2000);
  }
  return button;
}

/** A table that is moved sideways where it is too wide; the columns are the keys of their headings. */
export function table(label, columns, rows) {
  const line = ([first, ...rest]) =>
    el(
      "tr",
      {},
      el("th", { scope: "row" }, first),
      rest.map((cell) => el("td", {}, cell)),
    );
  return el(
    "div",
    { class: "table", role: "region", tabindex: "0", "aria-label": label },
    el(
      "table",
      {},
      el(
        "thead",
        {},
        el(
          "tr",
          {},
          columns.map((key) => el("th", { scope: "col" }, t(key))),
        ),
      ),
      el("tbody", {}, rows.map(line)),
    ),
  );
}

/** A message by its key, or other words if it has none in this version. */
export function words(key, otherwise, places) {
  return has(key) ? t(key, places) : otherwise;
}

/** A field with its label. */
export function field(label, input, hint) {
  return el("label", { class: "field" }, el("span", {}, label), input, hint ? el("small", {}, hint) : null);
}

/** Choices of which one is taken. */
export function choices(name, legend, options) {
  const [[first]] = options;
  return el(
    "fieldset",
    {},
    el("legend", {}, legend),
    options.map(([value, label]) =>
      el("label", { class: "choice" }, el("input", { type: "radio", name, value, checked: value === first }), label),
    ),
  );
}
