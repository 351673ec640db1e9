/**
 * What an SMS says and takes, by the rules of the API: variables (protocol, section 6.2), the GSM 7-bit alphabet (3GPP TS
 * 23.038) and parts of long texts (3GPP TS 23.040). The rules that follow from settings come with each text.
 */
const BASIC = [
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ",
  " !\"#¤%&'()*+,-./0123456789:;<=>?",
  "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§",
  "¿abcdefghijklmnopqrstuvwxyzäöñüà",
].join("");
const EXTENSION = "\f^{}\\[~]|€";

const GSM7 = { alphabet: "GSM7", whole: 160, part: 153 };
const UCS2 = { alphabet: "UCS2", whole: 140, part: 134 };

const VARIABLE = /\{\{[ \t]*\.(\w+)[ \t]*}}/g;
const RIGHT_TO_LEFT = /(?=[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff])\p{L}|\u200f/u;
const EQUALS = { "'": "’‘‚‛ʼ′´`", '"': "“”„‟″«»", "-": "–—‐‑‒―−", "...": "…" };

const MAX_NAME = 40;
const WIDE = "ж";
const TIME = "2026-01-02T03:04:05.678901Z";

/** The names of the variables whose values users choose. */
const NAMES = [
  "UserID",
  "OrgID",
  "UserName",
  "FirstName",
  "LastName",
  "NickName",
  "DisplayName",
  "LastEmail",
  "VerifiedEmail",
  "PreferredLoginName",
  "LoginName",
  "LoginNames",
];

/** The variables that a text may have, the code first. */
export const VARIABLES = [
  "Code",
  "Expiry",
  "Domain",
  ...NAMES,
  "LastPhone",
  "VerifiedPhone",
  "ChangeDate",
  "CreationDate",
];

/** The values that take the most room. */
export function longestValues({ code, expiry = "", domain = "" }) {
  return {
    ...Object.fromEntries(NAMES.map((name) => [name, WIDE.repeat(MAX_NAME)])),
    Code: code,
    Expiry: expiry,
    Domain: domain,
    LastPhone: `+${"9".repeat(20)}`,
    VerifiedPhone: "",
    ChangeDate: TIME,
    CreationDate: TIME,
  };
}

/** The values of a user whom nobody is. */
export function sampleValues({ code, expiry = "", domain = "" }) {
  const digits = "830174926501".repeat(2);
  return {
    ...Object.fromEntries(NAMES.map((name) => [name, "minnie"])),
    Code: /^\d+$/.test(code) ? digits.slice(0, code.length) : code,
    Expiry: expiry,
    Domain: domain,
    UserID: "300000000000000002",
    OrgID: "300000000000000001",
    FirstName: "Minnie",
    LastName: "Mouse",
    NickName: "Min",
    DisplayName: "Minnie Mouse",
    LastEmail: "minnie@example.com",
    VerifiedEmail: "minnie@example.com",
    LastPhone: "+41791234567",
    VerifiedPhone: "",
    ChangeDate: TIME,
    CreationDate: TIME,
  };
}

/** The SMS: a text with its last line, filled with values. What is no variable stays as it is. */
export function filled(text, values, { ending = "", simplified = false } = {}) {
  const written = simplified ? simple(text) : text;
  const put = (from, all) => from.replace(VARIABLE, (found, name) => all[name] ?? found);
  const once = put(written, values);
  const isolated = { ...values, Code: `\u2068${values.Code}\u2069` };
  return (isRightToLeft(once) ? put(written, isolated) : once) + put(ending, values);
}

/** Whether a text has letters that are written from right to left. */
export function isRightToLeft(text) {
  return RIGHT_TO_LEFT.test(text);
}

/** What a text takes with the longest values, as segments tells it, and whether that is more than it may. */
export function measure(text, rules) {
  const longest = segments(filled(text, longestValues(rules), rules));
  const maxOctets = rules.maxOctets || Infinity;
  return { ...longest, isTooLong: longest.segments > rules.maxSegments || longest.octets > maxOctets };
}

/** What an SMS takes: {alphabet, segments, octets, used: characters, room: for how many there is in these segments}. */
export function segments(text) {
  const characters = [...text];
  const isGsm7 = characters.every((character) => septets(character) > 0);
  const { alphabet, whole, part } = isGsm7 ? GSM7 : UCS2;
  const rooms = characters.map((character) => (isGsm7 ? septets(character) : 2 * character.length));
  const octets = rooms.reduce((sum, room) => sum + room, 0);
  const fits = octets <= whole;
  const count = fits ? 1 : packed(rooms, part);
  const unit = isGsm7 ? 1 : 2;
  return { alphabet, segments: count, octets, used: octets / unit, room: (fits ? whole : count * part) / unit };
}

/** No character is divided between two SMS. */
function packed(rooms, part) {
  let count = 1;
  let taken = 0;
  for (const room of rooms) {
    if (taken + room > part) {
      count++;
      taken = 0;
    }
    taken += room;
  }
  return count;
}

function septets(character) {
  if (EXTENSION.includes(character)) {
    return 2;
  }
  return BASIC.includes(character) ? 1 : 0;
}

/** Typographic characters become their equals, unless the text has others, too, for which it is UCS-2 anyway. */
function simple(text) {
  const changed = [...text.normalize("NFC")].map(simpleCharacter).join("");
  return [...changed].every((character) => septets(character) > 0) ? changed : text;
}

function simpleCharacter(character) {
  if (/\p{Zs}/u.test(character)) {
    return " ";
  }
  if (/\p{Cf}/u.test(character)) {
    return "";
  }
  return Object.keys(EQUALS).find((plain) => EQUALS[plain].includes(character)) ?? character;
}
