/** What a spreadsheet would compute instead of show. */
const FORMULA = /^[=+\-@\t\r\n]/;

/** By this Excel knows that the file is in UTF-8. */
const BYTE_ORDER_MARK = "\ufeff";

/** A table as a file for spreadsheets: comma-separated values (RFC 4180) in UTF-8. */
export function csv(rows) {
  return BYTE_ORDER_MARK + rows.map((cells) => `${cells.map(quoted).join(",")}\r\n`).join("");
}

function quoted(value) {
  const text = String(value ?? "");
  const shown = FORMULA.test(text) ? `'${text}` : text;
  return `"${shown.replaceAll('"', '""')}"`;
}
