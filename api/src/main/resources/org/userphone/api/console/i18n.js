/**
 * The words of the pages, from the file of messages of one language. A message may have {places}; what fills one is a
 * text, a number, {time: an ISO 8601 time}, {share: from 0 to 1}, or {message: the key of another message, with its own places}. A place "n"
 * chooses between the forms of a message by its number: key.one, key.other (CLDR).
 */
let words = {};
let language = "en";

export function use(tag, messages) {
  language = tag;
  words = messages;
}

export function currentLanguage() {
  return language;
}

/** Which of the languages that there are suits a reader best, who prefers those first that come first. */
export function choose(available, preferred) {
  const primary = preferred.map((tag) => tag.toLowerCase().split("-")[0]);
  return primary.find((tag) => available.includes(tag)) ?? available[0];
}

export function has(key) {
  return key in words;
}

export function t(key, places = {}) {
  const form = places.n === undefined ? key : `${key}.${new Intl.PluralRules(language).select(places.n)}`;
  const text = words[form] ?? words[`${key}.other`] ?? words[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (_, place) => filled(places[place]));
}

function filled(value) {
  if (value?.time) {
    return time(value.time);
  }
  if (value?.share !== undefined) {
    return percent(value.share);
  }
  return value?.message ? t(value.message, value) : String(value ?? "");
}

/** The time of a day if it is today, else the date, too. */
export function time(iso) {
  const at = new Date(iso);
  const isToday = at.toDateString() === new Date().toDateString();
  return isToday ? at.toLocaleTimeString(language, { timeStyle: "medium", hourCycle: "h23" }) : fullTime(iso);
}

export function timeOfDay(at) {
  return new Date(at).toLocaleTimeString(language, { timeStyle: "short", hourCycle: "h23" });
}

export function fullTime(iso) {
  return new Date(iso).toLocaleString(language, { dateStyle: "medium", timeStyle: "medium", hourCycle: "h23" });
}

/** The day of a time as UTC has it, by which limits and statistics count days. */
export function day(iso) {
  return new Date(iso).toLocaleDateString(language, { dateStyle: "medium", timeZone: "UTC" });
}

export function number(value) {
  return new Intl.NumberFormat(language).format(value);
}

/** A share from 0 to 1; a dash if there is none. */
export function percent(share) {
  return share === null
    ? "–"
    : new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 }).format(share);
}

const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

/** A duration as JSON has it, 3600s, in the largest unit of which it is a whole number. */
export function duration(text) {
  const seconds = parseFloat(text);
  const [unit, length] = UNITS.find(([, one]) => seconds >= one && seconds % one === 0) ?? ["second", 1];
  const format = { style: "unit", unit, unitDisplay: "long", maximumFractionDigits: 1 };
  return new Intl.NumberFormat(language, format).format(seconds / length);
}

/** The name of a country by its code (ISO 3166-1 alpha-2). */
export function country(code) {
  return new Intl.DisplayNames([language], { type: "region", fallback: "code" }).of(code);
}
