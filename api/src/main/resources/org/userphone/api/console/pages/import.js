import { csv } from "../csv.js";
import { curl } from "../curl.js";
import { el } from "../dom.js";
import { t } from "../i18n.js";
import { begin, current, forget, isSame, mark } from "../importing.js";
import { commandBox } from "../parts/action.js";
import { choices, field, table } from "../parts/bits.js";
import { saveFile } from "../parts/file.js";
import { problem } from "../parts/problem.js";
import { importFile } from "../requests.js";
import { FORMATS, formatOf, someOf } from "../user-file.js";

const MAX_SHOWN = 200;
const OUTCOMES = ["created", "updated", "unchanged", "refused"];

/** Takes a file of users: first on trial if wanted, then for good; what is refused is told line by line. */
export async function show(main, { context, signal }) {
  const place = el("div", {});
  main.append(el("h1", {}, t("page.import")), el("p", { class: "quiet" }, t("import.text")), place);
  let followed = null;
  signal.addEventListener("abort", () => follow(null));
  draw();

  function draw() {
    const one = current(context.me);
    follow(one);
    place.replaceChildren(...(one?.file ? [course(one)] : [one ? brokenOff(one) : "", chooser(one)]));
  }

  /** Draws anew unless only numbers have changed. */
  function update() {
    const one = current(context.me);
    const bar = place.querySelector("progress");
    if (bar && one?.isRunning) {
      bar.value = one.told.next?.byte ?? 0;
      place.querySelector(".totals").replaceWith(totals(one));
    } else {
      draw();
    }
  }

  function follow(one) {
    if (followed) {
      followed.changed = () => {};
    }
    followed = one;
    if (one) {
      one.changed = update;
    }
  }

  /** An import of which the tab knows how far it came, but has the file no more. */
  function brokenOff({ told }) {
    return el(
      "div",
      { class: "note" },
      el("p", {}, t("import.broken-off", { name: told.file.name, line: told.next?.line ?? 1 })),
      el("button", { type: "button", class: "small", onclick: startAgain }, t("import.forget")),
    );
  }

  function startAgain() {
    forget();
    draw();
  }

  function chooser(earlier) {
    const command = el("code", {});
    const said = el("div", { "aria-live": "polite" });
    const start = el("button", { class: "primary" }, t("import.begin"));
    const format = el(
      "select",
      { name: "format" },
      el("option", { value: "" }, t("import.format.own")),
      FORMATS.map((one) => el("option", { value: one }, t(`import.format.${one}`))),
    );
    const form = el(
      "form",
      { class: "card stack import", oninput: write, onsubmit: submit },
      field(
        t("import.file"),
        el("input", { type: "file", name: "file", required: true, accept: ".ndjson,.jsonl,.csv,.json" }),
        t("import.file.hint"),
      ),
      field(t("import.format"), format),
      choices("dryRun", t("import.how"), [
        ["true", t("import.trial")],
        ["false", t("import.store")],
      ]),
      said,
      commandBox(command),
      el("div", { class: "buttons" }, start),
    );
    write();
    return form;

    function asked() {
      const { file, format: chosen, dryRun } = Object.fromEntries(new FormData(form));
      return { file, chosen, dryRun: dryRun === "true" };
    }

    function goesOn(file) {
      return earlier !== null && isSame(earlier, file);
    }

    async function write() {
      const { file, chosen, dryRun } = asked();
      const isChosen = file.name !== "";
      start.textContent = isChosen && goesOn(file) ? t("import.go-on") : t("import.begin");
      const known = chosen || (isChosen && (await formatOf(file))) || "ndjson";
      const named = isChosen ? file : new File([], "users.ndjson");
      command.textContent = curl(importFile(named, { format: known, dryRun }), location.origin);
    }

    async function submit(event) {
      event.preventDefault();
      const { file, chosen, dryRun } = asked();
      if (goesOn(file)) {
        earlier.file = file;
        earlier.run();
        draw();
        return;
      }
      const known = chosen || (await formatOf(file));
      if (!known) {
        said.replaceChildren(el("p", { class: "problem", role: "alert" }, t("import.format.unknown")));
        format.focus();
        return;
      }
      begin({ file: mark(file), format: known, dryRun, by: context.me.userId }, file);
      draw();
    }
  }

  function course(one) {
    const { told, file, error } = one;
    const bar = el("progress", { max: file.size || 1, value: told.next?.byte ?? 0, "aria-label": file.name });
    return el(
      "div",
      { class: "import" },
      el("p", { class: "row" }, el("strong", {}, file.name), told.dryRun ? t("import.trial") : t("import.store")),
      told.isWhole ? null : bar,
      outcome(one),
      error ? problem(error, context) : null,
      totals(one),
      el("div", { class: "actions" }, buttons(one)),
      told.refused.length > 0 && !one.isRunning ? refused(told) : null,
    );
  }

  function outcome({ told, isRunning }) {
    if (isRunning) {
      return el("p", { class: "quiet", role: "status" }, t("import.running"));
    }
    if (!told.isWhole) {
      return el("p", { class: "verdict wait", role: "status" }, t("import.stopped", { line: told.next?.line ?? 1 }));
    }
    const count = told.refused.length;
    const isNone = told.spans.length === 0;
    const key = isNone ? "import.none" : count === 0 ? "import.whole" : "import.partly";
    return el("p", { class: `verdict ${isNone || count > 0 ? "wait" : "good"}`, role: "status" }, t(key, { n: count }));
  }

  function buttons(one) {
    const { told, file } = one;
    const button = (key, onclick, primary) =>
      el("button", { type: "button", class: primary ? "primary" : null, onclick }, t(key));
    if (one.isRunning) {
      return [button("import.stop", () => one.stop())];
    }
    const again = (dryRun) => () => {
      begin({ file: told.file, format: told.format, dryRun, by: told.by }, file);
      draw();
    };
    return [
      told.isWhole ? null : button("import.go-on", () => one.run(), true),
      told.isWhole && told.dryRun ? button("import.now", again(false), true) : null,
      told.isWhole ? button("import.again", again(told.dryRun)) : null,
      button("import.other", startAgain),
      told.spans.length > 0 ? button("import.save-result", () => saveFile(`${file.name}.result.csv`, result(told), "text/csv")) : null,
      told.refused.length > 0
        ? button("import.save-refused", async () =>
            saveFile(refusedName(file), await someOf(file, told.format, told.refused), file.type),
          )
        : null,
    ];
  }
}

function totals({ told }) {
  return el(
    "dl",
    { class: "totals card" },
    OUTCOMES.map((name) => el("div", {}, el("dt", {}, t(`import.${name}`)), el("dd", {}, String(told.totals[name])))),
  );
}

function refused(told) {
  const rows = told.refused.slice(0, MAX_SHOWN);
  const more = told.refused.length - rows.length;
  return el(
    "section",
    {},
    el("h2", {}, t("import.refused-lines")),
    table(
      t("import.refused-lines"),
      ["line", "reason", "id"].map((key) => `import.column.${key}`),
      rows.map(({ line, reason, id }) => [String(line), reason, id ? el("code", {}, id) : ""]),
    ),
    more > 0 ? el("p", { class: "quiet" }, t("import.more", { n: more })) : null,
  );
}

/** What became of each line; those that were refused come first. */
function result({ refused: bad, spans }) {
  return csv([
    ["from line", "to line", "outcome", "reason", "error"],
    ...bad.map(({ line, reason, id }) => [line, line, "refused", reason, id]),
    ...spans
      .filter(({ outcome }) => outcome !== "refused")
      .map(({ from, to, outcome }) => [from, to, outcome, "", ""]),
  ]);
}

function refusedName({ name }) {
  return name.replace(/(\.[^.]*)?$/, ".refused$1");
}
