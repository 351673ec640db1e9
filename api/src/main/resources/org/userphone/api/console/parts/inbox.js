import { inbox } from "../development.js";
import { el } from "../dom.js";
import { t } from "../i18n.js";
import { copyButton, when } from "./bits.js";

const EVERY_MS = 1000;
const CODE = /[A-Z0-9]{4,20}/g;

/** The inbox of development mode: what would have been sent by SMS, newest first, until the signal is aborted. */
export function inboxList(signal) {
  const state = el("p", { class: "quiet", role: "status" }, t("loading"));
  const list = el("ul", { class: "messages", "aria-live": "polite", "aria-label": t("inbox") });
  look();
  return el("div", {}, state, list);

  async function look() {
    if (signal.aborted) {
      return;
    }
    try {
      const messages = await inbox();
      const shown = new Set([...list.children].map(({ dataset }) => dataset.id));
      list.prepend(...messages.filter(({ id }) => !shown.has(id)).map(message));
      say(messages.length === 0 ? t("inbox.empty") : "");
    } catch (error) {
      say(`${t("inbox.unreadable")} ${error.message}`);
    }
    setTimeout(look, EVERY_MS);
  }

  function say(text) {
    if (state.textContent !== text) {
      state.textContent = text;
    }
  }
}

function message({ id, recipient, text, at }) {
  const code = text.match(CODE)?.find((word) => /[0-9]/.test(word));
  return el(
    "li",
    { class: "message card", "data-id": id },
    el(
      "header",
      {},
      el("strong", { class: "number" }, recipient),
      el("span", { class: "quiet" }, when(at)),
      code ? copyButton(() => code, t("copy.code"), t("copy.code")) : null,
    ),
    el("p", { class: "text", dir: "auto" }, text),
  );
}
