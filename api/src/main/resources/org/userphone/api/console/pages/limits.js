import { call } from "../api.js";
import { el } from "../dom.js";
import { day, duration, number, t } from "../i18n.js";
import { badge, empty, field, loading, table, words } from "../parts/bits.js";
import { keepFresh } from "../parts/fresh.js";
import { limitCount } from "../parts/limit-count.js";
import { problem } from "../parts/problem.js";
import * as requests from "../requests.js";
import { go, href } from "../router.js";

const EVERY_MS = 5000;
const QUESTIONS = ["phone", "userId", "prefix", "country", "clientAddress", "organizationId"];
const TEST_NUMBERS = "userphone.test.numbers";

/** What is refused, what soon will be, and by which limits; what is asked about stands in the address. */
export async function show(main, { query, context, signal }) {
  const answer = el("div", { class: "results", "aria-live": "polite" });
  const now = el("div", {}, loading());
  main.append(
    el("h1", {}, t("page.limits")),
    el("p", { class: "quiet" }, t("limits.text")),
    questions(query),
    answer,
    now,
  );
  await Promise.all([ask(), watch()]);

  async function ask() {
    const question = asked(query);
    if (Object.keys(question).length > 0) {
      try {
        answer.replaceChildren(...checked(await call(requests.checkLimits(question), signal), context, ask));
      } catch (error) {
        if (!signal.aborted) {
          answer.replaceChildren(problem(error, context));
        }
      }
    }
  }

  function watch() {
    return keepFresh(now, {
      read: () => read(signal),
      draw: (facts, changed) => inForce(facts, context, changed),
      everyMs: EVERY_MS,
      context,
      signal,
    });
  }
}

function asked(query) {
  return Object.fromEntries(QUESTIONS.map((name) => [name, query.get(name)]).filter(([, value]) => value));
}

function questions(query) {
  const input = (name) =>
    field(
      t(`limits.about.${name}`),
      el("input", { name, value: query.get(name), autocomplete: "off", maxlength: name === "country" ? 2 : 200 }),
    );
  return el(
    "form",
    { class: "filters card", "aria-label": t("limits.ask"), onsubmit: ask },
    QUESTIONS.map(input),
    el("div", { class: "buttons" }, el("button", { class: "primary" }, t("limits.ask"))),
  );
}

function ask(event) {
  event.preventDefault();
  const form = Object.fromEntries([...new FormData(event.target)].map(([name, value]) => [name, value.trim()]));
  go(href("limits", undefined, { ...form, country: form.country.toUpperCase() }));
}

/** The answer to a question: a sentence, and all that counts. */
function checked({ refused, refusal, refusedUntil, counts = [] }, context, changed) {
  const until = refusedUntil ? ` ${t("limits.refused.until", { until: { time: refusedUntil } })}` : "";
  return [
    refused
      ? el("p", { class: "verdict bad", role: "status" }, t("limits.refused"), ` ${refusal}.`, until)
      : el("p", { class: "verdict good", role: "status" }, t("limits.open")),
    grid(counts, context, changed),
  ];
}

async function read(signal) {
  const [refusing, fullest, limits] = await Promise.all([
    call(requests.searchCounts({ refusing: true }), signal),
    call(requests.searchCounts({}), signal),
    call(requests.listLimits(), signal),
  ]);
  const isRefusing = new Set((refusing.counts ?? []).map(({ count }) => count));
  return {
    refusing: refusing.counts ?? [],
    fullest: (fullest.counts ?? []).filter(({ count }) => !isRefusing.has(count)),
    settings: limits.settings ?? [],
  };
}

function inForce({ refusing, fullest, settings }, context, changed) {
  const tests = settings.find(({ setting }) => setting === TEST_NUMBERS)?.value;
  return [
    el("h2", {}, t("limits.refusing")),
    refusing.length > 0 ? grid(refusing, context, changed) : empty(t("limits.refusing.none")),
    el("h2", {}, t("limits.fullest")),
    fullest.length > 0 ? grid(fullest, context, changed) : empty(t("limits.fullest.none")),
    el("h2", {}, t("limits.rules")),
    rules(settings.filter(({ setting }) => setting !== TEST_NUMBERS)),
    el("h2", {}, t("limits.tests")),
    tests ? testNumbers(tests) : empty(t("limits.tests.none")),
  ];
}

function grid(counts, context, changed) {
  return el(
    "div",
    { class: "grid" },
    counts.map((count) => limitCount(count, { context, changed })),
  );
}

function rules(settings) {
  const row = ({ setting, value, configured, allowances = [] }) => [
    words(`limits.of.${setting}`, setting),
    allowances.length > 0 ? allowances.map(allowed).join("; ") : value || unset(setting),
    [el("code", {}, setting), " ", configured ? badge("plain", t("limits.configured")) : null],
  ];
  return table(t("limits.rules"), ["limits.rule", "limits.value", "limits.setting"], settings.map(row));
}

/** Where nothing is said to be allowed, everything is. */
function unset(setting) {
  return t(setting.endsWith(".allow") ? "limits.all" : "limits.unset");
}

function allowed({ of, most = "0", period }) {
  const places = { most: number(most), period: period && duration(period) };
  const text = most === "0" ? t("limits.unlimited") : t(period ? "limits.allowed.in" : "limits.allowed", places);
  return of ? `${of === "default" ? t("limits.others") : of}: ${text}` : text;
}

/** Written as +…01@2027-01-01, +…02@2027-02-01: the end of a number, and the day from which on it is none for tests. */
function testNumbers(value) {
  const today = new Date().toISOString().slice(0, 10);
  const row = ([number, end]) => [
    number,
    day(end),
    end > today ? badge("good", t("limits.tests.on")) : badge("plain", t("limits.tests.over")),
  ];
  return table(
    t("limits.tests"),
    ["limits.tests.number", "limits.tests.end", "limits.tests.state"],
    value.split(", ").map((one) => row(one.split("@"))),
  );
}
