import { el } from "../dom.js";
import { t } from "../i18n.js";
import { badge, empty, field } from "./bits.js";

const SOURCE = "SETTING_SOURCE_";

/** The settings in force, of which those are shown first that somebody has set. */
export function settingsTable(settings) {
  const name = el("input", {
    type: "search",
    name: "setting",
    autocomplete: "off",
    spellcheck: "false",
    oninput: fill,
  });
  const all = el("input", { type: "checkbox", name: "all", onchange: fill });
  const rows = el("tbody", {});
  const none = empty(t("settings.none"));
  const table = el(
    "table",
    { class: "settings" },
    el("caption", { class: "sr-only" }, t("system.settings")),
    el(
      "thead",
      {},
      el(
        "tr",
        {},
        ["name", "value", "source"].map((column) => el("th", { scope: "col" }, t(`settings.${column}`))),
      ),
    ),
    rows,
  );
  fill();
  return [
    el(
      "div",
      { class: "row settings-filter" },
      field(t("settings.filter"), name),
      el("label", { class: "choice" }, all, t("settings.all")),
    ),
    table,
    none,
  ];

  function fill() {
    const wanted = name.value.trim().toLowerCase();
    const shown = settings.filter(
      ({ setting, source }) =>
        (all.checked || wanted || source !== `${SOURCE}DEFAULT`) && setting.toLowerCase().includes(wanted),
    );
    rows.replaceChildren(...shown.map(row));
    table.hidden = shown.length === 0;
    none.hidden = shown.length > 0;
  }
}

function row({ setting, value, source, secret }) {
  const isSet = source !== `${SOURCE}DEFAULT`;
  const from = t(`source.${source.replace(SOURCE, "")}`);
  const shown = secret && isSet ? badge("plain", t("settings.secret")) : value ? el("code", {}, value) : "–";
  return el(
    "tr",
    {},
    el("th", { scope: "row" }, el("code", {}, setting)),
    el("td", {}, shown),
    el("td", {}, isSet ? from : el("span", { class: "quiet" }, from)),
  );
}
