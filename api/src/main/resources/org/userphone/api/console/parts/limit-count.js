import { el } from "../dom.js";
import { country, duration, number, t } from "../i18n.js";
import { may } from "../permissions.js";
import { clearCount } from "../requests.js";
import { actionButton } from "./action.js";
import { badge, copyable, when } from "./bits.js";
import { factList } from "./facts.js";

/** From how many percent on a limit is nearly used up. */
const NEARLY = 80;

/** What counts named by what they are about, not by a hash, such as COUNTRY:CH:2026-01-02. */
const NAMED = /^(COUNTRY|BUDGET):(.+):\d{4}-\d{2}-\d{2}$/;

/** How much of one limit is used up, and the button that clears it. */
export function limitCount(count, { context, changed }) {
  const { limit, percent = 0, counted = "0", most, period, until, refusedUntil } = count;
  const label = t(`limits.kind.${limit.replace("LIMIT_KIND_", "")}`);
  const places = { counted: number(counted), most: number(most), period: period && duration(period) };
  return el(
    "article",
    { class: "card count", "data-limit": limit },
    el(
      "header",
      {},
      el("strong", {}, label),
      about(count),
      badge(refusedUntil ? "bad" : percent >= NEARLY ? "wait" : "plain", `${percent} %`),
    ),
    el("progress", { max: 100, value: percent, "aria-label": label }),
    factList([
      ["limits.used", t(period ? "limits.used.in" : "limits.used.of", places)],
      ["limits.refused-until", refusedUntil && when(refusedUntil)],
      ["limits.until", !refusedUntil && until && when(until)],
      ["limits.count", count.count && copyable(count.count)],
    ]),
    count.count && (counted !== "0" || refusedUntil) && may(context.me, "clearCount")
      ? el("div", { class: "actions" }, clearing(count.count, label, context, changed))
      : null,
  );
}

function about({ count = "" }) {
  const [, kind, name] = count.match(NAMED) ?? [];
  return name ? el("span", {}, kind === "COUNTRY" ? country(name) : name) : null;
}

function clearing(count, label, context, done) {
  return actionButton({
    label: t("limits.clear"),
    text: t("limits.clear.text", { limit: label }),
    request: () => clearCount(count),
    done,
    danger: true,
    context,
  });
}
