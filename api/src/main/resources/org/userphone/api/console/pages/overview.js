import { call } from "../api.js";
import { el } from "../dom.js";
import { byCountry, delivery, overTime, share, spending, total } from "../figures.js";
import { light } from "../health.js";
import { country, day, number, percent, t, timeOfDay } from "../i18n.js";
import { badge, empty, loading, table, when } from "../parts/bits.js";
import { keepFresh } from "../parts/fresh.js";
import { plot } from "../parts/plot.js";
import { nameOf } from "../parts/provider.js";
import { sentence } from "../parts/sentence.js";
import { may } from "../permissions.js";
import * as requests from "../requests.js";
import { href } from "../router.js";
import { wellbeing } from "../wellbeing.js";

const EVERY_MS = 15_000;
const DAY_MS = 86_400_000;

/** The times that can be looked at, and what they are cut into. */
const SPANS = {
  day: { lasts: DAY_MS, bucket: "STATISTICS_BUCKET_HOUR", time: timeOfDay },
  month: { lasts: 30 * DAY_MS, bucket: "STATISTICS_BUCKET_DAY", time: day },
};

const LINES = [
  { key: "overview.promised", value: "promised", colour: "--accent" },
  { key: "overview.delivered", value: "delivered", colour: "--good" },
  { key: "overview.entered", value: "entered", colour: "--wait", dash: [6, 4] },
  { key: "overview.limited", value: "limited", colour: "--bad" },
];
const COLUMNS = [
  "overview.country",
  "overview.promised",
  "overview.sent",
  "overview.delivered",
  "overview.entered",
  "overview.limited",
  "overview.cost",
];
const COST = [{ key: "overview.cost", value: "cost", colour: "--accent" }];

/** "Is it going well?": a sentence, what waits, what became of messages, and what they cost. */
export async function show(main, { query, context, signal }) {
  const span = query.get("span") in SPANS ? query.get("span") : "day";
  main.append(loading());
  await keepFresh(main, {
    read: () => read(SPANS[span], context.me, signal),
    draw: (facts) => page(facts, span),
    everyMs: EVERY_MS,
    context,
    signal,
  });
}

/** What a caller may not see is null. */
async function read({ lasts, bucket }, me, signal) {
  const until = Math.ceil(Date.now() / 60_000) * 60_000; // so that the same is read the same within a minute
  const since = until - lasts;
  const asked = { bucket, since: new Date(since).toISOString(), groupBy: ["STATISTICS_GROUP_COUNTRY"] };
  const midnight = new Date(Math.floor(Date.now() / DAY_MS) * DAY_MS).toISOString();
  const ifAllowed = (action, request) => (may(me, action) ? call(request, signal) : null);
  const [{ statistics = [] }, status, refusing, usage, limits] = await Promise.all([
    call(requests.searchStatistics(asked), signal),
    ifAllowed("readProviders", requests.listProviderStatus()),
    ifAllowed("readLimits", requests.searchCounts({ refusing: true })),
    ifAllowed("sumUsage", requests.listUsage(midnight)),
    ifAllowed("readLimits", requests.listLimits()),
  ]);
  const waiting = Number(status?.waiting ?? total(statistics).waiting);
  const facts = {
    points: overTime(statistics, bucket, since, until),
    countries: byCountry(statistics),
    sum: total(statistics),
    providers: status && (status.providers ?? []),
    waiting,
    oldest: await oldest(waiting, signal),
    refusing: refusing && (refusing.counts ?? []),
    spent: usage && limits && spending(usage.usage ?? [], budgets(limits)),
  };
  return { ...facts, said: wellbeing({ ...facts, now: Date.now() }) };
}

function budgets({ settings = [] }) {
  return settings.find(({ setting }) => setting === "userphone.guard.budget")?.allowances ?? [];
}

/** The last one of the messages that wait, newest first; some may have left meanwhile. */
async function oldest(waiting, signal) {
  const search = (offset) =>
    call(requests.searchMessages({ states: ["PHONE_MESSAGE_STATE_WAITING"], offset, limit: 100 }), signal);
  const { messages = [] } = waiting > 0 ? await search(waiting - 1) : {};
  const found = messages.length > 0 || waiting < 2 ? messages : ((await search(0)).messages ?? []);
  const last = found.at(-1);
  return last && { id: last.id, promisedAt: last.promisedAt };
}

function page(facts, span) {
  const { said, points, countries, sum, providers, spent } = facts;
  const { time } = SPANS[span];
  return [
    el("h1", {}, t("page.overview")),
    spans(span),
    sentence(said),
    tiles(facts),
    plot({ title: t("overview.messages"), points, lines: LINES, time }),
    ...(sum.cost > 0 ? [plot({ title: t("overview.costs"), points, lines: COST, time })] : []),
    el("h2", {}, t("overview.countries")),
    countries.length > 0 ? countryTable(countries) : empty(t("overview.none")),
    ...(spent?.length > 0 ? [el("h2", {}, t("overview.spent")), spentTable(spent)] : []),
    ...(providers ? [el("h2", {}, t("page.providers")), lights(providers)] : []),
  ];
}

function spans(chosen) {
  const link = (span) =>
    el(
      "a",
      { href: href("overview", undefined, { span }), "aria-current": span === chosen ? "true" : null },
      t(`overview.span.${span}`),
    );
  return el("nav", { class: "tabs", "aria-label": t("overview.span") }, Object.keys(SPANS).map(link));
}

function tiles({ sum, waiting, oldest: longest }) {
  const tile = (key, value, below) =>
    el(
      "div",
      { class: "card tile" },
      el("dt", {}, t(key)),
      el("dd", {}, el("strong", {}, value), below ? el("small", {}, below) : null),
    );
  return el(
    "dl",
    { class: "tiles" },
    tile("overview.waiting", number(waiting), longest && [t("overview.since"), " ", when(longest.promisedAt)]),
    tile("overview.promised", number(sum.promised)),
    tile("overview.delivered", percent(delivery(sum)), t("overview.of-sent", { count: number(sum.sent) })),
    tile("overview.entered", percent(share(sum.entered, sum.sent)), t("overview.of-sent", { count: number(sum.sent) })),
    tile("overview.limited", number(sum.limited)),
    sum.cost > 0 ? tile("overview.cost", number(sum.cost)) : null,
  );
}

function countryTable(countries) {
  const row = (sum) => [
    sum.country ? country(sum.country) : t("overview.elsewhere"),
    number(sum.promised),
    number(sum.sent),
    percent(delivery(sum)),
    percent(share(sum.entered, sum.sent)),
    number(sum.limited),
    number(sum.cost),
  ];
  return table(t("overview.countries"), COLUMNS, countries.map(row));
}

function spentTable(spent) {
  const row = ({ organization, cost, budget }) => [
    el("code", {}, organization),
    number(cost),
    budget === null ? t("overview.no-budget") : number(budget),
    percent(share(cost, budget)),
  ];
  const columns = ["overview.organization", "overview.cost", "overview.budget", "overview.used"];
  return table(t("overview.spent"), columns, spent.map(row));
}

function lights(providers) {
  const one = (provider) => {
    const { tone, key } = light(provider);
    return el("li", { class: "card row" }, badge(tone, t(key)), el("a", { href: href("providers") }, nameOf(provider)));
  };
  return el("ul", { class: "stack plain-list" }, providers.filter(({ active }) => active).map(one));
}
