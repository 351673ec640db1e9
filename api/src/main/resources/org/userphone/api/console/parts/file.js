import { el } from "../dom.js";

/** A browser has a minute to take the content of a file. */
const TAKEN_MS = 60_000;

/** Has the browser save a text, or a blob, as a file. */
export function saveFile(name, content, type) {
  const href = URL.createObjectURL(new Blob([content], { type }));
  el("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), TAKEN_MS);
}
