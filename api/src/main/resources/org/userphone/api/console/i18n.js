/**
 * The words of the pages, from the file of messages of one language. A message may have {places}; what fills one is a
 * text, a number, {time: an ISO 8601 time}, or {message: the key of another message, with its own places}. A place "n"
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
  return value?.message ? t(value.message, value) : String(value ?? "");
}

/** The time of a day if it is today, else the date, too. */
export function time(iso) {
  const at = new Date(iso);
  const isToday = at.toDateString() === new Date().toDateString();
  return isToday ? at.toLocaleTimeString(language, { timeStyle: "medium", hourCycle: "h23" }) : fullTime(iso);
}

export function fullTime(iso) {
  return new Date(iso).toLocaleString(language, { dateStyle: "medium", timeStyle: "medium", hourCycle: "h23" });
}
