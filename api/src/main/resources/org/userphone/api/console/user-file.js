/**
 * Files of users, divided into pieces that are files themselves. A file is looked at chunk by chunk; what is kept of it are
 * places: {byte, line}, the first line being 1.
 */
const LF = 0x0a;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const [COMMA, SEMICOLON, COLON] = [0x2c, 0x3b, 0x3a];
const OPENING = [0x5b, 0x7b];
const CLOSING = [0x5d, 0x7d];
const SPACE = [0x20, 0x09, 0x0d, LF];
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/** So that the answers to a piece fit into what the API lets wait while a browser is still sending. */
const MAX_RECORDS = 200;
const MAX_BYTES = 256 * 1024;

const TYPES = {
  ndjson: "application/x-ndjson",
  csv: "text/csv",
  keycloak: "application/json",
  zitadel: "application/json",
};
const ARRAYS = { users: "keycloak", result: "zitadel" };
const START = { byte: 0, line: 1 };

/** The formats that there are. */
export const FORMATS = Object.keys(TYPES);

/** The format of a file by its name, or by the name of the array in it; undefined if neither tells. */
export async function formatOf(file) {
  const [, extension] = /\.([a-z]+)$/.exec(file.name.toLowerCase()) ?? [];
  if (extension === "csv") {
    return "csv";
  }
  if (["ndjson", "jsonl"].includes(extension)) {
    return "ndjson";
  }
  const elements = new Elements(START, Object.keys(ARRAYS));
  for await (const chunk of chunks(file)) {
    elements.scan(chunk);
    if (elements.isInArray || elements.isNone) {
      break;
    }
  }
  return ARRAYS[elements.name];
}

/**
 * The pieces of a file, in their order: {content: a Blob that is taken as a file, lineOf: the line of the file for one of
 * the piece, records: where each begins and ends, next: where the next piece begins}.
 *
 * @param from where to begin: the "next" of an earlier piece
 */
export async function* pieces(file, format, from = START) {
  const head = format === "csv" ? await firstRecord(file) : null;
  const [before, after] = frame(file, format, head);
  let records = [];
  const scanner = scannerOf(format, from);
  for await (const chunk of chunks(file.slice(from.byte))) {
    yield* full(scanner.scan(chunk));
  }
  yield* full(scanner.end());
  if (records.length > 0) {
    yield piece();
  }

  function* full(found) {
    for (const record of found) {
      if (record.start === head?.start) {
        continue;
      }
      if (records.length === MAX_RECORDS || (records.length > 0 && record.end - records[0].start > MAX_BYTES)) {
        yield piece();
        records = [];
      }
      records.push(record);
    }
  }

  function piece() {
    const first = records[0];
    const last = records.at(-1);
    const offset = first.line - 1 - (head?.lines ?? 0);
    return {
      content: new Blob([...before, file.slice(first.start, last.end), ...after], { type: TYPES[format] }),
      lineOf: (line) => line + offset,
      records,
      next: { byte: last.end, line: last.nextLine },
    };
  }
}

/** A file of some records of another one. */
export async function someOf(file, format, records) {
  const [before, after] = frame(file, format, format === "csv" ? await firstRecord(file) : null);
  const between = before[0] === "[" ? "," : ""; // a line has its end
  const parts = records.flatMap(({ start, end }, i) => [i > 0 ? between : "", file.slice(start, end)]);
  return new Blob([...before, ...parts, ...after], { type: TYPES[format] });
}

/** What stands around the records of a piece, so that it is a file. */
function frame(file, format, head) {
  if (format === "csv") {
    return [[file.slice(head.start, head.end)], []];
  }
  return format === "ndjson" ? [[], []] : [["["], ["]"]];
}

/** The first record of a CSV file, which has the names of the columns. */
async function firstRecord(file) {
  const lines = new Lines(START, true);
  for await (const chunk of chunks(file)) {
    const [first] = lines.scan(chunk);
    if (first) {
      return { ...first, lines: first.nextLine - first.line };
    }
  }
  const [only] = lines.end();
  return { ...(only ?? { start: 0, end: 0 }), lines: 0 };
}

async function* chunks(blob) {
  const reader = blob.stream().getReader();
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      yield read.value;
    }
  } finally {
    await reader.cancel();
  }
}

function scannerOf(format, from) {
  if (format === "csv" || format === "ndjson") {
    return new Lines(from, format === "csv");
  }
  const [name] = Object.entries(ARRAYS).find(([, one]) => one === format);
  return new Elements(from, [name]);
}

/** Finds records that end with their line; in CSV the end of a line between quotation marks does not count. */
class Lines {
  constructor({ byte, line }, hasQuotes) {
    Object.assign(this, { byte, line, hasQuotes, isQuoted: false, before: COMMA });
    this.begin();
  }

  begin() {
    Object.assign(this, { start: this.byte, first: this.line, isBlank: true, isQuoted: false, before: COMMA });
  }

  scan(chunk) {
    const found = [];
    for (const taken of chunk) {
      this.byte++;
      if (taken === LF) {
        this.line++;
        if (!this.isQuoted) {
          found.push(...this.end());
          this.begin();
          continue;
        }
      }
      this.isQuoted = this.hasQuotes && (this.isQuoted ? taken !== QUOTE : this.opens(taken));
      this.before = taken;
      this.isBlank &&= SPACE.includes(taken);
    }
    return found;
  }

  /** As the API has it: at the beginning of a value, or after one that seemed to close it and stands for itself. */
  opens(taken) {
    return taken === QUOTE && [COMMA, SEMICOLON, QUOTE].includes(this.before);
  }

  end() {
    return this.isBlank ? [] : [{ line: this.first, start: this.start, end: this.byte, nextLine: this.line }];
  }
}

/** Finds the elements of one array of a JSON document, which is all of it or a value at its top. */
class Elements {
  constructor({ byte, line }, names) {
    const isInArray = byte > 0;
    Object.assign(this, { byte, line, names, isInArray, isNone: false, isOver: false, depth: 0, start: -1 });
    Object.assign(this, { isString: false, isEscaped: false, isValue: false, key: "", name: "" });
  }

  scan(chunk) {
    const found = [];
    for (const taken of chunk) {
      if (this.isOver) {
        break;
      }
      const element = this.isInArray ? this.element(taken) : this.seek(taken);
      this.byte++;
      this.line += taken === LF ? 1 : 0;
      if (element) {
        found.push({ ...element, nextLine: this.line });
      }
    }
    return found;
  }

  /** Looks for the array. */
  seek(taken) {
    if (this.isString) {
      const isEnd = this.string(taken);
      this.key += this.depth === 1 && !this.isValue && !isEnd ? String.fromCharCode(taken) : "";
    } else if (taken === QUOTE) {
      this.isString = true;
      this.key = this.depth === 1 && !this.isValue ? "" : this.key;
    } else if (taken === OPENING[0] && (this.depth === 0 || (this.isOwn() && this.names.includes(this.key)))) {
      this.name = this.depth === 0 ? "" : this.key;
      this.isInArray = true;
      this.depth = 0;
    } else if (OPENING.includes(taken)) {
      this.depth++;
    } else if (CLOSING.includes(taken)) {
      this.depth--;
    } else if (this.depth === 1 && (taken === COLON || taken === COMMA)) {
      this.isValue = taken === COLON;
    } else if (this.depth === 0 && !SPACE.includes(taken) && !BYTE_ORDER_MARK.includes(taken)) {
      this.isNone = true;
    }
    return null;
  }

  isOwn() {
    return this.depth === 1 && this.isValue;
  }

  /** Whether this is the end of the string. */
  string(taken) {
    const isEnd = taken === QUOTE && !this.isEscaped;
    this.isEscaped = taken === BACKSLASH && !this.isEscaped;
    this.isString = !isEnd;
    return isEnd;
  }

  element(taken) {
    if (this.isString) {
      this.string(taken);
      return null;
    }
    if (this.start < 0) {
      if (taken === COMMA || SPACE.includes(taken)) {
        return null;
      }
      if (taken === CLOSING[0]) {
        this.isOver = true;
        return null;
      }
      this.start = this.byte;
      this.first = this.line;
    } else if (this.depth === 0 && (taken === COMMA || taken === CLOSING[0] || SPACE.includes(taken))) {
      this.isOver = taken === CLOSING[0];
      return this.ended(this.byte);
    }
    this.isString = taken === QUOTE;
    this.depth += OPENING.includes(taken) ? 1 : CLOSING.includes(taken) ? -1 : 0;
    return this.depth === 0 && CLOSING.includes(taken) ? this.ended(this.byte + 1) : null;
  }

  ended(end) {
    const element = { line: this.first, start: this.start, end };
    this.start = -1;
    return element;
  }

  /** An element that does not end is for the API to refuse. */
  end() {
    return this.start < 0 ? [] : [{ ...this.ended(this.byte), nextLine: this.line }];
  }
}
