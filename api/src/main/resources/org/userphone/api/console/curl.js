/** A request as a command for a POSIX shell, with $TOKEN in the place of the token. */
export function curl({ verb, path, body }, origin) {
  const words = ["curl"];
  const isFile = body instanceof Blob;
  if (isFile || verb !== (body === undefined ? "GET" : "POST")) {
    words.push("-X", verb);
  }
  words.push("-H", '"Authorization: Bearer $TOKEN"');
  if (isFile) {
    words.push("-T", quoted(body.name));
  } else if (body !== undefined) {
    words.push("-H", quoted("Content-Type: application/json"), "-d", quoted(JSON.stringify(body)));
  }
  words.push(quoted(origin + path));
  return words.join(" ");
}

function quoted(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
