import { el } from "../dom.js";
import { t } from "../i18n.js";

/**
 * What is known of something.
 *
 * @param rows each has a key of the messages and a value; those that have none are left out
 */
export function factList(rows, { isCard = false } = {}) {
  const isKnown = ([, value]) => (Array.isArray(value) ? value.length > 0 : value);
  return el(
    "dl",
    { class: isCard ? "facts card" : "facts" },
    rows.filter(isKnown).map(([key, value]) => [el("dt", {}, t(key)), el("dd", {}, value)]),
  );
}

/** Ids and names of a program, each in a line of its own. */
export function codes(texts = []) {
  return texts.map((text) => el("code", { class: "line" }, text));
}
