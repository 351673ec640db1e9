import { call } from "../api.js";
import { curl } from "../curl.js";
import { el } from "../dom.js";
import { currentLanguage, t } from "../i18n.js";
import { actionButton, commandBox } from "../parts/action.js";
import { badge, field, loading, when } from "../parts/bits.js";
import { problem } from "../parts/problem.js";
import { may } from "../permissions.js";
import { getText, listTextEvents, resetText, setText } from "../requests.js";
import { go, href } from "../router.js";
import { filled, isRightToLeft, measure, sampleValues, VARIABLES } from "../sms-text.js";

/** The languages in which there is a text without anybody having written one. */
export const LANGUAGES = ["ar", "cs", "de", "en", "es", "fr", "it", "ja", "nl", "pl", "pt", "zh"];
const MAX_LENGTH = 1000;

/** Whose texts there are: how each is read and written, and which event tells of one. */
const SCOPES = {
  instance: { read: "readInstanceText", write: "writeInstanceText", event: "instance.customtext.set" },
  organization: { read: "readOwnText", write: "writeOwnText", event: "org.customtext.set" },
};

/** Whose texts somebody may read. */
export function scopes(me) {
  return Object.keys(SCOPES).filter((scope) => may(me, SCOPES[scope].read));
}

/** What an SMS says, in each language; and one of these texts, to be changed. */
export async function show(main, { query, context, signal }) {
  const all = scopes(context.me);
  const scope = all.includes(query.get("of")) ? query.get("of") : all[0];
  const language = query.get("language")?.replaceAll("_", "-");
  main.append(loading());
  await draw();

  async function draw(note) {
    try {
      const about = { scope, context, signal };
      const page = language ? await editor({ ...about, language, changed: draw }) : await overview({ ...about, all });
      main.replaceChildren(...page);
      if (note) {
        main.querySelector("h1").after(note);
        note.focus();
      }
    } catch (error) {
      if (!signal.aborted) {
        main.replaceChildren(el("h1", {}, t("page.texts")), problem(error, context));
      }
    }
  }
}

async function overview({ scope, all, context, signal }) {
  const languages = [...new Set([...LANGUAGES, ...(await written(scope, context.me, signal))])].sort();
  const texts = await Promise.all(languages.map((language) => call(getText(scope, language), signal)));
  return [
    el("h1", {}, t("page.texts")),
    el("p", { class: "quiet" }, t("texts.text")),
    all.length > 1
      ? el(
          "nav",
          { class: "tabs", "aria-label": t("texts.of") },
          all.map((one) => tab(one, scope)),
        )
      : "",
    el(
      "ul",
      { class: "texts plain-list" },
      languages.map((language, i) => row(scope, language, texts[i].customText)),
    ),
    el(
      "form",
      { class: "row", onsubmit: (event) => openAnother(event, scope) },
      field(
        t("texts.another"),
        el("input", { name: "language", required: true, maxlength: 35, autocomplete: "off" }),
        t("texts.another.hint"),
      ),
      el("button", {}, t("texts.open")),
    ),
  ];
}

/** The languages of texts that have been written, if the history may be read. */
async function written(scope, me, signal) {
  if (!may(me, "listEvents")) {
    return [];
  }
  const owner = scope === "instance" ? "instance" : me.organizationId;
  const { events = [] } = await call(listTextEvents(owner, SCOPES[scope].event), signal);
  return events.map(({ payload }) => payload.language);
}

function tab(one, scope) {
  return el(
    "a",
    { href: href("texts", "", { of: one }), "aria-current": one === scope ? "page" : null },
    t(`texts.${one}`),
  );
}

function row(scope, language, { text, isDefault }) {
  return el(
    "li",
    {},
    el(
      "a",
      { class: "card", href: place(scope, language), "data-language": language },
      el("span", {}, el("strong", {}, name(language)), " ", el("code", {}, language)),
      isDefault ? badge("plain", t("texts.default")) : badge("good", t("texts.own")),
      el("span", { class: "quiet words", lang: language, dir: direction(language) }, text),
    ),
  );
}

function openAnother(event, scope) {
  event.preventDefault();
  go(place(scope, new FormData(event.target).get("language").trim()));
}

function place(scope, language) {
  return href("texts", undefined, { of: scope, language });
}

/** The name of a language, in the language of the page or another one; its tag if the browser does not know it. */
function name(language, inLanguage = currentLanguage()) {
  try {
    return new Intl.DisplayNames([inLanguage], { type: "language" }).of(language);
  } catch {
    return language;
  }
}

/** How a language is written. A text may begin with a variable, so that its own first letter tells nothing. */
function direction(language) {
  return isRightToLeft(name(language, language)) ? "rtl" : "ltr";
}

async function editor({ scope, language, context, signal, changed }) {
  const { customText: present } = await call(getText(scope, language), signal);
  const { text, isDefault, rules, details } = present;
  const writable = may(context.me, SCOPES[scope].write);
  const area = el("textarea", {
    name: "text",
    rows: 5,
    required: true,
    maxlength: MAX_LENGTH,
    readonly: !writable,
    lang: language,
    dir: direction(language),
    spellcheck: "true",
    "aria-describedby": "text-wrong text-takes",
  });
  area.value = text;
  const command = el("code", {});
  const takes = el("p", { id: "text-takes", class: "quiet row" });
  const wrong = el("div", { id: "text-wrong", "aria-live": "polite" });
  const bubble = el("p", { class: "text", dir: "auto", lang: language });
  const save = el("button", { class: "primary" }, t("texts.save"));
  const request = () => setText(scope, language, area.value);
  draw();
  return [
    el("p", {}, el("a", { href: href("texts", undefined, { of: scope }) }, t("texts.all"))),
    el("h1", {}, name(language)),
    el(
      "p",
      { class: "quiet row" },
      t(`texts.${scope}`),
      isDefault ? badge("plain", t("texts.default")) : badge("good", t("texts.own")),
      details?.changeDate ? when(details.changeDate) : null,
    ),
    el(
      "div",
      { class: "columns" },
      el(
        "form",
        { class: "stack", oninput: draw, onsubmit: submit },
        field(t("texts.words"), area),
        wrong,
        takes,
        writable ? variables() : null,
        writable
          ? [commandBox(command), el("div", { class: "buttons" }, save, isDefault ? null : resetButton())]
          : null,
      ),
      phone(bubble),
    ),
  ];

  function draw() {
    const { alphabet, segments, used, room, isTooLong } = measure(area.value, rules);
    const tone = isTooLong ? "bad" : segments > 1 ? "wait" : "good";
    const count = t("texts.takes", { n: segments });
    const characters = t(`texts.${alphabet}`, { used, room });
    takes.replaceChildren(badge(tone, count), el("span", {}, characters));
    bubble.textContent = filled(area.value, sampleValues(rules), rules);
    command.textContent = curl(request(), location.origin);
    area.removeAttribute("aria-invalid");
    wrong.replaceChildren();
  }

  function variables() {
    const button = (variable) =>
      el("button", { type: "button", class: "small", onclick: () => insert(`{{.${variable}}}`) }, variable);
    return el(
      "details",
      { open: true },
      el("summary", {}, t("texts.variables")),
      el("div", { class: "buttons" }, VARIABLES.map(button)),
    );
  }

  function insert(variable) {
    area.focus();
    area.setRangeText(variable, area.selectionStart, area.selectionEnd, "end");
    draw();
  }

  function resetButton() {
    return actionButton({
      label: t("action.reset-text"),
      text: t("action.reset-text.text"),
      request: () => resetText(scope, language),
      done: () => changed(note(t("texts.reset"))),
      danger: true,
      context,
    });
  }

  async function submit(event) {
    event.preventDefault();
    save.disabled = true;
    try {
      const { replaced = [] } = await call(request());
      const also = replaced.length > 0 ? ` ${t("texts.replaced", { characters: replaced.join(", ") })}` : "";
      await changed(note(t("texts.saved") + also));
    } catch (error) {
      area.setAttribute("aria-invalid", "true");
      wrong.replaceChildren(problem(error, context));
      area.focus();
    }
    save.disabled = false;
  }
}

function note(text) {
  return el("p", { class: "note", tabindex: "-1" }, text);
}

/** A phone on which the message has come. */
function phone(bubble) {
  return el(
    "section",
    { class: "phone", "aria-label": t("texts.preview") },
    el("h2", {}, t("texts.preview")),
    el("div", { class: "screen" }, el("div", { class: "bubble" }, bubble)),
    el("p", { class: "quiet" }, t("texts.sample")),
  );
}
