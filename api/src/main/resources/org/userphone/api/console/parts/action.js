import { call } from "../api.js";
import { curl } from "../curl.js";
import { el } from "../dom.js";
import { t } from "../i18n.js";
import { copyButton } from "./bits.js";
import { problem } from "./problem.js";

/** A command that says the same as an action, hidden until it is asked for. */
export function commandBox(command) {
  return el(
    "details",
    { class: "curl" },
    el("summary", {}, t("curl")),
    el("pre", { tabindex: "0" }, command),
    copyButton(() => command.textContent, t("copy.command")),
  );
}

/**
 * A button that opens a dialog, which makes a call.
 *
 * @param label what is done, on the button and above the dialog
 * @param text what to know before, if anything
 * @param fields makes the fields of the form, if it has any
 * @param request makes the request from the FormData of the form; a field of the type password is left out of the command
 * @param tell makes what is shown of the answer before the dialog closes, if anything, or a promise of it
 * @param done is called after the call has succeeded
 */
export function actionButton({ label, text, fields = () => [], request, tell = () => null, done, danger, context }) {
  return el("button", { type: "button", class: danger ? "danger" : null, onclick: open }, label);

  function open() {
    const command = el("code", {});
    const said = el("div", { "aria-live": "polite" });
    const confirm = el("button", { class: danger ? "danger" : "primary" }, label);
    const cancel = el("button", { type: "button", onclick: () => dialog.close() }, t("cancel"));
    const form = el(
      "form",
      { oninput: write, onsubmit: submit },
      el("h2", {}, label),
      text ? el("p", { class: "quiet" }, text) : null,
      fields(),
      said,
      commandBox(command),
      el("div", { class: "buttons" }, cancel, confirm),
    );
    const dialog = el("dialog", { "aria-label": label, onclose: () => dialog.remove() }, form);

    /** What is secret is not shown. */
    function write() {
      const data = new FormData(form);
      form.querySelectorAll("[type=password]").forEach(({ name }) => data.set(name, "…"));
      command.textContent = curl(request(data), location.origin);
    }

    async function submit(event) {
      event.preventDefault();
      confirm.disabled = true;
      said.replaceChildren();
      try {
        const told = await tell(await call(request(new FormData(form))));
        if (told) {
          form.replaceChildren(
            el("h2", {}, label),
            told,
            el(
              "div",
              { class: "buttons" },
              el("button", { type: "button", class: "primary", onclick: () => dialog.close() }, t("close")),
            ),
          );
          dialog.addEventListener("close", done);
        } else {
          dialog.close();
          done();
        }
      } catch (error) {
        said.replaceChildren(problem(error, context));
      }
      confirm.disabled = false;
    }

    write();
    document.body.append(dialog);
    dialog.showModal();
  }
}
