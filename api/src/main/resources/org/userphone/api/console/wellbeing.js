/**
 * "Is it going well?", answered in a sentence from what the API says about providers, messages and limits. The sentence
 * is made of parts, as that of verdict.js.
 */
import { share } from "./figures.js";
import { light } from "./health.js";

const MINUTE_MS = 60_000;
const LONG_MS = 2 * MINUTE_MS;
const TOO_LONG_MS = 10 * MINUTE_MS;

/** Of fewer messages a share says nothing. */
const MIN_MESSAGES = 20;
const MIN_ENTERED = 0.5;
const MAX_UNDELIVERED = 0.1;
const NEARLY_SPENT = 0.8;

const WORSE = ["good", "wait", "bad"];

/**
 * @param providers of ListSmsProviderStatus; null if the caller may not see them
 * @param oldest the message that has waited for the longest time; undefined if none waits
 * @param sum what the messages of the time that is looked at came to
 * @param refusing the counts that refuse now; null if the caller may not see them
 * @param spent what organisations have spent of their budgets; null if the caller may not see it
 * @returns {tone, parts}: the tone is good, wait or bad
 */
export function wellbeing({ providers, oldest, sum, refusing, spent, now }) {
  const findings = [
    ...(providers ? ofProviders(providers) : []),
    ...(oldest ? ofWaiting(oldest, now) : []),
    ...ofMessages(sum),
    ...(spent ?? []).flatMap(ofBudget),
    ...(refusing?.length > 0 ? [finding("wait", "overview.refusing", { n: refusing.length })] : []),
  ].sort((a, b) => WORSE.indexOf(b.tone) - WORSE.indexOf(a.tone));
  return findings.length > 0
    ? { tone: findings[0].tone, parts: findings }
    : { tone: "good", parts: [finding("good", sum.promised > 0 ? "overview.well" : "overview.quiet")] };
}

function ofProviders(providers) {
  if (!providers.some(({ active }) => active)) {
    return [finding("bad", "overview.no-provider")];
  }
  const keys = { bad: "overview.left-alone", wait: "overview.failing" };
  return providers
    .map((provider) => ({ provider: provider.description || provider.id, tone: light(provider).tone }))
    .filter(({ tone }) => keys[tone])
    .map(({ provider, tone }) => finding(tone, keys[tone], { provider }));
}

function ofWaiting({ promisedAt }, now) {
  const waited = now - Date.parse(promisedAt);
  const since = { since: { time: promisedAt } };
  if (waited < LONG_MS) {
    return [];
  }
  return [finding(waited < TOO_LONG_MS ? "wait" : "bad", "overview.waits", since)];
}

function ofMessages({ sent, entered, undelivered }) {
  if (sent < MIN_MESSAGES) {
    return [];
  }
  return [
    share(entered, sent) < MIN_ENTERED &&
      finding("wait", "overview.entered-few", { share: { share: share(entered, sent) } }),
    share(undelivered, sent) > MAX_UNDELIVERED &&
      finding("wait", "overview.undelivered-many", { share: { share: share(undelivered, sent) } }),
  ].filter(Boolean);
}

function ofBudget({ organization, cost, budget }) {
  const part = share(cost, budget);
  if (part === null || part < NEARLY_SPENT) {
    return [];
  }
  const places = { organization, share: { share: part } };
  return [
    part < 1 ? finding("wait", "overview.budget-nearly", places) : finding("bad", "overview.budget-spent", places),
  ];
}

function finding(tone, key, places = {}) {
  return { tone, key, places };
}
