/**
 * The import of a file, piece by piece. It goes on while other pages are shown. The tab remembers how far it came, so that
 * it goes on there after a reload, once the same file is chosen again. Whoever is stored already is unchanged, so that
 * a piece may be sent twice.
 */
import { call, Refusal } from "./api.js";
import { importFile } from "./requests.js";
import { pieces } from "./user-file.js";

const KEPT = "userphone.import";
const OUTCOME = "IMPORT_OUTCOME_";

/** The import of this tab; null if there is none. */
let present = null;

/**
 * An import that is begun. What the tab remembers of it, and pages tell, is "told": {file: its mark, format, dryRun, by: who
 * imports, next: where to go on, totals, refused: lines with their reasons, spans: what became of the lines, isWhole}.
 */
class Import {
  /**
   * @param kept what the tab has remembered of an earlier one; else {file, format, dryRun, by}
   * @param file none before somebody has chosen it again
   */
  constructor(kept, file = null) {
    this.file = file;
    this.told = { totals: { created: 0, updated: 0, unchanged: 0, refused: 0 }, refused: [], spans: [], ...kept };
    this.error = null;
    this.stopping = null;
    this.changed = () => {};
  }

  get isRunning() {
    return this.stopping !== null;
  }

  /** Sends the file from where it ended, until its end, or until something is wrong. */
  async run() {
    this.error = null;
    this.stopping = new AbortController();
    const { signal } = this.stopping;
    this.changed();
    try {
      for await (const piece of pieces(this.file, this.told.format, this.told.next)) {
        signal.throwIfAborted();
        this.take(await call(importFile(piece.content, this.told), signal), piece);
        this.changed();
      }
      this.told.isWhole = true;
    } catch (error) {
      this.error = signal.aborted ? null : error;
    }
    this.stopping = null;
    keep(this);
    this.changed();
  }

  stop() {
    this.stopping?.abort();
  }

  take(answers, { lineOf, records, next }) {
    const totals = answers.at(-1)?.totals ?? {};
    if (!totals.complete) {
      throw new Refusal(totals.error?.code === 3 ? 400 : 503, totals.error ?? {}, null);
    }
    const { told } = this;
    for (const { outcome, line, error } of answers.slice(0, -1)) {
      const name = outcome.replace(OUTCOME, "").toLowerCase();
      told.totals[name]++;
      this.span(lineOf(line), name);
      if (error) {
        told.refused.push(reason(lineOf(line), error, records));
      }
    }
    told.next = next;
    keep(this);
  }

  /** Lines one after the other of which the same became are one entry. */
  span(line, outcome) {
    const last = this.told.spans.at(-1);
    if (last?.outcome === outcome) {
      last.to = line;
    } else {
      this.told.spans.push({ from: line, to: line, outcome });
    }
  }
}

function reason(line, status, records) {
  const { message, id, help } = new Refusal(0, status, null);
  const { start, end } = records.find((record) => record.line === line);
  const more = help?.description && help.description !== message ? `: ${help.description}` : "";
  return { line, id, reason: message + more, start, end };
}

/** The import of whoever is signed in, running, ended or broken off; null if there is none. */
export function current({ userId }) {
  present ??= remembered();
  if (present && present.told.by !== userId) {
    forget();
  }
  return present;
}

export function begin(told, file) {
  forget();
  present = new Import(told, file);
  present.run();
  return present;
}

export function forget() {
  present?.stop();
  present = null;
  sessionStorage.removeItem(KEPT);
}

/** Whether a file is the one that was begun with. */
export function isSame({ told }, file) {
  return JSON.stringify(told.file) === JSON.stringify(mark(file));
}

/** What is remembered of a file. */
export function mark({ name, size, lastModified }) {
  return { name, size, lastModified };
}

function keep(one) {
  if (one !== present) {
    return;
  }
  if (one.told.isWhole) {
    sessionStorage.removeItem(KEPT);
    return;
  }
  try {
    sessionStorage.setItem(KEPT, JSON.stringify(one.told));
  } catch {
    sessionStorage.removeItem(KEPT); // too much to keep: after a reload the file is sent from its beginning
  }
}

function remembered() {
  const kept = sessionStorage.getItem(KEPT);
  return kept && new Import(JSON.parse(kept));
}
