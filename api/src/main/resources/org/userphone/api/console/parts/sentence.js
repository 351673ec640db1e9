import { el } from "../dom.js";
import { t } from "../i18n.js";

/** An answer in a sentence, which is made of parts as verdict.js has them. */
export function sentence({ tone, parts }) {
  const text = parts.map(({ key, places }) => t(key, places)).join(t("verdict.join"));
  return el("p", { class: `verdict ${tone}`, role: "status" }, `${text.charAt(0).toUpperCase()}${text.slice(1)}.`);
}
