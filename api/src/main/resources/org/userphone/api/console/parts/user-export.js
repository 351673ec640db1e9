import { call } from "../api.js";
import * as requests from "../requests.js";
import { saveFile } from "./file.js";

/** ExportUser answers so many events, and so many messages, at once. */
const EVENTS = 1000;
const MESSAGES = 100;

/** Saves whatever is kept of a user as a file, of which ExportUser has answered the beginning. */
export async function saveExport(userId, first) {
  const whole = { ...first, events: first.events ?? [], messages: first.messages ?? [] };
  for (let page = whole.events; page.length === EVENTS;) {
    page = (await call(requests.exportUser(userId, page.at(-1).sequence))).events ?? [];
    whole.events.push(...page);
  }
  for (let page = whole.messages; page.length === MESSAGES;) {
    page = (await call(requests.listPhoneMessages(userId, whole.messages.length))).messages ?? [];
    whole.messages.push(...page);
  }
  saveFile(`user-${userId}.json`, JSON.stringify(whole, null, 2), "application/json");
}
