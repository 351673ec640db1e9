import { call } from "../api.js";
import { el } from "../dom.js";
import { t } from "../i18n.js";
import { badge, empty, when } from "../parts/bits.js";
import { codes, factList } from "../parts/facts.js";
import { section } from "../parts/section.js";
import { settingsTable } from "../parts/settings.js";
import { tokenCheck } from "../parts/token-check.js";
import * as requests from "../requests.js";
import { stamp } from "../timeline.js";

/** How far a node may lie behind the one that was heard of last: three of its reports are missing then. */
const MAX_SILENCE_MS = 45_000;

const THINGS = ["users", "codes", "unsent", "providers", "answers"];

/** What runs, how it is configured, whose tokens it takes, and what becomes of a token. */
export async function show(main, { context, signal }) {
  const read = (title, request, draw) =>
    section(t(title), async () => draw(await call(request, signal)), { context, signal });
  main.append(
    el("h1", {}, t("page.system")),
    el(
      "div",
      { class: "columns" },
      el(
        "div",
        {},
        read("system.runs", requests.getSystem(), installation),
        read("system.keys", requests.listKeyUse(), keys),
      ),
      el("div", {}, tokenCheck({ context, signal }), read("system.issuers", requests.listIssuers(), issuers)),
    ),
    read("system.settings", requests.listSettings(), ({ settings }) => settingsTable(settings)),
  );
}

function installation({ version, database, nodes = [] }) {
  const newest = Math.max(...nodes.map(({ seenAt }) => Date.parse(seenAt)));
  return [
    factList(
      [
        ["system.version", version],
        ["system.database", `${database.product} ${database.version}`],
        ["system.schema", database.schemaVersion],
      ],
      { isCard: true },
    ),
    el("h3", {}, t("system.nodes", { n: nodes.length })),
    nodes.map((node) => nodeCard(node, version, newest)),
  ];
}

function nodeCard({ name, version, startedAt, seenAt }, current, newest) {
  const isSilent = newest - Date.parse(seenAt) > MAX_SILENCE_MS;
  return el(
    "article",
    { class: "card item" },
    el(
      "header",
      { class: "row" },
      el("strong", {}, name),
      isSilent ? badge("bad", t("node.silent")) : badge("good", t("node.alive")),
      version === current ? null : badge("wait", t("node.version", { version })),
    ),
    factList([
      ["node.started", when(startedAt)],
      ["node.seen", when(seenAt)],
    ]),
  );
}

function keys({ keys: all = [] }) {
  return all.map((key) => {
    const hanging = THINGS.filter((thing) => key[thing] !== "0");
    const mayGo = hanging.length === 0 && !key.first;
    return el(
      "article",
      { class: "card item" },
      el(
        "header",
        { class: "row" },
        el("strong", {}, key.id),
        key.first ? badge("good", t("key.first")) : null,
        mayGo ? badge("plain", t("key.may-go")) : null,
        key.configured ? null : badge("bad", t("key.missing")),
      ),
      hanging.length === 0
        ? el("p", { class: "quiet" }, t("key.nothing"))
        : factList(hanging.map((thing) => [`key.${thing}`, key[thing]])),
    );
  });
}

function issuers({ issuers: all = [] }) {
  return all.length === 0 ? empty(t("issuer.none")) : all.map(issuerCard);
}

function issuerCard({ name, issuers: names, audiences, algorithms, keys: known = [], readAt, failedAt, failure }) {
  const isFailing = failedAt && (!readAt || stamp(failedAt) > stamp(readAt));
  return el(
    "article",
    { class: "card item" },
    el(
      "header",
      { class: "row" },
      el("strong", {}, name),
      isFailing ? badge("bad", t("issuer.failing")) : null,
      readAt ? null : badge("wait", t("issuer.unread")),
    ),
    factList([
      ["issuer.iss", codes(names)],
      ["issuer.aud", codes(audiences)],
      ["issuer.alg", codes(algorithms)],
      ["issuer.keys", [t("issuer.keys.n", { n: known.length }), codes(known.map(({ id }) => id).filter(Boolean))]],
      ["issuer.read", readAt && when(readAt)],
      ["issuer.failed", failedAt && [when(failedAt), " ", failure]],
    ]),
  );
}
