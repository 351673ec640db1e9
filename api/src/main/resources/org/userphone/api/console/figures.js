/** Sums of SearchSmsStatistics and of ListSmsUsage, put together for plots and tables. */
const COUNTS = ["promised", "waiting", "sent", "delivered", "undelivered", "unsent", "entered", "limited"];
const HOUR_MS = 3_600_000;

/** How long an hour or day of the statistics is. */
export const BUCKETS = {
  STATISTICS_BUCKET_HOUR: HOUR_MS,
  STATISTICS_BUCKET_DAY: 24 * HOUR_MS,
};

/** What all of these came to. */
export function total(statistics) {
  const sum = (name) => statistics.reduce((so_far, one) => so_far + Number(one[name] ?? 0), 0);
  return Object.fromEntries([...COUNTS, "cost"].map((name) => [name, sum(name)]));
}

/**
 * One sum for each hour or day of a time, also for those without messages, which the API leaves out.
 *
 * @param since the time in milliseconds from whose hour or day on; up to that of the time "until"
 * @returns sums as total() has them, each with its start in milliseconds
 */
export function overTime(statistics, bucket, since, until) {
  const length = BUCKETS[bucket];
  const byStart = grouped(statistics, ({ start }) => Date.parse(start));
  const first = Math.floor(since / length);
  const all = Math.ceil(until / length) - first;
  return Array.from({ length: all }, (_, i) => (first + i) * length).map((start) => ({
    start,
    ...total(byStart.get(start) ?? []),
  }));
}

/** One sum for each country, the one with the most messages first. */
export function byCountry(statistics) {
  return [...grouped(statistics, ({ country = "" }) => country)]
    .map(([country, its]) => ({ country, ...total(its) }))
    .sort((a, b) => b.promised + b.limited - (a.promised + a.limited));
}

function grouped(all, keyOf) {
  const groups = new Map();
  all.forEach((one) => groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]));
  return groups;
}

/** The part of a whole, from 0 to 1; null if there is no whole. */
export function share(part, whole) {
  return whole > 0 ? part / whole : null;
}

/** Which part of the messages that were handed over was delivered; null if no provider has told of any. */
export function delivery({ sent, delivered, undelivered }) {
  return share(delivered, delivered + undelivered > 0 ? sent : 0);
}

/**
 * What organisations have spent of their budgets, the fullest first.
 *
 * @param usage of ListSmsUsage, of today as UTC has it
 * @param budgets the allowances of the setting userphone.guard.budget
 * @returns {organization, cost, budget}: the budget is null if there is none
 */
export function spending(usage, budgets) {
  const most = new Map(budgets.map(({ of, most: text = "0" }) => [of, Number(text)]));
  const budgetOf = (organization) => most.get(organization) ?? most.get("default") ?? null;
  return [...grouped(usage, ({ organizationId = "" }) => organizationId)]
    .map(([organization, its]) => ({
      organization,
      cost: its.reduce((sum, { cost = "0" }) => sum + Number(cost), 0),
      budget: budgetOf(organization),
    }))
    .sort((a, b) => (share(b.cost, b.budget) ?? 0) - (share(a.cost, a.budget) ?? 0) || b.cost - a.cost);
}
